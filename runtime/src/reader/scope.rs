//! Readers of a part of a document, and the scope of the enclosing elements.

use super::bindings::OuterBindings;
use super::cursor;
use super::state::Reader;
use crate::names::{Namespace, Ns};
use crate::options::Options;

/// The scope of a position in a document: the open elements, and the prefixes and foreign namespaces that they declare.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    open: Vec<OpenElement>,
    outer: OuterBindings,
}

#[derive(Debug)]
struct OpenElement {
    /// The name in the document.
    name: String,
    /// The local name by which the element is read. It can differ from the name in the document: see `Reader::rename`.
    local: String,
    namespace: Ns,
    /// The number of bindings in the scope before the element was entered.
    bindings: usize,
    /// The foreign namespaces that the element adds to the scope.
    foreign: Vec<Ns>,
    /// The number of children so far.
    children: usize,
    is_on_path: bool,
}

/// An element to enter, with the bindings and foreign namespaces that its start tag adds to the scope.
pub(crate) struct Entered {
    name: String,
    local: String,
    namespace: Ns,
    bindings: Vec<(String, Ns)>,
    foreign: Vec<(Ns, String)>,
}

impl<'a> Reader<'a> {
    /// Creates a reader of a part of a document. Positions are relative to the part.
    pub(crate) fn inside(text: &'a str, declared: &'a [Namespace], options: Options, scope: &'a Scope) -> Reader<'a> {
        let mut reader = Self::of_decoded(text, declared, options);
        reader.bindings.set_outer(&scope.outer);
        let open = scope.open.iter();
        reader.cursor.open.extend(open.map(|open| cursor::OpenElement { name: &open.name, bindings: 0 }));
        reader
    }

    /// Returns the element of the current tag, with all bindings in scope that the text of this reader declares.
    pub(crate) fn entered(&self) -> Entered {
        let bindings = self.bindings.after(0).iter();
        let foreign = bindings.clone().filter_map(|binding| {
            let uri = self.bindings.foreign_uri(binding.namespace)?;
            Some((binding.namespace, uri.to_owned()))
        });
        Entered {
            name: self.tag_name().to_owned(),
            local: self.local_name().to_owned(),
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

    /// Enters an element. [`Self::is_at`] returns `true` only if `is_on_path` is `true` for all open elements.
    pub(crate) fn enter(&mut self, entered: Entered, is_on_path: bool) {
        let Entered { name, local, namespace, bindings, foreign } = entered;
        let outside = self.outer.len();
        for (prefix, namespace) in bindings {
            self.outer.bind(prefix, namespace);
        }
        let mut added = Vec::new();
        for (namespace, uri) in foreign {
            if self.outer.foreign.insert(namespace, uri) {
                added.push(namespace);
            }
        }
        self.open.push(OpenElement {
            name,
            local,
            namespace,
            bindings: outside,
            foreign: added,
            children: 0,
            is_on_path,
        });
    }

    pub(crate) fn leave(&mut self) {
        if let Some(open) = self.open.pop() {
            // The prefixes and foreign namespaces of a closed element are not in scope for the elements after it.
            self.outer.truncate(open.bindings);
            for namespace in open.foreign {
                self.outer.foreign.remove(namespace);
            }
        }
    }

    /// The names of the open elements, outermost first.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.open.iter().map(|open| open.name.as_str())
    }

    /// Counts a child of the innermost element.
    pub(crate) fn count_child(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.children += 1;
        }
    }

    /// Returns the number of children that have been counted for the open element at a level. The root has level 0.
    pub(crate) fn children(&self, level: usize) -> Option<usize> {
        self.open.get(level).map(|open| open.children)
    }

    /// Returns whether the open elements match a path, and all of them were entered with `is_on_path`.
    pub(crate) fn is_at(&self, path: &[(Ns, &str)]) -> bool {
        let mut pairs = self.open.iter().zip(path);
        path.len() == self.open.len()
            && pairs.all(|(open, step)| open.is_on_path && (open.namespace, open.local.as_str()) == *step)
    }
}

impl Entered {
    /// Returns whether the element matches a step of a path.
    pub(crate) fn is(&self, step: Option<&(Ns, &str)>) -> bool {
        step.is_some_and(|step| (self.namespace, self.local.as_str()) == *step)
    }
}
