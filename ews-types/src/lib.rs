//! Every message of Exchange Web Services (EWS) as plain Rust types that read and write its XML.
//!
//! EWS is the protocol by which programs use the mailboxes of Exchange: messages, calendars, contacts, tasks, folders, rules. A
//! client sends an XML document by HTTP, and the server answers with another. This crate has a type for each part of these documents, for
//! clients and for servers, and documents each field. It does no I/O, and works with any HTTP library.
//!
//! ```toml
//! [dependencies]
//! ews-types = { path = "ews-types" }
//! ```
//!
//! # Example
//!
//! A program asks for the items in the Inbox, and prints them:
//!
//! ```
//! use ews_types::prelude::*;
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let find = build!(FindItem {
//!         traversal: ItemQueryTraversalType::Shallow,
//!         item_shape: { base_shape: DefaultShapeNamesType::Default },
//!         parent_folder_ids: [DistinguishedFolderIdNameType::Inbox],
//!     });
//!     let answer = soap::request(&find).version(ExchangeVersionType::Exchange2013).send(post)?;
//!     for item in answer.all_of::<RealItem>()? {
//!         // Fields that all kinds of items have.
//!         println!("{} ({} bytes)", item.subject.or_empty(), item.size.or_empty());
//!         // Fields of messages. A mailbox dereferences to an e-mail address.
//!         if let RealItem::Message(message) = item {
//!             println!("  from {}", get!(message.from.mailbox.name).or_empty());
//!         }
//! #       assert_eq!(item.subject.as_deref(), Some("Lunch"));
//!     }
//! #   assert_eq!(answer.all_of::<RealItem>()?.len(), 1);
//!     Ok(())
//! }
//!
//! /// Sends `body` by POST to `https://SERVER/EWS/Exchange.asmx`, and returns the body of the HTTP response.
//! fn post(body: &[u8], headers: &[(&str, String)]) -> std::io::Result<Vec<u8>> {
//!     // With the HTTP library of your choice.
//! #   let (_, _) = (body, headers);
//! #   Ok(r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"
//! #          xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"
//! #          xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"><s:Body>
//! #       <m:FindItemResponse><m:ResponseMessages>
//! #         <m:FindItemResponseMessage ResponseClass="Success">
//! #           <m:ResponseCode>NoError</m:ResponseCode>
//! #           <m:RootFolder TotalItemsInView="1" IncludesLastItemInRange="true">
//! #             <t:Items><t:Message><t:Subject>Lunch</t:Subject></t:Message></t:Items>
//! #           </m:RootFolder>
//! #         </m:FindItemResponseMessage>
//! #       </m:ResponseMessages></m:FindItemResponse></s:Body></s:Envelope>"#.into())
//! }
//! ```
//!
//! # Where to find what
//!
#![cfg_attr(
    doc,
    doc = "- [`tour`] explains EWS in sixteen chapters, each with a program: ids, shapes, paging, calendars and so on."
)]
//! - [`prelude`] imports what most programs need. [`soap::Request::send`] and [`soap::Response::all_of`] are the shortest way from a
//!   request to the values in its response.
//! - [`operations`] lists all operations with their purpose. The type of an operation connects its request and response elements.
//! - [`messages`] and [`types`] contain the types, under their names in the schema. [`elements`], which both of them re-export,
//!   contains the elements that can be the root of a document.
//! - [`soap`] writes and reads requests, responses and faults, for clients and for servers.
//! - [`client_access_token`] and [`app_manifests`] get tokens for Outlook mail apps.
//! - [`versions`] states which versions of Exchange accept a request.
//! - [`xml`] reads and writes XML. Its docs list the deviations that reading tolerates, the input that reading refuses, and the
//!   rules of writing.
//!
//! # Shapes of types
//!
//! | schema | Rust |
//! | --- | --- |
//! | type `ItemIdType` | `ItemIdType`, the same name |
//! | an element or attribute of the type, such as `ChangeKey` | a field in snake_case: `change_key` |
//! | occurs once; at most once; more often | `T`; `Option<T>`; `Vec<T>` |
//! | an element that only contains a repeated element, such as `ToRecipients` | a field with the `Vec` of the inner elements |
//! | `MessageType` extends `ItemType` | field `base: ItemType`, and `Deref` to it: `message.subject`; no field if the base type has no content |
//! | a choice of elements | an enum, whose variant `Unknown` keeps elements that match no other variant |
//! | an element whose type has derived types | an enum such as `AnyItemType`, with a variant for each type that `xsi:type` can name; it dereferences to the declared type |
//! | an enumeration | an enum, whose variant `Other` keeps unknown values |
//! | `xs:dateTime`, `xs:duration`, `xs:base64Binary` | [`xml::DateTime`], [`xml::Duration`], [`xml::Base64Binary`] |
//!
//! `Default` gives an empty value: set the required fields before you write it. `From` converts a variant's content to its enum.
//!
//! # Versions and features
//!
//! The docs of types, elements, operations, fields and values state the first version of Exchange that has them, up to Exchange
//! Online. Without such a statement, a type, element or operation exists since Exchange 2007, and a field or value since the first
//! version of its type. The docs of [`ExchangeVersionType`](types::ExchangeVersionType) state which version to send to which server.
//!
//! | feature | default | adds |
//! | --- | --- | --- |
//! | `all-operations` | yes | all groups of operations |
//! | `items`, `calendar`, `client-access-token` and others | yes | a group of [`operations`], and the types that they need |
//! | `validate` | yes | [`xml::Validate`] for every type, and [`versions::ValidateFor`] |
//! | `yaserde` | yes | the traits of `yaserde` for every type: see [`xml::yaserde`] |
//! | `serde` | no | `Serialize` for every type, for logs and tools |
//! | `arbitrary` | no | valid values of every type, for property tests and fuzzers |
//! | `jiff`, `chrono`, `time` | no | conversions between date and time values and the types of the crate with the same name |
//!
//! The docs of an item name the features that enable it, if there are at most six. The README lists the build time and the size of
//! each group of operations.
#![deny(missing_docs)]
// Docs on docs.rs show a badge with the cargo features that enable an item.
#![cfg_attr(docsrs, feature(doc_cfg))]
// `cargo xtask regen` writes the internal features from here on. Docs do not show their names.
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_array_of_response_messages_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_base_folder_id"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_body_type_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_calendar_activity_data_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_calendar_item_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_context_property_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_conversation_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_default_shape_names_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_disposal_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_distinguished_folder_id_name_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_duration"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_effective_rights_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_email_address"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_extended_property_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_field_order_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_folder_id_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_fractional_page_view_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_guid_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_has_all"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_has_app_manifests"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_has_client_access_token"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_has_date_time_precision"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_has_export_items"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_has_find_folder"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_has_find_item"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_has_folder_changes"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_has_folder_pages"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_has_get_attachment"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_has_get_item"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_has_impersonation"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_has_item_changes"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_has_item_pages"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_has_mailbox_culture"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_has_management_role"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_has_response_message"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_has_scoped_token"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_has_sync_folder_hierarchy"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_has_sync_folder_items"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_has_time_zone"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_id_format_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_importance_choices_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_index_base_point_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_inference_classification_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_item_class_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_item_id_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_item_response_shape_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_item_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_mailbox_search_location_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_mailbox_type_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_mapi_property_type_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_month_names_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_non_empty_array_of_all_items_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_non_empty_array_of_base_item_ids_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_notification_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_occurrence_item_id_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_persona_postal_address_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_persona_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_reply_body"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_request_attachment_id_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_root_item_id_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_search_expression"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_sensitivity_choices_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_target_folder_id_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_unindexed_field_uri_type"))))]
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "_user_id_type"))))]
// End of the features that `cargo xtask regen` writes.
// Generated docs link to types that do not exist if their feature is disabled.
#![cfg_attr(not(feature = "all-operations"), allow(rustdoc::broken_intra_doc_links))]

#[cfg(feature = "_has_app_manifests")]
pub mod app_manifests;
#[cfg(feature = "_has_client_access_token")]
pub mod client_access_token;
#[rustfmt::skip]
mod generated;
#[cfg(any(feature = "_has_item_pages", feature = "_has_folder_pages"))]
pub mod pages;
pub mod soap;
// Excluded from doc tests, because `tests/tour.rs` already runs the programs of the tour.
#[cfg(all(doc, not(doctest)))]
pub mod tour;
#[cfg(any(feature = "_has_item_changes", feature = "_has_folder_changes"))]
pub mod updates;
pub mod versions;

pub use xsd_runtime as xml;

pub use generated::{ELEMENTS, elements, messages, namespaces, operations, types};

/// The items that programs use most, for `use ews_types::prelude::*`.
///
/// These are all types and elements, and the macros and traits of [`xml`] that build, read and print values. If a type and an
/// element have the same name, the prelude contains the element if it is the request or the response of an operation, such as
/// `GetUserOofSettingsRequest`, and otherwise the type. `Duration` is the EWS type with a start and an end: write
/// `std::time::Duration` for the type of the standard library.
///
/// | in the prelude | not in the prelude |
/// | --- | --- |
/// | all types of `types` and `messages`, all elements, [`soap`], [`operations`] and [`xml`] | [`operations::AnyRequest`], `client_access_token` and other hand-written modules |
/// | the macros `build!` and `get!` | values of simple types, such as [`xml::DateTime`] |
/// | the traits [`Search`](xml::Search), [`OrEmpty`](xml::OrEmpty), [`ElementName`](xml::ElementName), [`ErrorCode`](soap::ErrorCode) | traits of servers and response messages: [`Respond`](soap::Respond), [`NewResponseMessage`](soap::NewResponseMessage), [`AnyResponseMessage`](soap::AnyResponseMessage) |
///
/// ```
/// use ews_types::prelude::*;
///
/// let find = build!(FindItem {
///     traversal: ItemQueryTraversalType::Shallow,
///     item_shape: { base_shape: DefaultShapeNamesType::Default },
///     parent_folder_ids: [DistinguishedFolderIdNameType::Inbox],
/// });
/// let request = soap::request(&find).version(ExchangeVersionType::Exchange2013);
/// assert!(request.to_text()?.contains("inbox"));
/// # Ok::<(), xml::Error>(())
/// ```
pub mod prelude {
    #[doc(no_inline)]
    pub use crate::generated::prelude::*;
    pub use crate::soap::ErrorCode as _;
    pub use crate::xml::{self, ElementName as _, OrEmpty as _, Search as _, build, get};
    pub use crate::{operations, soap};
}

/// The examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod readme {}
