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

/// The names that are in scope in a program that imports only the prelude.
mod prelude {
    use ews_types::prelude::*;

    #[test]
    fn has_types_elements_macros_and_traits() {
        let find = build!(FindItem {
            traversal: ItemQueryTraversalType::Shallow,
            item_shape: { base_shape: DefaultShapeNamesType::IdOnly },
            view: IndexedPageViewType { offset: 7, base_point: IndexBasePointType::Beginning },
            parent_folder_ids: [DistinguishedFolderIdNameType::Inbox],
        });
        assert_eq!(get!(find.item_shape.base_shape), Some(&DefaultShapeNamesType::IdOnly));
        assert_eq!(find.first_of::<IndexedPageViewType>().map(|view| view.offset), Some(7));
        assert_eq!(find.query_string.as_ref().map(|query| &query.value).or_empty().to_string(), "");
        let request: soap::Request<'_, operations::FindItem> = soap::request(&find);
        assert!(request.to_vec().is_ok());
        let _: Option<xml::Error> = None;
    }

    #[test]
    #[deny(warnings)]
    fn has_one_meaning_for_the_name_of_a_type_and_an_element() {
        let id: BaseItemId = ItemIdType::new("AAMk").into();
        assert!(matches!(id, BaseItemId::ItemId(_)), "the prelude contains the type `ItemIdType`");
        let get = build!(GetUserOofSettingsRequest { mailbox: { address: "ada@example.com" } });
        let request: soap::Request<'_, operations::GetUserOofSettings> = soap::request(&get);
        assert!(request.to_vec().is_ok(), "the prelude contains the element `GetUserOofSettingsRequest`");
    }
}
