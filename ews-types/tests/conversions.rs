//! Values that convert with `into()`, also through choices and wrappers.

use ews_types::types::*;

/// Converts `value` to `T`, and checks the result with `expected`.
fn check<T: From<V> + PartialEq + std::fmt::Debug, V>(value: V, expected: impl FnOnce(&T) -> bool) {
    let converted = T::from(value);
    assert!(expected(&converted), "{converted:?}");
}

#[test]
fn the_name_of_a_property_is_its_path() {
    let name = || UnindexedFieldURIType::ItemSubject;
    check(name(), |path: &PathToUnindexedFieldType| path.field_uri == name());
    check(name(), |path: &Path| matches!(path, Path::FieldUri(path) if path.field_uri == name()));
    check(name(), |exists: &ExistsType| matches!(&exists.path, Path::FieldUri(path) if path.field_uri == name()));
}

#[test]
fn the_name_of_a_folder_is_its_id() {
    let name = || DistinguishedFolderIdNameType::Inbox;
    check(name(), |id: &DistinguishedFolderIdType| id.id == name());
    check(name(), |id: &BaseFolderId| matches!(id, BaseFolderId::DistinguishedFolderId(id) if id.id == name()));
    check(
        name(),
        |id: &TargetFolderIdType| matches!(&id.folder_id, TargetFolderId::DistinguishedFolderId(id) if id.id == name()),
    );
}

#[test]
fn any_id_of_a_folder_is_that_of_a_target() {
    let folder = FolderIdType::from("AAMk");
    check(folder.clone(), |id: &TargetFolderIdType| id.folder_id == TargetFolderId::FolderId(folder.clone()));
    check(folder.clone(), |id: &BaseFolderId| *id == BaseFolderId::FolderId(folder.clone()));
    let list = AddressListIdType::from("list");
    check(list, |id: &TargetFolderIdType| matches!(&id.folder_id, TargetFolderId::AddressListId(_)));
}

#[test]
fn texts_are_ids_tags_and_constants() {
    check("AAMk", |id: &ItemIdType| id.id == "AAMk" && id.change_key.is_none());
    check("AAMk".to_owned(), |id: &ItemIdType| id.id == "AAMk");
    check("AAMk", |id: &RequestAttachmentIdType| id.id == "AAMk");
    check("0x0E08", |tag: &PropertyTagType| *tag == PropertyTagType::from(0x0E08_u16));
    check("Lunch", |constant: &ConstantValueType| constant.value == "Lunch");
    check(
        "Lunch",
        |operand: &FieldURIOrConstantType| matches!(&operand.operand, Operand::Constant(constant) if constant.value == "Lunch"),
    );
}

#[test]
fn a_mailbox_is_a_recipient() {
    let mut mailbox = EmailAddressType::default();
    mailbox.email_address = Some("ada@example.com".to_owned());
    check(mailbox.clone(), |recipient: &SingleRecipientType| recipient.mailbox.email_address == mailbox.email_address);
}
