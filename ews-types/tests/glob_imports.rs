//! The modules of generated types, imported as a whole.

use ews_types::messages::*;
use ews_types::types::*;
use ews_types::*;

#[test]
fn agree_on_the_elements() {
    let request =
        elements::GetFolder(GetFolderType { folder_shape: FolderResponseShapeType::default(), ..Default::default() });
    let header = elements::RequestServerVersion::default();
    assert_eq!((request.folder_ids.len(), header.version.as_str()), (0, ""));
    assert!(soap::request(&request).to_vec().is_err(), "the shape is not set");
}

#[test]
fn have_all_elements() {
    let names = |entries: &[xml::ElementEntry]| -> Vec<&str> { entries.iter().map(|entry| entry.row.name()).collect() };
    assert_eq!(names(elements::ELEMENTS), names(&ELEMENTS.concat()));
    assert_eq!(elements::ELEMENTS.len(), 314);
}
