//! The state of the resolution, with functions that all kinds of components use.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use roxmltree::{Node, NodeId};

use super::attribute_uses::AttributeUses;
use super::imports::Referable;
use crate::diagnostics::{Diagnostic, Diagnostics, SourceId, Span};
use crate::schema::{ModelGroup, QName, Schema, TypeId};
use crate::work;
use crate::xsd::document::tag_span;
use crate::xsd::syntax::{attribute_node, attribute_value};

/// The maximum number of particles and attributes after all references to groups are expanded. Nested references can make the number
/// grow exponentially.
pub(super) const MAX_PARTICLES: usize = 200_000;

/// The maximum length of a chain. A chain consists of groups that each contain the next group, of elements that each have the next
/// element as the head of their substitution group, or of types that each need the next type as their base, item type or member type.
/// The limit is needed because functions recurse over chains, and because each derived type repeats its inherited content.
pub(super) const MAX_CHAIN: usize = 200;

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
    /// For each name of a type: its declaration. The maps below do the same for the other kinds of named components.
    pub(super) types: HashMap<QName, Declared<'t>>,
    pub(super) groups: HashMap<QName, Declared<'t>>,
    pub(super) attribute_groups: HashMap<QName, Declared<'t>>,
    pub(super) elements: HashMap<QName, Declared<'t>>,
    pub(super) attributes: HashMap<QName, Declared<'t>>,
    pub(super) notations: HashMap<QName, Declared<'t>>,
    pub(super) identities: HashMap<QName, Identity>,
    /// The spans of elements with `type="xs:anyType"`. Unlike elements without a type, they do not inherit the type of the head of
    /// their substitution group.
    pub(super) of_any_type: HashSet<Span>,
    /// Each `keyref` element, with the number of its `field` children.
    pub(super) key_references: Vec<(Declared<'t>, usize)>,
    /// For each reference from inside `xs:redefine` to an original definition, by document and node: the original definition.
    pub(super) redefined: HashMap<(usize, NodeId), Redefined<'t>>,
    /// Pairs of a redefinition of a group and the original group, if the redefinition does not refer to the original.
    pub(super) restricted_groups: Vec<(Declared<'t>, Declared<'t>)>,
    /// For each document, by its index: the namespaces to which it can refer.
    pub(super) referable: Vec<Referable<'t>>,
    /// For each simple type, by id: its state. The field `complex` contains the states of complex types.
    pub(super) simple: Vec<State<'t>>,
    pub(super) complex: Vec<State<'t>>,
    /// The number of types that are being built. Building the first needs the second, which needs the third, and so on.
    open_types: usize,
    /// The length of the longest chain (see [`MAX_CHAIN`]) among the types that the current type needs.
    pub(super) longest_chain: usize,
    /// The names of the groups that are being expanded. Each of them refers to the next.
    pub(super) open_groups: Vec<QName>,
    /// For each group definition, by document and node: the expanded group.
    pub(super) expanded_groups: HashMap<(usize, NodeId), Expanded>,
    pub(super) expanded_attribute_groups: HashMap<(usize, NodeId), Rc<AttributeUses>>,
    /// The nesting depth of the model group that is being built.
    pub(super) nesting: usize,
    /// The number of references to missing components so far, to limit the suggestions in messages.
    pub(super) suggestions: usize,
    /// The number of particles and attributes so far, limited by [`MAX_PARTICLES`].
    pub(super) particles: usize,
}

/// A named group, in which all references to groups are expanded.
#[derive(Clone)]
pub(super) struct Expanded {
    pub(super) group: ModelGroup,
    /// The number of particles, including those in nested groups.
    pub(super) size: usize,
    /// The nesting depth of groups, including this one.
    pub(super) nesting: usize,
}

/// An identity constraint.
pub(super) struct Identity {
    /// True for `key` and `unique`.
    pub(super) is_key: bool,
    pub(super) fields: usize,
    pub(super) span: Span,
}

/// The original definition that a redefinition replaces.
#[derive(Clone, Copy)]
pub(super) enum Redefined<'t> {
    Type(TypeId),
    Group(Declared<'t>),
}

#[derive(Clone, Copy)]
pub(super) enum State<'t> {
    Declared(Declared<'t>),
    Building,
    Built {
        /// The length of the longest chain of types that begins with this type (see [`MAX_CHAIN`]).
        chain: usize,
    },
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
            restricted_groups: Vec::new(),
            referable: documents
                .iter()
                .map(|document| Referable::of(document.root, document.target.as_deref()))
                .collect(),
            simple: Vec::new(),
            complex: Vec::new(),
            open_types: 0,
            longest_chain: 0,
            open_groups: Vec::new(),
            expanded_groups: HashMap::new(),
            expanded_attribute_groups: HashMap::new(),
            nesting: 0,
            suggestions: 0,
            particles: 0,
        }
    }

    pub(super) fn error(&mut self, declared: Declared<'t>, message: impl Into<String>, help: impl Into<String>) {
        let span = self.span(declared);
        self.diagnostics.push(Diagnostic::error(message).at(span).help(help));
    }

    /// Reports a note that a declaration is valid but has no effect on generated code.
    pub(super) fn not_generated(&mut self, declared: Declared<'t>, what: &str) {
        let name = attribute_value(declared.1, "name").unwrap_or_default();
        let note = Diagnostic::note(format!("no code is generated for {what} `{name}`")).at(self.span(declared));
        self.diagnostics.push(note.help("generated code does not check it"));
    }

    pub(super) fn span(&self, (document, node): Declared<'t>) -> Span {
        tag_span(node, self.documents[document].source)
    }

    /// Returns the span of an attribute, or of the start tag if there is no such attribute.
    pub(super) fn attribute_span(&self, (document, node): Declared<'t>, name: &str) -> Span {
        match attribute_node(node, name) {
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

    /// Calls `fill` to build a type, and reports an error if its chain is longer than [`MAX_CHAIN`]. Does not call `fill` if more than
    /// [`MAX_CHAIN`] types are being built. The chain also includes needed types that were built before, so its length does not depend
    /// on the order of declarations.
    pub(super) fn in_chain(&mut self, declared: Declared<'t>, fill: impl FnOnce(&mut Self)) -> State<'t> {
        let outer = std::mem::take(&mut self.longest_chain);
        self.open_types += 1;
        if self.open_types <= MAX_CHAIN {
            fill(self);
        }
        let mut chain = self.longest_chain + 1;
        if self.open_types > MAX_CHAIN || chain > MAX_CHAIN {
            self.error(declared, format!("a chain of more than {MAX_CHAIN} derived types"), "shorten the chain");
            // Restarts the count, so that the types derived from this one do not report the same error.
            chain = 0;
        }
        self.open_types -= 1;
        self.longest_chain = outer;
        State::Built { chain }
    }

    /// Adds `count` to the number of particles and attributes. Beyond [`MAX_PARTICLES`], returns `false`, and reports one error.
    pub(super) fn expand_by(&mut self, declared: Declared<'t>, count: usize) -> bool {
        (0..count).for_each(|_| work::step());
        let before = self.particles;
        self.particles = before.saturating_add(count);
        if before <= MAX_PARTICLES && self.particles > MAX_PARTICLES {
            let message = format!("the groups of the schema expand to more than {MAX_PARTICLES} particles");
            self.error(declared, message, "nest fewer groups");
        }
        self.particles <= MAX_PARTICLES
    }

    /// Returns whether groups are nested deeper than [`MAX_CHAIN`], and reports an error if they are.
    pub(super) fn nests_too_deep(&mut self, declared: Declared<'t>, nesting: usize) -> bool {
        let is_too_deep = nesting > MAX_CHAIN;
        if is_too_deep {
            let message = format!("groups are nested more than {MAX_CHAIN} deep");
            self.error(declared, message, "remove one of the references");
        }
        is_too_deep
    }

    /// Updates `longest_chain` with the chain of `needed`, a type that the current type needs.
    pub(super) fn extend_chain(&mut self, needed: State<'t>) {
        if let State::Built { chain } = needed {
            self.longest_chain = self.longest_chain.max(chain);
        }
    }
}

/// Returns the id of the next component in an arena of this length.
pub(super) fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
