//! Conversions between two choices, if one choice has all alternatives of the other choice.

use ews_types::types::{
    BaseFolderId, FieldPath, FolderIdType, ItemAttachmentItem, ItemOrResponseObject, MessageType, Path, RealItem,
    ReplyToItemType, TargetFolderId,
};

#[test]
fn an_item_becomes_an_item_or_response_and_comes_back() {
    let item = RealItem::from(MessageType::default());
    let either = ItemOrResponseObject::from(item.clone());
    assert_eq!(RealItem::try_from(either), Ok(item));
    let reply = ItemOrResponseObject::from(ReplyToItemType::default());
    assert_eq!(RealItem::try_from(reply.clone()), Err(reply));
}

#[test]
fn the_item_in_an_attachment_becomes_an_item() {
    let item = ItemAttachmentItem::from(MessageType::default());
    assert_eq!(RealItem::from(item), RealItem::from(MessageType::default()));
}

#[test]
fn a_folder_id_becomes_a_target() {
    let id = BaseFolderId::from(FolderIdType::default());
    assert_eq!(BaseFolderId::try_from(TargetFolderId::from(id.clone())), Ok(id));
}

#[test]
fn equal_choices_convert_in_both_directions() {
    let path = Path::from(FieldPath::default());
    assert_eq!(FieldPath::from(path), FieldPath::default());
}
