//! Properties of the rows of a type, computed once for each type.

use super::row::{Presence, Row, RowKind};

/// Properties of the rows of a type and its bases.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowProperties {
    pub(crate) has_attributes: bool,
    pub(crate) has_explicit_type: bool,
    /// True if at least one row is an element wildcard, a choice, a group or mixed content.
    pub(crate) has_other_children: bool,
    /// True if all children are elements of an `xs:all`, or of one sequence without optional sequences inside it. Then the row of
    /// a child is the next row that accepts its name.
    pub(crate) is_plain: bool,
    pub(crate) has_required: bool,
    pub(crate) has_text: bool,
}

impl RowProperties {
    /// The properties of a type without rows.
    pub(crate) const NONE: Self = Self {
        has_attributes: false,
        has_explicit_type: false,
        has_other_children: false,
        is_plain: true,
        has_required: false,
        has_text: false,
    };

    /// Adds the properties of more rows.
    pub(crate) const fn with(mut self, rows: &[Row]) -> Self {
        let mut index = 0;
        while index < rows.len() {
            match rows[index].kind {
                RowKind::Attribute | RowKind::AnyAttribute(_) => self.has_attributes = true,
                RowKind::Any(_) | RowKind::Choice(_) | RowKind::Group(_) | RowKind::Mixed(_) => {
                    self.has_other_children = true;
                    self.is_plain = false;
                }
                RowKind::ExplicitType => self.has_explicit_type = true,
                RowKind::Text => self.has_text = true,
                RowKind::Element(_) => {}
            }
            if !rows[index].sequences.is_empty() {
                self.is_plain = false;
            }
            if matches!(rows[index].presence, Presence::Required) {
                self.has_required = true;
            }
            index += 1;
        }
        self
    }
}
