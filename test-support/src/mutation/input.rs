//! The input of a mutation.

use crate::random::Random;

/// The documents and the random numbers that a mutation uses.
pub struct Input<'a> {
    /// The document to change.
    pub text: &'a str,
    /// Another document. Mutations insert parts of it into `text`.
    pub other: &'a str,
    /// The random numbers that decide what changes and how.
    pub random: &'a mut Random,
}
