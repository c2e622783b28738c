//! The engine: reads and writes values of all types. Rows describe the XML of a type, views give access to its values.

pub(crate) mod access;
mod built_in;
pub(crate) mod by_name;
mod children;
pub(crate) mod derived;
pub(crate) mod description;
pub(crate) mod drops;
pub(crate) mod element;
pub(crate) mod enumeration;
pub mod facets;
pub(crate) mod inside;
pub(crate) mod nillable;
pub mod ordering;
pub(crate) mod particles;
pub(crate) mod path;
pub(crate) mod placing;
pub(crate) mod read;
mod read_attributes;
mod read_simple;
pub(crate) mod read_text;
mod read_type;
mod read_unknown;
pub(crate) mod row;
mod row_properties;
pub mod rows;
pub(crate) mod search;
pub(crate) mod simple;
mod simple_types;
pub(crate) mod subsets;
pub(crate) mod texts;
pub(crate) mod types;
pub(crate) mod union;
pub(crate) mod unknown;
mod values;

pub(crate) mod walks;
pub(crate) mod write;
