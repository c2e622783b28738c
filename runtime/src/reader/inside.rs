//! Readers that begin inside of a document, where others have read what is around.

use std::borrow::Cow;

use super::names::split_name;
use super::{Binding, Open, Reader};
use crate::names::{Namespace, Ns};
use crate::options::Options;

/// What is around a place in a document: the open elements, and the prefixes that they declare.
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
    /// How many bindings there were outside, and namespaces that nobody declared.
    bindings: usize,
    foreign: usize,
    /// How many elements there were in it so far.
    children: usize,
}

/// What a start tag adds to a scope.
pub(crate) struct Entered {
    name: String,
    namespace: Ns,
    bindings: Vec<(String, Ns)>,
    foreign: Vec<(Ns, String)>,
}

impl<'a> Reader<'a> {
    /// Begins a part of a document. Positions are those in the part.
    pub(crate) fn inside(text: &'a str, declared: &'a [Namespace], options: Options, scope: &'a Scope) -> Reader<'a> {
        let mut reader = Self::new(text, declared, options);
        reader.foreign.extend(scope.foreign.iter().map(|(namespace, uri)| (*namespace, Cow::Borrowed(uri.as_str()))));
        let bindings = scope.bindings.iter();
        reader.bindings.extend(bindings.map(|(prefix, namespace)| Binding { prefix, namespace: *namespace }));
        let open = scope.open.iter();
        reader.open.extend(open.map(|open| Open { name: &open.name, bindings: open.bindings }));
        reader
    }

    /// What the start tag on which the reader stands adds to the scope in which the reader began.
    pub(crate) fn entered(&self, scope: &Scope) -> Entered {
        let bindings = self.bindings.get(scope.bindings.len()..).unwrap_or_default();
        let foreign = bindings.iter().filter_map(|binding| self.foreign.get_key_value(&binding.namespace));
        Entered {
            name: self.tag.name.to_owned(),
            namespace: self.tag.namespace,
            bindings: bindings.iter().map(|binding| (binding.prefix.to_owned(), binding.namespace)).collect(),
            foreign: foreign.map(|(namespace, uri)| (*namespace, uri.to_string())).collect(),
        }
    }
}

impl Scope {
    /// How many elements are open.
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
            // Nothing outside refers to them: what is taken along to a piece stays short.
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

    /// How many children an element has so far; 0 is the root.
    pub(crate) fn children(&self, level: usize) -> Option<usize> {
        self.open.get(level).map(|open| open.children)
    }

    /// Whether the open elements are those. One without a namespace is taken for one that has it, as readers adopt it.
    pub(crate) fn is_at(&self, path: &[(Ns, &str)]) -> bool {
        let mut pairs = self.open.iter().zip(path);
        path.len() == self.open.len() && pairs.all(|(open, step)| is(&open.name, open.namespace, *step))
    }
}

impl Entered {
    /// Whether it is that element.
    pub(crate) fn is(&self, step: Option<&(Ns, &str)>) -> bool {
        step.is_some_and(|step| is(&self.name, self.namespace, *step))
    }
}

fn is(name: &str, namespace: Ns, (expected, local): (Ns, &str)) -> bool {
    split_name(name).1 == local && (namespace == expected || namespace == Ns::NONE)
}
