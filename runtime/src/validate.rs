//! Checks values against what the schema demands of them: facets, how often things occur, fixed values.
//!
//! Reading and writing do without: an Exchange server sends what its own schema forbids, and takes what it allows only at
//! newer versions. Ask before sending, or of what others send.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::fmt;
use std::sync::{OnceLock, PoisonError, RwLock};

use regex_lite::{Regex, RegexBuilder};

use super::choice::Variants;
use super::complex::Complex;
use super::element::GlobalElement;
use super::enums::{StringEnum, Union};
use super::facets::Facets;
use super::field::{Field, Kind, Of, ValueConstraint};
use super::lexical::{Lexical, NoNamespaces};
use super::reader::shown;
use super::value::{Slot, Value, Values, each};

/// A value that can be checked against its schema.
pub trait Validate {
    /// All that the schema forbids; empty if there is nothing. Then no memory was allocated, unless a pattern was met for the
    /// first time.
    ///
    /// What no Rust value can lack or exceed is not looked at, nor what stands for a wildcard.
    ///
    /// ```
    /// use ews_types::messages::GetItemType;
    /// use ews_types::xml::{Constraint, Validate};
    ///
    /// let violations = GetItemType::default().validate();
    /// assert!(violations.iter().any(|violation| violation.path == "/ItemIds" && violation.constraint == Constraint::MinOccurs(1)));
    /// ```
    fn validate(&self) -> Vec<Violation>;
}

impl<T: Slot> Validate for T {
    fn validate(&self) -> Vec<Violation> {
        validate_slot(self, Field::NAMELESS)
    }
}

/// As [`Validate::validate`], for a global element.
pub fn validate_element<E: GlobalElement>(element: &E) -> Vec<Violation> {
    validate_slot(element.slot(), E::FIELD)
}

fn validate_slot(slot: &dyn Slot, field: &'static Field) -> Vec<Violation> {
    let mut found = Violations::default();
    check_field(slot, field, &Place::OUTSIDE, &mut found);
    found.list
}

/// Something that the schema forbids.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Violation {
    /// Where: `/GetItem/ItemIds/ItemId[2]/@Id`.
    pub path: String,
    /// What the schema demands.
    pub constraint: Constraint,
    /// The value, cut if it is long; how many there are, where it is about how often something occurs.
    pub value: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} is against {}", self.path, self.value, self.constraint)
    }
}

/// What a schema demands (XML Schema part 2, section 4.3; part 1, 3.9.4).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Constraint {
    /// So many characters, octets or items.
    Length(usize),
    /// At least so many characters, octets or items.
    MinLength(usize),
    /// At most so many characters, octets or items.
    MaxLength(usize),
    /// A match of the pattern, which is shown as the crate `regex-lite` takes it.
    Pattern(&'static str),
    /// Not less.
    MinInclusive(&'static str),
    /// More.
    MinExclusive(&'static str),
    /// Not more.
    MaxInclusive(&'static str),
    /// Less.
    MaxExclusive(&'static str),
    /// At most so many digits that count.
    TotalDigits(usize),
    /// At most so many digits that count behind the point.
    FractionDigits(usize),
    /// One of the listed values.
    Enumeration,
    /// A value of one of the members of a union.
    Union,
    /// This value.
    Fixed(&'static str),
    /// At least so often.
    MinOccurs(u32),
    /// At most so often.
    MaxOccurs(u32),
    /// An attribute that must be there.
    Required,
}

impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length(length) => write!(f, "length {length}"),
            Self::MinLength(length) => write!(f, "minLength {length}"),
            Self::MaxLength(length) => write!(f, "maxLength {length}"),
            Self::Pattern(pattern) => write!(f, "pattern {pattern}"),
            Self::MinInclusive(bound) => write!(f, "minInclusive {bound}"),
            Self::MinExclusive(bound) => write!(f, "minExclusive {bound}"),
            Self::MaxInclusive(bound) => write!(f, "maxInclusive {bound}"),
            Self::MaxExclusive(bound) => write!(f, "maxExclusive {bound}"),
            Self::TotalDigits(digits) => write!(f, "totalDigits {digits}"),
            Self::FractionDigits(digits) => write!(f, "fractionDigits {digits}"),
            Self::Enumeration => f.write_str("the enumeration"),
            Self::Union => f.write_str("all members of the union"),
            Self::Fixed(value) => write!(f, "fixed {value:?}"),
            Self::MinOccurs(times) => write!(f, "minOccurs {times}"),
            Self::MaxOccurs(times) => write!(f, "maxOccurs {times}"),
            Self::Required => f.write_str("use required"),
        }
    }
}

/// Where something stands. Each place knows the one around it, so that none is written down until one is needed.
#[derive(Clone, Copy, Debug)]
pub struct Place<'p> {
    outer: Option<&'p Place<'p>>,
    name: &'static str,
    is_attribute: bool,
    /// Which one of several, from 1; 0 if there is one.
    number: usize,
}

impl<'p> Place<'p> {
    const OUTSIDE: Place<'static> = Place { outer: None, name: "", is_attribute: false, number: 0 };

    /// The place of a field.
    fn inside(outer: &'p Place<'p>, field: &Field) -> Self {
        Self::named(outer, field.name.local, matches!(field.kind, Kind::Attribute))
    }

    fn named(outer: &'p Place<'p>, name: &'static str, is_attribute: bool) -> Self {
        Self { outer: Some(outer), name, is_attribute, number: 0 }
    }

    fn path(&self) -> String {
        let mut places: Vec<&Place<'_>> = std::iter::successors(Some(self), |place| place.outer).collect();
        places.reverse();
        let mut path = String::new();
        let mut number = 0;
        for place in places {
            number = number.max(place.number);
            if place.name.is_empty() {
                continue;
            }
            path.push_str(if place.is_attribute { "/@" } else { "/" });
            path.push_str(place.name);
            if number > 0 {
                path.push_str(&format!("[{number}]"));
            }
            number = 0;
        }
        path
    }
}

/// What a value is checked against, and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Check<'p> {
    field: &'static Field,
    facets: &'static Facets,
    place: &'p Place<'p>,
}

/// What has been found so far.
#[derive(Debug, Default)]
pub struct Violations {
    list: Vec<Violation>,
    scratch: String,
}

impl Violations {
    fn add(&mut self, place: &Place<'_>, constraint: Constraint, value: String) {
        self.list.push(Violation { path: place.path(), constraint, value });
    }

    fn times(&mut self, place: &Place<'_>, count: usize, (least, most): (u32, u32)) {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        if count < least {
            self.add(place, Constraint::MinOccurs(least), count.to_string());
        }
        if count > most {
            self.add(place, Constraint::MaxOccurs(most), count.to_string());
        }
    }
}

// -- fields -------------------------------------------------------------------------------------------------------------

/// Checks what a field holds.
fn check_field(slot: &dyn Slot, field: &'static Field, outer: &Place<'_>, found: &mut Violations) {
    slot.check(&Check { field, facets: field.facets, place: &Place::inside(outer, field) }, found);
}

/// Checks the values of a field.
pub(crate) fn check_several(values: &dyn Values, check: &Check<'_>, found: &mut Violations) {
    let (field, place) = (check.field, check.place);
    let count = values.count();
    if field.list {
        check_lengths(check.facets, count, &|| format!("{count} items"), place, found);
    } else {
        found.times(place, count, field.items);
    }
    let facets = if field.list { check.facets.of_items() } else { check.facets };
    for (index, value) in each(values).enumerate() {
        let number = index + 1;
        let inside = match field.of {
            // Of several lists, the higher number is shown.
            Of::Nothing => Place { number: number.max(place.number), ..*place },
            Of::Element(name) => Place { number, ..Place::named(place, name.local, false) },
            Of::Choice(_) | Of::Any(_) => Place { number, ..Place::named(place, "", false) },
        };
        value.check(&Check { facets, place: &inside, ..*check }, found);
    }
}

/// Checks the items of a list by the facets of the list.
pub fn check_items<T: Lexical>(values: &[T], check: &Check<'_>, found: &mut Violations) {
    check_lengths(check.facets, values.len(), &|| format!("{} items", values.len()), check.place, found);
    let facets = check.facets.of_items();
    values.iter().for_each(|value| check_lexical(value, &Check { facets, ..*check }, found));
}

/// Checks the lists of a field.
pub(crate) fn check_lists<T: Value>(lists: &[Vec<T>], check: &Check<'_>, found: &mut Violations) {
    found.times(check.place, lists.len(), check.field.lists);
    for (index, values) in lists.iter().enumerate() {
        let place = Place { number: index + 1, ..*check.place };
        check_several(values, &Check { place: &place, ..*check }, found);
    }
}

// -- content ------------------------------------------------------------------------------------------------------------

/// Checks the fields of a value.
pub fn check_complex(value: &dyn Complex, check: &Check<'_>, found: &mut Violations) {
    if let Some(base) = value.base() {
        check_complex(base, check, found);
    }
    let fields = value.description().fields;
    for (index, field) in fields.iter().enumerate() {
        let Some(slot) = value.slot(index) else { continue };
        if field.wanted && slot.is_absent() && is_begun(value, fields, field) {
            let constraint =
                if matches!(field.kind, Kind::Attribute) { Constraint::Required } else { Constraint::MinOccurs(1) };
            found.add(&Place::named(check.place, field.label(), false), constraint, "0".to_owned());
        }
        check_field(slot, field, check.place, found);
    }
}

/// Whether the optional sequence of a field is there.
fn is_begun(value: &dyn Complex, fields: &'static [Field], of: &Field) -> bool {
    let is_there = |index: usize| value.slot(index).is_some_and(|slot| !slot.is_absent());
    of.within == 0 || fields.iter().enumerate().any(|(index, field)| field.within == of.within && is_there(index))
}

/// Checks the variant that it is.
pub fn check_choice(value: &dyn Variants, variants: &'static [Field], check: &Check<'_>, found: &mut Violations) {
    if let Some(field) = variants.get(value.index()) {
        check_field(value.slot(), field, check.place, found);
    }
}

/// Checks the variant that it is, which stands for the element itself.
pub fn check_polymorphic(value: &dyn Variants, check: &Check<'_>, found: &mut Violations) {
    check_field(value.slot(), Field::NAMELESS, check.place, found);
}

// -- simple values ------------------------------------------------------------------------------------------------------

/// Checks a value of a simple type.
pub fn check_lexical<T: Lexical>(value: &T, check: &Check<'_>, found: &mut Violations) {
    if is_any(check) {
        return;
    }
    check_measured(value, check, found);
}

/// Checks a value of an open enum.
pub fn check_listed<T: StringEnum + Lexical>(value: &T, check: &Check<'_>, found: &mut Violations) {
    check_text(value.as_text().unwrap_or_default(), T::TEXTS, check, found);
}

fn check_text(text: &str, texts: &[&str], check: &Check<'_>, found: &mut Violations) {
    if !texts.contains(&text) {
        found.add(check.place, Constraint::Enumeration, shown(text));
    }
    if !is_any(check) {
        check_measured(&Text(text), check, found);
    }
}

/// Checks a value of a union: what one member demands, whichever.
pub fn check_union<T: Union>(value: &T, check: &Check<'_>, found: &mut Violations) {
    check_lexical(value, check, found);
    let members = check.facets.of_members();
    let fits = |&(place, facets): &(usize, &'static Facets)| {
        let mut inside = Violations::default();
        value.check_member(place, &Check { facets, ..*check }, &mut inside) && inside.list.is_empty()
    };
    if value.is_unlisted() || !members.is_empty() && !members.iter().any(fits) {
        let mut text = String::new();
        value.write(&mut text, &mut NoNamespaces);
        found.add(check.place, Constraint::Union, shown(&text));
    }
}

/// Nothing is demanded.
fn is_any(check: &Check<'_>) -> bool {
    check.facets.is_any() && !matches!(check.field.value, ValueConstraint::Fixed(_))
}

/// A value as facets see it; each method as that of [`Lexical`].
trait Measured {
    fn as_text(&self) -> Option<&str>;
    fn length(&self) -> Option<usize>;
    fn compare(&self, bound: &str) -> Option<Ordering>;
    fn write(&self, out: &mut String);
    fn is_secret(&self) -> bool;
}

impl<T: Lexical> Measured for T {
    fn as_text(&self) -> Option<&str> {
        T::as_text(self)
    }

    fn length(&self) -> Option<usize> {
        T::length(self)
    }

    fn compare(&self, bound: &str) -> Option<Ordering> {
        T::compare(self, bound)
    }

    fn write(&self, out: &mut String) {
        T::write(self, out, &mut NoNamespaces);
    }

    fn is_secret(&self) -> bool {
        T::IS_SECRET
    }
}

/// The text of an open enum.
struct Text<'t>(&'t str);

impl Measured for Text<'_> {
    fn as_text(&self) -> Option<&str> {
        Some(self.0)
    }

    fn length(&self) -> Option<usize> {
        Some(self.0.chars().count())
    }

    fn compare(&self, _: &str) -> Option<Ordering> {
        None
    }

    fn write(&self, out: &mut String) {
        out.push_str(self.0);
    }

    fn is_secret(&self) -> bool {
        false
    }
}

fn check_measured(value: &dyn Measured, check: &Check<'_>, found: &mut Violations) {
    let mut scratch = std::mem::take(&mut found.scratch);
    scratch.clear();
    let needs_text = |facets: &Facets| {
        facets.pattern.is_some()
            || facets.total_digits.is_some()
            || facets.fraction_digits.is_some()
            || !facets.enumeration.is_empty()
    };
    let is_fixed = matches!(check.field.value, ValueConstraint::Fixed(_));
    let text = match value.as_text() {
        Some(text) => text,
        None => {
            if is_fixed || check.facets.chain().any(needs_text) {
                value.write(&mut scratch);
            }
            &scratch
        }
    };
    let show = || match value.as_text() {
        _ if value.is_secret() => "a secret".to_owned(),
        Some(text) => shown(text),
        None => {
            let mut text = String::new();
            value.write(&mut text);
            shown(&text)
        }
    };
    if let Some(length) = value.length() {
        check_lengths(check.facets, length, &show, check.place, found);
    }
    for facets in check.facets.chain() {
        let mut refuse = |constraint: Constraint| found.add(check.place, constraint, show());
        if let Some(pattern) = facets.pattern.filter(|pattern| !is_match(pattern, text)) {
            refuse(Constraint::Pattern(pattern));
        }
        let is = |bound: &str, refused: &[Ordering]| value.compare(bound).is_some_and(|order| refused.contains(&order));
        if let Some(bound) = facets.min_inclusive.filter(|bound| is(bound, &[Ordering::Less])) {
            refuse(Constraint::MinInclusive(bound));
        }
        if let Some(bound) = facets.min_exclusive.filter(|bound| is(bound, &[Ordering::Less, Ordering::Equal])) {
            refuse(Constraint::MinExclusive(bound));
        }
        if let Some(bound) = facets.max_inclusive.filter(|bound| is(bound, &[Ordering::Greater])) {
            refuse(Constraint::MaxInclusive(bound));
        }
        if let Some(bound) = facets.max_exclusive.filter(|bound| is(bound, &[Ordering::Greater, Ordering::Equal])) {
            refuse(Constraint::MaxExclusive(bound));
        }
        let (total, fraction) = digits(text);
        if let Some(digits) = facets.total_digits.filter(|&digits| total > digits) {
            refuse(Constraint::TotalDigits(digits));
        }
        if let Some(digits) = facets.fraction_digits.filter(|&digits| fraction > digits) {
            refuse(Constraint::FractionDigits(digits));
        }
        let equals = |known: &&str| *known == text || is(known, &[Ordering::Equal]);
        if !facets.enumeration.is_empty() && !facets.enumeration.iter().any(equals) {
            refuse(Constraint::Enumeration);
        }
    }
    if let ValueConstraint::Fixed(fixed) = check.field.value
        && fixed != text
        && value.compare(fixed) != Some(Ordering::Equal)
    {
        found.add(check.place, Constraint::Fixed(fixed), show());
    }
    found.scratch = scratch;
}

fn check_lengths(
    facets: &'static Facets,
    length: usize,
    show: &dyn Fn() -> String,
    place: &Place<'_>,
    found: &mut Violations,
) {
    for facets in facets.chain() {
        if let Some(stated) = facets.length.filter(|&stated| length != stated) {
            found.add(place, Constraint::Length(stated), show());
        }
        if let Some(least) = facets.min_length.filter(|&least| length < least) {
            found.add(place, Constraint::MinLength(least), show());
        }
        if let Some(most) = facets.max_length.filter(|&most| length > most) {
            found.add(place, Constraint::MaxLength(most), show());
        }
    }
}

/// The digits that count of a number, and those of them behind the point.
fn digits(text: &str) -> (usize, usize) {
    let text = text.trim_start_matches(['-', '+']);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction = fraction.trim_end_matches('0').len();
    (whole.trim_start_matches('0').len() + fraction, fraction)
}

/// How many bytes a compiled pattern may take.
const MAX_COMPILED: usize = 32 << 20;

/// How deep a pattern may nest.
const MAX_NESTING: u32 = 1000;

/// Whether a text matches a pattern, which is compiled once. One that does not compile, which generated code does not have,
/// matches nothing.
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

/// Makes a global element one that can be checked.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_validate {
    ($ty:ident) => {
        impl $crate::Validate for $ty {
            fn validate(&self) -> ::std::vec::Vec<$crate::Violation> {
                $crate::validate_element(self)
            }
        }
    };
}
