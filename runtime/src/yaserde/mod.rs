//! The same types through [yaserde](https://docs.rs/yaserde): the feature `yaserde`, on by default.
//!
//! Every generated type, and every type of [`lexical`](super::lexical), implements [`YaSerialize`] and [`YaDeserialize`]. Both
//! engines work by the same rows; what yaserde reads and writes are its events. Without the feature
//! (`default-features = false`), yaserde and the `xml` crate below it are no dependencies.
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
//! // The own engine.
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
//! # Which one
//!
//! Take [`xml::from_str`](super::from_str) and [`xml::to_string`](super::to_string) for whole documents: they are many times
//! as fast, their errors know line and column, and [`Options`](crate::Options) makes them strict or tells what they tolerated. Take yaserde
//! where a program uses it already: for a generated type as a field of your own derived struct, or where a function wants a
//! `T: YaDeserialize`.
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
//! - The name is that of the field, whatever the type. A type that is the root itself is written under the name that the schema
//!   gives it, and read under any; a global element has its own name as the root. An [`AnyElement`](crate::AnyElement) keeps its name everywhere.
//! - A choice (an enum of children) is written with the element of the field around the child; with `#[yaserde(flatten)]`, and
//!   as the root, the child stands alone. Both are read.
//! - A value that is none of its type is an error, which the own engine would leave out in tolerant mode.
//! - yaserde has no traits for `Box`, and none for a `Vec` outside of a derived struct.
//!
//! # What differs
//!
//! Reading and writing through yaserde is tolerant as [`Options::new`](crate::Options::new) is, and has its limits. What is different comes from
//! yaserde or the `xml` crate:
//!
//! - *White space* is trimmed at the ends of texts, and on both sides of a processing instruction. [`deserializer`] keeps it:
//!   `T::deserialize(&mut deserializer(bytes))`. What stands inside of `<![CDATA[ ]]>` is text like any other, and trimmed too.
//! - *Errors* are a text: what went wrong and in which element, but no line. Those of the `xml` crate have line and column, but
//!   no path.
//! - *Deviations* are not told, and there is no strict mode.
//! - *What stands behind the root* is not looked at: yaserde leaves the end tag of the root to a caller that may be there.
//! - *Stricter*: a prefix that is declared nowhere, a character or reference that XML forbids, `]]>` in a text, and a name that
//!   is none are errors of the `xml` crate, where the own engine takes U+FFFD or leaves out.
//! - *Encodings*: bytes are read as their declaration says, Latin-1 too; without one or a byte order mark they are UTF-8.
//! - *A tab in an attribute* is written as it is, and read as a blank by whoever reads it.
//! - *Elements without a namespace* do not undo the default namespace of a struct around them: the `xml` crate cannot write
//!   `xmlns=""`. Give the namespace of the struct a prefix.
//! - *Output* begins with an XML declaration, and an empty element is `<a />`.
//! - *Declarations* in many elements that stand in one another cost the `xml` crate the square of their number: limit what you
//!   read from strangers.

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
pub use self::roles::{Global, Itself, Named, OneOf, Record, Role, Typed, described, unqualified};
#[doc(hidden)]
pub use self::write::{Attributes, Element, WithAttributes, attributes, write};
