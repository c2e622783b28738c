//! Plausible values of simple types.

use crate::schema::{Builtin, FacetKind, Schema, SimpleTypeId, Variety};

/// The maximum depth of nested lists and unions for which a value is found.
const MAX_DEPTH: usize = 8;

/// Returns a value of a simple type for a member named `name`; `None` if no value is found that certainly satisfies all facets.
pub(super) fn value(schema: &Schema, ty: SimpleTypeId, name: &str) -> Option<String> {
    value_within(schema, ty, name, MAX_DEPTH)
}

fn value_within(schema: &Schema, ty: SimpleTypeId, name: &str, depth: usize) -> Option<String> {
    if let Some(first) = schema.enumeration(ty).first() {
        return first.name.is_none().then(|| first.value.clone());
    }
    let depth = depth.checked_sub(1)?;
    let value = match &schema.simple_type(ty).variety {
        Variety::Any => words(name),
        Variety::List(item) => value_within(schema, *item, name, depth)?,
        Variety::Union(members) => members.iter().find_map(|member| value_within(schema, *member, name, depth))?,
        Variety::Atomic(builtin) => atomic(*builtin, name)?,
    };
    fitting(schema, ty, value)
}

fn atomic(builtin: Builtin, name: &str) -> Option<String> {
    let value = match builtin.primitive() {
        Builtin::String => match builtin {
            Builtin::String | Builtin::NormalizedString | Builtin::Token => return Some(words(name)),
            Builtin::Language => "en-US",
            _ => return None,
        },
        Builtin::Boolean => "true",
        Builtin::Decimal => match builtin {
            Builtin::NonPositiveInteger | Builtin::NegativeInteger => "-1",
            _ => "1",
        },
        Builtin::Float | Builtin::Double => "1.5",
        Builtin::Duration => "PT1H",
        Builtin::DateTime => "2026-03-02T09:00:00Z",
        Builtin::Date => "2026-03-02",
        Builtin::Time => "09:00:00",
        Builtin::HexBinary => "0A0B",
        Builtin::Base64Binary => "AQID",
        Builtin::AnyUri => "https://example.com/",
        _ => return None,
    };
    Some(value.to_owned())
}

/// Returns the words of a name: `display name` for `DisplayName`.
fn words(name: &str) -> String {
    let mut words = String::new();
    let mut previous = ' ';
    for c in name.trim_start_matches('@').chars() {
        if c.is_uppercase() && previous.is_lowercase() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
        previous = c;
    }
    words
}

/// Returns a value that satisfies the facets: the value itself, a limit of a number, or a shortened text. `None` if none is found.
fn fitting(schema: &Schema, ty: SimpleTypeId, value: String) -> Option<String> {
    let mut value = value;
    for facet in schema.facets(ty) {
        let limit = facet.value.trim();
        let number = |text: &str| text.trim().parse::<f64>().ok();
        let length = || limit.parse::<usize>().ok();
        match facet.kind {
            FacetKind::MinInclusive if number(&value)? < number(limit)? => value = limit.to_owned(),
            FacetKind::MaxInclusive if number(&value)? > number(limit)? => value = limit.to_owned(),
            FacetKind::MaxLength => value = value.chars().take(length()?).collect(),
            FacetKind::MinLength if value.chars().count() < length()? => return None,
            FacetKind::WhiteSpace
            | FacetKind::MinInclusive
            | FacetKind::MaxInclusive
            | FacetKind::MinLength
            | FacetKind::TotalDigits
            | FacetKind::FractionDigits => {}
            _ => return None,
        }
    }
    Some(value)
}
