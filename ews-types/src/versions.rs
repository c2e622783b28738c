//! The versions of Exchange, and the parts of a request that an older server refuses.
//!
//! ```
//! # #[cfg(feature = "validate")] {
//! use ews_types::prelude::*;
//! use ews_types::versions::ValidateFor;
//!
//! let request = build!(GetItem {
//!     item_shape: { base_shape: DefaultShapeNamesType::IdOnly, maximum_body_size: 100 },
//!     item_ids: [ItemIdType::new("AAMk")],
//! });
//! println!("{}", request.oldest_version());
//! for violation in request.validate_for(&ExchangeVersionType::Exchange2010SP2) {
//!     println!("{violation}");
//! }
//! # assert_eq!(request.oldest_version().to_string(), "Exchange2013");
//! # let violations = request.validate_for(&ExchangeVersionType::Exchange2010SP2);
//! # let [violation] = violations.as_slice() else { panic!("{violations:?}") };
//! # let expected = "/GetItem/ItemShape/MaximumBodySize: Exchange 2010 SP2 lacks it; leave it out, or use Exchange 2013 or later";
//! # assert_eq!(violation.to_string(), expected);
//! # }
//! ```
//!
//! prints
//!
//! ```text
//! Exchange2013
//! /GetItem/ItemShape/MaximumBodySize: Exchange 2010 SP2 lacks it; leave it out, or use Exchange 2013 or later
//! ```
//!
//! The docs of types, elements, operations, fields and values state the first version that has them. Without such a statement, a type,
//! element or operation exists since Exchange 2007, and a field or value since the first version of the type that contains it.
//! Microsoft publishes the schemas of some versions only. "At the latest" means: the schema of the stated version is the first
//! published one that contains the item, but a version between it and the previous published schema may contain it, too.

#[cfg(feature = "validate")]
use crate::types::ExchangeVersionType;
#[cfg(feature = "validate")]
use crate::xml::{Validate, Violation};

pub use crate::generated::VERSIONS;

/// Compares a value with the schema of a version of Exchange.
///
/// The content of untyped elements is not compared.
#[cfg(feature = "validate")]
pub trait ValidateFor: Validate {
    /// Returns the violations of the schema, and each element, attribute, type or enumeration value that is newer than `version`.
    /// If `version` is not in [`VERSIONS`], returns only the violations of the schema.
    ///
    /// ```
    /// use ews_types::prelude::*;
    /// use ews_types::versions::ValidateFor;
    ///
    /// let request = build!(GetItem {
    ///     item_shape: { base_shape: DefaultShapeNamesType::IdOnly, maximum_body_size: 100 },
    ///     item_ids: [ItemIdType::new("AAMk")],
    /// });
    /// let violations = request.validate_for(&ExchangeVersionType::Exchange2010SP2);
    /// assert_eq!(
    ///     violations[0].to_string(),
    ///     "/GetItem/ItemShape/MaximumBodySize: Exchange 2010 SP2 lacks it; leave it out, or use Exchange 2013 or later"
    /// );
    /// assert_eq!(request.oldest_version(), ExchangeVersionType::Exchange2013);
    /// let envelope = String::from_utf8(soap::request(&request).oldest_version().to_vec()?)?;
    /// assert!(envelope.contains(r#"<t:RequestServerVersion Version="Exchange2013"/>"#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn validate_for(&self, version: &ExchangeVersionType) -> Vec<Violation> {
        self.validate_against(VERSIONS, version.as_str())
    }

    /// Returns the oldest version whose schema has all elements, attributes, types and enumeration values in this value.
    fn oldest_version(&self) -> ExchangeVersionType {
        self.first_version(VERSIONS).map(|version| version.name.into()).unwrap_or_default()
    }
}

#[cfg(feature = "validate")]
impl<T: Validate + ?Sized> ValidateFor for T {}
