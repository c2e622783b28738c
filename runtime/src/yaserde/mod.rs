//! Reading and writing the same types through [yaserde](https://docs.rs/yaserde): the feature `yaserde`, on by default.
//!
//! Every generated type, and every type of [`lexical`](super::lexical), implements [`YaSerialize`] and [`YaDeserialize`]. The
//! rows of a type define its XML here too; yaserde provides and receives the events. Without the feature
//! (`default-features = false`), this crate does not depend on yaserde and the `xml` crate.
//!
//! ```
//! use ews_types::messages::elements::ConvertId;
//! use ews_types::xml;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let text = r#"<m:ConvertId xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"
//!        xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" DestinationFormat="EwsId">
//!      <m:SourceIds><t:AlternateId Format="HexEntryId" Id="00A1" Mailbox="ada@example.com"/></m:SourceIds>
//!    </m:ConvertId>"#;
//!
//! // The functions of this crate.
//! let request: ConvertId = xml::from_str(text)?;
//! let written = xml::to_string(&request)?;
//!
//! // yaserde: the same value, the same content.
//! let same: ConvertId = yaserde::de::from_str(text)?;
//! assert_eq!(same, request);
//! let through_yaserde = yaserde::ser::to_string(&request)?;
//! assert_eq!(xml::from_str::<ConvertId>(&through_yaserde)?, xml::from_str(&written)?);
//! # Ok(())
//! # }
//! ```
//!
//! # Which one to use
//!
//! Use [`xml::from_str`](super::from_str) and [`xml::to_string`](super::to_string) for whole documents: they are many times as
//! fast, their errors have line and column, and [`Options`](crate::Options) reports deviations or fails on them. Use yaserde in
//! programs that use it already: for a generated type as a field of a derived struct, or for functions that require
//! `T: YaDeserialize`.
//!
//! The `xml` crate copies all namespace declarations in scope for each element. Reading fails if more than 256 declarations are in
//! scope at once, or if the number of copies exceeds 65,536 plus four for each byte of the element.
//!
//! # In a derived struct
//!
//! ```
//! use ews_types::types::ItemIdType;
//! use ews_types::xml::DateTime;
//! use yaserde::{YaDeserialize, YaSerialize};
//!
//! #[derive(Debug, PartialEq, YaSerialize, YaDeserialize)]
//! struct Reminder {
//!     #[yaserde(attribute = true)]
//!     due: DateTime,
//!     item: Vec<ItemIdType>,
//! }
//!
//! # fn main() -> Result<(), yaserde::Error> {
//! let text = r#"<Reminder due="2026-03-02T09:00:00Z"><item Id="A" /><item Id="B" ChangeKey="C" /></Reminder>"#;
//! let reminder: Reminder = yaserde::de::from_str(text)?;
//! assert_eq!(reminder.item[1].change_key.as_deref(), Some("C"));
//! # Ok(())
//! # }
//! ```
//!
//! - A field has the name that yaserde gives it, regardless of its type. As the root, a type is written under its name in the
//!   schema and read under any name; a global element has its own name. An [`AnyElement`](crate::AnyElement) always keeps its
//!   name.
//! - A choice (an enum of children) is written inside an element with the name of the field: `<field><Child/></field>`. With
//!   `#[yaserde(flatten)]`, and as the root, the child is written alone: `<Child/>`. Both forms are read.
//! - A text that is not a value of its type is an error. The functions of this crate omit the value in tolerant mode.
//! - yaserde implements its traits neither for `Box` nor, outside of a derived struct, for `Vec`.
//!
//! # Differences
//!
//! Reading and writing through yaserde is as tolerant as [`Options::new`](crate::Options::new), with the same limits. The
//! differences come from yaserde or the `xml` crate:
//!
//! - *White space* is trimmed at both ends of a text, and around a processing instruction. [`deserializer`] keeps it:
//!   `T::deserialize(&mut deserializer(bytes))`. The content of `<![CDATA[ ]]>` is trimmed too.
//! - *Errors* are text with the path of the element, but without a line. Errors of the `xml` crate have line and column, but no
//!   path.
//! - *Deviations* are not reported, and there is no strict mode.
//! - *Content after the root* is not checked: yaserde leaves the end tag of the root to its caller.
//! - *Stricter*: an undeclared prefix, a forbidden character or reference, `]]>` in a text, and an invalid name are errors of the
//!   `xml` crate. The functions of this crate replace or omit such content.
//! - *Encodings*: bytes are decoded by their declaration, which may be Latin-1; without a declaration or byte order mark they are
//!   UTF-8.
//! - *A tab in an attribute* is written unchanged, and read as a space.
//! - *Elements without a namespace* do not undo the default namespace of an enclosing struct: the `xml` crate cannot write
//!   `xmlns=""`. Give the namespace of the struct a prefix.
//! - *Output* begins with an XML declaration, and an empty element is `<a />`.
//! - *Namespace declarations* in many nested elements cost quadratic time in the `xml` crate: limit the size of untrusted input.

mod events;
mod macros;
mod read;
mod roles;
mod types;
mod write;

pub use xml_events::attribute::OwnedAttribute;
pub use xml_events::namespace::Namespace as Declarations;
pub use yaserde::de::Deserializer;
pub use yaserde::ser::Serializer;
pub use yaserde::{Error, Result, YaDeserialize, YaSerialize};

#[doc(hidden)]
pub use self::events::Root;
pub use self::read::deserializer;
#[doc(hidden)]
pub use self::roles::{Global, Itself, Named, OneOf, Role, Typed, described, namespaces_of, unqualified};
#[doc(hidden)]
pub use self::write::{Attributes, Element, WithAttributes, attributes, write};
