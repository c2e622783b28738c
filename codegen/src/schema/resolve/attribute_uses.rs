//! The attribute uses of a type, while they are collected.

use std::collections::{HashMap, HashSet};

use crate::schema::QName;
use crate::schema::components::{AttributeUse, Wildcard};

/// The attribute uses of a type, while they are collected.
#[derive(Default)]
pub(super) struct AttributeUses {
    pub(super) list: Vec<AttributeUse>,
    /// The names of the attributes in the list, with their positions.
    pub(super) names: HashMap<QName, usize>,
    pub(super) prohibited: HashSet<QName>,
    pub(super) wildcard: Option<Wildcard>,
    /// The number of groups that are nested in each other.
    pub(super) nesting: usize,
}
