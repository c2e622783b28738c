//! Operations whose answers are long because of many items.

use super::operation::Operation;
use crate::messages::ResponseMessage;
use crate::namespaces::{M, SOAP, T};
use crate::operations::{
    ExportItems, FindFolder, FindItem, GetAttachment, GetItem, SyncFolderHierarchy, SyncFolderItems,
};
use crate::types::{Attachment, Folder, RealItem, SyncFolderHierarchyChange, SyncFolderItemsChange};
use crate::xml::{Choice, ElementPath, Value};

/// An operation whose answer can be read item by item: see [`Items`](super::Items).
pub trait InPieces: Operation {
    /// An item.
    type Item: Choice + Value;

    /// The elements whose children are items, by the names of the elements from the envelope on. The fifth is the response
    /// message, or that is the item itself.
    const PATHS: &'static [ElementPath];
}

/// From the envelope to the response messages, and from there on.
macro_rules! paths {
    ($operation:ident of $item:ty: $response:literal $([$($step:expr),*])+) => {
        impl InPieces for $operation {
            type Item = $item;
            const PATHS: &'static [ElementPath] = &[
                $(&[(SOAP, "Envelope"), (SOAP, "Body"), (M, $response), (M, "ResponseMessages"), $($step),*]),+
            ];
        }
    };
}

paths! {
    FindItem of RealItem: "FindItemResponse"
        [(M, "FindItemResponseMessage"), (M, "RootFolder"), (T, "Items")]
        [(M, "FindItemResponseMessage"), (M, "RootFolder"), (T, "Groups"), (T, "GroupedItems"), (T, "Items")]
}
paths! { GetItem of RealItem: "GetItemResponse" [(M, "GetItemResponseMessage"), (M, "Items")] }
paths! {
    SyncFolderItems of SyncFolderItemsChange: "SyncFolderItemsResponse"
        [(M, "SyncFolderItemsResponseMessage"), (M, "Changes")]
}
paths! {
    FindFolder of Folder: "FindFolderResponse"
        [(M, "FindFolderResponseMessage"), (M, "RootFolder"), (T, "Folders")]
}
paths! {
    SyncFolderHierarchy of SyncFolderHierarchyChange: "SyncFolderHierarchyResponse"
        [(M, "SyncFolderHierarchyResponseMessage"), (M, "Changes")]
}
paths! { GetAttachment of Attachment: "GetAttachmentResponse" [(M, "GetAttachmentResponseMessage"), (M, "Attachments")] }
paths! { ExportItems of ResponseMessage: "ExportItemsResponse" [] }
