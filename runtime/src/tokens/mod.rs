//! Splits documents into tokens: decodes bytes, and finds tags, attributes, text and references.

mod attributes;
mod bytes;
mod characters;
mod decode;
mod references;
mod scanner;
mod tokenizer;

pub(crate) use attributes::{check_value, is_plain_value, split_attribute};
pub(crate) use characters::{is_clean, is_xml_char};
pub use decode::decode;
pub(crate) use decode::{Decoder, decode_start};
pub(crate) use references::{dereferenced, referenced_char};
pub(crate) use scanner::{Scanner, Span, SpanKind};
pub(crate) use tokenizer::{LONG, RawAttribute, Token, Tokenizer};
