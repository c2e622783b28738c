//! Finds the children that each element along a path accepts. A path is a list of names of nested elements.

use super::access::{ComplexMut, Description, Fill, Selection, ValueMut, ViewMut};
use super::row::{Items, Row, RowKind};
use crate::error::Result;
use crate::names::{Name, Ns};
use crate::reader::Reader;

/// The children that an element accepts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Children {
    /// The fields of a complex type.
    Fields(&'static Description),
    /// The children of a wrapper: the items of a list.
    Items(&'static Row),
}

/// A field that accepts only one value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct SingleField {
    pub(crate) index: usize,
    /// True if the field is a choice. If a child with `xsi:nil="true"` is an element that is not nillable, a choice keeps it in
    /// its variant `Unknown`, until a later child that is a known alternative replaces it.
    pub(crate) is_choice: bool,
    /// The index of the alternative that accepts the child several times, if the field is a choice with such an alternative.
    pub(crate) repeated: Option<usize>,
}

impl Children {
    /// If the current tag is not one of these children, but would be one in another known namespace, moves it to that namespace.
    ///
    /// # Errors
    /// The reader is strict, and the tag has another namespace than the schema states.
    pub(crate) fn adopt(self, reader: &mut Reader<'_>) -> Result<()> {
        match self {
            Self::Fields(description) if description.find_any(reader.name().namespace).is_some() => Ok(()),
            Self::Fields(description) => reader.adopt_namespace(|reader| description.find(0, reader.name()).is_some()),
            Self::Items(row) => {
                reader.adopt_namespace(|reader| row.accepts(reader.name()) || row.accepts_any(reader.name().namespace))
            }
        }
    }

    /// Returns the first field that accepts a child. If `is_full` returns `true` for this field, prefers a later field that accepts
    /// the child. Returns `None` if no field accepts the child, or if one of these fields accepts several values.
    pub(crate) fn single_field(self, name: Name<'_>, is_full: &dyn Fn(SingleField) -> bool) -> Option<SingleField> {
        let Self::Fields(description) = self else { return None };
        let accepts_many = |row: &Row| row.occurs.is_repeated() || matches!(row.kind, RowKind::Group(_));
        let mut found = description.find(0, name)?;
        loop {
            if accepts_many(found.row) {
                return None;
            }
            let repeated = found.row.kind.rows().iter().position(|row| row.accepts(name) && accepts_many(row));
            let is_choice = matches!(found.row.kind, RowKind::Choice(_));
            let field = SingleField { index: found.index, is_choice, repeated };
            match description.find(found.index + 1, name) {
                Some(next) if is_full(field) => found = next,
                _ => return Some(field),
            }
        }
    }
}

/// Returns the children that each element along a path accepts. The first entry is for the element with the content `value`,
/// and each step of the path adds an entry. Ends at the first step that the types do not contain.
pub(crate) fn children_along(value: ValueMut<'_>, row: &'static Row, path: &[(Ns, &'static str)]) -> Vec<Children> {
    let mut found = Vec::new();
    add_content(value, row, path, &mut found);
    found
}

/// Adds to `found` the children that an element with the content `value` accepts, and those of each element along `path` inside it.
fn add_content(value: ValueMut<'_>, row: &'static Row, path: &[(Ns, &'static str)], found: &mut Vec<Children>) {
    match value.view() {
        ViewMut::Boxed(_, value) => add_content(value, row, path, found),
        ViewMut::Optional(mut value) => {
            if let Some(value) = value.fill(Fill::Default) {
                add_content(value, row, path, found);
            }
        }
        ViewMut::Nillable(mut value) => {
            if let Some(value) = value.fill(Fill::Default) {
                add_content(value, row, path, found);
            }
        }
        ViewMut::List(mut list) => {
            let Items::Children(item) = row.items else { return };
            found.push(Children::Items(item));
            add_member(list.push(), item, path, found);
        }
        ViewMut::Variants(mut value) => {
            let Selection::Type(types) = value.table().selection else { return };
            let Some(declared) = types.variants.iter().position(|ty| ty.is_base) else { return };
            value.select(declared);
            add_content(value.content(), row, path, found);
        }
        ViewMut::Complex(mut value) => {
            let description = value.description();
            found.push(Children::Fields(description));
            add_member_of(&mut value, path, found);
        }
        _ => {}
    }
}

/// Adds to `found` the children that each element along `path` accepts. The first step of the path names a child of `value`.
fn add_member_of(value: &mut ComplexMut<'_>, path: &[(Ns, &'static str)], found: &mut Vec<Children>) {
    let Some((namespace, local)) = path.first() else { return };
    if let Some(field) = value.description().find(0, Name::new(*namespace, local))
        && let Some(value) = value.field_at(field.index)
    {
        add_member(value, field.row, path, found);
    }
}

/// Adds to `found` the children that each element along `path` accepts. `row` accepts the first step of the path.
fn add_member(mut value: ValueMut<'_>, row: &'static Row, path: &[(Ns, &'static str)], found: &mut Vec<Children>) {
    let Some(((namespace, local), after)) = path.split_first() else { return };
    match (value.again().view(), &row.kind) {
        (ViewMut::Boxed(_, value), _) => add_member(value, row, path, found),
        (ViewMut::Optional(mut value), _) => {
            if let Some(value) = value.fill(Fill::Default) {
                add_member(value, row, path, found);
            }
        }
        (ViewMut::List(mut list), RowKind::Element(_)) if row.occurs.is_repeated() => {
            add_content(list.push(), row, after, found);
        }
        (ViewMut::List(mut list), RowKind::Choice(_) | RowKind::Group(_)) => add_member(list.push(), row, path, found),
        (ViewMut::Variants(mut value), RowKind::Choice(_)) => {
            let Selection::Child(rows) = value.table().selection else { return };
            let name = Name::new(*namespace, local);
            if let Some(index) = rows.iter().position(|row| row.accepts(name)) {
                value.select(index);
                add_member(value.content(), &rows[index], path, found);
            }
        }
        (ViewMut::Complex(mut value), RowKind::Group(_)) => add_member_of(&mut value, path, found),
        (_, RowKind::Element(_)) => add_content(value, row, after, found),
        _ => {}
    }
}
