//! Values in the schema itself: enumerations, bounds, defaults and fixed values must be values of their type (part 1,
//! 3.2.6, 3.3.6; part 2, 4.3.5).

use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use crate::schema::{Builtin, Content, FacetKind, Schema, SimpleTypeId, TypeId, Variety};
use crate::xsd::white_space::{collapse, words};

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let mut wrong = |what: &str, value: &str, span: Option<Span>| {
        let diagnostic = Diagnostic::error(format!("{what} `{value}` is not a value of its type"));
        let help = "correct the value or the type";
        diagnostics.push(match span {
            Some(span) => diagnostic.at(span).help(help),
            None => diagnostic.help(help),
        });
    };
    for (_, ty) in schema.simple_types().filter(|(_, ty)| !ty.is_built_in()) {
        for enumeration in &ty.enumeration {
            if !is_value(schema, ty.base, &enumeration.value) {
                wrong("the enumeration", &enumeration.value, Some(enumeration.span));
            }
        }
        for facet in &ty.facets {
            let is_bound = matches!(
                facet.kind,
                FacetKind::MinInclusive | FacetKind::MaxInclusive | FacetKind::MinExclusive | FacetKind::MaxExclusive
            );
            if is_bound && !is_value(schema, ty.base, &facet.value) {
                wrong("the bound", &facet.value, Some(facet.span));
            }
        }
    }
    for (_, element) in schema.elements() {
        let simple = match element.ty {
            TypeId::Simple(id) => Some(id),
            TypeId::Complex(id) => match &schema.complex_type(id).content {
                Content::Simple(id) => Some(*id),
                Content::Empty | Content::Elements { .. } => None,
            },
        };
        if let (Some(id), Some(value)) = (simple, &element.value)
            && !is_value(schema, id, value.text())
        {
            wrong("the default or fixed value", value.text(), Some(element.span));
        }
    }
    for (_, attribute) in schema.attributes() {
        if let Some(value) = attribute.value.as_ref().filter(|value| !is_value(schema, attribute.ty, value.text())) {
            wrong("the default or fixed value", value.text(), attribute.span);
        }
    }
}

/// Returns whether a text is in the lexical space of a type and, for strings, among its enumerated values. Patterns and
/// lengths are not checked.
fn is_value(schema: &Schema, id: SimpleTypeId, text: &str) -> bool {
    let listed = schema.enumeration(id);
    let collapsed = collapse(text);
    let is_listed = |value: &str| value == text || words(value).eq(words(text));
    match &schema.simple_type(id).variety {
        Variety::Any => true,
        Variety::List(item) => words(text).all(|text| is_value(schema, *item, text)),
        Variety::Union(members) => members.iter().any(|member| is_value(schema, *member, text)),
        // A number has several lexical forms, so that only strings are compared with the enumerated values.
        Variety::Atomic(builtin) => {
            let is_text = builtin.primitive() == Builtin::String;
            is_lexical(*builtin, &collapsed)
                && (listed.is_empty() || !is_text || listed.iter().any(|known| is_listed(&known.value)))
        }
    }
}

/// Returns whether a text without surplus white space is in the lexical space of a built-in type.
fn is_lexical(builtin: Builtin, text: &str) -> bool {
    let within = |low: i128, high: i128| integer(text).is_some_and(|number| (low..=high).contains(&number));
    match builtin {
        Builtin::Boolean => matches!(text, "true" | "false" | "0" | "1"),
        Builtin::Decimal => decimal(text),
        Builtin::Integer => digits(text.strip_prefix(['+', '-']).unwrap_or(text)),
        Builtin::NonPositiveInteger => within(i128::MIN, 0) || exceeds_i128(text, "-"),
        Builtin::NegativeInteger => within(i128::MIN, -1) || exceeds_i128(text, "-"),
        Builtin::NonNegativeInteger => within(0, i128::MAX) || exceeds_i128(text, "+"),
        Builtin::PositiveInteger => within(1, i128::MAX) || exceeds_i128(text, "+"),
        Builtin::Long => within(i64::MIN.into(), i64::MAX.into()),
        Builtin::Int => within(i32::MIN.into(), i32::MAX.into()),
        Builtin::Short => within(i16::MIN.into(), i16::MAX.into()),
        Builtin::Byte => within(i8::MIN.into(), i8::MAX.into()),
        Builtin::UnsignedLong => within(0, u64::MAX.into()),
        Builtin::UnsignedInt => within(0, u32::MAX.into()),
        Builtin::UnsignedShort => within(0, u16::MAX.into()),
        Builtin::UnsignedByte => within(0, u8::MAX.into()),
        Builtin::Float | Builtin::Double => {
            let (mantissa, exponent) = text.split_once(['e', 'E']).map_or((text, None), |(m, e)| (m, Some(e)));
            matches!(text, "INF" | "-INF" | "NaN")
                || (decimal(mantissa)
                    && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))))
        }
        Builtin::HexBinary => text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit()),
        Builtin::Date | Builtin::DateTime | Builtin::Time | Builtin::GYear | Builtin::GYearMonth => {
            text.bytes().all(|byte| byte.is_ascii_digit() || b"-:T.Z+".contains(&byte)) && !text.is_empty()
        }
        Builtin::Duration => text.trim_start_matches('-').starts_with('P'),
        Builtin::NmToken | Builtin::Name | Builtin::NcName | Builtin::Id | Builtin::IdRef | Builtin::Entity => {
            !text.is_empty() && !text.contains(' ')
        }
        _ => true,
    }
}

fn integer(text: &str) -> Option<i128> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    digits(unsigned).then(|| text.strip_prefix('+').unwrap_or(text).parse().ok())?
}

/// Returns whether a text is an integer with that sign and more digits than `i128` has.
fn exceeds_i128(text: &str, sign: &str) -> bool {
    let unsigned = text.strip_prefix(sign).or_else(|| (sign == "+").then_some(text));
    unsigned.is_some_and(|unsigned| unsigned.len() > 38 && digits(unsigned))
}

fn decimal(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let all = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    all(whole) && all(fraction) && unsigned.bytes().any(|byte| byte.is_ascii_digit())
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
