//! The operations whose responses contain long lists.

use crate::messages::ResponseMessage;
use crate::namespaces::{M, T};
use crate::operations::{
    ExportItems, FindFolder, FindItem, GetAttachment, GetItem, SyncFolderHierarchy, SyncFolderItems,
};
use crate::types::{Attachment, Folder, RealItem, SyncFolderHierarchyChange, SyncFolderItemsChange};
use crate::xml::soap::StreamedOperation;
use crate::xml::{ElementPath, Ns};

/// The level of the response messages in the paths below; the envelope is at level 0.
pub(crate) const MESSAGE_LEVEL: usize = 4;

/// The level of the groups of FindItem, and that of their items.
pub(crate) const GROUP_LEVEL: usize = 7;
pub(crate) const GROUPED_ITEM_LEVEL: usize = 9;

/// Implements [`StreamedOperation`] with paths that go on from the list of response messages.
macro_rules! streamed {
    ($operation:ident of $item:ty: $response:literal $([$($step:expr),*])+) => {
        impl StreamedOperation for $operation {
            type Item = $item;
            const PATHS: &'static [ElementPath] = &[$(&[
                (Ns::SOAP, "Envelope"),
                (Ns::SOAP, "Body"),
                (M, $response),
                (M, "ResponseMessages"),
                $($step),*
            ]),+];
        }
    };
}

streamed! {
    FindItem of RealItem: "FindItemResponse"
        [(M, "FindItemResponseMessage"), (M, "RootFolder"), (T, "Items")]
        [(M, "FindItemResponseMessage"), (M, "RootFolder"), (T, "Groups"), (T, "GroupedItems"), (T, "Items")]
}
streamed! { GetItem of RealItem: "GetItemResponse" [(M, "GetItemResponseMessage"), (M, "Items")] }
streamed! {
    SyncFolderItems of SyncFolderItemsChange: "SyncFolderItemsResponse"
        [(M, "SyncFolderItemsResponseMessage"), (M, "Changes")]
}
streamed! {
    FindFolder of Folder: "FindFolderResponse"
        [(M, "FindFolderResponseMessage"), (M, "RootFolder"), (T, "Folders")]
}
streamed! {
    SyncFolderHierarchy of SyncFolderHierarchyChange: "SyncFolderHierarchyResponse"
        [(M, "SyncFolderHierarchyResponseMessage"), (M, "Changes")]
}
streamed! {
    GetAttachment of Attachment: "GetAttachmentResponse" [(M, "GetAttachmentResponseMessage"), (M, "Attachments")]
}
streamed! { ExportItems of ResponseMessage: "ExportItemsResponse" [] }
