//! From schema documents to components.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use roxmltree::Node;

use super::components::*;
use super::constraints;
use crate::diagnostics::{Diagnostic, Diagnostics, SourceId, Span};
use crate::xsd::document::{tag_span, written_name};
use crate::xsd::{XML, XS, XSI};

/// How many particles the groups of a schema may expand to: groups of groups grow fast.
const MAX_PARTICLES: usize = 1_000_000;

/// How long a chain of derivations may be: it is followed by recursion.
const MAX_CHAIN: usize = 200;

/// A schema document.
#[derive(Clone)]
pub(crate) struct SchemaDocument<'t> {
    pub(crate) root: Node<'t, 't>,
    pub(crate) source: SourceId,
    pub(crate) target: Option<Rc<str>>,
    pub(crate) is_chameleon: bool,
}

/// An element of a schema document.
type Declared<'t> = (usize, Node<'t, 't>);

pub(crate) struct Resolver<'t, 'd> {
    documents: &'t [SchemaDocument<'t>],
    diagnostics: &'d mut Diagnostics,
    schema: Schema,
    /// The declarations of the named components.
    types: HashMap<QName, Declared<'t>>,
    groups: HashMap<QName, Declared<'t>>,
    attribute_groups: HashMap<QName, Declared<'t>>,
    /// How far each type has been built.
    simple: Vec<State<'t>>,
    complex: Vec<State<'t>>,
    chain: usize,
    open_groups: Vec<QName>,
    particles: usize,
}

#[derive(Clone)]
enum State<'t> {
    Declared(Declared<'t>),
    Building,
    Built,
}

/// Resolves the documents together.
pub(crate) fn resolve<'t>(documents: &'t [SchemaDocument<'t>], diagnostics: &mut Diagnostics) -> Schema {
    let schema = Schema {
        simple_types: Vec::new(),
        complex_types: Vec::new(),
        elements: Vec::new(),
        attributes: Vec::new(),
        types_by_name: HashMap::new(),
        elements_by_name: HashMap::new(),
        attributes_by_name: HashMap::new(),
        members: HashMap::new(),
        derived: HashMap::new(),
        target_namespaces: Vec::new(),
    };
    let mut resolver = Resolver {
        documents,
        diagnostics,
        schema,
        types: HashMap::new(),
        groups: HashMap::new(),
        attribute_groups: HashMap::new(),
        simple: Vec::new(),
        complex: Vec::new(),
        chain: 0,
        open_groups: Vec::new(),
        particles: 0,
    };
    resolver.built_in();
    resolver.declare();
    resolver.build();
    let schema = resolver.schema;
    if !diagnostics.has_errors() {
        constraints::check(&schema, diagnostics);
    }
    schema
}

impl<'t> Resolver<'t, '_> {
    fn error(&mut self, declared: Declared<'t>, message: impl Into<String>, help: impl Into<String>) {
        let span = self.span(declared);
        self.diagnostics.push(Diagnostic::error(message).at(span).help(help));
    }

    /// Says that something is read, and that nothing comes of it.
    fn not_generated(&mut self, declared: Declared<'t>, what: &str) {
        let name = declared.1.attribute("name").unwrap_or_default();
        let note = Diagnostic::note(format!("no code is generated for {what} `{name}`")).at(self.span(declared));
        self.diagnostics.push(note.help("reading does not check it"));
    }

    fn span(&self, (document, node): Declared<'t>) -> Span {
        tag_span(node, self.documents[document].source)
    }

    /// The span of an attribute, or of the tag where it has none.
    fn attribute_span(&self, (document, node): Declared<'t>, name: &str) -> Span {
        match node.attribute_node(name) {
            Some(attribute) => {
                let range = attribute.range();
                Span { source: self.documents[document].source, start: range.start, end: range.end }
            }
            None => self.span((document, node)),
        }
    }

    fn target(&self, document: usize) -> Option<&'t str> {
        self.documents[document].target.as_deref()
    }

    // -- what is known without a file ------------------------------------------------------------------------------

    fn built_in(&mut self) {
        for builtin in Builtin::ALL {
            let variety = match (builtin, builtin.item()) {
                (Builtin::AnySimpleType, _) => Variety::Any,
                (_, Some(item)) => Variety::List(SimpleTypeId::of(item)),
                (_, None) => Variety::Atomic(builtin),
            };
            let name = QName::new(Some(XS), builtin.name());
            let id = SimpleTypeId::of(builtin);
            self.schema.types_by_name.insert(name.clone(), TypeId::Simple(id));
            self.schema.simple_types.push(SimpleType {
                name: Some(name),
                base: SimpleTypeId::of(builtin.base()),
                variety,
                facets: Vec::new(),
                enumeration: Vec::new(),
                builtin: Some(builtin),
                final_derivations: DerivationSet::new(),
                documentation: None,
                span: None,
            });
            self.simple.push(State::Built);
        }
        let any = Wildcard { namespaces: NamespaceConstraint::Any, process_contents: ProcessContents::Lax };
        let particle = Particle { min: 0, max: None, term: Term::Wildcard(any.clone()), span: Span::BUILT_IN };
        let content = Content::Elements { mixed: true, particle };
        let name = QName::new(Some(XS), "anyType");
        self.schema.types_by_name.insert(name.clone(), TypeId::Complex(ComplexTypeId::ANY_TYPE));
        self.schema.complex_types.push(ComplexType {
            name: Some(name),
            base: TypeId::Complex(ComplexTypeId::ANY_TYPE),
            derivation: Derivation::Restriction,
            is_abstract: false,
            own_content: content.clone(),
            content,
            attributes: Vec::new(),
            own_attributes: Vec::new(),
            any_attribute: Some(any),
            own_any_attribute: true,
            block: DerivationSet::new(),
            final_derivations: DerivationSet::new(),
            documentation: None,
            span: None,
        });
        self.complex.push(State::Built);
        let known = [
            (XML, "lang", Builtin::Language),
            (XML, "space", Builtin::NcName),
            (XML, "base", Builtin::AnyUri),
            (XML, "id", Builtin::Id),
            (XSI, "nil", Builtin::Boolean),
            (XSI, "type", Builtin::QName),
            (XSI, "schemaLocation", Builtin::AnySimpleType),
            (XSI, "noNamespaceSchemaLocation", Builtin::AnyUri),
        ];
        for (namespace, local, builtin) in known {
            let name = QName::new(Some(namespace), local);
            self.add_attribute(AttributeDeclaration {
                name,
                is_global: true,
                ty: SimpleTypeId::of(builtin),
                value: None,
                documentation: None,
                span: None,
            });
        }
    }

    fn add_attribute(&mut self, attribute: AttributeDeclaration) -> AttributeId {
        let id = AttributeId(index(self.schema.attributes.len()));
        if attribute.is_global {
            self.schema.attributes_by_name.insert(attribute.name.clone(), id);
        }
        self.schema.attributes.push(attribute);
        id
    }

    // -- named components get their numbers ------------------------------------------------------------------------

    fn declare(&mut self) {
        let mut targets: BTreeMap<Option<Rc<str>>, Vec<String>> = BTreeMap::new();
        let mut order = Vec::new();
        for (document, schema) in self.documents.iter().enumerate() {
            if !targets.contains_key(&schema.target) {
                order.push(schema.target.clone());
            }
            targets.entry(schema.target.clone()).or_default().extend(documentation(schema.root));
            for node in children(schema.root) {
                self.declare_one((document, node));
            }
        }
        for uri in order {
            let text = targets.remove(&uri).unwrap_or_default().join("\n\n");
            self.schema
                .target_namespaces
                .push(TargetNamespace { uri, documentation: (!text.is_empty()).then_some(text) });
        }
    }

    fn declare_one(&mut self, declared: Declared<'t>) {
        let (document, node) = declared;
        let kind = node.tag_name().name();
        if kind == "notation" {
            self.not_generated(declared, "notation");
        }
        if matches!(kind, "include" | "import" | "redefine" | "notation") {
            return;
        }
        let Some(local) = node.attribute("name").map(str::trim).filter(|name| is_nc_name(name)) else {
            let message = match node.attribute("name") {
                Some(name) => format!("`{name}` is no name"),
                None => format!("`{}` at the top of a schema needs a name", written_name(node)),
            };
            self.error(declared, message, "give it one: name=\"...\"");
            return;
        };
        let name = QName::new(self.target(document), local);
        let known = match kind {
            "simpleType" | "complexType" => self.types.insert(name.clone(), declared),
            "group" => self.groups.insert(name.clone(), declared),
            "attributeGroup" => self.attribute_groups.insert(name.clone(), declared),
            "element" => {
                let known = self.schema.elements_by_name.get(&name).map(|id| self.schema.elements[id.index()].span);
                if let Some(span) = known {
                    self.duplicate(declared, kind, &name, span);
                    return;
                }
                let id = ElementId(index(self.schema.elements.len()));
                self.schema.elements_by_name.insert(name.clone(), id);
                let span = self.span(declared);
                self.schema.elements.push(blank_element(name, true, span));
                return;
            }
            "attribute" => {
                let known =
                    self.schema.attributes_by_name.get(&name).and_then(|id| self.schema.attributes[id.index()].span);
                if let Some(span) = known {
                    self.duplicate(declared, kind, &name, span);
                    return;
                }
                let span = Some(self.span(declared));
                self.add_attribute(AttributeDeclaration {
                    name,
                    is_global: true,
                    ty: SimpleTypeId::ANY_SIMPLE_TYPE,
                    value: None,
                    documentation: documentation(node),
                    span,
                });
                return;
            }
            _ => return,
        };
        if let Some(known) = known {
            let span = self.span(known);
            self.duplicate(declared, kind, &name, span);
            return;
        }
        match kind {
            "simpleType" => {
                let id = self.reserve_simple(declared, Some(name.clone()));
                self.schema.types_by_name.insert(name, TypeId::Simple(id));
            }
            "complexType" => {
                let id = self.reserve_complex(declared, Some(name.clone()));
                self.schema.types_by_name.insert(name, TypeId::Complex(id));
            }
            _ => {}
        }
    }

    fn duplicate(&mut self, declared: Declared<'t>, kind: &str, name: &QName, first: Span) {
        let what = if kind.ends_with("Type") { "type" } else { kind };
        let span = self.attribute_span(declared, "name");
        self.diagnostics.push(
            Diagnostic::error(format!("{what} {name} is declared twice"))
                .at(span)
                .related(first, "here first")
                .help("rename one, or remove it"),
        );
    }

    fn reserve_simple(&mut self, declared: Declared<'t>, name: Option<QName>) -> SimpleTypeId {
        let id = SimpleTypeId(index(self.schema.simple_types.len()));
        let span = Some(self.span(declared));
        self.schema.simple_types.push(SimpleType {
            name,
            base: SimpleTypeId::ANY_SIMPLE_TYPE,
            variety: Variety::Any,
            facets: Vec::new(),
            enumeration: Vec::new(),
            builtin: None,
            final_derivations: DerivationSet::new(),
            documentation: documentation(declared.1),
            span,
        });
        self.simple.push(State::Declared(declared));
        id
    }

    fn reserve_complex(&mut self, declared: Declared<'t>, name: Option<QName>) -> ComplexTypeId {
        let id = ComplexTypeId(index(self.schema.complex_types.len()));
        let span = Some(self.span(declared));
        self.schema.complex_types.push(ComplexType {
            name,
            base: TypeId::Complex(ComplexTypeId::ANY_TYPE),
            derivation: Derivation::Restriction,
            is_abstract: false,
            content: Content::Empty,
            own_content: Content::Empty,
            attributes: Vec::new(),
            own_attributes: Vec::new(),
            any_attribute: None,
            own_any_attribute: false,
            block: DerivationSet::new(),
            final_derivations: DerivationSet::new(),
            documentation: documentation(declared.1),
            span,
        });
        self.complex.push(State::Declared(declared));
        id
    }

    // -- then they are built ---------------------------------------------------------------------------------------

    fn build(&mut self) {
        for (document, schema) in self.documents.iter().enumerate() {
            for node in children(schema.root) {
                self.build_one((document, node));
            }
        }
        for id in 0..self.simple.len() {
            self.build_simple(SimpleTypeId(index(id)));
        }
        // Building a type brings up the anonymous ones inside of it: the list grows.
        let mut id = 0;
        while id < self.complex.len() {
            self.build_complex(ComplexTypeId(index(id)));
            id += 1;
        }
        self.inherit_types();
        self.collect_members();
        self.collect_derived();
    }

    /// Builds a type, unless too many that derive from it wait for it.
    fn in_chain(&mut self, declared: Declared<'t>, fill: impl FnOnce(&mut Self)) {
        if self.chain > MAX_CHAIN {
            self.error(declared, format!("more than {MAX_CHAIN} types derived from one another"), "shorten the chain");
            return;
        }
        self.chain += 1;
        fill(self);
        self.chain -= 1;
    }

    fn build_one(&mut self, declared: Declared<'t>) {
        let (document, node) = declared;
        let Some(local) = node.attribute("name").map(str::trim) else { return };
        let name = QName::new(self.target(document), local);
        match node.tag_name().name() {
            "element" => {
                let Some(&id) = self.schema.elements_by_name.get(&name) else { return };
                if self.schema.elements[id.index()].span == self.span(declared) {
                    let element = self.element(declared, name, true);
                    self.schema.elements[id.index()] = element;
                }
            }
            "attribute" => {
                let Some(&id) = self.schema.attributes_by_name.get(&name) else { return };
                let ty = self.attribute_type(declared);
                let value = self.value_constraint(declared);
                let attribute = &mut self.schema.attributes[id.index()];
                attribute.ty = ty;
                attribute.value = value;
            }
            // A group that nothing refers to is looked through all the same.
            "group" => {
                self.model_group_definition(declared, &name);
            }
            "attributeGroup" => {
                let mut uses = AttributeUses::default();
                self.open_groups.push(name);
                self.attribute_uses(declared, &mut uses);
                self.open_groups.pop();
            }
            _ => {}
        }
    }

    // -- references ------------------------------------------------------------------------------------------------

    /// The expanded name that an attribute holds.
    fn qname(&mut self, declared: Declared<'t>, attribute: &str) -> Option<QName> {
        let value = declared.1.attribute(attribute)?;
        self.expand(declared, attribute, value.trim())
    }

    fn expand(&mut self, declared: Declared<'t>, attribute: &str, value: &str) -> Option<QName> {
        let (document, node) = declared;
        let (prefix, local) = match value.split_once(':') {
            Some((prefix, local)) => (Some(prefix), local),
            None => (None, value),
        };
        let bound = node.lookup_namespace_uri(prefix).filter(|uri| !uri.is_empty());
        let namespace = match (prefix, bound) {
            (Some("xml"), _) => Some(XML),
            (Some(prefix), None) => {
                let span = self.attribute_span(declared, attribute);
                self.diagnostics.push(
                    Diagnostic::error(format!("the prefix `{prefix}` stands for no namespace"))
                        .at(span)
                        .help(format!("declare it: xmlns:{prefix}=\"...\"")),
                );
                return None;
            }
            (None, None) if self.documents[document].is_chameleon => self.target(document),
            (_, bound) => bound,
        };
        if !is_nc_name(local) {
            let span = self.attribute_span(declared, attribute);
            self.diagnostics
                .push(Diagnostic::error(format!("`{value}` is no name")).at(span).help("write prefix:name"));
            return None;
        }
        Some(QName::new(namespace, local))
    }

    fn unresolved(&mut self, declared: Declared<'t>, attribute: &str, what: &str, name: &QName, known: Vec<QName>) {
        let near = known
            .iter()
            .filter(|known| known.namespace == name.namespace)
            .map(|known| (distance(&known.local, &name.local), known))
            .filter(|(distance, _)| *distance <= 2 + name.local.len() / 6)
            .min_by_key(|(distance, known)| (*distance, (*known).clone()));
        let elsewhere = known.iter().filter(|known| known.local == name.local).min();
        let help = match (near, elsewhere) {
            (_, Some(other)) => format!("there is one in another namespace: {other}"),
            (Some((_, near)), _) => format!("did you mean `{}`?", near.local),
            _ => format!("declare it, or give the file that declares it; {name} is in none of these files"),
        };
        let span = self.attribute_span(declared, attribute);
        self.diagnostics.push(Diagnostic::error(format!("there is no {what} {name}")).at(span).help(help));
    }

    /// The type that an attribute names.
    fn type_ref(&mut self, declared: Declared<'t>, attribute: &str) -> Option<TypeId> {
        let name = self.qname(declared, attribute)?;
        let found = self.schema.types_by_name.get(&name).copied();
        if found.is_none() {
            let known = self.schema.types_by_name.keys().cloned().collect();
            self.unresolved(declared, attribute, "type", &name, known);
        }
        found
    }

    fn simple_ref(&mut self, declared: Declared<'t>, attribute: &str) -> Option<SimpleTypeId> {
        match self.type_ref(declared, attribute)? {
            TypeId::Simple(id) => Some(id),
            TypeId::Complex(_) => {
                let span = self.attribute_span(declared, attribute);
                self.diagnostics.push(
                    Diagnostic::error("a simple type is needed here, and this one is complex")
                        .at(span)
                        .help("name a simple type"),
                );
                None
            }
        }
    }

    // -- elements and attributes -----------------------------------------------------------------------------------

    fn element(&mut self, declared: Declared<'t>, name: QName, is_global: bool) -> ElementDeclaration {
        let (_, node) = declared;
        let span = self.span(declared);
        let substitution_group = self.qname(declared, "substitutionGroup").and_then(|head| {
            let found = self.schema.elements_by_name.get(&head).copied();
            if found.is_none() {
                let known = self.schema.elements_by_name.keys().cloned().collect();
                self.unresolved(declared, "substitutionGroup", "element", &head, known);
            }
            found
        });
        let anonymous = children(node).find(|child| matches!(child.tag_name().name(), "simpleType" | "complexType"));
        if let (Some(_), Some(_)) = (anonymous, node.attribute("type")) {
            self.error(
                declared,
                "an element has one type, and this one names a type and holds one",
                "remove one of them",
            );
        }
        let ty = match anonymous {
            Some(child) => self.anonymous((declared.0, child)),
            None if node.has_attribute("type") => self.type_ref(declared, "type"),
            None => None,
        };
        for constraint in children(node).filter(|child| matches!(child.tag_name().name(), "key" | "keyref" | "unique"))
        {
            self.not_generated((declared.0, constraint), "identity constraint");
        }
        ElementDeclaration {
            ty: ty.unwrap_or(TypeId::Complex(ComplexTypeId::ANY_TYPE)),
            nillable: self.boolean(declared, "nillable"),
            is_abstract: self.boolean(declared, "abstract"),
            substitution_group,
            value: self.value_constraint(declared),
            block: self.derivations(declared, "block", "blockDefault"),
            final_derivations: self.derivations(declared, "final", "finalDefault"),
            documentation: documentation(node),
            ..blank_element(name, is_global, span)
        }
    }

    /// An element without a type has that of the head that it substitutes.
    fn inherit_types(&mut self) {
        for id in 0..self.schema.elements.len() {
            let mut head = self.schema.elements[id].substitution_group;
            let mut steps = 0;
            while let Some(next) = head {
                if steps > self.schema.elements.len() {
                    let span = self.schema.elements[id].span;
                    let name = self.schema.elements[id].name.clone();
                    self.diagnostics.push(
                        Diagnostic::error(format!("element {name} substitutes itself"))
                            .at(span)
                            .help("break the circle of substitutionGroup"),
                    );
                    self.schema.elements[id].substitution_group = None;
                    break;
                }
                steps += 1;
                let head_ty = self.schema.elements[next.index()].ty;
                if self.schema.elements[id].ty == TypeId::Complex(ComplexTypeId::ANY_TYPE) {
                    self.schema.elements[id].ty = head_ty;
                }
                head = self.schema.elements[next.index()].substitution_group;
            }
        }
    }

    fn collect_members(&mut self) {
        let mut members: HashMap<ElementId, Vec<ElementId>> = HashMap::new();
        for (id, element) in (0..).map(ElementId).zip(&self.schema.elements) {
            if let Some(head) = element.substitution_group {
                members.entry(head).or_default().push(id);
            }
        }
        for list in members.values_mut() {
            list.sort_by(|a, b| self.schema.element(*a).name.cmp(&self.schema.element(*b).name));
        }
        self.schema.members = members;
    }

    fn collect_derived(&mut self) {
        let mut derived: HashMap<ComplexTypeId, Vec<ComplexTypeId>> = HashMap::new();
        for (id, ty) in (0..).map(ComplexTypeId).zip(&self.schema.complex_types) {
            if let (TypeId::Complex(base), true) = (ty.base, ty.span.is_some()) {
                derived.entry(base).or_default().push(id);
            }
        }
        for list in derived.values_mut() {
            list.sort_by(|a, b| {
                self.schema.complex_type(*a).name.cmp(&self.schema.complex_type(*b).name).then(a.cmp(b))
            });
        }
        self.schema.derived = derived;
    }

    /// A type inside of another declaration.
    fn anonymous(&mut self, declared: Declared<'t>) -> Option<TypeId> {
        match declared.1.tag_name().name() {
            "simpleType" => {
                let id = self.reserve_simple(declared, None);
                self.build_simple(id);
                Some(TypeId::Simple(id))
            }
            "complexType" => {
                let id = self.reserve_complex(declared, None);
                // Not now: the type may hold the element that it belongs to, deep inside.
                Some(TypeId::Complex(id))
            }
            _ => None,
        }
    }

    fn anonymous_simple(&mut self, declared: Declared<'t>) -> Option<SimpleTypeId> {
        let child = children(declared.1).find(|child| child.tag_name().name() == "simpleType")?;
        match self.anonymous((declared.0, child)) {
            Some(TypeId::Simple(id)) => Some(id),
            _ => None,
        }
    }

    fn attribute_type(&mut self, declared: Declared<'t>) -> SimpleTypeId {
        let found = match self.anonymous_simple(declared) {
            Some(id) => Some(id),
            None if declared.1.has_attribute("type") => self.simple_ref(declared, "type"),
            None => None,
        };
        found.unwrap_or(SimpleTypeId::ANY_SIMPLE_TYPE)
    }

    fn value_constraint(&mut self, declared: Declared<'t>) -> Option<ValueConstraint> {
        match (declared.1.attribute("default"), declared.1.attribute("fixed")) {
            (Some(_), Some(_)) => {
                self.error(declared, "a default and a fixed value exclude each other", "remove one of them");
                None
            }
            (Some(value), None) => Some(ValueConstraint::Default(value.to_owned())),
            (None, Some(value)) => Some(ValueConstraint::Fixed(value.to_owned())),
            (None, None) => None,
        }
    }

    fn boolean(&mut self, declared: Declared<'t>, attribute: &str) -> bool {
        match declared.1.attribute(attribute).map(str::trim) {
            None | Some("false" | "0") => false,
            Some("true" | "1") => true,
            Some(other) => {
                let span = self.attribute_span(declared, attribute);
                self.diagnostics.push(
                    Diagnostic::error(format!("`{other}` is no xs:boolean")).at(span).help("write true or false"),
                );
                false
            }
        }
    }

    fn derivations(&mut self, declared: Declared<'t>, attribute: &str, default: &str) -> DerivationSet {
        let (document, node) = declared;
        let value =
            node.attribute(attribute).or_else(|| self.documents[document].root.attribute(default)).unwrap_or("");
        let all = [
            ("extension", DerivationKind::Extension),
            ("restriction", DerivationKind::Restriction),
            ("substitution", DerivationKind::Substitution),
            ("list", DerivationKind::List),
            ("union", DerivationKind::Union),
        ];
        let is_all = value.trim() == "#all";
        all.into_iter()
            .filter(|(name, _)| is_all || value.split_ascii_whitespace().any(|word| word == *name))
            .map(|(_, kind)| kind)
            .collect()
    }

    /// Whether local declarations of a document are qualified.
    fn is_qualified(&mut self, declared: Declared<'t>, default: &str) -> bool {
        let (document, node) = declared;
        let form = node.attribute("form").or_else(|| self.documents[document].root.attribute(default));
        match form.map(str::trim) {
            Some("qualified") => true,
            None | Some("unqualified") => false,
            Some(other) => {
                self.error(declared, format!("`{other}` is no form"), "write qualified or unqualified");
                false
            }
        }
    }

    // -- simple types ----------------------------------------------------------------------------------------------

    fn build_simple(&mut self, id: SimpleTypeId) {
        let State::Declared(declared) = self.simple[id.index()].clone() else {
            return;
        };
        self.simple[id.index()] = State::Building;
        self.in_chain(declared, |this| this.fill_simple(id, declared));
        self.simple[id.index()] = State::Built;
    }

    /// Builds a type that another one needs; `false` if it needs that one in turn.
    fn needs_simple(&mut self, id: SimpleTypeId, declared: Declared<'t>) -> bool {
        if matches!(self.simple[id.index()], State::Building) {
            self.error(declared, "a simple type is derived from itself", "break the circle");
            return false;
        }
        self.build_simple(id);
        true
    }

    fn fill_simple(&mut self, id: SimpleTypeId, declared: Declared<'t>) {
        let (document, node) = declared;
        self.schema.simple_types[id.index()].final_derivations = self.derivations(declared, "final", "finalDefault");
        let Some(body) = children(node).next() else {
            self.error(declared, "a simple type needs a restriction, a list or a union", "add one");
            return;
        };
        let inner = (document, body);
        match body.tag_name().name() {
            "restriction" => {
                let base = match body.has_attribute("base") {
                    true => self.simple_ref(inner, "base"),
                    false => self.anonymous_simple(inner),
                };
                let Some(base) = base else {
                    if !body.has_attribute("base") {
                        self.error(inner, "a restriction needs a base", "name one: base=\"...\"");
                    }
                    return;
                };
                if self.needs_simple(base, inner) {
                    self.restrict(id, base, inner);
                }
            }
            "list" => {
                let item = match body.has_attribute("itemType") {
                    true => self.simple_ref(inner, "itemType"),
                    false => self.anonymous_simple(inner),
                };
                let Some(item) = item else { return };
                if !self.needs_simple(item, inner) {
                    return;
                }
                if matches!(self.schema.simple_types[item.index()].variety, Variety::List(_)) {
                    self.error(inner, "the items of a list cannot be lists", "name an atomic type or a union");
                    return;
                }
                self.schema.simple_types[id.index()].variety = Variety::List(item);
            }
            "union" => {
                let mut members = Vec::new();
                for name in body.attribute("memberTypes").unwrap_or_default().split_ascii_whitespace() {
                    let Some(name) = self.expand(inner, "memberTypes", name) else { continue };
                    match self.schema.types_by_name.get(&name).copied() {
                        Some(TypeId::Simple(member)) => members.push(member),
                        Some(TypeId::Complex(_)) => {
                            self.error(inner, format!("{name} is a complex type"), "name simple types")
                        }
                        None => {
                            let known = self.schema.types_by_name.keys().cloned().collect();
                            self.unresolved(inner, "memberTypes", "type", &name, known);
                        }
                    }
                }
                for child in children(body) {
                    if let Some(TypeId::Simple(member)) = self.anonymous((document, child)) {
                        members.push(member);
                    }
                }
                members.retain(|&member| self.needs_simple(member, inner));
                self.schema.simple_types[id.index()].variety = Variety::Union(members);
            }
            _ => {}
        }
    }

    /// Makes a type the restriction of another one.
    fn restrict(&mut self, id: SimpleTypeId, base: SimpleTypeId, body: Declared<'t>) {
        let of_base = &self.schema.simple_types[base.index()];
        let forbids = of_base.final_derivations.contains(&DerivationKind::Restriction);
        let variety = of_base.variety.clone();
        if forbids {
            self.error(body, "the base is final: it cannot be restricted", "name another base");
        }
        let mut facets = Vec::new();
        let mut enumeration = Vec::new();
        for child in children(body.1) {
            let declared = (body.0, child);
            let name = child.tag_name().name();
            let Some(value) = child.attribute("value") else {
                if name == "enumeration" || FacetKind::of(name).is_some() {
                    self.error(declared, format!("`{name}` needs a value"), "add value=\"...\"");
                }
                continue;
            };
            let span = self.span(declared);
            if name == "enumeration" {
                enumeration.push(Enumeration { value: value.to_owned(), documentation: documentation(child), span });
            } else if let Some(kind) = FacetKind::of(name) {
                let fixed = self.boolean(declared, "fixed");
                self.check_facet(declared, kind, value, &variety);
                let value_span = child.attribute_node("value").map_or(span, |attribute| {
                    let range = attribute.range_value();
                    Span { start: range.start, end: range.end, ..span }
                });
                facets.push(Facet { kind, value: value.to_owned(), fixed, span, value_span });
            }
        }
        self.check_range(body, &facets);
        let this = &mut self.schema.simple_types[id.index()];
        this.base = base;
        this.variety = variety;
        this.facets = facets;
        this.enumeration = enumeration;
    }

    fn check_facet(&mut self, declared: Declared<'t>, kind: FacetKind, value: &str, variety: &Variety) {
        let is_count = matches!(
            kind,
            FacetKind::Length
                | FacetKind::MinLength
                | FacetKind::MaxLength
                | FacetKind::TotalDigits
                | FacetKind::FractionDigits
        );
        if is_count && value.trim().parse::<u64>().is_err() && !is_huge(value.trim()) {
            let span = self.attribute_span(declared, "value");
            self.diagnostics.push(Diagnostic::error(format!("`{value}` is no number")).at(span).help("write digits"));
        }
        if kind == FacetKind::WhiteSpace && !matches!(value.trim(), "preserve" | "replace" | "collapse") {
            let span = self.attribute_span(declared, "value");
            self.diagnostics.push(
                Diagnostic::error(format!("`{value}` says nothing of white space"))
                    .at(span)
                    .help("write preserve, replace or collapse"),
            );
        }
        let fits = match variety {
            Variety::Any => true,
            Variety::List(_) => matches!(
                kind,
                FacetKind::Length
                    | FacetKind::MinLength
                    | FacetKind::MaxLength
                    | FacetKind::Pattern
                    | FacetKind::WhiteSpace
            ),
            Variety::Union(_) => kind == FacetKind::Pattern,
            Variety::Atomic(builtin) => applies(kind, builtin.primitive()),
        };
        if !fits {
            self.error(declared, format!("the facet {kind} does not apply to this type"), "remove it");
        }
    }

    fn check_range(&mut self, body: Declared<'t>, facets: &[Facet]) {
        let number = |kind| {
            facets.iter().find(|facet| facet.kind == kind).and_then(|facet| facet.value.trim().parse::<f64>().ok())
        };
        for (low, high) in
            [(FacetKind::MinLength, FacetKind::MaxLength), (FacetKind::MinInclusive, FacetKind::MaxInclusive)]
        {
            if let (Some(from), Some(to)) = (number(low), number(high))
                && from > to
            {
                self.error(body, format!("{low} {from} is more than {high} {to}: no value fits"), "swap or mend them");
            }
        }
    }

    // -- complex types ---------------------------------------------------------------------------------------------

    fn build_complex(&mut self, id: ComplexTypeId) {
        let State::Declared(declared) = self.complex[id.index()].clone() else {
            return;
        };
        self.complex[id.index()] = State::Building;
        self.in_chain(declared, |this| this.fill_complex(id, declared));
        self.complex[id.index()] = State::Built;
    }

    fn fill_complex(&mut self, id: ComplexTypeId, declared: Declared<'t>) {
        let (document, node) = declared;
        let mut mixed = self.boolean(declared, "mixed");
        let is_abstract = self.boolean(declared, "abstract");
        let block = self.derivations(declared, "block", "blockDefault");
        let final_derivations = self.derivations(declared, "final", "finalDefault");
        {
            let this = &mut self.schema.complex_types[id.index()];
            this.is_abstract = is_abstract;
            this.block = block;
            this.final_derivations = final_derivations;
        }
        let content =
            children(node).find(|child| matches!(child.tag_name().name(), "simpleContent" | "complexContent"));
        let Some(content) = content else {
            let content = self.explicit_content(declared, mixed);
            let mut uses = AttributeUses::default();
            self.attribute_uses(declared, &mut uses);
            self.finish(id, Basis::Nothing, Derivation::Restriction, (content.clone(), content), uses);
            return;
        };
        let Some(body) = children(content).find(|child| matches!(child.tag_name().name(), "extension" | "restriction"))
        else {
            self.error((document, content), "an extension or a restriction is needed here", "add one");
            return;
        };
        let inner = (document, body);
        let derivation = match body.tag_name().name() {
            "extension" => Derivation::Extension,
            _ => Derivation::Restriction,
        };
        if !body.has_attribute("base") {
            self.error(inner, format!("`{}` needs a base", written_name(body)), "name one: base=\"...\"");
            return;
        }
        let Some(base) = self.type_ref(inner, "base") else { return };
        if !self.base_is_ready(base, inner, derivation) {
            return;
        }
        let mut uses = AttributeUses::default();
        self.attribute_uses(inner, &mut uses);
        if content.tag_name().name() == "simpleContent" {
            let Some(content) = self.simple_content(base, derivation, inner) else { return };
            self.finish(id, Basis::Type(base), derivation, (content.clone(), content), uses);
            return;
        }
        let TypeId::Complex(base_id) = base else {
            self.error(
                inner,
                "complexContent derives from a complex type, and the base is simple",
                "use simpleContent",
            );
            return;
        };
        if content.has_attribute("mixed") {
            mixed = self.boolean((document, content), "mixed");
        }
        let own = self.explicit_content(inner, mixed);
        let of_base = self.schema.complex_types[base_id.index()].content.clone();
        if let (Derivation::Extension, Content::Simple(_)) = (derivation, &of_base) {
            self.error(inner, "the base holds text, and cannot be extended by elements", "use simpleContent");
            return;
        }
        let whole = match derivation {
            Derivation::Restriction => own.clone(),
            Derivation::Extension => joined(of_base, own.clone(), mixed, self.span(inner)),
        };
        self.finish(id, Basis::Type(base), derivation, (whole, own), uses);
    }

    /// Builds the base; `false` if it cannot be one.
    fn base_is_ready(&mut self, base: TypeId, declared: Declared<'t>, derivation: Derivation) -> bool {
        let forbidden = match base {
            TypeId::Simple(id) => {
                self.build_simple(id);
                self.schema.simple_types[id.index()].final_derivations.clone()
            }
            TypeId::Complex(id) => {
                if matches!(self.complex[id.index()], State::Building) {
                    let name = self.schema.complex_types[id.index()].name.clone();
                    let name = name.map(|name| name.to_string()).unwrap_or_default();
                    let span = self.attribute_span(declared, "base");
                    self.diagnostics.push(
                        Diagnostic::error(format!("type {name} is derived from itself"))
                            .at(span)
                            .label("this base leads back here")
                            .help("break the circle: name another base"),
                    );
                    return false;
                }
                self.build_complex(id);
                self.schema.complex_types[id.index()].final_derivations.clone()
            }
        };
        let kind = match derivation {
            Derivation::Extension => DerivationKind::Extension,
            Derivation::Restriction => DerivationKind::Restriction,
        };
        if forbidden.contains(&kind) {
            self.error(declared, "the base is final: it does not allow this derivation", "name another base");
        }
        true
    }

    fn simple_content(&mut self, base: TypeId, derivation: Derivation, body: Declared<'t>) -> Option<Content> {
        let text = match base {
            TypeId::Simple(id) => Some(id),
            TypeId::Complex(id) => match &self.schema.complex_types[id.index()].content {
                Content::Simple(text) => Some(*text),
                Content::Elements { mixed: true, .. } if derivation == Derivation::Restriction => None,
                _ => {
                    self.error(body, "the base holds elements, and simpleContent holds text", "use complexContent");
                    return None;
                }
            },
        };
        if derivation == Derivation::Extension {
            return text.map(Content::Simple);
        }
        let nested = self.anonymous_simple(body);
        let Some(base) = nested.or(text) else {
            self.error(body, "a mixed base has no type for text", "add a simpleType");
            return None;
        };
        let has_facets = children(body.1).any(|child| {
            let name = child.tag_name().name();
            name == "enumeration" || FacetKind::of(name).is_some()
        });
        if !has_facets {
            return Some(Content::Simple(base));
        }
        let id = self.reserve_simple(body, None);
        self.simple[id.index()] = State::Built;
        self.restrict(id, base, body);
        Some(Content::Simple(id))
    }

    /// The content that stands between the tags of a type, an extension or a restriction.
    fn explicit_content(&mut self, declared: Declared<'t>, mixed: bool) -> Content {
        let (document, node) = declared;
        let mut models =
            children(node).filter(|child| matches!(child.tag_name().name(), "group" | "all" | "choice" | "sequence"));
        let model = models.next();
        if let Some(second) = models.next() {
            self.error(
                (document, second),
                "a type has one content model, and this is its second",
                "put both into a sequence",
            );
        }
        let particle = model.and_then(|model| self.particle((document, model), true));
        match particle {
            Some(particle) => Content::Elements { mixed, particle },
            None if mixed => {
                let group = ModelGroup {
                    name: None,
                    compositor: Compositor::Sequence,
                    particles: Vec::new(),
                    documentation: None,
                };
                let particle = Particle { min: 1, max: Some(1), term: Term::Group(group), span: self.span(declared) };
                Content::Elements { mixed, particle }
            }
            None => Content::Empty,
        }
    }

    fn finish(
        &mut self,
        id: ComplexTypeId,
        basis: Basis,
        derivation: Derivation,
        (content, own_content): (Content, Content),
        own: AttributeUses,
    ) {
        let base = match basis {
            Basis::Nothing => TypeId::Complex(ComplexTypeId::ANY_TYPE),
            Basis::Type(base) => base,
        };
        let inherited = match basis {
            Basis::Type(TypeId::Complex(base)) => {
                let base = &self.schema.complex_types[base.index()];
                (base.attributes.clone(), base.any_attribute.clone(), base.span.is_some())
            }
            _ => (Vec::new(), None, false),
        };
        let (mut attributes, base_wildcard, _) = inherited;
        let name =
            |this: &Self, attribute: &AttributeUse| this.schema.attributes[attribute.attribute.index()].name.clone();
        attributes.retain(|inherited| {
            let inherited = name(self, inherited);
            !own.prohibited.contains(&inherited) && !own.list.iter().any(|own| name(self, own) == inherited)
        });
        attributes.extend(own.list.iter().cloned());
        let own_any_attribute = own.wildcard.is_some();
        let any_attribute = match (derivation, own.wildcard, base_wildcard) {
            (Derivation::Extension, Some(own), Some(base)) => Some(union(own, base)),
            (Derivation::Extension, own, base) => own.or(base),
            (Derivation::Restriction, own, _) => own,
        };
        let this = &mut self.schema.complex_types[id.index()];
        this.base = base;
        this.derivation = derivation;
        this.content = content;
        this.own_content = own_content;
        this.attributes = attributes;
        this.own_attributes = own.list;
        this.any_attribute = any_attribute;
        this.own_any_attribute = own_any_attribute;
    }

    // -- particles -------------------------------------------------------------------------------------------------

    fn particle(&mut self, declared: Declared<'t>, is_top: bool) -> Option<Particle> {
        let (document, node) = declared;
        self.particles += 1;
        if self.particles > MAX_PARTICLES {
            if self.particles == MAX_PARTICLES + 1 {
                self.error(
                    declared,
                    format!("the groups of the schema expand to more than {MAX_PARTICLES} particles"),
                    "nest fewer groups",
                );
            }
            return None;
        }
        let (min, max) = self.occurs(declared)?;
        let span = self.span(declared);
        let term = match node.tag_name().name() {
            "element" => Term::Element(self.element_particle(declared)?),
            "any" => Term::Wildcard(self.wildcard(declared)),
            "group" => {
                let name = self.qname(declared, "ref")?;
                let Some(&definition) = self.groups.get(&name) else {
                    let known = self.groups.keys().cloned().collect();
                    self.unresolved(declared, "ref", "group", &name, known);
                    return None;
                };
                if self.open_groups.contains(&name) {
                    self.error(declared, format!("group {name} contains itself"), "break the circle");
                    return None;
                }
                Term::Group(self.model_group_definition(definition, &name)?)
            }
            name => {
                let compositor = Compositor::of(name)?;
                if compositor == Compositor::All && (!is_top || max != Some(1)) {
                    self.error(
                        declared,
                        "xs:all stands alone at the top of a content model, and occurs once",
                        "use xs:sequence or xs:choice",
                    );
                }
                Term::Group(self.model_group(document, node, compositor, None))
            }
        };
        if max == Some(0) {
            return None;
        }
        Some(Particle { min, max, term, span })
    }

    fn model_group(
        &mut self,
        document: usize,
        node: Node<'t, 't>,
        compositor: Compositor,
        name: Option<QName>,
    ) -> ModelGroup {
        let particles = children(node).filter_map(|child| self.particle((document, child), false)).collect();
        ModelGroup { name, compositor, particles, documentation: documentation(node) }
    }

    fn model_group_definition(&mut self, definition: Declared<'t>, name: &QName) -> Option<ModelGroup> {
        let (document, node) = definition;
        let (body, compositor) =
            children(node).find_map(|child| Some((child, Compositor::of(child.tag_name().name())?)))?;
        self.open_groups.push(name.clone());
        let group = self.model_group(document, body, compositor, Some(name.clone()));
        self.open_groups.pop();
        Some(group)
    }

    fn element_particle(&mut self, declared: Declared<'t>) -> Option<ElementId> {
        let (document, node) = declared;
        if node.has_attribute("ref") {
            let name = self.qname(declared, "ref")?;
            if node.has_attribute("name") {
                self.error(declared, "an element has a name or refers to one", "remove name or ref");
            }
            let found = self.schema.elements_by_name.get(&name).copied();
            if found.is_none() {
                let known = self.schema.elements_by_name.keys().cloned().collect();
                self.unresolved(declared, "ref", "element", &name, known);
            }
            return found;
        }
        let Some(local) = node.attribute("name").map(str::trim).filter(|name| is_nc_name(name)) else {
            self.error(declared, "an element needs a name, or refers to one", "add name=\"...\" or ref=\"...\"");
            return None;
        };
        let span = self.span(declared);
        // A group is expanded at each reference, but its elements are declared once.
        let known = self
            .schema
            .elements
            .iter()
            .position(|element| element.span == span && !element.is_global && !self.open_groups.is_empty());
        let target = self.target(document);
        if let Some(known) = known.filter(|&known| {
            self.schema.elements[known].name.local.as_ref() == local && !self.documents[document].is_chameleon
        }) {
            return Some(ElementId(index(known)));
        }
        let namespace = if self.is_qualified(declared, "elementFormDefault") { target } else { None };
        let name = QName::new(namespace, local);
        let id = ElementId(index(self.schema.elements.len()));
        self.schema.elements.push(blank_element(name.clone(), false, span));
        let element = self.element(declared, name, false);
        self.schema.elements[id.index()] = element;
        Some(id)
    }

    fn occurs(&mut self, declared: Declared<'t>) -> Option<(u32, Option<u32>)> {
        let min = self.count(declared, "minOccurs")?;
        let max = match declared.1.attribute("maxOccurs").map(str::trim) {
            Some("unbounded") => None,
            _ => Some(self.count(declared, "maxOccurs")?),
        };
        if max.is_some_and(|max| max < min) {
            let span = self.attribute_span(declared, "maxOccurs");
            self.diagnostics.push(
                Diagnostic::error("maxOccurs is less than minOccurs")
                    .at(span)
                    .help("swap or mend them; minOccurs is 1 where it is not said"),
            );
            return None;
        }
        Some((min, max))
    }

    fn count(&mut self, declared: Declared<'t>, attribute: &str) -> Option<u32> {
        let Some(value) = declared.1.attribute(attribute).map(str::trim) else { return Some(1) };
        if let Ok(count) = value.parse() {
            return Some(count);
        }
        if is_huge(value) {
            return Some(u32::MAX);
        }
        let span = self.attribute_span(declared, attribute);
        let help = if attribute == "maxOccurs" { "write a number, or unbounded" } else { "write a number" };
        self.diagnostics.push(Diagnostic::error(format!("`{value}` is no number of occurrences")).at(span).help(help));
        None
    }

    fn wildcard(&mut self, declared: Declared<'t>) -> Wildcard {
        let (document, node) = declared;
        let target = self.documents[document].target.clone();
        let namespaces = match node.attribute("namespace").map_or("##any", str::trim) {
            "##any" => NamespaceConstraint::Any,
            "##other" => NamespaceConstraint::Not(target),
            list => NamespaceConstraint::OneOf(
                list.split_ascii_whitespace()
                    .map(|uri| match uri {
                        "##targetNamespace" => target.clone(),
                        "##local" => None,
                        uri => Some(uri.into()),
                    })
                    .collect(),
            ),
        };
        let process_contents = match node.attribute("processContents").map_or("strict", str::trim) {
            "strict" => ProcessContents::Strict,
            "lax" => ProcessContents::Lax,
            "skip" => ProcessContents::Skip,
            other => {
                self.error(
                    declared,
                    format!("`{other}` says nothing of how to process contents"),
                    "write strict, lax or skip",
                );
                ProcessContents::Strict
            }
        };
        Wildcard { namespaces, process_contents }
    }

    // -- attribute uses --------------------------------------------------------------------------------------------

    fn attribute_uses(&mut self, declared: Declared<'t>, uses: &mut AttributeUses) {
        let (document, node) = declared;
        for child in children(node) {
            let inner = (document, child);
            match child.tag_name().name() {
                "attribute" => self.attribute_use(inner, uses),
                "attributeGroup" => self.attribute_group(inner, uses),
                "anyAttribute" => {
                    let wildcard = self.wildcard(inner);
                    uses.wildcard = Some(match uses.wildcard.take() {
                        Some(known) => intersection(wildcard, known),
                        None => wildcard,
                    });
                }
                _ => {}
            }
        }
    }

    fn attribute_group(&mut self, declared: Declared<'t>, uses: &mut AttributeUses) {
        let Some(name) = self.qname(declared, "ref") else { return };
        if name == QName::new(Some(XML), "specialAttrs") {
            for local in ["lang", "space", "base", "id"] {
                let known = self.schema.attributes_by_name.get(&QName::new(Some(XML), local)).copied();
                uses.list.extend(known.map(|attribute| AttributeUse {
                    attribute,
                    required: false,
                    value: None,
                    documentation: None,
                    span: None,
                }));
            }
            return;
        }
        let Some(&definition) = self.attribute_groups.get(&name) else {
            let known = self.attribute_groups.keys().cloned().collect();
            self.unresolved(declared, "ref", "attribute group", &name, known);
            return;
        };
        if self.open_groups.contains(&name) {
            self.error(declared, format!("attribute group {name} contains itself"), "break the circle");
            return;
        }
        self.particles += 1;
        if self.particles > MAX_PARTICLES {
            return;
        }
        self.open_groups.push(name);
        self.attribute_uses(definition, uses);
        self.open_groups.pop();
    }

    fn attribute_use(&mut self, declared: Declared<'t>, uses: &mut AttributeUses) {
        let (document, node) = declared;
        let attribute = if node.has_attribute("ref") {
            let Some(name) = self.qname(declared, "ref") else { return };
            let Some(&id) = self.schema.attributes_by_name.get(&name) else {
                let known = self.schema.attributes_by_name.keys().cloned().collect();
                self.unresolved(declared, "ref", "attribute", &name, known);
                return;
            };
            id
        } else {
            let Some(local) = node.attribute("name").map(str::trim).filter(|name| is_nc_name(name)) else {
                self.error(declared, "an attribute needs a name, or refers to one", "add name=\"...\" or ref=\"...\"");
                return;
            };
            let namespace =
                if self.is_qualified(declared, "attributeFormDefault") { self.target(document) } else { None };
            let name = QName::new(namespace, local);
            let ty = self.attribute_type(declared);
            let span = Some(self.span(declared));
            self.add_attribute(AttributeDeclaration {
                name,
                is_global: false,
                ty,
                value: None,
                documentation: documentation(node),
                span,
            })
        };
        let name = self.schema.attributes[attribute.index()].name.clone();
        let required = match node.attribute("use").map(str::trim) {
            None | Some("optional") => false,
            Some("required") => true,
            Some("prohibited") => {
                uses.prohibited.push(name);
                return;
            }
            Some(other) => {
                self.error(
                    declared,
                    format!("`{other}` is no use of an attribute"),
                    "write optional, required or prohibited",
                );
                false
            }
        };
        if uses.list.iter().any(|known| self.schema.attributes[known.attribute.index()].name == name) {
            self.error(declared, format!("attribute {name} is stated twice in one type"), "remove one");
            return;
        }
        let value = self.value_constraint(declared).or_else(|| self.schema.attributes[attribute.index()].value.clone());
        let span = Some(self.span(declared));
        uses.list.push(AttributeUse { attribute, required, value, documentation: documentation(node), span });
    }
}

/// What a complex type comes from.
#[derive(Clone, Copy)]
enum Basis {
    Nothing,
    Type(TypeId),
}

/// The attribute uses of a type as they are collected.
#[derive(Default)]
struct AttributeUses {
    list: Vec<AttributeUse>,
    prohibited: Vec<QName>,
    wildcard: Option<Wildcard>,
}

fn blank_element(name: QName, is_global: bool, span: Span) -> ElementDeclaration {
    ElementDeclaration {
        name,
        is_global,
        ty: TypeId::Complex(ComplexTypeId::ANY_TYPE),
        nillable: false,
        is_abstract: false,
        substitution_group: None,
        value: None,
        block: DerivationSet::new(),
        final_derivations: DerivationSet::new(),
        documentation: None,
        span,
    }
}

/// The content of the base, then that of the extension (3.4.2).
fn joined(base: Content, own: Content, mixed: bool, span: Span) -> Content {
    match (base, own) {
        (base, Content::Empty) => base,
        (Content::Elements { mixed, particle: first }, Content::Elements { particle: second, .. }) => {
            let particles = vec![first, second];
            let group = ModelGroup { name: None, compositor: Compositor::Sequence, particles, documentation: None };
            Content::Elements { mixed, particle: Particle { min: 1, max: Some(1), term: Term::Group(group), span } }
        }
        (_, Content::Elements { particle, .. }) => Content::Elements { mixed, particle },
        (_, own) => own,
    }
}

/// Attribute Wildcard Union (3.10.6), as far as it can be expressed; else any namespace.
fn union(own: Wildcard, base: Wildcard) -> Wildcard {
    let namespaces = match (own.namespaces, base.namespaces) {
        (a, b) if a == b => a,
        (NamespaceConstraint::OneOf(mut a), NamespaceConstraint::OneOf(b)) => {
            b.into_iter().for_each(|uri| {
                if !a.contains(&uri) {
                    a.push(uri);
                }
            });
            NamespaceConstraint::OneOf(a)
        }
        (NamespaceConstraint::Not(not), NamespaceConstraint::OneOf(list))
        | (NamespaceConstraint::OneOf(list), NamespaceConstraint::Not(not))
            if !list.contains(&not) && !list.contains(&None) =>
        {
            NamespaceConstraint::Not(not)
        }
        _ => NamespaceConstraint::Any,
    };
    Wildcard { namespaces, process_contents: own.process_contents }
}

/// Attribute Wildcard Intersection (3.10.6), as far as it can be expressed.
fn intersection(a: Wildcard, b: Wildcard) -> Wildcard {
    let namespaces = match (a.namespaces, b.namespaces) {
        (NamespaceConstraint::Any, other) | (other, NamespaceConstraint::Any) => other,
        (NamespaceConstraint::OneOf(list), NamespaceConstraint::OneOf(other)) => {
            NamespaceConstraint::OneOf(list.into_iter().filter(|uri| other.contains(uri)).collect())
        }
        (NamespaceConstraint::Not(not), NamespaceConstraint::OneOf(list))
        | (NamespaceConstraint::OneOf(list), NamespaceConstraint::Not(not)) => {
            NamespaceConstraint::OneOf(list.into_iter().filter(|uri| *uri != not && uri.is_some()).collect())
        }
        (NamespaceConstraint::Not(not), NamespaceConstraint::Not(_)) => NamespaceConstraint::Not(not),
    };
    Wildcard { namespaces, process_contents: a.process_contents }
}

/// Which facets a primitive type has (part 2, 4.1.5).
fn applies(kind: FacetKind, primitive: Builtin) -> bool {
    use FacetKind as F;
    match kind {
        F::Pattern | F::WhiteSpace => true,
        F::Length | F::MinLength | F::MaxLength => matches!(
            primitive,
            Builtin::String
                | Builtin::HexBinary
                | Builtin::Base64Binary
                | Builtin::AnyUri
                | Builtin::QName
                | Builtin::Notation
        ),
        F::TotalDigits | F::FractionDigits => primitive == Builtin::Decimal,
        F::MaxInclusive | F::MaxExclusive | F::MinInclusive | F::MinExclusive => !matches!(
            primitive,
            Builtin::String
                | Builtin::Boolean
                | Builtin::HexBinary
                | Builtin::Base64Binary
                | Builtin::AnyUri
                | Builtin::QName
                | Builtin::Notation
        ),
    }
}

/// The elements of XML Schema inside of another, without annotations.
fn children<'t>(node: Node<'t, 't>) -> impl Iterator<Item = Node<'t, 't>> {
    node.children().filter(|child| {
        child.is_element() && child.tag_name().namespace() == Some(XS) && child.tag_name().name() != "annotation"
    })
}

/// The text of the documentation of an element.
pub(crate) fn documentation(node: Node<'_, '_>) -> Option<String> {
    let annotations = node.children().filter(|child| child.has_tag_name((XS, "annotation")));
    let texts: Vec<String> = annotations
        .flat_map(|annotation| annotation.children().filter(|child| child.has_tag_name((XS, "documentation"))))
        .map(|node| {
            let text: String = node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect();
            let lines: Vec<&str> = text.lines().map(str::trim).collect();
            lines.join("\n").trim().to_owned()
        })
        .filter(|text| !text.is_empty())
        .collect();
    (!texts.is_empty()).then(|| texts.join("\n\n"))
}

fn is_nc_name(text: &str) -> bool {
    let is_start = |c: char| c.is_alphabetic() || c == '_';
    let is_part = |c: char| {
        c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '\u{B7}') || (!c.is_ascii() && !c.is_whitespace())
    };
    text.starts_with(is_start) && text.chars().all(is_part)
        || text.starts_with(|c: char| !c.is_ascii()) && text.chars().all(is_part)
}

/// A number that is one, but larger than is counted.
fn is_huge(text: &str) -> bool {
    text.len() > 9 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// How many changes of a character make one name of the other.
fn distance(a: &str, b: &str) -> usize {
    if a.len().abs_diff(b.len()) > 8 || a.len() > 200 {
        return usize::MAX;
    }
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or(usize::MAX)
}
