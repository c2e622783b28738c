//! The paths to the pieces of a document, and the fields on these paths that accept only one element and already have it.

use crate::engine::element::GlobalElement;
use crate::engine::path::{Children, SingleField, children_along};
use crate::names::Ns;
use crate::reader::{Reader, Scope};

/// The path of an element: the namespaces and local names from the root element to this element.
pub type ElementPath = &'static [(Ns, &'static str)];

/// The paths to the pieces, with the types of the elements on them as far as they are known.
pub(crate) struct Route {
    pub(super) paths: &'static [ElementPath],
    /// For each path, the children that each of its elements accepts, starting with the element at level [`Self::start`].
    children: Vec<Vec<Children>>,
    /// The level of the first element whose type is known.
    start: usize,
    /// The full fields of open elements. A field is full if it accepts no further element. The number is the number of elements
    /// around the element in the field.
    full_fields: Vec<(usize, SingleField)>,
}

/// The place of an element in its parent.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// `true` if the element is read; `false` for an element with `xsi:nil="true"`, and for a second element in a field that accepts
    /// only one.
    pub(super) is_read: bool,
    /// The field of the element, if this field accepts no further element.
    field: Option<SingleField>,
}

impl Place {
    /// The place of an element whose parent has an unknown type.
    pub(super) const fn unknown(is_read: bool) -> Self {
        Self { is_read, field: None }
    }
}

impl Route {
    /// Creates a route through elements of unknown types, each of which may occur several times.
    pub(super) const fn new(paths: &'static [ElementPath]) -> Self {
        Self { paths, children: Vec::new(), start: 0, full_fields: Vec::new() }
    }

    /// Creates a route on which the element at `level` is the global element `E`.
    pub(crate) fn through<E: GlobalElement>(paths: &'static [ElementPath], level: usize) -> Self {
        let children = |path: &ElementPath| {
            let mut element = E::default();
            children_along(element.content_mut(), E::ROW, path.get(level + 1..).unwrap_or_default())
        };
        Self { children: paths.iter().map(children).collect(), start: level, ..Self::new(paths) }
    }

    /// Returns whether the open elements are at the end of a path.
    pub(super) fn is_at_end(&self, scope: &Scope) -> bool {
        self.paths.iter().any(|path| scope.is_at(path))
    }

    /// Returns the children that the innermost open element accepts; `None` if it is not on a path, or its type is not known.
    fn children(&self, scope: &Scope) -> Option<Children> {
        let level = scope.depth().checked_sub(1)?;
        let is_open = |path: &ElementPath| path.get(..=level).is_some_and(|open| scope.is_at(open));
        let index = self.paths.iter().position(is_open)?;
        self.children.get(index)?.get(level.checked_sub(self.start)?).copied()
    }

    /// Moves the current tag to the namespace in which the innermost open element accepts it as a child. Returns the place of the
    /// element in the open element; `None` if the type of the open element is not known.
    pub(super) fn adopt(&self, reader: &mut Reader<'_>, scope: &Scope) -> Option<Place> {
        let children = self.children(scope)?;
        // The namespace is an error in strict mode. The error is ignored here, because reading the rest reports it.
        let _ = children.adopt(reader);
        let level = scope.depth();
        let is_full = |field: SingleField| {
            let continues = |other: SingleField| field.repeated.is_some() && field == other;
            self.full_fields.iter().any(|(at, other)| *at == level && other.index == field.index && !continues(*other))
        };
        let field = children.single_field(reader.name(), &is_full);
        let is_nil = reader.is_nil();
        let is_first = !field.is_some_and(is_full);
        let counts = |field: &SingleField| is_first && !(is_nil && field.is_choice);
        Some(Place { is_read: is_first && !is_nil, field: field.filter(counts) })
    }

    /// Records that the field of a new child of the innermost open element is full, if `place` has a field.
    pub(super) fn add(&mut self, place: Place, scope: &Scope) {
        self.full_fields.extend(place.field.map(|field| (scope.depth(), field)));
    }

    /// Forgets the fields of elements that have been closed.
    pub(super) fn leave(&mut self, scope: &Scope) {
        while self.full_fields.last().is_some_and(|(level, _)| *level > scope.depth()) {
            self.full_fields.pop();
        }
    }
}
