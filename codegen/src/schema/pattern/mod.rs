//! The regular expressions of XML Schema (part 2, appendix F), translated to the syntax of the `regex` crate.

mod error;
mod parser;
mod properties;
#[cfg(test)]
mod tests;
mod translate;

pub use error::PatternError;
pub(crate) use translate::Translation;
pub use translate::translate;
