//! The facets in force on a type, including facets of built-in types, such as `maxInclusive` 127 of `xs:byte`.

use std::cmp::Ordering;

use super::order::compare;
use crate::diagnostics::Span;
use crate::schema::{Builtin, FacetKind, Schema, SimpleType, SimpleTypeId, Variety};
use crate::xsd::white_space::trim;

/// A facet in force: stated by the type itself, or inherited from the nearest ancestor that states it.
#[derive(Clone, Copy)]
pub(super) struct Effective<'s> {
    pub(super) value: &'s str,
    pub(super) is_fixed: bool,
    /// The span of the facet; `None` for a facet of a built-in type.
    pub(super) span: Option<Span>,
}

/// Returns the facet of a kind that is in force on a type. The kind must not be `pattern` or `whiteSpace`.
pub(super) fn effective(schema: &Schema, id: SimpleTypeId, kind: FacetKind) -> Option<Effective<'_>> {
    schema.simple_ancestry(id).find_map(|ty| stated(ty, kind))
}

/// Returns the facet of a kind that a type states itself. The kind must not be `pattern` or `whiteSpace`.
pub(super) fn stated(ty: &SimpleType, kind: FacetKind) -> Option<Effective<'_>> {
    let own = ty.facets.iter().find(|facet| facet.kind == kind).map(|facet| Effective {
        value: trim(&facet.value),
        is_fixed: facet.is_fixed,
        span: Some(facet.span),
    });
    own.or_else(|| {
        let value = built_in(ty.builtin?, kind)?;
        Some(Effective { value, is_fixed: kind == FacetKind::FractionDigits, span: None })
    })
}

/// Returns the value of a facet that the specification states for a built-in type; `None` if the type only inherits the facet, or
/// lacks it.
fn built_in(builtin: Builtin, kind: FacetKind) -> Option<&'static str> {
    use Builtin as B;
    Some(match (kind, builtin) {
        (FacetKind::FractionDigits, B::Integer) => "0",
        (FacetKind::MinLength, B::NmTokens | B::IdRefs | B::Entities) => "1",
        (FacetKind::MaxInclusive, B::NonPositiveInteger) | (FacetKind::MinInclusive, B::NonNegativeInteger) => "0",
        (FacetKind::MaxInclusive, B::NegativeInteger) => "-1",
        (FacetKind::MinInclusive, B::PositiveInteger) => "1",
        (FacetKind::MinInclusive, B::Long) => "-9223372036854775808",
        (FacetKind::MaxInclusive, B::Long) => "9223372036854775807",
        (FacetKind::MinInclusive, B::Int) => "-2147483648",
        (FacetKind::MaxInclusive, B::Int) => "2147483647",
        (FacetKind::MinInclusive, B::Short) => "-32768",
        (FacetKind::MaxInclusive, B::Short) => "32767",
        (FacetKind::MinInclusive, B::Byte) => "-128",
        (FacetKind::MaxInclusive, B::Byte) => "127",
        (FacetKind::MaxInclusive, B::UnsignedLong) => "18446744073709551615",
        (FacetKind::MaxInclusive, B::UnsignedInt) => "4294967295",
        (FacetKind::MaxInclusive, B::UnsignedShort) => "65535",
        (FacetKind::MaxInclusive, B::UnsignedByte) => "255",
        _ => return None,
    })
}

/// Compares two values of the facet `kind` of the type `id`: bounds as values of its primitive type, values of other facets as
/// numbers. Returns `None` if they have no order, or if one of them is invalid.
pub(super) fn compare_facets(schema: &Schema, id: SimpleTypeId, kind: FacetKind, a: &str, b: &str) -> Option<Ordering> {
    let is_bound = matches!(
        kind,
        FacetKind::MinInclusive | FacetKind::MaxInclusive | FacetKind::MinExclusive | FacetKind::MaxExclusive
    );
    let primitive = match &schema.simple_type(id).variety {
        Variety::Atomic(builtin) if is_bound => builtin.primitive(),
        // The values of the other facets are numbers.
        _ => Builtin::Decimal,
    };
    compare(primitive, trim(a), trim(b))
}
