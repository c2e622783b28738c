//! Reading and writing XML by description: generated types say how they stand in XML, and one engine does it for all.
//!
//! [`from_str`], [`from_slice`] and [`from_reader`] read a document whose root is a [`GlobalElement`]; [`to_string`],
//! [`to_vec`] and [`to_writer`] write one. [`Options`] sets limits and strictness.
//!
//! Reading resolves namespaces and never looks at prefixes. By default it tolerates what real servers send: unknown elements
//! and attributes, other order, values that are none (each a [`Deviation`]); [`Options::strict`] makes errors of them.
//! Writing follows the schema's order and is always well-formed: a text that holds a character XML cannot is an error.
//!
//! Nothing in here knows which schema the types come from.
//!
//! # What reading tolerates
//!
//! Each is a [`Deviation`] with its path and position in [`Document::deviations`], and an error in strict mode.
//!
//! | what comes | what becomes of it | [`DeviationKind`] |
//! | --- | --- | --- |
//! | an element or attribute that the schema does not have there | skipped, with all that is in it | `UnknownElement`, `UnknownAttribute` |
//! | children in another order | taken | `Order` |
//! | an element once more than it may stand | the last one counts | `Repeated` |
//! | an element, attribute or text that must be there is not | blank, as `Default` has it | `Missing` |
//! | a wrapper without the one child that it must have | an empty list | none: `validate` tells |
//! | a text that is no value of its type, such as 4255550110 as `xs:int` | absent, or blank where it must be there | `Value` |
//! | a value that an enumeration does not list, such as a newer server version | kept, and written again | `UnlistedValue` |
//! | an enumerated value with white space around or inside it | taken for the listed one | `UnlistedValue` |
//! | text where only elements stand | skipped | `UnexpectedText` |
//! | white space, `https://` for `http://`, another case or a slash more in the name of a namespace | taken for it | `Namespace` |
//! | an element without a namespace, in another one of the declared, or with a prefix that nobody declares | taken for one that fits | `Namespace` |
//! | an answer called as its response message | taken for the answer | `Name` |
//! | a reference to a character that XML forbids, or the character itself | U+FFFD | `Character` |
//! | two hyphens in a comment, an XML declaration elsewhere than at the beginning | passed over | `Syntax` |
//! | UTF-16 in the declaration of what is not | read as UTF-8 | none |
//! | `]]>` in a text | kept; strict mode alone looks for it | none |
//! | an `xsi:type` that no schema knows | kept in the variant `Other`, with what it adds | `Type` |
//! | an `xsi:type` that does not fit, or whose prefix is not declared | passed over | `Type` |
//! | `xsi:nil` on what is not nillable | absent | `Nil` |
//!
//! Comments, CDATA sections and processing instructions anywhere, white space around a value that is no string, and a
//! `dateTime` without an offset are no deviations: XML Schema allows them.
//!
//! # What is never read
//!
//! A document type declaration; entities but the five of XML; what is not well-formed; another encoding than UTF-8, UTF-16 and
//! ISO-8859-1; more levels or more memory than [`Options`] allow; more than 4,096 attributes in a tag, 4,096 foreign namespaces
//! in a document or 256 declarations in force at once. Each is an [`Error`] that says what, where and, where there is
//! something to be done, what. Nothing panics, whatever comes in.
//!
//! # The rule of writing
//!
//! What is written is well-formed, whatever is in the strings. `&`, `<`, `>` and the carriage return are escaped everywhere, so
//! that no `]]>` stands in a text; in attributes also the quote, the tab and the line feed. A character that XML forbids (most
//! control characters, U+FFFE, U+FFFF), a name that is none and a namespace with a forbidden character are refused, with the
//! path of the field; [`Writer::replace_forbidden_characters`] writes U+FFFD for the characters instead.

// Generated code imports the runtime as the module `xml` of a crate: of this one, or of one that re-exports it.
#[doc(hidden)]
pub extern crate self as xml;

mod any;
#[cfg(feature = "arbitrary")]
pub mod arbitrary;
mod deviation;
mod documents;
mod engine;
mod entries;
mod error;
pub mod lexical;
mod macros;
mod names;
mod options;
mod pieces;
mod position;
mod reader;
#[cfg(feature = "serde")]
pub mod serde;
pub mod soap;
mod tokens;
#[cfg(feature = "validate")]
mod validate;
mod writer;
#[cfg(feature = "yaserde")]
pub mod yaserde;

pub use any::{AnyAttribute, AnyElement, AnyNode, AnyType};
pub use deviation::{Deviation, DeviationKind};
pub use documents::{Document, from_reader, from_slice, from_str, to_string, to_vec, to_writer};
pub use engine::derived::{Derived, Kept};
pub use engine::description::Described;
pub use engine::element::GlobalElement;
pub use engine::facets::{Facet, Facets};
pub use engine::nillable::Nillable;
pub use engine::row::{Namespaces, Row};
pub use engine::view::{Choice, Value, Variants};
#[doc(hidden)]
pub use engine::walks::outermost;
pub use engine::{facets, rows};
pub use entries::{AnyGlobalElement, ElementEntry, entry};
pub use error::{Error, ErrorKind, Result};
pub use lexical::{
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, HexBinary, Integer,
    Lexical, LexicalError, NamespaceScope, Offset, PrefixSource, QName, Secret, Time,
};
pub use macros::{choice, complex_type, element, elements, group, polymorphic, string_enum, union};
pub use names::{Namespace, Ns, namespaces};
pub use options::Options;
pub use pieces::{ElementPath, Pieces};
pub use position::Position;
pub use reader::{Reader, Step};
pub use tokens::decode;
#[cfg(feature = "validate")]
pub use validate::{Constraint, Validate, Violation};
pub use writer::Writer;

/// The functions of which the rows of polymorphic types consist.
pub mod types {
    pub use crate::engine::types::{base, derived};
}

/// What only the macros of generated code need. Not part of the public interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::engine::description::{Described, Description};
    pub use crate::engine::enumeration::{hash_enumeration, set_text};
    pub use crate::engine::row::Row;
    pub use crate::engine::types::DerivedTypes;
    pub use crate::engine::union::{lexical_member, list_member, listed_member, text_member};
    pub use crate::engine::view::{
        Choice, Complex, Enumeration, EnumerationTable, Fill, List, Member, Optional, PRESENT_WORDS, Selection, Simple,
        SimpleType, Union, Value, Variants, VariantsTable, View, ViewMut,
    };
    pub use crate::engine::walks::{copy, copy_enumeration, debug, debug_enumeration, equal};
    #[cfg(feature = "validate")]
    pub use crate::validate::validate_element;
}
