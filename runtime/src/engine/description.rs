//! Descriptions: the static tables of complex types.

use super::row::{Presence, Row, RowKind};
use crate::names::{Name, Namespace, Ns};

/// The table of a complex type, or of a sequence inside one.
#[derive(Debug)]
pub struct Description {
    /// The name of the Rust type.
    pub(crate) rust_name: &'static str,
    /// The name in the schema.
    pub(crate) name: &'static str,
    pub(crate) namespace: Option<Ns>,
    pub(crate) base: Option<&'static Description>,
    /// The names of the Rust fields.
    pub(crate) fields: &'static [&'static str],
    /// The rows of the fields. Those of the bases are not included.
    pub(crate) rows: &'static [Row],
    /// The number of fields of all bases: the index of the first own field.
    pub(crate) offset: usize,
    pub(crate) has_attributes: bool,
    pub(crate) has_explicit_type: bool,
    /// Some row is a wildcard, a choice, a group or mixed content.
    pub(crate) has_other_children: bool,
    /// All children are elements in sequence, none of which belongs to an optional sequence: the next row that accepts the name of
    /// a child is that of the child.
    pub(crate) is_plain: bool,
    pub(crate) has_required: bool,
    pub(crate) has_text: bool,
}

impl Description {
    /// Describes a type by its rows.
    pub const fn new(
        rust_name: &'static str,
        name: &'static str,
        namespace: Option<Ns>,
        base: Option<&'static Description>,
        fields: &'static [&'static str],
        rows: &'static [Row],
    ) -> Self {
        let mut this = Self {
            rust_name,
            name,
            namespace,
            base,
            fields,
            rows,
            offset: 0,
            has_attributes: false,
            has_explicit_type: false,
            has_other_children: false,
            is_plain: true,
            has_required: false,
            has_text: false,
        };
        if let Some(base) = base {
            this.offset = base.offset + base.rows.len();
            this.has_attributes = base.has_attributes;
            this.has_explicit_type = base.has_explicit_type;
            this.has_other_children = base.has_other_children;
            this.is_plain = base.is_plain;
            this.has_required = base.has_required;
            this.has_text = base.has_text;
        }
        let mut index = 0;
        while index < rows.len() {
            match rows[index].kind {
                RowKind::Attribute | RowKind::AnyAttribute(_) => this.has_attributes = true,
                RowKind::Any(_) | RowKind::Choice(_) | RowKind::Group(_) | RowKind::Mixed(_) => {
                    this.has_other_children = true;
                    this.is_plain = false;
                }
                RowKind::ExplicitType => this.has_explicit_type = true,
                RowKind::Text => this.has_text = true,
                RowKind::Element => {}
            }
            if !rows[index].sequences.is_empty() {
                this.is_plain = false;
            }
            if matches!(rows[index].presence, Presence::Required) {
                this.has_required = true;
            }
            index += 1;
        }
        this
    }

    /// Returns the first row that accepts the name of a child, in schema order from an index on.
    pub(crate) fn find(&'static self, from: usize, name: Name<'_>) -> Option<Found> {
        if let Some(base) = self.base.filter(|_| from < self.offset)
            && let Some(found) = base.find(from, name)
        {
            return Some(found);
        }
        let start = from.saturating_sub(self.offset);
        let place = self.rows.get(start..)?.iter().position(|row| row.accepts(name))?;
        Some(Found { index: self.offset + start + place, row: &self.rows[start + place] })
    }

    /// Returns the first row that accepts a child by a wildcard.
    pub(crate) fn find_any(&'static self, namespace: Ns) -> Option<Found> {
        match self.has_other_children {
            true => self.find_row(&|row| row.accepts_any(namespace)),
            false => None,
        }
    }

    /// Calls a function with each row and its index, in schema order from an index on, until it returns `true`.
    pub(crate) fn find_row_from(
        &'static self,
        from: usize,
        is_last: &mut dyn FnMut(usize, &'static Row) -> bool,
    ) -> bool {
        self.base.is_some_and(|base| base.find_row_from(from, is_last))
            || self
                .rows
                .iter()
                .enumerate()
                .map(|(index, row)| (self.offset + index, row))
                .any(|(index, row)| index >= from && is_last(index, row))
    }

    /// Returns the row at an index.
    pub(crate) fn row(&'static self, index: usize) -> Option<&'static Row> {
        match index.checked_sub(self.offset) {
            Some(own) => self.rows.get(own),
            None => self.base?.row(index),
        }
    }

    /// Calls a function with the rows of the type or base that declares a field, the index of its row among them, and the index of
    /// the first of them.
    pub(crate) fn on_level<R>(&'static self, index: usize, work: &dyn Fn(&'static [Row], usize, usize) -> R) -> R {
        match (index.checked_sub(self.offset), self.base) {
            (None, Some(base)) => base.on_level(index, work),
            (own, _) => work(self.rows, own.unwrap_or_default(), self.offset),
        }
    }

    /// Returns the first row that has a property.
    pub(crate) fn find_row(&'static self, has_property: &dyn Fn(&Row) -> bool) -> Option<Found> {
        if let Some(found) = self.base.and_then(|base| base.find_row(has_property)) {
            return Some(found);
        }
        let place = self.rows.iter().position(has_property)?;
        Some(Found { index: self.offset + place, row: &self.rows[place] })
    }
}

/// A row of a type or of its bases, with the index of its field: fields of bases come first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) index: usize,
    pub(crate) row: &'static Row,
}

/// A type with a [`Description`].
pub trait Described {
    /// The table of the type.
    const DESCRIPTION: &'static Description;
}

/// A type of schemas with namespaces: a complex type, or an enum that contains complex types.
pub trait SchemaType {
    /// All namespaces of the schemas.
    const NAMESPACES: &'static [Namespace];
}
