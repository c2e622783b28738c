//! The operations whose responses contain long lists.

/// The nesting level of the response messages, such as `FindItemResponseMessage`, in an envelope. The element `Envelope` has level 0.
pub(crate) const MESSAGE_LEVEL: usize = 4;

/// The nesting level of `GroupedItems` in a response to FindItem, and the nesting level of the items in `GroupedItems`.
pub(crate) const GROUP_LEVEL: usize = 7;
pub(crate) const GROUPED_ITEM_LEVEL: usize = 9;

/// Implements [`StreamedOperation`](crate::xml::soap::StreamedOperation). The table has the name of each response element and the
/// steps below `ResponseMessages`; the macro adds the elements `Envelope`, `Body` and `ResponseMessages` to each path.
macro_rules! streamed {
    ($($feature:literal: $operation:ident of $item:ty: $response:literal $([$(($namespace:ident, $step:literal)),*])+;)*) => {
        $(
            #[cfg(feature = $feature)]
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

streamed! {
    "_has_export_items": ExportItems of crate::messages::ResponseMessage: "ExportItemsResponse" [];
    "_has_find_folder": FindFolder of crate::types::Folder: "FindFolderResponse"
        [(M, "FindFolderResponseMessage"), (M, "RootFolder"), (T, "Folders")];
    "_has_find_item": FindItem of crate::types::RealItem: "FindItemResponse"
        [(M, "FindItemResponseMessage"), (M, "RootFolder"), (T, "Items")]
        [(M, "FindItemResponseMessage"), (M, "RootFolder"), (T, "Groups"), (T, "GroupedItems"), (T, "Items")];
    "_has_get_attachment": GetAttachment of crate::types::Attachment: "GetAttachmentResponse"
        [(M, "GetAttachmentResponseMessage"), (M, "Attachments")];
    "_has_get_item": GetItem of crate::types::RealItem: "GetItemResponse" [(M, "GetItemResponseMessage"), (M, "Items")];
    "_has_sync_folder_hierarchy": SyncFolderHierarchy of crate::types::SyncFolderHierarchyChange: "SyncFolderHierarchyResponse"
        [(M, "SyncFolderHierarchyResponseMessage"), (M, "Changes")];
    "_has_sync_folder_items": SyncFolderItems of crate::types::SyncFolderItemsChange: "SyncFolderItemsResponse"
        [(M, "SyncFolderItemsResponseMessage"), (M, "Changes")];
}
