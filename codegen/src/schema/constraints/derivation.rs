//! Derivation Valid (Extension), Derivation Valid (Restriction, Complex) and Element Declaration Properties Correct (XML
//! Schema part 1, 3.4.6 and 3.3.6).

use std::collections::HashMap;

use super::namespaces::{allows, is_subset};
use super::particles::{self, is_emptiable, is_empty};
use super::types::is_derived;
use super::values::Values;
use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use crate::schema::{
    AttributeUse, Builtin, ComplexType, ComplexTypeId, Content, Derivation, DerivationSet, QName, Schema, TypeId,
    ValueConstraint, Variety, Wildcard,
};

/// The maximum number of members of all substitution groups together. An element counts once for each direct or indirect head.
const MAX_MEMBERS: usize = 100_000;

/// Returns whether the substitution groups together have at most [`MAX_MEMBERS`] members, and reports an error if not. There is a
/// limit because generated code lists the members of each group.
pub(super) fn has_few_members(schema: &Schema, diagnostics: &mut Diagnostics) -> bool {
    let mut members = 0;
    for (id, head) in schema.elements() {
        members += schema.members_of(id).len();
        if members > MAX_MEMBERS {
            let message = format!("the substitution groups have more than {MAX_MEMBERS} members together");
            let error = Diagnostic::error(message).at(head.span);
            diagnostics.push(error.help("remove heads that are members of other groups"));
            return false;
        }
    }
    true
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let values = Values::new(schema);
    let mut check = Check { schema, values: &values, diagnostics };
    for (_, ty) in schema.complex_types().filter(|(_, ty)| !ty.is_built_in()) {
        if !ty.own_attributes.is_empty() {
            check.ids(&ty.attributes, ty.span, "ct-props-correct.5");
        }
        let TypeId::Complex(base_id) = ty.base else { continue };
        let base = schema.complex_type(base_id);
        match ty.derivation {
            Derivation::Extension => check.extension(ty, base),
            // Every type is a valid restriction of `anyType`.
            Derivation::Restriction if base_id == ComplexTypeId::ANY_TYPE => {}
            Derivation::Restriction => {
                check.restricted_attributes(ty, base);
                check.restricted_content(ty, base);
            }
        }
    }
    for group in &schema.attribute_groups {
        check.ids(group, None, "ag-props-correct.3");
    }
    for (own, original) in &schema.restricted_groups {
        check.restricted_attributes(own, original);
        check.restricted_content(own, original);
    }
    check.substitution_groups();
}

struct Check<'s, 'd> {
    schema: &'s Schema,
    values: &'s Values<'s>,
    diagnostics: &'d mut Diagnostics,
}

impl<'s> Check<'s, '_> {
    fn push(&mut self, message: String, span: Option<Span>, help: &str) {
        let diagnostic = Diagnostic::error(message).help(help);
        self.diagnostics.push(match span {
            Some(span) => diagnostic.at(span),
            None => diagnostic,
        });
    }

    fn name(&self, attribute: &AttributeUse) -> &'s QName {
        &self.schema.attribute(attribute.attribute).name
    }

    fn span(&self, attribute: &AttributeUse, ty: &ComplexType) -> Option<Span> {
        attribute.span.or(self.schema.attribute(attribute.attribute).span).or(ty.span)
    }

    /// Checks that at most one attribute has the type `xs:ID` or a type derived from it.
    fn ids(&mut self, attributes: &[AttributeUse], span: Option<Span>, rule: &str) {
        let is_id = |attribute: &&AttributeUse| {
            let ty = self.schema.attribute(attribute.attribute).ty;
            matches!(self.schema.simple_type(ty).variety, Variety::Atomic(Builtin::Id))
        };
        let mut ids = attributes.iter().filter(is_id);
        if let (Some(first), Some(second)) = (ids.next(), ids.next()) {
            let message = format!("two attributes have type ID: {} and {}", self.name(first), self.name(second));
            self.push(message, span.or(second.span), &format!("change the type of one of them ({rule})"));
        }
    }

    fn extension(&mut self, ty: &ComplexType, base: &ComplexType) {
        let inherited: HashMap<_, _> = base.attributes.iter().map(|known| (self.name(known), known)).collect();
        for attribute in &ty.own_attributes {
            let Some(of_base) = inherited.get(self.name(attribute)) else { continue };
            // Both types refer to the same attribute group, which is allowed.
            if of_base.identity() == attribute.identity() {
                continue;
            }
            let message = format!("attribute {} is also an attribute of the base", self.name(attribute));
            self.push(message, self.span(attribute, ty), "remove it, or derive by restriction (ct-props-correct.4)");
        }
        if let (Content::Elements { mixed, .. }, Content::Elements { mixed: of_base, .. }) =
            (&ty.own_content, &base.content)
            && mixed != of_base
        {
            let (message, help) = match of_base {
                true => ("the base has mixed content, but this extension does not", "add mixed=\"true\""),
                false => ("this extension has mixed content, but its base does not", "remove `mixed`"),
            };
            self.push(message.to_owned(), ty.span, &format!("{help} (cos-ct-extends.1.4.2.2.2)"));
        }
    }

    fn restricted_attributes(&mut self, ty: &'s ComplexType, base: &'s ComplexType) {
        let inherited: HashMap<_, _> = base.attributes.iter().map(|known| (self.name(known), known)).collect();
        for own in &ty.own_attributes {
            let name = self.name(own);
            let span = self.span(own, ty);
            let Some(of_base) = inherited.get(name) else {
                let allowed = base.any_attribute.as_ref();
                if !allowed.is_some_and(|wildcard| allows(&wildcard.namespaces, name.namespace.as_deref())) {
                    let help = "remove it, or derive by extension (derivation-ok-restriction.2.2)";
                    self.push(format!("the base has no attribute {name}"), span, help);
                }
                continue;
            };
            if of_base.required && !own.required {
                let help = "add use=\"required\" (derivation-ok-restriction.2.1.1)";
                self.push(format!("attribute {name} is required in the base"), span, help);
            }
            let ty = |attribute: &AttributeUse| TypeId::Simple(self.schema.attribute(attribute.attribute).ty);
            if !is_derived(self.schema, ty(own), ty(of_base), &DerivationSet::new()) {
                let help = "derive its type from that in the base (derivation-ok-restriction.2.1.2)";
                let message = format!("the type of attribute {name} is not derived from its type in the base");
                self.push(message, span, help);
            }
            let is_kept = match (&own.value, &of_base.value) {
                (Some(ValueConstraint::Fixed(own_value)), Some(ValueConstraint::Fixed(value))) => {
                    self.values.are_equal(self.schema.attribute(own.attribute).ty, own_value, value)
                }
                (_, Some(ValueConstraint::Fixed(_))) => false,
                _ => true,
            };
            if !is_kept {
                let help = "fix it to the same value (derivation-ok-restriction.2.1.3)";
                self.push(format!("the base fixes the value of attribute {name}"), span, help);
            }
        }
        let own: HashMap<_, _> = ty.attributes.iter().map(|known| (self.name(known), known)).collect();
        for missing in base.attributes.iter().filter(|known| known.required) {
            if own.contains_key(self.name(missing)) {
                continue;
            }
            let message = format!("attribute {} is required in the base and cannot be prohibited", self.name(missing));
            self.push(message, ty.span, "remove use=\"prohibited\" (derivation-ok-restriction.3)");
        }
        if let (Some(wildcard), true) = (&ty.any_attribute, ty.has_own_any_attribute) {
            self.restricted_wildcard(wildcard, base.any_attribute.as_ref(), ty.span);
        }
    }

    fn restricted_wildcard(&mut self, own: &Wildcard, of_base: Option<&Wildcard>, span: Option<Span>) {
        let Some(of_base) = of_base.filter(|of_base| is_subset(&own.namespaces, &of_base.namespaces)) else {
            let message = "the attribute wildcard allows namespaces that the base does not".to_owned();
            return self.push(message, span, "remove namespaces, or `anyAttribute` (derivation-ok-restriction.4)");
        };
        if own.process_contents < of_base.process_contents {
            let (own, of_base) = (own.process_contents, of_base.process_contents);
            let message = format!("the attribute wildcard has processContents `{own}`, but `{of_base}` in the base");
            let help = format!("write processContents=\"{of_base}\" (derivation-ok-restriction.4.3)");
            self.push(message, span, &help);
        }
    }

    fn restricted_content(&mut self, ty: &'s ComplexType, base: &'s ComplexType) {
        let reason = match (&ty.content, &base.content) {
            (Content::Simple(own), Content::Simple(of_base)) => {
                let (own, of_base) = (TypeId::Simple(*own), TypeId::Simple(*of_base));
                (!is_derived(self.schema, own, of_base, &DerivationSet::new()))
                    .then_some(("the type of the content is not derived from that of the base", "5.1.1"))
            }
            (Content::Simple(_) | Content::Empty, Content::Elements { particle, .. }) => {
                let rule = if matches!(ty.content, Content::Empty) { "5.2.2" } else { "5.1.2" };
                (!is_emptiable(particle)).then_some(("the base requires elements, which this restriction omits", rule))
            }
            (Content::Empty, Content::Simple(_)) => {
                Some(("the base has simple content, but this type is empty", "5.2"))
            }
            (Content::Elements { mixed, particle }, of_base) if is_empty(particle) && !mixed => match of_base {
                Content::Elements { particle, .. } => (!is_emptiable(particle))
                    .then_some(("the base requires elements, which this restriction omits", "5.2.2")),
                Content::Simple(_) => Some(("the base has simple content, but this type is empty", "5.2")),
                Content::Empty => None,
            },
            (Content::Elements { mixed: true, .. }, Content::Elements { mixed: false, .. }) => {
                Some(("this restriction has mixed content, but its base does not", "5.4.1.2"))
            }
            (Content::Elements { particle, .. }, Content::Elements { particle: of_base, .. }) => {
                if let Some(violation) = particles::violation(self.schema, self.values, particle, of_base) {
                    let name = ty.name.as_ref().map_or_else(|| "this type".to_owned(), ToString::to_string);
                    let message = format!("{name} is not a restriction of its base: {}", violation.message);
                    let help = format!("a restriction can only narrow its base ({})", violation.rule);
                    let error = Diagnostic::error(message).at(violation.span).help(help);
                    self.diagnostics.push(error.related(violation.base, "the base states this"));
                }
                None
            }
            (Content::Elements { .. }, _) => Some(("this restriction has elements, but its base does not", "5.4")),
            (_, Content::Empty) => None,
        };
        if let Some((message, rule)) = reason {
            let help = format!("a restriction can only narrow its base (derivation-ok-restriction.{rule})");
            self.push(message.to_owned(), ty.span, &help);
        }
    }

    fn substitution_groups(&mut self) {
        for (_, element) in self.schema.elements() {
            let Some(head) = element.substitution_group.map(|head| self.schema.element(head)) else { continue };
            if !is_derived(self.schema, element.ty, head.ty, &head.final_derivations) {
                let message = format!(
                    "the type of element {} is not derived from that of {}, the head of its substitution group",
                    element.name, head.name
                );
                let help = "derive the type by a method that `final` of the head allows (e-props-correct.4)";
                self.push(message, Some(element.span), help);
            }
        }
    }
}
