//! Allocation of component ids: for named components before any component is built, for anonymous types when the enclosing component
//! is built.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::resolver::{Declared, Resolver, State, index};
use crate::diagnostics::{Diagnostic, Span};
use crate::schema::{
    AttributeDeclaration, AttributeId, ComplexType, ComplexTypeId, Content, Derivation, DerivationSet,
    ElementDeclaration, ElementId, QName, SimpleType, SimpleTypeId, TargetNamespace, TypeId, Variety,
};
use crate::xsd::document::prefixed_name;
use crate::xsd::syntax::{attribute, attribute_value, children, documentation};
use crate::xsd::{XML, XS, is_built_in_xml, is_nc_name};

impl<'t> Resolver<'t, '_> {
    pub(super) fn declare(&mut self) {
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
        if matches!(kind, "include" | "import" | "redefine") {
            return;
        }
        let Some(local) = attribute(node, "name").filter(|name| is_nc_name(name)) else {
            let message = match attribute_value(node, "name") {
                Some(name) => format!("`{name}` is not a valid name"),
                None => format!("a global `{}` needs a name", prefixed_name(node)),
            };
            self.error(declared, message, "write name=\"...\" with a name without colon");
            return;
        };
        let name = QName::new(self.target(document), local);
        let is_built_in = kind.ends_with("Type")
            && self.schema.types_by_name.contains_key(&name)
            && name.namespace.as_deref() == Some(XS);
        if is_built_in && !self.types.contains_key(&name) {
            return;
        }
        if name.namespace.as_deref() == Some(XML) && is_built_in_xml(local) {
            return;
        }
        let declarations = match kind {
            "simpleType" | "complexType" => &mut self.types,
            "group" => &mut self.groups,
            "attributeGroup" => &mut self.attribute_groups,
            "element" => &mut self.elements,
            "attribute" => &mut self.attributes,
            "notation" => &mut self.notations,
            _ => return,
        };
        let known = *declarations.entry(name.clone()).or_insert(declared);
        if known != declared {
            if !self.have_same_meaning(known, declared) {
                self.duplicate(declared, kind, &name, known);
            }
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
            "element" => self.declare_element(declared, name),
            "attribute" => self.declare_attribute(declared, name),
            "notation" => self.not_generated(declared, "notation"),
            _ => {}
        }
    }

    fn declare_element(&mut self, declared: Declared<'t>, name: QName) {
        let id = ElementId(index(self.schema.elements.len()));
        self.schema.elements_by_name.insert(name.clone(), id);
        let span = self.span(declared);
        self.schema.elements.push(blank_element(name, true, span));
    }

    fn declare_attribute(&mut self, declared: Declared<'t>, name: QName) {
        let span = Some(self.span(declared));
        self.add_attribute(AttributeDeclaration {
            name,
            is_global: true,
            ty: SimpleTypeId::ANY_SIMPLE_TYPE,
            value: None,
            value_names: Vec::new(),
            documentation: documentation(declared.1),
            span,
        });
    }

    pub(super) fn duplicate(&mut self, declared: Declared<'t>, kind: &str, name: &QName, first: Declared<'t>) {
        let what = if kind.ends_with("Type") { "type" } else { kind };
        let span = self.attribute_span(declared, "name");
        let first = self.span(first);
        self.diagnostics.push(
            Diagnostic::error(format!("{what} {name} is declared twice"))
                .at(span)
                .related(first, "the first declaration is here")
                .help("rename or remove one of them (sch-props-correct.2)"),
        );
    }

    pub(super) fn reserve_simple(&mut self, declared: Declared<'t>, name: Option<QName>) -> SimpleTypeId {
        let id = SimpleTypeId(index(self.schema.simple_types.len()));
        self.schema.simple_types.push(SimpleType {
            name,
            base: SimpleTypeId::ANY_SIMPLE_TYPE,
            variety: Variety::Any,
            facets: Vec::new(),
            enumeration: Vec::new(),
            builtin: None,
            is_declared: true,
            final_derivations: DerivationSet::new(),
            documentation: documentation(declared.1),
        });
        self.simple.push(State::Declared(declared));
        id
    }

    pub(super) fn reserve_complex(&mut self, declared: Declared<'t>, name: Option<QName>) -> ComplexTypeId {
        let id = ComplexTypeId(index(self.schema.complex_types.len()));
        let span = self.span(declared);
        let documentation = documentation(declared.1);
        self.schema.complex_types.push(ComplexType { documentation, ..blank_complex(name, span) });
        self.complex.push(State::Declared(declared));
        id
    }

    pub(super) fn add_attribute(&mut self, attribute: AttributeDeclaration) -> AttributeId {
        let id = AttributeId(index(self.schema.attributes.len()));
        if attribute.is_global {
            self.schema.attributes_by_name.insert(attribute.name.clone(), id);
        }
        self.schema.attributes.push(attribute);
        id
    }

    /// Declares an anonymous type inside another declaration. A simple type is also built.
    pub(super) fn anonymous(&mut self, declared: Declared<'t>) -> Option<TypeId> {
        match declared.1.tag_name().name() {
            "simpleType" => {
                let id = self.reserve_simple(declared, None);
                self.build_simple(id);
                Some(TypeId::Simple(id))
            }
            "complexType" => {
                let id = self.reserve_complex(declared, None);
                // Built later: the content of the type can refer to the group that contains the element with this type. This is valid,
                // but while that group is being expanded, the reference would be reported as circular.
                Some(TypeId::Complex(id))
            }
            _ => None,
        }
    }

    pub(super) fn anonymous_simple(&mut self, declared: Declared<'t>) -> Option<SimpleTypeId> {
        let child = children(declared.1).find(|child| child.tag_name().name() == "simpleType")?;
        match self.anonymous((declared.0, child)) {
            Some(TypeId::Simple(id)) => Some(id),
            _ => None,
        }
    }
}

pub(super) fn blank_complex(name: Option<QName>, span: Span) -> ComplexType {
    ComplexType {
        name,
        base: TypeId::Complex(ComplexTypeId::ANY_TYPE),
        derivation: Derivation::Restriction,
        is_abstract: false,
        content: Content::Empty,
        own_content: Content::Empty,
        attributes: Vec::new(),
        own_attributes: Vec::new(),
        any_attribute: None,
        has_own_any_attribute: false,
        block: DerivationSet::new(),
        final_derivations: DerivationSet::new(),
        documentation: None,
        span: Some(span),
    }
}

pub(super) fn blank_element(name: QName, is_global: bool, span: Span) -> ElementDeclaration {
    ElementDeclaration {
        name,
        is_global,
        ty: TypeId::Complex(ComplexTypeId::ANY_TYPE),
        nillable: false,
        is_abstract: false,
        substitution_group: None,
        value: None,
        value_names: Vec::new(),
        block: DerivationSet::new(),
        final_derivations: DerivationSet::new(),
        documentation: None,
        span,
    }
}
