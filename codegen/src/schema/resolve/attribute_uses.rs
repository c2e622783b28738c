//! The collected attribute uses of a type or attribute group.

use std::collections::{HashMap, HashSet};

use crate::schema::QName;
use crate::schema::components::{AttributeUse, Wildcard};

/// The collected attribute uses of a type or attribute group.
#[derive(Default)]
pub(super) struct AttributeUses {
    pub(super) list: Vec<AttributeUse>,
    /// For each attribute name: the index of its use in `list`.
    pub(super) names: HashMap<QName, usize>,
    pub(super) prohibited: HashSet<QName>,
    pub(super) wildcard: Option<Wildcard>,
    /// The nesting depth of the attribute groups to which the type or group refers, 0 if there are none. For an attribute group
    /// definition, this depth plus 1.
    pub(super) nesting: usize,
}
