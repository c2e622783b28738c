//! Checks that facets do not contradict each other or widen the base type (XML Schema part 2, 4.3).

use std::cmp::Ordering;

use super::effective::{Effective, compare_facets, effective, stated};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::schema::{Facet, FacetKind, Schema, SimpleType, SimpleTypeId, Variety, WhiteSpace};
use crate::xsd::white_space::trim;

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for (_, ty) in schema.simple_types().filter(|(_, ty)| !ty.is_built_in()) {
        for facet in &ty.facets {
            check_base(schema, ty, facet, diagnostics);
        }
        check_pairs(schema, ty, diagnostics);
        check_length(schema, ty, diagnostics);
    }
}

/// A facet of a type, a facet of its base, and the orders of their values that are not allowed: with `[Less]`, the value in the type
/// must not be less than the value in the base.
const RESTRICTIONS: &[(FacetKind, FacetKind, &[Ordering])] = {
    use FacetKind as F;
    use Ordering::{Equal, Greater, Less};
    &[
        (F::Length, F::Length, &[Less, Greater]),
        (F::MinLength, F::MinLength, &[Less]),
        (F::MaxLength, F::MaxLength, &[Greater]),
        (F::TotalDigits, F::TotalDigits, &[Greater]),
        (F::FractionDigits, F::FractionDigits, &[Greater]),
        (F::MinInclusive, F::MinInclusive, &[Less]),
        (F::MinInclusive, F::MinExclusive, &[Less, Equal]),
        (F::MinInclusive, F::MaxInclusive, &[Greater]),
        (F::MinInclusive, F::MaxExclusive, &[Greater, Equal]),
        (F::MinExclusive, F::MinExclusive, &[Less]),
        (F::MinExclusive, F::MinInclusive, &[Less]),
        (F::MinExclusive, F::MaxInclusive, &[Greater]),
        (F::MinExclusive, F::MaxExclusive, &[Greater, Equal]),
        (F::MaxInclusive, F::MaxInclusive, &[Greater]),
        (F::MaxInclusive, F::MaxExclusive, &[Greater, Equal]),
        (F::MaxInclusive, F::MinInclusive, &[Less]),
        (F::MaxInclusive, F::MinExclusive, &[Less, Equal]),
        (F::MaxExclusive, F::MaxExclusive, &[Greater]),
        (F::MaxExclusive, F::MaxInclusive, &[Greater]),
        (F::MaxExclusive, F::MinInclusive, &[Less, Equal]),
        (F::MaxExclusive, F::MinExclusive, &[Less, Equal]),
    ]
};

/// Two facets of one type, the orders of their values that are not allowed, and the name of the rule: with `[Greater]`, the first
/// value must not be greater than the second.
const PAIRS: &[(FacetKind, FacetKind, &[Ordering], &str)] = {
    use FacetKind as F;
    use Ordering::{Equal, Greater};
    &[
        (F::MinLength, F::MaxLength, &[Greater], "minLength-less-than-equal-to-maxLength"),
        (F::FractionDigits, F::TotalDigits, &[Greater], "fractionDigits-totalDigits"),
        (F::MinInclusive, F::MaxInclusive, &[Greater], "minInclusive-less-than-equal-to-maxInclusive"),
        (F::MinExclusive, F::MaxExclusive, &[Greater], "minExclusive-less-than-equal-to-maxExclusive"),
        (F::MinExclusive, F::MaxInclusive, &[Greater, Equal], "minExclusive-less-than-maxInclusive"),
        (F::MinInclusive, F::MaxExclusive, &[Greater, Equal], "minInclusive-less-than-maxExclusive"),
    ]
};

fn check_base(schema: &Schema, ty: &SimpleType, facet: &Facet, diagnostics: &mut Diagnostics) {
    let (kind, value) = (facet.kind, trim(&facet.value));
    let related = |diagnostic: Diagnostic, base: &Effective<'_>| match base.span {
        Some(span) => diagnostic.related(span, "the facet of the base is here"),
        None => diagnostic,
    };
    if kind == FacetKind::TotalDigits && value.bytes().all(|byte| byte == b'0') {
        let error = Diagnostic::error("totalDigits is 0").at(facet.span);
        diagnostics.push(error.help("write a number greater than 0 (totalDigits)"));
    }
    if kind == FacetKind::WhiteSpace {
        return check_white_space(schema, ty, facet, diagnostics);
    }
    for &(_, of_base, excluded) in RESTRICTIONS.iter().filter(|(own, ..)| *own == kind) {
        let Some(base) = effective(schema, ty.base, of_base) else { continue };
        let Some(order) = compare_facets(schema, ty.base, kind, value, base.value) else { continue };
        if excluded.contains(&order) {
            let message = match order {
                Ordering::Less => format!("{kind} {value} is less than {of_base} {} of the base", base.value),
                Ordering::Equal => format!("{kind} {value} is equal to {of_base} of the base"),
                Ordering::Greater => format!("{kind} {value} is greater than {of_base} {} of the base", base.value),
            };
            let help = format!("a restriction cannot widen its base: correct the value ({kind}-valid-restriction)");
            return diagnostics.push(related(Diagnostic::error(message).at(facet.span).help(help), &base));
        }
        if of_base == kind && base.is_fixed && order != Ordering::Equal {
            let message = format!("{kind} is {value}, but the base fixes it to {}", base.value);
            let help = "remove the facet (st-restrict-facets)";
            return diagnostics.push(related(Diagnostic::error(message).at(facet.span).help(help), &base));
        }
    }
}

fn check_white_space(schema: &Schema, ty: &SimpleType, facet: &Facet, diagnostics: &mut Diagnostics) {
    let Some(own) = WhiteSpace::of(&facet.value) else { return };
    let base = match ty.variety {
        Variety::List(_) => WhiteSpace::Collapse,
        _ => schema.white_space(ty.base),
    };
    let mut stated = schema.simple_ancestry(ty.base).flat_map(|ty| &ty.facets);
    let is_fixed = stated.find(|facet| facet.kind == FacetKind::WhiteSpace).is_some_and(|facet| facet.is_fixed);
    if (own as u8) < (base as u8) || (is_fixed && own != base) {
        let error = Diagnostic::error(format!("whiteSpace `{}` is weaker than that of the base", trim(&facet.value)));
        let error = if is_fixed { Diagnostic::error("the base fixes whiteSpace to another value") } else { error };
        diagnostics.push(error.at(facet.span).help("remove the facet (whiteSpace-valid-restriction)"));
    }
}

fn check_pairs(schema: &Schema, ty: &SimpleType, diagnostics: &mut Diagnostics) {
    for &(first, second, excluded, rule) in PAIRS {
        let own = |kind| ty.facets.iter().find(|facet| facet.kind == kind);
        // A `minLength` can contradict an inherited `maxLength`, so inherited lengths and `totalDigits` count. Inherited bounds do not
        // count, because `check_base` compares them.
        let inherited = |kind| match kind {
            FacetKind::MinLength | FacetKind::MaxLength | FacetKind::TotalDigits => effective(schema, ty.base, kind),
            _ => None,
        };
        let value = |kind| own(kind).map(|facet| trim(&facet.value)).or_else(|| Some(inherited(kind)?.value));
        let Some(place) = own(second).or(own(first)) else { continue };
        let (Some(low), Some(high)) = (value(first), value(second)) else { continue };
        let order = compare_facets(schema, ty.base, first, low, high);
        if order.is_some_and(|order| excluded.contains(&order)) {
            let relation = if low == high { "equal to" } else { "greater than" };
            let error = Diagnostic::error(format!("{first} {low} is {relation} {second} {high}"));
            diagnostics.push(error.at(place.span).help(format!("correct one of them ({rule})")));
        }
    }
}

/// Checks `length` in combination with `minLength` and `maxLength` (XML Schema part 2, 4.3.1.4).
fn check_length(schema: &Schema, ty: &SimpleType, diagnostics: &mut Diagnostics) {
    let own = |kind| ty.facets.iter().find(|facet| facet.kind == kind);
    for (kind, excluded) in [(FacetKind::MinLength, Ordering::Greater), (FacetKind::MaxLength, Ordering::Less)] {
        let (own_length, own_bound) = (own(FacetKind::Length), own(kind));
        let Some(place) = own_bound.or(own_length) else { continue };
        let value = |kind| {
            let own = own(kind).map(|facet| trim(&facet.value));
            own.or_else(|| Some(effective(schema, ty.base, kind)?.value))
        };
        let (Some(length), Some(bound)) = (value(FacetKind::Length), value(kind)) else { continue };
        // The rule also forbids `minLength` and `maxLength` in a type whose base has a `length`. Like other validators, this check
        // accepts such a type if the values do not contradict each other.
        let is_one_step = own_length.is_some() && own_bound.is_some();
        let (message, help) = if compare_facets(schema, ty.base, kind, bound, length) == Some(excluded) {
            (format!("length {length} and {kind} {bound} exclude each other"), "correct one of them".to_owned())
        } else if is_one_step && !precedes_length(schema, ty.base, kind, bound) {
            (format!("{kind} {bound} is not allowed next to length {length}"), format!("remove {kind}"))
        } else {
            continue;
        };
        let help = format!("{help} (length-minLength-maxLength)");
        return diagnostics.push(Diagnostic::error(message).at(place.span).help(help));
    }
}

/// Returns whether `id` or one of its ancestors states the facet with this value. Types that state `length`, and types derived from
/// such a type, do not count.
fn precedes_length(schema: &Schema, id: SimpleTypeId, kind: FacetKind, value: &str) -> bool {
    let ancestry: Vec<_> = schema.simple_ancestry(id).collect();
    let without_length = ancestry.into_iter().rev().take_while(|ty| stated(ty, FacetKind::Length).is_none());
    without_length
        .filter_map(|ty| stated(ty, kind))
        .any(|facet| compare_facets(schema, id, kind, facet.value, value) == Some(Ordering::Equal))
}
