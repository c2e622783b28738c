//! Values in the schema itself: enumerations, bounds, defaults and fixed values must be values of their type (XML Schema part 1,
//! 3.2.6, 3.3.6; part 2, 4.3.5).

use std::collections::HashSet;

use super::particles::is_emptiable;
use super::values::Values;
use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use crate::schema::{
    AttributeUse, Builtin, Content, ElementDeclaration, FacetKind, QName, Schema, SimpleTypeId, TypeId,
    ValueConstraint, Variety,
};

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let values = Values::new(schema);
    let mut check = Check { schema, values: &values, diagnostics };
    check.facets();
    for (_, element) in schema.elements() {
        check.element(element);
        if let TypeId::Simple(ty) = element.ty {
            check.notation(ty, Some(element.span));
        }
    }
    for (_, attribute) in schema.attributes() {
        check.notation(attribute.ty, attribute.span);
        let value = attribute.value.as_ref();
        check.value(attribute.ty, value, &attribute.value_names, attribute.span, "a-props-correct");
    }
    let of_groups = schema.attribute_groups.iter().flatten();
    let of_types = schema.complex_types().flat_map(|(_, ty)| &ty.own_attributes);
    let mut checked = HashSet::new();
    for attribute in of_groups.chain(of_types) {
        // Types that refer to the same attribute group share its attribute uses. Each attribute use is checked once.
        if checked.insert(attribute.identity()) {
            check.attribute_use(attribute);
        }
    }
}

struct Check<'s, 'd> {
    schema: &'s Schema,
    values: &'s Values<'s>,
    diagnostics: &'d mut Diagnostics,
}

impl Check<'_, '_> {
    fn push(&mut self, message: String, span: Option<Span>, help: String) {
        let diagnostic = Diagnostic::error(message).help(help);
        self.diagnostics.push(match span {
            Some(span) => diagnostic.at(span),
            None => diagnostic,
        });
    }

    fn facets(&mut self) {
        for (_, ty) in self.schema.simple_types().filter(|(_, ty)| !ty.is_built_in()) {
            for enumeration in &ty.enumeration {
                let (problem, remedy) =
                    if !self.values.is_valid_with_names(ty.base, &enumeration.value, &enumeration.item_names) {
                        ("is not a value of its type", "correct the value or the type")
                    } else if self.values.lack_prefixes(ty.base, &enumeration.value, &enumeration.item_names) {
                        ("has a prefix that is not declared", "declare the prefix")
                    } else {
                        continue;
                    };
                self.push(
                    format!("the enumeration `{}` {problem}", enumeration.value),
                    Some(enumeration.span),
                    format!("{remedy} (enumeration-valid-restriction)"),
                );
            }
            for facet in &ty.facets {
                let is_bound = matches!(
                    facet.kind,
                    FacetKind::MinInclusive
                        | FacetKind::MaxInclusive
                        | FacetKind::MinExclusive
                        | FacetKind::MaxExclusive
                );
                if is_bound && !self.values.is_valid_bound(ty.base, &facet.value) {
                    self.push(
                        format!("the bound `{}` is not a value of its type", facet.value),
                        Some(facet.span),
                        format!("correct the value or the type ({}-valid-restriction)", facet.kind),
                    );
                }
            }
        }
    }

    fn element(&mut self, element: &ElementDeclaration) {
        let Some(value) = &element.value else { return };
        let simple = match element.ty {
            TypeId::Simple(id) => id,
            TypeId::Complex(id) => match &self.schema.complex_type(id).content {
                Content::Simple(id) => *id,
                Content::Elements { mixed: true, particle } if is_emptiable(particle) => return,
                Content::Elements { .. } | Content::Empty => {
                    return self.push(
                        format!("element {} has a default or fixed value, but no simple content", element.name),
                        Some(element.span),
                        "remove the value, or use a type with simple content (cos-valid-default)".to_owned(),
                    );
                }
            },
        };
        self.value(simple, Some(value), &element.value_names, Some(element.span), "e-props-correct");
    }

    fn attribute_use(&mut self, attribute: &AttributeUse) {
        let declaration = self.schema.attribute(attribute.attribute);
        let span = attribute.span.or(declaration.span);
        self.value(declaration.ty, attribute.value.as_ref(), &attribute.value_names, span, "a-props-correct");
        let fixed = (declaration.value.as_ref(), attribute.value.as_ref());
        let is_changed = match fixed {
            (Some(ValueConstraint::Fixed(fixed)), Some(ValueConstraint::Fixed(value))) => {
                !self.values.are_equal(declaration.ty, fixed, value)
            }
            (Some(ValueConstraint::Fixed(_)), Some(ValueConstraint::Default(_))) => true,
            _ => false,
        };
        if is_changed {
            self.push(
                format!("the declaration of attribute {} fixes it to another value", declaration.name),
                span,
                "remove the value from the reference (au-props-correct)".to_owned(),
            );
        }
    }

    /// Checks that a type enumerates its values if it is NOTATION or derived from NOTATION (XML Schema part 2, 3.2.19).
    fn notation(&mut self, ty: SimpleTypeId, span: Option<Span>) {
        let is_notation = matches!(self.schema.simple_type(ty).variety, Variety::Atomic(Builtin::Notation));
        if is_notation && self.schema.enumeration(ty).is_empty() {
            let message = "the type is NOTATION without enumerated values".to_owned();
            let help = "derive a type from NOTATION with `enumeration` (enumeration-required-notation)".to_owned();
            self.push(message, span, help);
        }
    }

    /// Checks a default or fixed value: Element (or Attribute) Declaration Properties Correct.
    fn value(
        &mut self,
        ty: SimpleTypeId,
        value: Option<&ValueConstraint>,
        names: &[Option<QName>],
        span: Option<Span>,
        rule: &str,
    ) {
        let Some(value) = value.map(ValueConstraint::text) else { return };
        if !self.values.is_valid_with_names(ty, value, names) {
            self.push(
                format!("the default or fixed value `{value}` is not a value of its type"),
                span,
                format!("correct the value or the type ({rule}.2)"),
            );
        }
        if self.values.lack_prefixes(ty, value, names) {
            self.push(
                format!("the default or fixed value `{value}` has a prefix that is not declared"),
                span,
                format!("declare the prefix ({rule}.2)"),
            );
        }
        let is_id = matches!(&self.schema.simple_type(ty).variety, Variety::Atomic(Builtin::Id));
        if is_id {
            self.push(
                "a default or fixed value is not allowed for type ID, whose values are unique".to_owned(),
                span,
                format!("remove the value ({rule})"),
            );
        }
    }
}
