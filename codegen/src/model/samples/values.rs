//! Plausible values of simple types.

use crate::schema::{Builtin, Facet, FacetKind, Schema, SimpleTypeId, Variety};

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
    // Lengths of lists and binary values are not counted in characters.
    let is_text = match schema.simple_type(ty).variety {
        Variety::Atomic(builtin) => matches!(builtin.primitive(), Builtin::String | Builtin::AnyUri),
        _ => false,
    };
    for facet in schema.facets(ty) {
        let limit = facet.value.trim();
        let number = |text: &str| text.trim().parse::<f64>().ok();
        let count = || limit.parse::<usize>().ok();
        match facet.kind {
            FacetKind::MinInclusive if number(&value)? < number(limit)? => value = limit.to_owned(),
            FacetKind::MaxInclusive if number(&value)? > number(limit)? => value = limit.to_owned(),
            FacetKind::MaxLength if is_text => value = value.chars().take(count()?).collect(),
            FacetKind::MinLength if is_text && value.chars().count() >= count()? => {}
            FacetKind::WhiteSpace
            | FacetKind::MinInclusive
            | FacetKind::MaxInclusive
            | FacetKind::TotalDigits
            | FacetKind::FractionDigits => {}
            _ => return None,
        }
    }
    // A limit that has replaced the value can have more digits.
    let has_digits = |facet: &Facet| {
        let fraction = value.split_once('.').map_or("", |(_, fraction)| fraction);
        let digits = match facet.kind {
            FacetKind::TotalDigits => value.bytes().filter(u8::is_ascii_digit).count(),
            FacetKind::FractionDigits => fraction.len(),
            _ => return true,
        };
        facet.value.trim().parse().is_ok_and(|limit: usize| digits <= limit)
    };
    schema.facets(ty).into_iter().all(has_digits).then_some(value)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::value;
    use crate::MemoryLoader;

    /// Checks the value of a type that restricts or lists another one, for a member named `DisplayName`.
    #[track_caller]
    fn check(content: &str, expected: Option<&str>) {
        let schema = format!(
            "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:simpleType name='A'>{content}</xs:simpleType></xs:schema>"
        );
        let loader = MemoryLoader::new().with("a.xsd", schema);
        let services = crate::load(&["a.xsd".into()], &loader).into_result().unwrap();
        let is_a = |name: &crate::schema::QName| &*name.local == "A" && name.namespace.is_none();
        let mut types = services.schema.simple_types();
        let (ty, _) = types.find(|(_, ty)| ty.name.as_ref().is_some_and(is_a)).unwrap();
        assert_eq!(value(&services.schema, ty, "DisplayName").as_deref(), expected);
    }

    #[track_caller]
    fn check_restriction((base, facets): (&str, &str), expected: Option<&str>) {
        check(&format!("<xs:restriction base='xs:{base}'>{facets}</xs:restriction>"), expected);
    }

    test_support::cases! { check_restriction {
        a_text: (("string", ""), Some("display name"));
        a_shortened_text: (("string", "<xs:maxLength value='7'/>"), Some("display"));
        a_text_that_is_too_short: (("string", "<xs:minLength value='13'/>"), None);
        a_length: (("string", "<xs:length value='12'/>"), None);
        octets: (("hexBinary", "<xs:maxLength value='1'/>"), None);
        a_smallest_number: (("int", "<xs:minInclusive value='5'/>"), Some("5"));
        a_largest_number: (("decimal", "<xs:maxInclusive value='-0.25'/><xs:fractionDigits value='2'/>"), Some("-0.25"));
        a_smallest_number_with_more_digits_than_its_base: (("decimal", "<xs:minInclusive value='1.5'/><xs:fractionDigits value='2'/>"), Some("1.5"));
        a_limit_with_many_digits: (("decimal", "<xs:minInclusive value='120.00'/><xs:totalDigits value='3'/>"), None);
        a_pattern: (("string", "<xs:pattern value='x'/>"), None);
    }}

    #[test]
    fn items() {
        let list = "<xs:simpleType><xs:list itemType='xs:int'/></xs:simpleType>";
        check(&format!("<xs:restriction>{list}</xs:restriction>"), Some("1"));
        check(&format!("<xs:restriction>{list}<xs:minLength value='2'/></xs:restriction>"), None);
    }
}
