//! Readers of a part of a document, and the scope of the enclosing elements.

use super::bindings::Binding;
use super::cursor;
use super::state::Reader;
use crate::names::{Namespace, Ns, split_name};
use crate::options::Options;

/// The scope of a place in a document: the open elements, and the prefixes that they declare.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    open: Vec<OpenElement>,
    bindings: Vec<(String, Ns)>,
    foreign: Vec<(Ns, String)>,
}

#[derive(Debug)]
struct OpenElement {
    name: String,
    namespace: Ns,
    /// The number of bindings, and of foreign namespaces, in the scope before the element was entered.
    bindings: usize,
    foreign: usize,
    /// The number of children so far.
    children: usize,
}

/// An element to enter, with the bindings and foreign namespaces that its start tag adds to the scope.
pub(crate) struct Entered {
    name: String,
    namespace: Ns,
    bindings: Vec<(String, Ns)>,
    foreign: Vec<(Ns, String)>,
}

impl<'a> Reader<'a> {
    /// Creates a reader of a part of a document. Positions are relative to the part.
    pub(crate) fn inside(text: &'a str, declared: &'a [Namespace], options: Options, scope: &'a Scope) -> Reader<'a> {
        let mut reader = Self::new(text, declared, options);
        reader.bindings.extend(
            scope.bindings.iter().map(|(prefix, namespace)| Binding { prefix, namespace: *namespace }),
            scope.foreign.iter().map(|(namespace, uri)| (*namespace, uri.as_str())),
        );
        let open = scope.open.iter();
        reader.cursor.open.extend(open.map(|open| cursor::OpenElement { name: &open.name, bindings: open.bindings }));
        reader
    }

    /// Returns the element of the current tag, with the bindings that it adds to the scope of the reader.
    pub(crate) fn entered(&self, scope: &Scope) -> Entered {
        let bindings = self.bindings.since(scope.bindings.len()).iter();
        let foreign = bindings.clone().filter_map(|binding| {
            let uri = self.bindings.foreign_uri(binding.namespace)?;
            Some((binding.namespace, uri.to_owned()))
        });
        Entered {
            name: self.tag_name().to_owned(),
            namespace: self.name().namespace,
            foreign: foreign.collect(),
            bindings: bindings.map(|binding| (binding.prefix.to_owned(), binding.namespace)).collect(),
        }
    }
}

impl Scope {
    /// The number of open elements.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    pub(crate) fn enter(&mut self, entered: Entered) {
        let Entered { name, namespace, bindings, foreign } = entered;
        let outside = (self.bindings.len(), self.foreign.len());
        self.open.push(OpenElement { name, namespace, bindings: outside.0, foreign: outside.1, children: 0 });
        self.bindings.extend(bindings);
        self.foreign.extend(foreign);
    }

    pub(crate) fn leave(&mut self) {
        if let Some(open) = self.open.pop() {
            // Outer elements do not use them. Dropping them keeps the scope of the next piece small.
            self.bindings.truncate(open.bindings);
            self.foreign.truncate(open.foreign);
        }
    }

    /// The names of the open elements, outermost first.
    pub(crate) fn names(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.open.iter().map(|open| open.name.as_str())
    }

    /// Counts a child of the innermost element.
    pub(crate) fn count_child(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.children += 1;
        }
    }

    /// Returns the number of children of the open element at a level so far. The root has level 0.
    pub(crate) fn children(&self, level: usize) -> Option<usize> {
        self.open.get(level).map(|open| open.children)
    }

    /// Returns whether the open elements match a path. An element without a namespace matches any namespace, because readers
    /// adopt it (see `adopt_namespace`).
    pub(crate) fn is_at(&self, path: &[(Ns, &str)]) -> bool {
        let mut pairs = self.open.iter().zip(path);
        path.len() == self.open.len() && pairs.all(|(open, step)| matches_step(&open.name, open.namespace, *step))
    }
}

impl Entered {
    /// Returns whether the element matches a step of a path.
    pub(crate) fn is(&self, step: Option<&(Ns, &str)>) -> bool {
        step.is_some_and(|step| matches_step(&self.name, self.namespace, *step))
    }
}

fn matches_step(name: &str, namespace: Ns, (expected, local): (Ns, &str)) -> bool {
    split_name(name).1 == local && (namespace == expected || namespace == Ns::NONE)
}
