//! The collected attribute uses of a type or attribute group.

use std::collections::{HashMap, HashSet};

use crate::schema::QName;
use crate::schema::components::{AttributeUse, Wildcard};

/// The collected attribute uses of a type or attribute group.
#[derive(Default)]
pub(super) struct AttributeUses {
    pub(super) list: Vec<AttributeUse>,
    /// The index in `list` of each attribute, by name.
    pub(super) names: HashMap<QName, usize>,
    pub(super) prohibited: HashSet<QName>,
    pub(super) wildcard: Option<Wildcard>,
    /// The nesting depth of the attribute groups inside; for an attribute group, including the group itself.
    pub(super) nesting: usize,
}
