//! Documents without an envelope.

use ews_types::messages::elements::GetFolderResponse;
use ews_types::namespaces::{M as MESSAGES, NAMESPACES};
use ews_types::types::Folder;
use ews_types::types::elements::MailboxCulture;
use ews_types::xml::{ElementPath, ErrorKind, Options, Pieces};

use super::documents::{M, T, message};

/// The path of folders in a response.
const FOLDERS: ElementPath = &[
    (MESSAGES, "GetFolderResponse"),
    (MESSAGES, "ResponseMessages"),
    (MESSAGES, "GetFolderResponseMessage"),
    (MESSAGES, "Folders"),
];

/// Returns a response with three folders and another element.
fn response() -> String {
    let folder = |id: &str| format!("<t:Folder><t:FolderId Id='{id}'/></t:Folder>");
    let message = |folders: &str| message("GetFolder", &format!("<m:Folders>{folders}</m:Folders>"));
    format!(
        "<m:GetFolderResponse xmlns:m='{M}' xmlns:t='{T}'>\n<m:ResponseMessages>{}{}</m:ResponseMessages></m:GetFolderResponse>",
        message(&folder("a")),
        message(&[folder("b"), "<t:Message/>".to_owned(), folder("c")].concat()),
    )
}

#[test]
fn pieces_have_indexes_and_a_rest() {
    let mut pieces = Pieces::new(NAMESPACES, &[FOLDERS], Options::new());
    let mut indexes = Vec::new();
    for chunk in response().as_bytes().chunks(10) {
        pieces.feed(chunk);
        while let Some(folder) = pieces.next_choice().unwrap() {
            let Folder::Folder(_) = folder.value else { continue };
            indexes.push([0, 2, 4, 5].map(|level| pieces.index_at(level)));
        }
    }
    assert!(pieces.rest::<GetFolderResponse>().is_err() && !pieces.is_ended());
    pieces.finish();
    assert!(pieces.next_choice::<Folder>().unwrap().is_none() && pieces.is_ended());
    assert_eq!(indexes, [(0, 0), (1, 0), (1, 2)].map(|(message, folder)| [None, Some(message), Some(folder), None]));
    let rest = pieces.rest::<GetFolderResponse>().unwrap();
    assert_eq!(rest.value.response_messages.len(), 2);
    assert!(rest.deviations[0].to_string().starts_with("unknown element: <t:Message>, at line 2, column "));
}

#[test]
fn the_rest_contains_the_deviations_of_elements() {
    let text = format!(
        "<m:GetFolderResponse xmlns:m='{M}' xmlns:t='{T}'><m:ResponseMessages>{}</m:ResponseMessages></m:GetFolderResponse>",
        message("GetFolder", "<m:Folders><t:MailboxCulture x='1'>en</t:MailboxCulture></m:Folders>"),
    );
    let mut pieces = Pieces::new(NAMESPACES, &[FOLDERS], Options::new());
    pieces.feed(text.as_bytes());
    pieces.finish();
    let piece = pieces.next_element::<MailboxCulture>().unwrap().unwrap();
    assert!(pieces.next_element::<MailboxCulture>().unwrap().is_none());
    let rest = pieces.rest::<GetFolderResponse>().unwrap();
    for deviations in [piece.deviations, rest.deviations] {
        assert_eq!(deviations.len(), 1, "{deviations:?}");
        assert!(deviations[0].to_string().starts_with("unknown attribute: x, at line 1, column "), "{}", deviations[0]);
    }
}

#[test]
fn whole_documents_are_read_one_after_another() {
    let text = response();
    let mut documents = Pieces::new(NAMESPACES, &[&[]], Options::new());
    documents.feed(format!("{text}\n{text}<m:Get").as_bytes());
    for line in [2, 4] {
        let document = documents.next_element::<GetFolderResponse>().unwrap().unwrap();
        assert_eq!((document.value.response_messages.len(), document.deviations[0].position.line), (2, line));
    }
    documents.finish();
    let error = documents.next_element::<GetFolderResponse>().unwrap_err();
    assert_eq!((error.kind(), error.position().unwrap().line), (ErrorKind::Truncated, 4));
    assert!(documents.next_element::<GetFolderResponse>().unwrap().is_none() && documents.is_ended());
}
