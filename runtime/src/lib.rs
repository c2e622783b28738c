//! Reads and writes XML according to a schema. Generated code describes its types in tables, and one engine interprets them.
//!
//! [`from_str`], [`from_slice`] and [`from_reader`] read a document whose root is a [`GlobalElement`]; [`to_string`],
//! [`to_vec`] and [`to_writer`] write one. [`Options`] sets limits and strictness.
//!
//! Reading resolves namespaces and ignores prefixes. By default, it tolerates the deviations from the schema that are common in
//! practice, and records each one as a [`Deviation`]. [`Options::strict`] turns deviations into errors. Writing follows the
//! order of the schema.
//!
//! The crate does not depend on a particular schema.
//!
//! # Example
//!
//! The example uses types of Exchange Web Services, from the crate `ews-types`. Types of any other schema are read and written in
//! the same way.
//!
//! ```
//! use ews_types::elements::GetItem;
//! use xsd_runtime::{DeviationKind, Options, from_str, to_string};
//!
//! let text = r#"<GetItem xmlns="http://schemas.microsoft.com/exchange/services/2006/messages"
//!         xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" colour="red">
//!     <ItemShape><t:BaseShape>IdOnly</t:BaseShape></ItemShape>
//!     <ItemIds><t:ItemId Id="AAMk"/></ItemIds>
//! </GetItem>"#;
//!
//! let request: GetItem = from_str(text)?;
//! assert_eq!(request.item_ids.len(), 1);
//! assert!(to_string(&request)?.contains("<t:ItemId Id=\"AAMk\"/>"));
//!
//! // The schema has no attribute `colour`.
//! let document = Options::new().read::<GetItem>(text)?;
//! assert_eq!(document.deviations[0].kind, DeviationKind::UnknownAttribute);
//! let error = Options::new().strict(true).from_str::<GetItem>(text).unwrap_err();
//! assert!(error.to_string().contains("colour"));
//! # Ok::<(), xsd_runtime::Error>(())
//! ```
//!
//! # From bytes to values
//!
//! | step | input | output | refuses |
//! | --- | --- | --- | --- |
//! | decode ([`decode`]) | bytes | text | unsupported encodings, invalid byte sequences |
//! | scan | text | tags and texts | text that is not well-formed XML, document type declarations |
//! | resolve ([`Reader`]) | tags | names in namespaces, attributes | undeclared prefixes in strict mode, more depth or memory than [`Options`] allow |
//! | place | names | the field to which each child belongs | deviations, in strict mode |
//! | convert ([`lexical`]) | texts | the values of simple types | invalid values, in strict mode |
//!
//! Writing goes in the opposite direction: it visits the fields of a value in schema order, converts their values to texts, and
//! escapes the texts. [`ErrorKind`] states for each kind of error what to do.
//!
//! # Ways to read
//!
//! | function or type | input | memory | use it for |
//! | --- | --- | --- | --- |
//! | [`from_str`] | a string | the values; texts are copied from the string | documents that are already decoded |
//! | [`from_slice`] | bytes | the values, and the decoded text unless the bytes are UTF-8 | files and the bodies of HTTP messages |
//! | [`from_reader`] | [`io::Read`](std::io::Read) | the values and the whole document | documents that fit in memory |
//! | [`Options::read`] | a string | the same as [`from_str`] | documents whose [`Deviation`]s you need |
//! | [`Pieces`] | chunks of bytes | one piece and everything outside the pieces | long documents with a repeated element |
//! | [`soap::response`] | bytes | the values and the decoded text | SOAP responses of normal size |
//! | [`soap::Items`] | [`io::Read`](std::io::Read) | one item and the rest of the envelope | long SOAP responses, item by item |
//! | [`soap::Envelopes`] | [`io::Read`](std::io::Read) | one envelope | connections on which a server sends several envelopes |
//!
//! [`soap::ItemDecoder`] and [`soap::EnvelopeDecoder`] accept chunks of bytes instead of a stream, for asynchronous programs.
//!
//! # Tolerated deviations
//!
//! [`Document::deviations`] lists each deviation with its path and position. In strict mode, each one is an error.
//!
//! | document | result | [`DeviationKind`] |
//! | --- | --- | --- |
//! | an element or attribute that the schema does not allow there | skipped with its content | `UnknownElement`, `UnknownAttribute` |
//! | a name that begins or ends with a colon, or contains several | treated as an unknown name; an error if an [`AnyElement`] or [`AnyAttribute`] would contain the name | `UnknownElement`, `UnknownAttribute` |
//! | an element that is not a value of any alternative of a choice | the variant `Unknown`, which is written unchanged | `UnknownElement` |
//! | children in another order | read | `Order` |
//! | an element that occurs too often | the first one is kept | `Repeated` |
//! | a missing element, attribute or text that is required | the enclosing element is not a value of its type: see [below](#content-that-lacks-something-required) | `Missing` |
//! | a wrapper element without its required child | an empty list | none; reported by `validate` |
//! | an invalid value, such as 4255550110 for `xs:int` | `None` in an optional field; a required field counts as missing | `Value` |
//! | a value that an enumeration does not list, for example from a newer server | kept, and written unchanged | `UnlistedValue` |
//! | a listed value with white space around or inside it, if its type does not collapse white space | the listed value | `UnlistedValue` |
//! | text where the schema allows only elements | skipped | `UnexpectedText` |
//! | a namespace name with extra white space, `https://` for `http://`, other case or a trailing slash | the known namespace | `Namespace` |
//! | an element without a namespace, in another known namespace, or with an undeclared prefix | the matching element | `Namespace` |
//! | an element or attribute with a namespace, declared without one | the matching element or attribute | `Namespace` |
//! | a SOAP response element with another name that [`soap::ServiceResponse::is_alias`] accepts | the response | `Name` |
//! | a forbidden character, or a reference to one | U+FFFD | `Character` |
//! | `--` or a forbidden character in a comment, a processing instruction with a forbidden character or target, an XML declaration that is malformed or not at the beginning | ignored | `Syntax` |
//! | `xmlns:p=""` | names with the prefix are in no namespace | `Syntax` |
//! | UTF-8 text whose declaration names UTF-16 | read as UTF-8 | none |
//! | `]]>` in text | kept | none; an error in strict mode |
//! | an unknown `xsi:type` | the variant `Other`, with the additional content | `Type` |
//! | an `xsi:type` that is not derived from the declared type, or has an undeclared prefix | ignored | `Type` |
//! | `xsi:type` on an element of a simple type | ignored; an error in strict mode unless its type is derived from the declared type and the text is a value of its type | `SimpleType` |
//! | `xsi:nil="true"` on an element that is not nillable | treated as absent | `Nil` |
//! | `xsi:nil="false"` on an element that is not nillable | ignored | none |
//! | `xs:base64Binary` without its padding, white space inside `xs:hexBinary` | the bytes | none |
//!
//! XML Schema allows comments, CDATA sections and processing instructions everywhere, white space around values other than
//! strings, and a `dateTime` without an offset. They are not deviations.
//!
//! # What a round trip preserves
//!
//! A valid document that is read in strict mode and written again has the same elements and attributes, with the same values.
//! The following changes:
//!
//! | document | written as |
//! | --- | --- |
//! | prefixes and namespace declarations | the prefixes of the schema; prefixes inside `xs:QName` values are adapted |
//! | comments, processing instructions, the document type declaration, CDATA sections | left out; the text of CDATA sections is kept |
//! | white space between elements and around values whose type collapses it, and the order of attributes | no white space; attributes sorted by name, those of the base type first |
//! | the members of `xs:all` | in the order of the schema, which is valid as well |
//! | the spelling of numbers, dates, binary values and lists: `+007`, `1.50`, `1E2`, `1` for `true`, `0aff`, `+00:00`, `--05--` of the first edition of XML Schema | one spelling of the equal value, `7`, `1.5`, `100`, `true`, `0AFF`, `Z`, `--05`; types with a pattern keep the spelling in [`Spelled`] |
//! | an `xs:float` or `xs:double` with more digits than the type can represent: `52.472345` for `xs:float` | the shortest spelling of the same number: `52.472343` |
//! | an empty element with a default value | the default value |
//! | `xsi:schemaLocation`; `xsi:nil="false"`; `xsi:type` on an element of a simple type that `explicit_types` of bindings.toml does not list | left out |
//!
//! # Content that lacks something required
//!
//! Reading never invents a value: each value is in the document, or is a default value of the schema. Content that lacks something
//! required is not a value of its type. The element with such content
//!
//! - is `None` in an optional field;
//! - is left out of a list;
//! - becomes the variant `Unknown` of a choice, with all its content;
//! - makes the enclosing element lack something required, too, in any other field;
//! - is an error as the root element.
//!
//! For an optional field and a list, a deviation of the kind `LeftOut` contains the element.
//!
//! # Unknown alternatives
//!
//! Each enum of a choice has the variant `Unknown` for elements that are not a value of any other variant. Its content is an
//! [`Unknown`] if at least three quarters of the alternatives share a base type whose members are all optional. The [`Unknown`] then
//! dereferences to that base type. Otherwise, the content is an [`AnyElement`]. An [`Unknown`] inside two other unknown elements has
//! all its content in [`Unknown::rest`], so that deeply nested elements are not read many times. A child with an unknown name belongs
//! to the first choice that has no value yet or is repeated, in schema order from the field of the previous child on. If a required
//! field without a value is between that field and the choice, the child belongs to no choice.
//!
//! # Rejected documents
//!
//! Reading returns an [`Error`] with the cause, the place and, where possible, a solution for:
//!
//! - documents that are not well-formed;
//! - document type declarations, and entities other than the five predefined ones; [`Options::skip_doctype`] skips a declaration
//!   without an internal subset;
//! - encodings other than UTF-8, UTF-16, ISO-8859-1 and US-ASCII;
//! - documents that exceed the depth or the memory of [`Options`];
//! - more than 4,096 attributes in a tag, 4,096 foreign namespaces in a document, or 256 namespace declarations in scope.
//!
//! Strict reading accepts some documents that libxml2 reports: with a namespace name that is not a URI, with a processing instruction
//! whose target begins with `xml`, with a value of `xml:space` other than `default` and `preserve`, or with a version such as 1.01. No
//! constraint of XML 1.0 on well-formed documents excludes them.
//!
//! Reading does not panic on any input. Names and texts of documents are escaped and cut in messages, as [`printable`] does.
//!
//! # Well-formed output
//!
//! Written documents are well-formed for all contents of strings. The writer escapes `&`, `<`, `>` and the carriage return
//! everywhere, so that text never contains `]]>`. In attributes, it also escapes the quote, the tab and the line feed.
//!
//! Writing fails with the path of the field if a string contains a character that XML forbids (most control characters, U+FFFE
//! and U+FFFF), if a name or a namespace is invalid, or if a choice has never been set: its default value is an unknown element
//! without a name. [`Writer::replace_forbidden_characters`] writes U+FFFD for forbidden characters instead. Writing also fails if
//! elements are nested more deeply than [`Writer::max_depth`] allows. `validate` reports everything that makes writing fail.

// Makes docs.rs show the cargo feature that each item needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

// Generated code imports the runtime as `CRATE::xml`, where `CRATE` is this crate or a crate that re-exports it.
#[doc(hidden)]
pub extern crate self as xml;

mod any;
#[cfg(feature = "arbitrary")]
pub mod arbitrary;
mod debug;
mod deviation;
mod documents;
mod engine;
mod entries;
mod error;
mod fields;
pub mod lexical;
mod macros;
mod names;
mod options;
mod pieces;
mod position;
mod printable;
mod reader;
#[cfg(feature = "serde")]
pub mod serde;
pub mod soap;
mod sorting;
mod tokens;
#[cfg(feature = "validate")]
mod validate;
mod version;
mod work;
mod writer;
#[cfg(feature = "yaserde")]
pub mod yaserde;

pub use any::{AnyAttribute, AnyElement, AnyNode, AnyNodes, AnyType};
pub use deviation::{Deviation, DeviationKind};
pub use documents::{Document, from_reader, from_slice, from_str, to_string, to_vec, to_writer};
pub use engine::access::{Choice, Value, ValueMut, ValueRef};
pub use engine::by_name::{ElementName, clear_field, copy_field};
pub use engine::derived::{Derived, Kept};
pub use engine::element::GlobalElement;
pub use engine::facets::{Facet, Facets};
pub use engine::inside::Search;
pub use engine::nillable::Nillable;
pub use engine::row::{Namespaces, Row};
#[doc(hidden)]
pub use engine::search::{Found, Occurrence, find_all, find_either};
pub use engine::unknown::Unknown;
#[doc(hidden)]
pub use engine::walks::copy_base;
pub use engine::{facets, rows};
pub use entries::{AnyGlobalElement, ElementEntry, entry, join};
pub use error::{Error, ErrorKind, Result};
pub use fields::OrEmpty;
pub use lexical::{
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, HexBinary, Integer,
    Lexical, LexicalError, NamespaceScope, Offset, PrefixSource, QName, Secret, Spelled, Time,
};
#[doc(inline)]
pub use macros::{build, get};
pub use macros::{choice, complex_type, elements, group, iterative_drop, modules, polymorphic, string_enum, union};
pub use names::{Namespace, Ns, namespaces};
pub use options::Options;
pub use pieces::{ElementPath, Pieces};
pub use position::Position;
pub use printable::printable;
pub use reader::{Reader, Step};
pub use tokens::decode;
#[cfg(feature = "validate")]
pub use validate::{Constraint, Validate, Violation};
pub use version::Version;
pub use writer::Writer;

/// Functions for the rows of polymorphic types, and constants for namespaces.
#[doc(hidden)]
pub mod types {
    pub use crate::engine::rows::{NONE, XML, XSI};
    pub use crate::engine::types::{base, derived, restricted};
}

/// Items that the macros of generated code use. They are not part of the public interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::engine::access::{
        DerivedTypes, Description, EnumerationTable, FieldOf, Member, Of, Parts, TypeOf, Union, ValueMut, ValueRef,
        VariantsFunctions, VariantsTable, replace,
    };
    pub use crate::engine::drops::drop_nested;
    pub use crate::engine::enumeration::{index_among, known_values, set_text, text_of};
    pub use crate::engine::ordering;
    pub use crate::engine::row::Row;
    pub use crate::engine::subsets::Content;
    pub use crate::engine::texts::{ListedText, Texts, listed_texts, names};
    pub use crate::engine::union::{are_equal, lexical_member, list_member, listed_member, text_member};
    pub use crate::engine::walks::{elements, values};

    /// The conversions of `build!` and `get!`, which import all traits of this module with a glob.
    pub mod fields {
        pub use crate::fields::*;
    }
}
