//! The components that the specification defines.

use super::resolver::{Resolver, State};
use crate::diagnostics::Span;
use crate::schema::{
    AttributeDeclaration, Builtin, ComplexType, ComplexTypeId, Content, Derivation, DerivationSet, NamespaceConstraint,
    Particle, QName, SimpleType, SimpleTypeId, Term, TypeId, Variety,
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
                final_derivations: DerivationSet::new(),
                documentation: None,
            });
            self.simple.push(State::Built);
        }
    }

    fn any_type(&mut self) {
        let any = NamespaceConstraint::Any;
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
        self.complex.push(State::Built);
    }

    fn built_in_attributes(&mut self) {
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
}
