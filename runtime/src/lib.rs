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

mod any;
#[cfg(feature = "arbitrary")]
pub mod arbitrary;
mod choice;
mod complex;
mod derived;
mod deviation;
mod documents;
mod element;
mod enums;
mod error;
mod facets;
mod features;
mod field;
pub mod lexical;
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
mod value;
mod writer;
#[cfg(feature = "yaserde")]
pub mod yaserde;

use std::io;

#[doc(hidden)]
pub use complex::outermost;
pub use tokens::decode;
#[doc(hidden)]
pub use tokens::is_marked_up;

pub use any::{AnyAttribute, AnyElement, AnyNode, AnyType};
pub use choice::{
    Choice, DerivedType, DerivedTypes, Variants, choice, choice_goes_on, polymorphic, read_choice, read_choice_text,
    read_polymorphic, write_choice, write_polymorphic,
};
pub use complex::{
    Complex, Described, Description, PRESENT_WORDS, complex_type, group, read_complex, read_group, write_complex,
    write_group,
};
pub use derived::{Derived, Kept};
pub use deviation::{Deviation, DeviationKind};
pub use documents::Document;
pub use element::{AnyGlobalElement, ElementEntry, GlobalElement, element, elements, entry};
pub use enums::{
    StringEnum, Union, lexical_member, list_member, listed, listed_member, listed_or_other, read_listed, read_union,
    string_enum, text_member, union,
};
pub use error::{Error, ErrorKind, Result};
pub use facets::Facets;
pub use field::{Field, Namespaces};
pub use lexical::{
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, HexBinary, Integer,
    Lexical, LexicalError, NamespaceScope, Offset, PrefixSource, QName, Secret, Time,
};
pub use names::{Namespace, Ns, namespaces};
pub use options::Options;
pub use pieces::{ElementPath, Pieces};
pub use position::Position;
pub use reader::{Reader, Step};
#[cfg(feature = "validate")]
pub use validate::{
    Check, Constraint, Place, Validate, Violation, Violations, check_choice, check_complex, check_items, check_lexical,
    check_listed, check_polymorphic, check_union, validate_element,
};
pub use value::{Child, LexicalValue, Nillable, Slot, Value};
pub use writer::Writer;

/// What generated rows are made of.
pub mod rows {
    pub use super::field::{
        ANY, MANY, NONE, ONE_OF, OTHER_THAN, XML, XSI, any, any_attribute, attribute, choice, element, explicit_type,
        group, mixed, qualified_attribute, text,
    };
}

/// What the rows of a polymorphic type are made of.
pub mod types {
    pub use super::choice::{base, derived};
}

/// Reads a document whose root is the element `E`.
///
/// # Errors
/// The text is no well-formed XML, has a document type declaration, or another root; a limit of [`Options`] is reached.
pub fn from_str<E: GlobalElement>(text: &str) -> Result<E> {
    Options::new().from_str(text)
}

/// Reads a document whose root is the element `E`, in one of the encodings that [`decode`] reads.
///
/// # Errors
/// As [`from_str`] and [`decode`].
pub fn from_slice<E: GlobalElement>(bytes: &[u8]) -> Result<E> {
    Options::new().from_slice(bytes)
}

/// Reads a document from a stream, to its end, as [`from_slice`] does.
///
/// # Errors
/// As [`from_slice`]; the stream fails.
pub fn from_reader<E: GlobalElement>(mut stream: impl io::Read) -> Result<E> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).map_err(Error::io)?;
    from_slice(&bytes)
}

/// Writes a document, without an XML declaration.
///
/// # Errors
/// A text in the value holds a character that XML forbids; the error names its place.
pub fn to_string<E: GlobalElement>(value: &E) -> Result<String> {
    let mut writer = Writer::new(E::NAMESPACES);
    writer.element(value)?;
    Ok(writer.finish())
}

/// Writes a document in UTF-8 as [`to_string`] does, with an XML declaration.
///
/// # Errors
/// As [`to_string`].
pub fn to_vec<E: GlobalElement>(value: &E) -> Result<Vec<u8>> {
    let mut writer = Writer::append_to("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_owned(), E::NAMESPACES);
    writer.element(value)?;
    Ok(writer.finish().into_bytes())
}

/// Writes a document to a stream as [`to_vec`] does.
///
/// # Errors
/// As [`to_string`]; the stream fails.
pub fn to_writer<E: GlobalElement>(value: &E, mut stream: impl io::Write) -> Result<()> {
    stream.write_all(&to_vec(value)?).map_err(Error::io)
}
