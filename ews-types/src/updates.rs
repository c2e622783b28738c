//! The changes of `UpdateItem` and `UpdateFolder`, for servers that carry them out.
//!
//! ```
//! use ews_types::prelude::*;
//!
//! let mut stored = build!(MessageType { subject: "old", is_read: false });
//! let change = build!(ItemChangeType {
//!     item_id: ItemIdType::new("AAMk"),
//!     updates: [
//!         SetItemFieldType { path: UnindexedFieldURIType::MessageIsRead, item: MessageType { is_read: true } },
//!         DeleteItemFieldType { path: UnindexedFieldURIType::ItemSubject },
//!     ],
//! });
//! assert!(change.apply_to(&mut stored).is_empty());
//! assert_eq!((stored.is_read, stored.subject.as_deref()), (Some(true), None));
//! ```

use crate::types::PathToUnindexedFieldType;
#[cfg(feature = "_has_folder_changes")]
use crate::types::{FolderChangeDescription, FolderChangeType};
#[cfg(feature = "_has_item_changes")]
use crate::types::{ItemChangeDescription, ItemChangeType};
use crate::xml::{Search, Value, clear_field, copy_field};

#[cfg(feature = "_has_item_changes")]
impl ItemChangeType {
    /// Carries out the changes on an item: sets and deletes properties. The item is a struct, such as
    /// [`MessageType`](crate::types::MessageType), or an enum, such as [`RealItem`](crate::types::RealItem).
    ///
    /// Returns the changes that the caller must carry out: changes that append to a property, changes of indexed properties and of
    /// MAPI properties, and changes of properties that the type of the item does not have.
    pub fn apply_to(&self, item: &mut impl Value) -> Vec<&ItemChangeDescription> {
        let is_left = |change: &&ItemChangeDescription| match change {
            ItemChangeDescription::SetItemField(set) => !copy_field(&set.item, item, property(set)),
            ItemChangeDescription::DeleteItemField(delete) => !clear_field(item, property(delete)),
            _ => true,
        };
        self.updates.iter().filter(is_left).collect()
    }
}

#[cfg(feature = "_has_folder_changes")]
impl FolderChangeType {
    /// Carries out the changes on a folder: sets and deletes properties. The folder is a struct, such as
    /// [`FolderType`](crate::types::FolderType), or the enum [`Folder`](crate::types::Folder).
    ///
    /// Returns the changes that the caller must carry out, like [`ItemChangeType::apply_to`](crate::types::ItemChangeType::apply_to).
    pub fn apply_to(&self, folder: &mut impl Value) -> Vec<&FolderChangeDescription> {
        let is_left = |change: &&FolderChangeDescription| match change {
            FolderChangeDescription::SetFolderField(set) => !copy_field(&set.folder, folder, property(set)),
            FolderChangeDescription::DeleteFolderField(delete) => !clear_field(folder, property(delete)),
            _ => true,
        };
        self.updates.iter().filter(is_left).collect()
    }
}

/// Returns the element name of the property that `change` concerns: `Subject` for the path `item:Subject`. Empty for the paths of
/// indexed properties and MAPI properties.
fn property(change: &impl Search) -> &str {
    let path = change.first_of::<PathToUnindexedFieldType>();
    path.and_then(|path| path.field_uri.as_str().split_once(':')).map_or("", |(_, name)| name)
}
