//! The operations whose responses contain long lists.

/// The level of the response messages in the paths below; the envelope is at level 0.
pub(crate) const MESSAGE_LEVEL: usize = 4;

/// The level of the groups of FindItem, and that of their items.
pub(crate) const GROUP_LEVEL: usize = 7;
pub(crate) const GROUPED_ITEM_LEVEL: usize = 9;

/// Implements [`StreamedOperation`](crate::xml::soap::StreamedOperation) with paths that go on from the list of response
/// messages.
#[cfg(any(feature = "folders", feature = "items"))]
macro_rules! streamed {
    ($($operation:ident of $item:ty: $response:literal $([$(($namespace:ident, $step:literal)),*])+;)*) => {
        $(
            impl crate::xml::soap::StreamedOperation for crate::operations::$operation {
                type Item = $item;
                const PATHS: &'static [crate::xml::ElementPath] = &[$(&[
                    (crate::xml::Ns::SOAP, "Envelope"),
                    (crate::xml::Ns::SOAP, "Body"),
                    (crate::namespaces::M, $response),
                    (crate::namespaces::M, "ResponseMessages"),
                    $((crate::namespaces::$namespace, $step)),*
                ]),+];
            }
        )*
    };
}

#[cfg(feature = "items")]
streamed! {
    ExportItems of crate::messages::ResponseMessage: "ExportItemsResponse" [];
    FindItem of crate::types::RealItem: "FindItemResponse"
        [(M, "FindItemResponseMessage"), (M, "RootFolder"), (T, "Items")]
        [(M, "FindItemResponseMessage"), (M, "RootFolder"), (T, "Groups"), (T, "GroupedItems"), (T, "Items")];
    GetAttachment of crate::types::Attachment: "GetAttachmentResponse"
        [(M, "GetAttachmentResponseMessage"), (M, "Attachments")];
    GetItem of crate::types::RealItem: "GetItemResponse" [(M, "GetItemResponseMessage"), (M, "Items")];
    SyncFolderItems of crate::types::SyncFolderItemsChange: "SyncFolderItemsResponse"
        [(M, "SyncFolderItemsResponseMessage"), (M, "Changes")];
}

#[cfg(feature = "folders")]
streamed! {
    FindFolder of crate::types::Folder: "FindFolderResponse"
        [(M, "FindFolderResponseMessage"), (M, "RootFolder"), (T, "Folders")];
    SyncFolderHierarchy of crate::types::SyncFolderHierarchyChange: "SyncFolderHierarchyResponse"
        [(M, "SyncFolderHierarchyResponseMessage"), (M, "Changes")];
}
