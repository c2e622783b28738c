//! The state of the resolution, with functions that all kinds of components use.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use roxmltree::{Node, NodeId};

use crate::diagnostics::{Diagnostic, Diagnostics, SourceId, Span};
use crate::schema::{ElementId, QName, Schema, TypeId};
use crate::xsd::document::tag_span;

/// The maximum number of particles after all group references are expanded. Nested groups grow exponentially.
pub(super) const MAX_PARTICLES: usize = 1_000_000;

/// The maximum length of a chain of derivations, which is followed by recursion.
const MAX_CHAIN: usize = 200;

/// An element of a schema document, with the index of the document.
pub(super) type Declared<'t> = (usize, Node<'t, 't>);

/// A schema document.
#[derive(Clone)]
pub(crate) struct SchemaDocument<'t> {
    pub(crate) root: Node<'t, 't>,
    pub(crate) source: SourceId,
    pub(crate) target: Option<Rc<str>>,
    pub(crate) is_chameleon: bool,
}

pub(super) struct Resolver<'t, 'd> {
    pub(super) documents: &'t [SchemaDocument<'t>],
    pub(super) diagnostics: &'d mut Diagnostics,
    pub(super) schema: Schema,
    /// The declarations of the named components.
    pub(super) types: HashMap<QName, Declared<'t>>,
    pub(super) groups: HashMap<QName, Declared<'t>>,
    pub(super) attribute_groups: HashMap<QName, Declared<'t>>,
    pub(super) elements: HashMap<QName, Declared<'t>>,
    pub(super) attributes: HashMap<QName, Declared<'t>>,
    pub(super) notations: HashMap<QName, Declared<'t>>,
    pub(super) identities: HashMap<QName, Identity>,
    /// The elements that state `xs:anyType` themselves.
    pub(super) of_any_type: HashSet<Span>,
    /// The `keyref` elements with the number of their fields.
    pub(super) key_references: Vec<(Declared<'t>, usize)>,
    /// The original definitions to which references in an `xs:redefine` refer.
    pub(super) redefined: HashMap<(usize, NodeId), Redefined<'t>>,
    /// The state of each type.
    pub(super) simple: Vec<State<'t>>,
    pub(super) complex: Vec<State<'t>>,
    /// The number of types that are being built, each for the next.
    chain: usize,
    /// The groups that are being expanded.
    pub(super) open_groups: Vec<QName>,
    /// The elements that groups declare, by position.
    pub(super) group_elements: HashMap<Span, ElementId>,
    /// The number of particles so far.
    pub(super) particles: usize,
}

/// An identity constraint.
pub(super) struct Identity {
    /// True for `key` and `unique`.
    pub(super) is_key: bool,
    pub(super) fields: usize,
    pub(super) span: Span,
}

/// A definition that was replaced by another one.
#[derive(Clone, Copy)]
pub(super) enum Redefined<'t> {
    Type(TypeId),
    Group(Declared<'t>),
}

#[derive(Clone)]
pub(super) enum State<'t> {
    Declared(Declared<'t>),
    Building,
    Built,
}

impl<'t, 'd> Resolver<'t, 'd> {
    pub(super) fn new(documents: &'t [SchemaDocument<'t>], diagnostics: &'d mut Diagnostics) -> Self {
        Self {
            documents,
            diagnostics,
            schema: Schema::default(),
            types: HashMap::new(),
            groups: HashMap::new(),
            attribute_groups: HashMap::new(),
            elements: HashMap::new(),
            attributes: HashMap::new(),
            notations: HashMap::new(),
            identities: HashMap::new(),
            of_any_type: HashSet::new(),
            key_references: Vec::new(),
            redefined: HashMap::new(),
            simple: Vec::new(),
            complex: Vec::new(),
            chain: 0,
            open_groups: Vec::new(),
            group_elements: HashMap::new(),
            particles: 0,
        }
    }

    pub(super) fn error(&mut self, declared: Declared<'t>, message: impl Into<String>, help: impl Into<String>) {
        let span = self.span(declared);
        self.diagnostics.push(Diagnostic::error(message).at(span).help(help));
    }

    /// Notes that a declaration is valid but has no effect on generated code.
    pub(super) fn not_generated(&mut self, declared: Declared<'t>, what: &str) {
        let name = declared.1.attribute("name").unwrap_or_default();
        let note = Diagnostic::note(format!("no code is generated for {what} `{name}`")).at(self.span(declared));
        self.diagnostics.push(note.help("generated code does not check it"));
    }

    pub(super) fn span(&self, (document, node): Declared<'t>) -> Span {
        tag_span(node, self.documents[document].source)
    }

    /// Returns the span of an attribute, or that of the tag if there is no such attribute.
    pub(super) fn attribute_span(&self, (document, node): Declared<'t>, name: &str) -> Span {
        match node.attribute_node(name) {
            Some(attribute) => {
                let range = attribute.range();
                Span { source: self.documents[document].source, start: range.start, end: range.end }
            }
            None => self.span((document, node)),
        }
    }

    pub(super) fn target(&self, document: usize) -> Option<&'t str> {
        self.documents[document].target.as_deref()
    }

    /// Builds a type unless the chain of derivations is too long.
    pub(super) fn in_chain(&mut self, declared: Declared<'t>, fill: impl FnOnce(&mut Self)) {
        if self.chain > MAX_CHAIN {
            self.error(declared, format!("a chain of more than {MAX_CHAIN} derived types"), "shorten the chain");
            return;
        }
        self.chain += 1;
        fill(self);
        self.chain -= 1;
    }
}

/// Returns the id for the next component of an arena with this length.
pub(super) fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
