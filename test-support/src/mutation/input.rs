//! The input of a mutation.

use crate::random::Random;

/// What a mutation draws from.
pub struct Input<'a> {
    /// The document to change.
    pub text: &'a str,
    /// Another document, for parts to insert.
    pub other: &'a str,
    /// The source of all decisions.
    pub random: &'a mut Random,
}
