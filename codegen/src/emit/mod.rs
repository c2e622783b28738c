//! Prints the [`Model`](crate::model::Model) as files of Rust code.
//!
//! Each kind of part of the model has a file, with the function that returns a part as tokens. `layout` prints the tokens as text.

mod choice;
mod docs;
mod element;
mod facets;
mod files;
mod gate;
mod imports;
mod item;
mod layout;
mod literal;
mod manifest;
mod module;
mod names;
mod namespaces;
mod operation;
mod polymorphic;
mod prelude;
mod root;
mod row;
mod spacing;
mod string_enum;
mod structs;
mod style;
mod union;

pub use files::{Files, files};
pub use manifest::{features, hidden_features};
pub use style::Style;
