//! Every message of Exchange Web Services (EWS) as plain Rust types that read and write its XML.
//!
//! - [`messages`] and [`types`] contain the types, under their names in the schema. [`elements`], which both of them re-export,
//!   contains the elements that can be the root of a document.
//! - [`operations`] connects the elements of a request and of its response.
//! - [`soap`] writes and reads requests, responses and faults, for clients and for servers.
//! - [`client_access_token`] and [`app_manifests`] get tokens for Outlook mail apps.
//! - [`versions`] states which versions of Exchange accept a request.
//! - [`xml`] reads and writes XML. Its docs list the deviations that reading tolerates, the input that reading refuses, and the
//!   rules of writing.
//!
//! Each group of operations has a feature, such as `items`, `calendar` or `client-access-token`; `all-operations` enables all of
//! them, by default. The docs of an item name the features that enable it.
//!
//! The features `validate` and `yaserde` are enabled by default; `serde`, `arbitrary`, `jiff`, `chrono` and `time` are not. The
//! README describes what each adds and costs.
//!
//! ```
//! use ews_types::messages::elements::FindItemResponse;
//! use ews_types::xml;
//!
//! # fn main() -> Result<(), xml::Error> {
//! let answer: FindItemResponse = xml::from_str(
//!     r#"<m:FindItemResponse xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"
//!            xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">
//!          <m:ResponseMessages>
//!            <m:FindItemResponseMessage ResponseClass="Success">
//!              <m:ResponseCode>NoError</m:ResponseCode>
//!              <m:RootFolder TotalItemsInView="1" IncludesLastItemInRange="true">
//!                <t:Items><t:Message><t:Subject>Lunch</t:Subject></t:Message></t:Items>
//!              </m:RootFolder>
//!            </m:FindItemResponseMessage>
//!          </m:ResponseMessages>
//!        </m:FindItemResponse>"#,
//! )?;
//! assert_eq!(answer.response_messages.len(), 1);
//! # Ok(())
//! # }
//! ```
#![deny(missing_docs)]
// Generated docs link to types of other features.
#![cfg_attr(not(feature = "all-operations"), allow(rustdoc::broken_intra_doc_links))]

#[cfg(feature = "_has_app_manifests")]
pub mod app_manifests;
#[cfg(feature = "_has_client_access_token")]
pub mod client_access_token;
#[rustfmt::skip]
mod generated;
pub mod soap;
pub mod versions;

pub use xsd_runtime as xml;

pub use generated::{ELEMENTS, elements, messages, namespaces, operations, types};

/// The examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod readme {}
