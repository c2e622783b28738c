//! Checks of the constraining facets of simple values and lists.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::{OnceLock, PoisonError, RwLock};

use regex_lite::{Regex, RegexBuilder};

use super::violation::{Constraint, Place, Violations};
use crate::engine::access::{ListRef, Simple, ValueRef, View};
use crate::engine::facets::{Facet, Facets, with_bases};
use crate::engine::simple::lexical_form;
use crate::lexical;
use crate::printable::shown;

/// Checks the facets that apply to an `xs:list` as a whole, not to its items: lengths, patterns and enumerations.
pub(super) fn check_list_facets(list: ListRef<'_>, facets: Facets, place: &Place<'_>, found: &mut Violations) {
    check_lengths(facets, list.len(), &|| format!("{} items", list.len()), place, found);
    if !with_bases(facets).any(needs_text) {
        return;
    }
    let text = list.iter().map(item_text).collect::<Vec<_>>().join(" ");
    for facet in with_bases(facets) {
        let violated = match *facet {
            Facet::Enumeration(texts) => {
                (!texts.iter().any(|known| is_list_of(list, known))).then_some(Constraint::Enumeration)
            }
            _ => violated_pattern(facet, &text),
        };
        if let Some(constraint) = violated {
            found.add(place, constraint, shown(&text));
        }
    }
}

/// Returns whether a value of a simple type equals the value that the lexical form `stated` in the schema represents.
pub(super) fn is_stated(value: ValueRef<'_>, stated: &str) -> bool {
    match value.view() {
        View::Optional(Some(value)) | View::Nillable(Some(value)) => is_stated(value, stated),
        View::List(list) => is_list_of(list, stated),
        View::Simple(value) => value.compare(stated).map_or_else(|| lexical_form(value) == stated, Ordering::is_eq),
        View::Union(value) => is_stated(value.variants().content(), stated),
        _ => item_text(value) == stated,
    }
}

fn is_list_of(list: ListRef<'_>, stated: &str) -> bool {
    let mut stated = lexical::items(stated);
    list.iter().all(|item| stated.next().is_some_and(|stated| is_stated(item, stated))) && stated.next().is_none()
}

/// Returns the lexical form of an item of an `xs:list`.
fn item_text(item: ValueRef<'_>) -> Cow<'_, str> {
    match item.view() {
        View::Simple(value) => lexical_form(value),
        View::Union(value) => lexical_form(value.form()),
        View::Enumeration(value) => Cow::Borrowed(value.as_str()),
        _ => Cow::Borrowed(""),
    }
}

/// Returns whether checking a facet needs the lexical form of the value.
pub(super) fn needs_text(facet: &Facet) -> bool {
    use Facet::{Enumeration, FractionDigits, Pattern, TotalDigits, Translated};
    matches!(facet, Pattern(_) | Translated(..) | TotalDigits(_) | FractionDigits(_) | Enumeration(_))
}

/// Returns the constraint of a facet if a value violates the facet. Returns `None` for the length facets, which `check_lengths`
/// checks, and for entries that are not facets, such as `Facet::Type`.
///
/// `equals` returns whether the value is equal to the value of a lexical form in the schema.
pub(super) fn violated(
    value: &dyn Simple,
    text: &str,
    facet: &Facet,
    equals: &dyn Fn(&str) -> bool,
) -> Option<Constraint> {
    use Ordering::{Equal, Greater, Less};
    // A value that cannot be compared with the bound, such as NaN, violates the facet.
    let is = |bound: &str, orders: &[Ordering]| value.compare(bound).is_some_and(|order| orders.contains(&order));
    match *facet {
        Facet::Pattern(_) | Facet::Translated(..) => violated_pattern(facet, text),
        Facet::MinInclusive(bound) => (!is(bound, &[Greater, Equal])).then_some(Constraint::MinInclusive(bound)),
        Facet::MinExclusive(bound) => (!is(bound, &[Greater])).then_some(Constraint::MinExclusive(bound)),
        Facet::MaxInclusive(bound) => (!is(bound, &[Less, Equal])).then_some(Constraint::MaxInclusive(bound)),
        Facet::MaxExclusive(bound) => (!is(bound, &[Less])).then_some(Constraint::MaxExclusive(bound)),
        Facet::TotalDigits(max) => (digits(text).0 > max).then_some(Constraint::TotalDigits(max)),
        Facet::FractionDigits(max) => (digits(text).1 > max).then_some(Constraint::FractionDigits(max)),
        Facet::Enumeration(texts) => (!texts.iter().any(|known| equals(known))).then_some(Constraint::Enumeration),
        Facet::Length(_) | Facet::MinLength(_) | Facet::MaxLength(_) => None,
        Facet::Type(_) | Facet::Item(_) | Facet::Members(_) | Facet::Base(_) => None,
    }
}

/// Returns the constraint of a facet if the facet is a pattern, and a text does not match the pattern.
fn violated_pattern(facet: &Facet, text: &str) -> Option<Constraint> {
    let (stated, _) = facet.pattern().filter(|(_, pattern)| !is_match(pattern, text))?;
    Some(Constraint::Pattern(stated))
}

pub(super) fn check_lengths(
    facets: Facets,
    length: usize,
    show: &dyn Fn() -> String,
    place: &Place<'_>,
    found: &mut Violations,
) {
    for facet in with_bases(facets) {
        let violated = match *facet {
            Facet::Length(stated) => (length != stated).then_some(Constraint::Length(stated)),
            Facet::MinLength(min) => (length < min).then_some(Constraint::MinLength(min)),
            Facet::MaxLength(max) => (length > max).then_some(Constraint::MaxLength(max)),
            _ => None,
        };
        if let Some(constraint) = violated {
            found.add(place, constraint, show());
        }
    }
}

/// Returns the number of significant digits, in total and after the decimal point.
fn digits(text: &str) -> (usize, usize) {
    let text = text.trim_start_matches(['-', '+']);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction = fraction.trim_end_matches('0').len();
    (whole.trim_start_matches('0').len() + fraction, fraction)
}

/// The upper limit of the size of a compiled pattern in bytes.
const MAX_COMPILED: usize = 32 << 20;

/// The upper limit of the nesting of a pattern.
const MAX_NESTING: u32 = 1000;

/// Returns whether a text matches a pattern. Each pattern is compiled once. A pattern that does not compile matches nothing, but
/// the generator does not write such patterns.
fn is_match(pattern: &'static str, text: &str) -> bool {
    static COMPILED: OnceLock<RwLock<HashMap<&'static str, Option<Regex>>>> = OnceLock::new();
    let compiled = COMPILED.get_or_init(RwLock::default);
    let matches = |regex: &Option<Regex>| regex.as_ref().is_some_and(|regex| regex.is_match(text));
    if let Some(regex) = compiled.read().unwrap_or_else(PoisonError::into_inner).get(pattern) {
        return matches(regex);
    }
    let mut compiled = compiled.write().unwrap_or_else(PoisonError::into_inner);
    matches(
        compiled.entry(pattern).or_insert_with(|| {
            RegexBuilder::new(pattern).size_limit(MAX_COMPILED).nest_limit(MAX_NESTING).build().ok()
        }),
    )
}
