//! The paths to the pieces of a document, and the elements on them that have been found.

use crate::engine::element::GlobalElement;
use crate::engine::path::{Children, SingleField, children_along};
use crate::names::Ns;
use crate::reader::{Reader, Scope};

/// The names of an element and the elements around it, from the root element.
pub type ElementPath = &'static [(Ns, &'static str)];

/// The paths to the pieces.
pub(crate) struct Route {
    pub(super) paths: &'static [ElementPath],
    /// The children that the elements on each path accept, from the one at [`Self::start`] on.
    children: Vec<Vec<Children>>,
    /// The level of the first element whose type is known.
    start: usize,
    /// The fields of open elements that accept no more elements, with the numbers of elements around their elements.
    taken: Vec<(usize, SingleField)>,
}

/// The place of an element in the element around it.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// The element is read: it is not nil, and not skipped because it is not the first of its field.
    pub(super) is_read: bool,
    /// The field that accepts no element after this one.
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
        Self { paths, children: Vec::new(), start: 0, taken: Vec::new() }
    }

    /// Creates a route through a global element at a level.
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

    /// Gives the current tag the namespace with which it is read as a child of the innermost open element. Returns its place there;
    /// `None` if the type of the open element is not known.
    pub(super) fn adopt(&self, reader: &mut Reader<'_>, scope: &Scope) -> Option<Place> {
        let children = self.children(scope)?;
        // In strict mode, the error is that of the rest.
        let _ = children.adopt(reader);
        let level = scope.depth();
        let is_taken = |field: SingleField| {
            let continues = |other: SingleField| field.repeated.is_some() && field == other;
            self.taken.iter().any(|(at, other)| *at == level && other.index == field.index && !continues(*other))
        };
        let field = children.single_field(reader.name(), &is_taken);
        let is_nil = reader.is_nil();
        let is_first = !field.is_some_and(is_taken);
        let counts = |field: &SingleField| is_first && !(is_nil && field.is_choice);
        Some(Place { is_read: is_first && !is_nil, field: field.filter(counts) })
    }

    /// Adds an element to the innermost open element.
    pub(super) fn add(&mut self, place: Place, scope: &Scope) {
        self.taken.extend(place.field.map(|field| (scope.depth(), field)));
    }

    /// Forgets the fields of elements that have been closed.
    pub(super) fn leave(&mut self, scope: &Scope) {
        while self.taken.last().is_some_and(|(level, _)| *level > scope.depth()) {
            self.taken.pop();
        }
    }
}
