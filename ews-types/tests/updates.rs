//! The changes of UpdateItem and UpdateFolder, carried out on values.

use ews_types::soap;
use ews_types::types::*;
use ews_types::xml::{OrEmpty as _, build};

/// Sends changes to a server, which carries them out on an item. Returns the item, and the number of changes not carried out.
fn check(mut item: RealItem, updates: Vec<ItemChangeDescription>) -> (RealItem, usize) {
    let update = build!(ews_types::elements::UpdateItem {
        conflict_resolution: ConflictResolutionType::AutoResolve,
        item_changes: [ItemChangeType { item_id: ItemIdType::new("AAMk"), updates: updates }],
    });
    let request = soap::incoming(&soap::request(&update).to_vec().unwrap()).unwrap();
    let ews_types::operations::AnyRequest::UpdateItem(body) = &request.body else { panic!("{request:?}") };
    let left = body.item_changes[0].apply_to(&mut item).len();
    (item, left)
}

fn set(path: impl Into<Path>, item: impl Into<RealItem>) -> ItemChangeDescription {
    SetItemFieldType::new(path, item).into()
}

fn delete(path: impl Into<Path>) -> ItemChangeDescription {
    DeleteItemFieldType::new(path).into()
}

fn stored() -> RealItem {
    build!(MessageType {
        subject: "old",
        categories: ["a".to_owned(), "b".to_owned()],
        body: { body_type: BodyTypeType::Text, value: "hello" },
        is_read: false,
        to_recipients: [{ email_address: "ada@example.com" }],
    })
    .into()
}

#[test]
fn properties_of_the_type_and_of_its_base_are_set() {
    let new = build!(MessageType { subject: "new", is_read: true });
    let updates = vec![
        set(UnindexedFieldURIType::ItemSubject, new.clone()),
        set(UnindexedFieldURIType::MessageIsRead, new),
        set(UnindexedFieldURIType::ItemCategories, build!(MessageType { categories: ["c".to_owned()] })),
    ];
    let (item, left) = check(stored(), updates);
    let RealItem::Message(message) = &item else { panic!("{item:?}") };
    assert_eq!((message.subject.or_empty().to_string(), message.is_read, left), ("new".to_owned(), Some(true), 0));
    assert_eq!(message.categories.as_deref(), Some(["c".to_owned()].as_slice()), "a list is replaced");
    assert_eq!(message.body.as_ref().map(|body| &*body.value), Some("hello"), "others are kept");
}

#[test]
fn a_property_of_a_common_base_is_set_on_an_item_of_another_type() {
    let (item, left) =
        check(stored(), vec![set(UnindexedFieldURIType::ItemSubject, build!(ItemType { subject: "new" }))]);
    assert_eq!((item.subject.as_deref(), left), (Some("new"), 0));
}

#[test]
fn properties_are_deleted() {
    let updates = vec![
        delete(UnindexedFieldURIType::ItemSubject),
        delete(UnindexedFieldURIType::MessageToRecipients),
        delete(UnindexedFieldURIType::ItemReminderIsSet),
    ];
    let (item, left) = check(stored(), updates);
    let RealItem::Message(message) = &item else { panic!("{item:?}") };
    assert_eq!((&message.subject, message.to_recipients.is_some(), left), (&None, false, 0));
}

#[test]
fn changes_of_other_kinds_are_left() {
    let new = build!(MessageType { subject: "new" });
    let extended =
        build!(PathToExtendedFieldType { property_tag: "0x1000", property_type: MapiPropertyTypeType::String });
    let updates = vec![
        AppendToItemFieldType::new(UnindexedFieldURIType::ItemSubject, new.clone()).into(),
        set(extended, new.clone()),
        set(UnindexedFieldURIType::CalendarLocation, new),
        delete(PathToIndexedFieldType::new("contacts:EmailAddress", "EmailAddress1")),
        delete(UnindexedFieldURIType::TaskOwner),
    ];
    let (item, left) = check(stored(), updates);
    assert_eq!((item, left), (stored(), 5));
}

#[test]
fn properties_of_folders_are_changed() {
    let mut folder = Folder::from(build!(FolderType { display_name: "old", folder_class: "IPF.Note" }));
    let change = build!(FolderChangeType {
        folder_id: FolderIdType::new("AAMk"),
        updates: [
            FolderChangeDescription::from(SetFolderFieldType::new(
                UnindexedFieldURIType::FolderDisplayName,
                build!(FolderType { display_name: "new" }),
            )),
            FolderChangeDescription::from(DeleteFolderFieldType::new(UnindexedFieldURIType::FolderFolderClass)),
        ],
    });
    assert!(change.apply_to(&mut folder).is_empty());
    assert_eq!((folder.display_name.as_deref(), &folder.folder_class), (Some("new"), &None));
}
