//! The built-in components: simple types, `anyType`, and attributes with the prefixes `xml` and `xsi`.

use super::resolver::{Resolver, State, index};
use crate::diagnostics::Span;
use crate::schema::{
    AttributeDeclaration, Builtin, ComplexType, ComplexTypeId, Content, Derivation, DerivationSet, Facet, FacetKind,
    NamespaceConstraint, Particle, ProcessContents, QName, SimpleType, SimpleTypeId, Term, TypeId, Variety, Wildcard,
};
use crate::xsd::{XML, XS, XSI};

impl Resolver<'_, '_> {
    /// Adds all built-in components.
    pub(super) fn built_in(&mut self) {
        self.built_in_simple_types();
        self.any_type();
        self.built_in_attributes();
    }

    fn built_in_simple_types(&mut self) {
        for &builtin in Builtin::ALL {
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
                is_declared: false,
                final_derivations: DerivationSet::new(),
                documentation: None,
            });
            self.simple.push(State::Built { chain: 0 });
        }
    }

    fn any_type(&mut self) {
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
            has_own_any_attribute: true,
            block: DerivationSet::new(),
            final_derivations: DerivationSet::new(),
            documentation: None,
            span: None,
        });
        self.complex.push(State::Built { chain: 0 });
    }

    fn built_in_attributes(&mut self) {
        let known = [
            (XML, "lang", self.language_or_empty()),
            (XML, "space", SimpleTypeId::of(Builtin::NcName)),
            (XML, "base", SimpleTypeId::of(Builtin::AnyUri)),
            (XML, "id", SimpleTypeId::of(Builtin::Id)),
            (XSI, "nil", SimpleTypeId::of(Builtin::Boolean)),
            (XSI, "type", SimpleTypeId::of(Builtin::QName)),
            (XSI, "schemaLocation", SimpleTypeId::of(Builtin::AnySimpleType)),
            (XSI, "noNamespaceSchemaLocation", SimpleTypeId::of(Builtin::AnyUri)),
        ];
        for (namespace, local, ty) in known {
            let name = QName::new(Some(namespace), local);
            self.add_attribute(AttributeDeclaration {
                name,
                is_global: true,
                ty,
                value: None,
                value_names: Vec::new(),
                documentation: None,
                span: None,
            });
        }
    }
    /// Adds the type of `xml:lang` (XML 1.0, section 2.12): a language tag, or the empty string for an unknown language.
    fn language_or_empty(&mut self) -> SimpleTypeId {
        let id = SimpleTypeId(index(self.schema.simple_types.len()));
        let value = "([a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*)?".to_owned();
        let pattern = Facet {
            kind: FacetKind::Pattern,
            value,
            is_fixed: false,
            span: Span::BUILT_IN,
            value_span: Span::BUILT_IN,
        };
        self.schema.simple_types.push(SimpleType {
            name: None,
            base: SimpleTypeId::of(Builtin::Token),
            variety: Variety::Atomic(Builtin::Token),
            facets: vec![pattern],
            enumeration: Vec::new(),
            builtin: None,
            is_declared: false,
            final_derivations: DerivationSet::new(),
            documentation: None,
        });
        self.simple.push(State::Built { chain: 0 });
        id
    }
}
