//! What resolving has come to, and what every kind of component needs of it.

use std::collections::HashMap;
use std::rc::Rc;

use roxmltree::Node;

use crate::diagnostics::{Diagnostic, Diagnostics, SourceId, Span};
use crate::schema::{QName, Schema};
use crate::xsd::document::tag_span;

/// How many particles the groups of a schema may expand to: groups of groups grow fast.
pub(super) const MAX_PARTICLES: usize = 1_000_000;

/// How long a chain of derivations may be: it is followed by recursion.
const MAX_CHAIN: usize = 200;

/// An element of a schema document.
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
    /// How far each type has been built.
    pub(super) simple: Vec<State<'t>>,
    pub(super) complex: Vec<State<'t>>,
    chain: usize,
    pub(super) open_groups: Vec<QName>,
    pub(super) particles: usize,
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
            simple: Vec::new(),
            complex: Vec::new(),
            chain: 0,
            open_groups: Vec::new(),
            particles: 0,
        }
    }

    pub(super) fn error(&mut self, declared: Declared<'t>, message: impl Into<String>, help: impl Into<String>) {
        let span = self.span(declared);
        self.diagnostics.push(Diagnostic::error(message).at(span).help(help));
    }

    /// Says that something is read, and that nothing comes of it.
    pub(super) fn not_generated(&mut self, declared: Declared<'t>, what: &str) {
        let name = declared.1.attribute("name").unwrap_or_default();
        let note = Diagnostic::note(format!("no code is generated for {what} `{name}`")).at(self.span(declared));
        self.diagnostics.push(note.help("reading does not check it"));
    }

    pub(super) fn span(&self, (document, node): Declared<'t>) -> Span {
        tag_span(node, self.documents[document].source)
    }

    /// The span of an attribute, or of the tag where it has none.
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

    /// Builds a type, unless too many that derive from it wait for it.
    pub(super) fn in_chain(&mut self, declared: Declared<'t>, fill: impl FnOnce(&mut Self)) {
        if self.chain > MAX_CHAIN {
            self.error(declared, format!("more than {MAX_CHAIN} types derived from one another"), "shorten the chain");
            return;
        }
        self.chain += 1;
        fill(self);
        self.chain -= 1;
    }
}

pub(super) fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
