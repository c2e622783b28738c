//! Makes values that the schema allows, of any type, out of bytes that a fuzzer or a property test gives: the feature
//! `arbitrary`, by the crate of that name.
//!
//! ```
//! use arbitrary::{Arbitrary, Unstructured};
//! use ews_types::messages::elements::FindItem;
//! use ews_types::xml;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let bytes: Vec<u8> = (0..=255).cycle().take(4096).collect();
//! let find = FindItem::arbitrary(&mut Unstructured::new(&bytes))?;
//! assert_eq!(xml::from_str::<FindItem>(&xml::to_string(&find)?)?, find);
//! # Ok(())
//! # }
//! ```
//!
//! What comes out reads back equal, and is valid but for strings of built-in types that only their pattern restricts together
//! with other patterns.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::RangeInclusive;

pub use ::arbitrary::{Arbitrary, Result, Unstructured};
use regex_syntax::hir::{Class, Hir, HirKind};

use super::any::{AnyAttribute, AnyElement, AnyNode, AnyType};
use super::choice::{DerivedTypes, Variants};
use super::complex::Complex;
use super::element::GlobalElement;
use super::enums::{StringEnum, Union};
use super::facets::Facets;
use super::field::{Field, Kind, MANY, Namespaces, Of, ValueConstraint};
use super::lexical::{Lexical, NoNamespaces};
use super::names::Ns;
use super::reader::{Reader, is_xml_char};
use super::value::{Nillable, Slot, Value};

/// Beyond this depth nothing is made that need not be there.
const DEEP: usize = 6;

/// Where the decisions come from.
#[derive(Debug)]
pub struct Source<'s, 'a> {
    bytes: &'s mut Unstructured<'a>,
    depth: usize,
    /// How many demands are still met before one is not.
    met: Option<usize>,
}

impl<'s, 'a> Source<'s, 'a> {
    /// Decides by bytes; where they end, for the least there can be.
    pub fn new(bytes: &'s mut Unstructured<'a>) -> Self {
        Self { bytes, depth: 0, met: None }
    }

    /// The same, but leaves out of account one of the demands of the schema, the one behind so many others.
    pub fn spoiling(bytes: &'s mut Unstructured<'a>, met: usize) -> Self {
        Self { bytes, depth: 0, met: Some(met) }
    }

    /// Whether the demand at hand is the one that is not met.
    fn spoils(&mut self) -> bool {
        let spoils = self.met == Some(0);
        self.met = self.met.and_then(|met| met.checked_sub(1));
        spoils
    }

    fn flag(&mut self) -> Result<bool> {
        Ok(self.depth <= DEEP && self.bytes.arbitrary::<u8>()? & 1 == 1)
    }

    fn number(&mut self, range: RangeInclusive<i128>) -> Result<i128> {
        if range.is_empty() {
            return Ok(*range.start());
        }
        self.bytes.int_in_range(range)
    }

    fn index(&mut self, length: usize) -> Result<usize> {
        Ok(usize::try_from(self.number(0..=length.saturating_sub(1) as i128)?).unwrap_or_default())
    }

    /// How many, where so many there may be.
    fn count(&mut self, (least, most): (u32, u32)) -> Result<usize> {
        let most = if self.depth > DEEP { least } else { most.min(least.saturating_add(2)) };
        Ok(usize::try_from(self.number(i128::from(least)..=i128::from(most))?).unwrap_or_default())
    }
}

/// What is to be made.
#[derive(Clone, Copy, Debug)]
pub struct Arrange {
    field: &'static Field,
    facets: &'static Facets,
    /// Whether it must be there; a list, whether it must hold something.
    must: bool,
    /// It must not be there.
    must_not: bool,
}

impl Arrange {
    fn of(field: &'static Field) -> Self {
        Self { field, facets: field.facets, must: field.wanted, must_not: false }
    }
}

/// A value of a type that needs no name.
///
/// # Errors
/// None of its own.
pub fn value<T: Slot + Default>(bytes: &mut Unstructured<'_>) -> Result<T> {
    let mut value = T::default();
    value.arrange(&Arrange::of(Field::NAMELESS), &mut Source::new(bytes))?;
    Ok(value)
}

/// A global element.
///
/// # Errors
/// None of its own.
pub fn element<E: GlobalElement>(bytes: &mut Unstructured<'_>) -> Result<E> {
    element_from(&mut Source::new(bytes))
}

/// A global element.
///
/// # Errors
/// None of its own.
pub fn element_from<E: GlobalElement>(source: &mut Source<'_, '_>) -> Result<E> {
    let mut value = E::default();
    value.slot_mut().arrange(&Arrange::of(E::FIELD), source)?;
    Ok(value)
}

// -- fields -------------------------------------------------------------------------------------------------------------

pub(crate) fn arrange_optional<T: Default>(
    slot: &mut Option<T>,
    arrange: &Arrange,
    source: &mut Source<'_, '_>,
    content: impl FnOnce(&mut T, &Arrange, &mut Source<'_, '_>) -> Result<()>,
) -> Result<()> {
    *slot = None;
    if arrange.must && source.spoils() {
        return Ok(());
    }
    if !arrange.must_not && (arrange.must || source.flag()?) {
        content(slot.insert(T::default()), &Arrange { must: false, ..*arrange }, source)?;
    }
    Ok(())
}

pub(crate) fn arrange_several<T: Value>(
    list: &mut Vec<T>,
    arrange: &Arrange,
    source: &mut Source<'_, '_>,
) -> Result<()> {
    list.clear();
    if arrange.must_not {
        return Ok(());
    }
    let (occurs, facets) = match arrange.field.list {
        true => {
            let (least, most) = lengths(arrange.facets);
            ((u32::try_from(least).unwrap_or(0), u32::try_from(most).unwrap_or(MANY)), arrange.facets.of_items())
        }
        false => (arrange.field.items, arrange.facets),
    };
    let mut least = occurs.0.max(u32::from(arrange.must));
    let mut most = occurs.1.max(least);
    if least > 0 && source.spoils() {
        (least, most) = (0, 0);
    } else if most < MANY && source.spoils() {
        (least, most) = (most + 1, most + 1);
    }
    for _ in 0..source.count((least, most))? {
        let mut value = T::default();
        value.arrange(&Arrange { facets, ..*arrange }, source)?;
        list.push(value);
    }
    Ok(())
}

pub(crate) fn arrange_lists<T: Value>(
    lists: &mut Vec<Vec<T>>,
    arrange: &Arrange,
    source: &mut Source<'_, '_>,
) -> Result<()> {
    lists.clear();
    if arrange.must_not {
        return Ok(());
    }
    let (least, most) = arrange.field.lists;
    for _ in 0..source.count((least.max(u32::from(arrange.must)), most))? {
        let mut list = Vec::new();
        arrange_several(&mut list, &Arrange { must: false, ..*arrange }, source)?;
        lists.push(list);
    }
    Ok(())
}

pub(crate) fn arrange_nillable<T: Default>(
    value: &mut Nillable<T>,
    arrange: &Arrange,
    source: &mut Source<'_, '_>,
    content: impl FnOnce(&mut T, &Arrange, &mut Source<'_, '_>) -> Result<()>,
) -> Result<()> {
    if source.flag()? {
        *value = Nillable::Nil;
        return Ok(());
    }
    let mut inside = T::default();
    content(&mut inside, arrange, source)?;
    *value = Nillable::Value(inside);
    Ok(())
}

// -- content ------------------------------------------------------------------------------------------------------------

/// Makes the fields of a value.
///
/// # Errors
/// None of its own.
pub fn arrange_complex(value: &mut dyn Complex, _: &Arrange, source: &mut Source<'_, '_>) -> Result<()> {
    source.depth += 1;
    let done = arrange_fields(value, source);
    source.depth -= 1;
    done
}

fn arrange_fields(value: &mut dyn Complex, source: &mut Source<'_, '_>) -> Result<()> {
    if let Some(base) = value.base_mut() {
        arrange_fields(base, source)?;
    }
    // Whether each optional sequence is there.
    let mut sequences = Vec::new();
    for (index, field) in value.description().fields.iter().enumerate() {
        let sequence = field.within as usize;
        while sequences.len() <= sequence {
            sequences.push(sequences.is_empty() || source.flag()?);
        }
        if matches!(field.kind, Kind::ExplicitType) {
            // It says nothing where the element names a derived type.
            continue;
        }
        let Some(slot) = value.slot_mut(index) else { continue };
        slot.arrange(&Arrange { must_not: !sequences[sequence], ..Arrange::of(field) }, source)?;
    }
    Ok(())
}

/// Makes one of the variants.
///
/// # Errors
/// None of its own.
pub fn arrange_choice(
    value: &mut dyn Variants,
    variants: &'static [Field],
    _: &Arrange,
    source: &mut Source<'_, '_>,
) -> Result<()> {
    source.depth += 1;
    let elements = variants.iter().filter(|field| !matches!(field.kind, Kind::Text)).count();
    if elements > 0 {
        // Deep inside, another one at each depth, so that it comes to an end.
        let chosen = if source.depth <= DEEP { source.index(elements)? } else { source.depth % elements };
        let is_element = |(_, field): &(usize, &Field)| !matches!(field.kind, Kind::Text);
        if let Some((index, _)) = variants.iter().enumerate().filter(is_element).nth(chosen) {
            value.select(index);
        }
    }
    let done = match variants.get(value.index()) {
        Some(field) => {
            // An alternative that repeats has to stand there once at least.
            let must = field.wanted || matches!(field.of, Of::Nothing) && !field.list;
            value.slot_mut().arrange(&Arrange { must, ..Arrange::of(field) }, source)
        }
        None => Ok(()),
    };
    source.depth -= 1;
    done
}

/// Makes one of the types.
///
/// # Errors
/// None of its own.
pub fn arrange_polymorphic(
    value: &mut dyn Variants,
    types: &'static DerivedTypes,
    arrange: &Arrange,
    source: &mut Source<'_, '_>,
) -> Result<()> {
    if source.flag()? && source.flag()? {
        let chosen = source.index(types.count())?;
        value.select(chosen);
    }
    value.slot_mut().arrange(arrange, source)
}

// -- simple values ------------------------------------------------------------------------------------------------------

/// Makes a value of a simple type: a text that its facets allow, read.
///
/// # Errors
/// None of its own.
pub fn arrange_lexical<T: Lexical>(value: &mut T, arrange: &Arrange, source: &mut Source<'_, '_>) -> Result<()> {
    let mut text = match arrange.field.value {
        ValueConstraint::Fixed(_) if source.spoils() => odd(arrange.field.list, source)?,
        ValueConstraint::Fixed(fixed) => fixed.to_owned(),
        _ if !arrange.facets.is_any() && source.spoils() => odd(arrange.field.list, source)?,
        _ => lexical(T::NAME, arrange, source)?,
    };
    if let ValueConstraint::Default(default) = arrange.field.value
        && text.is_empty()
    {
        default.clone_into(&mut text);
    }
    if let Ok(made) = T::parse(Reader::white_space(arrange.field, Cow::Owned(text)), &NoNamespaces) {
        *value = made;
    }
    Ok(())
}

/// Makes a value of an open enum: a listed one.
///
/// # Errors
/// None of its own.
pub fn arrange_listed<T: StringEnum + Lexical>(
    value: &mut T,
    arrange: &Arrange,
    source: &mut Source<'_, '_>,
) -> Result<()> {
    let index = source.index(T::TEXTS.len())?;
    let fixed = match arrange.field.value {
        ValueConstraint::Fixed(fixed) => super::enums::listed(fixed),
        _ => None,
    };
    if source.spoils() {
        *value = T::other(odd(arrange.field.list, source)?);
        return Ok(());
    }
    if let Some(made) = fixed.or_else(|| T::at(index)) {
        *value = made;
    }
    Ok(())
}

/// Makes a value of a union: one of a member.
///
/// # Errors
/// None of its own.
pub fn arrange_union<T: Union>(value: &mut T, arrange: &Arrange, source: &mut Source<'_, '_>) -> Result<()> {
    let members = arrange.facets.of_members();
    let chosen = source.index(members.len().max(4))?;
    let (place, facets) = members.get(chosen).copied().unwrap_or((chosen, Facets::ANY));
    if !value.arrange_member(place, &Arrange { facets, ..*arrange }, source)? {
        let (place, facets) = members.first().copied().unwrap_or((0, Facets::ANY));
        value.arrange_member(place, &Arrange { facets, ..*arrange }, source)?;
    }
    Ok(())
}

/// A text that a built-in type and facets allow.
fn lexical(name: &str, arrange: &Arrange, source: &mut Source<'_, '_>) -> Result<String> {
    let facets = arrange.facets;
    if let Some(listed) = facets.chain().find(|facets| !facets.enumeration.is_empty()) {
        let index = source.index(listed.enumeration.len())?;
        return Ok(listed.enumeration.get(index).copied().unwrap_or_default().to_owned());
    }
    if let Some(pattern) = facets.chain().find_map(|facets| facets.pattern) {
        return sample(pattern, source);
    }
    let mut integer = |least: i128, most: i128| -> Result<String> {
        source.number(bounds(facets, least..=most)).map(|n| n.to_string())
    };
    Ok(match name {
        "xs:boolean" => ["true", "false"][source.index(2)?].to_owned(),
        "xs:byte" => integer(i8::MIN.into(), i8::MAX.into())?,
        "xs:short" => integer(i16::MIN.into(), i16::MAX.into())?,
        "xs:int" => integer(i32::MIN.into(), i32::MAX.into())?,
        "xs:long" => integer(i64::MIN.into(), i64::MAX.into())?,
        "xs:unsignedByte" => integer(0, u8::MAX.into())?,
        "xs:unsignedShort" => integer(0, u16::MAX.into())?,
        "xs:unsignedInt" => integer(0, u32::MAX.into())?,
        "xs:unsignedLong" => integer(0, u64::MAX.into())?,
        "xs:integer" => integer(-1_i128 << 90, 1 << 90)?,
        "xs:decimal" => match facets.chain().any(|facets| facets.fraction_digits == Some(0)) {
            true => integer(-1_000_000, 1_000_000)?,
            false => format!("{}.5", integer(-1_000_000, 999_999)?),
        },
        "xs:float" | "xs:double" => match integer(-1 << 20, 1 << 20)? {
            whole if source.flag()? => format!("{whole}.25"),
            whole => whole,
        },
        "xs:duration" => format!(
            "P{}Y{}M{}DT{}H{}M{}.{}S",
            part(source, 0, 99)?,
            part(source, 0, 11)?,
            part(source, 0, 30)?,
            part(source, 0, 23)?,
            part(source, 0, 59)?,
            part(source, 0, 59)?,
            part(source, 0, 999)?
        ),
        "xs:dateTime" => format!("{}T{}{}", date(source)?, time(source)?, offset(source)?),
        "xs:date" => format!("{}{}", date(source)?, offset(source)?),
        "xs:time" => format!("{}{}", time(source)?, offset(source)?),
        "xs:gYear" => format!("{:04}{}", part(source, 1, 9999)?, offset(source)?),
        "xs:gYearMonth" => format!("{:04}-{:02}{}", part(source, 1, 9999)?, part(source, 1, 12)?, offset(source)?),
        "xs:gMonth" => format!("--{:02}{}", part(source, 1, 12)?, offset(source)?),
        "xs:gMonthDay" => format!("--{:02}-{:02}{}", part(source, 1, 12)?, part(source, 1, 28)?, offset(source)?),
        "xs:gDay" => format!("---{:02}{}", part(source, 1, 31)?, offset(source)?),
        "xs:hexBinary" => octets(facets, source)?.iter().fold(String::new(), |mut text, octet| {
            _ = write!(text, "{octet:02X}");
            text
        }),
        "xs:base64Binary" => {
            let mut text = String::new();
            Lexical::write(&super::lexical::Base64Binary(octets(facets, source)?), &mut text, &mut NoNamespaces);
            text
        }
        "xs:QName" => name_of(source)?.to_owned(),
        _ => string(arrange, source)?,
    })
}

/// A text that many facets refuse.
fn odd(is_item: bool, source: &mut Source<'_, '_>) -> Result<String> {
    const ODD: [&str; 10] = ["", "x", "-1", "0", "100000", "2000000000", "a b", "!", "1.2.3", "0123456789abcdefABCDEF"];
    let chosen = source.index(ODD.len())?;
    // In a list nothing would be left of an empty item, and two of one with a blank.
    let chosen = if is_item && (ODD[chosen].is_empty() || ODD[chosen].contains(' ')) { 1 } else { chosen };
    Ok(ODD[chosen].to_owned())
}

/// The range of a number within its facets.
fn bounds(facets: &Facets, range: RangeInclusive<i128>) -> RangeInclusive<i128> {
    let (mut least, mut most) = range.into_inner();
    let parse = |bound: Option<&str>| bound.and_then(|bound| bound.split('.').next()?.parse::<i128>().ok());
    for facets in facets.chain() {
        least = least.max(parse(facets.min_inclusive).unwrap_or(least));
        least = least.max(parse(facets.min_exclusive).map_or(least, |bound| bound + 1));
        most = most.min(parse(facets.max_inclusive).unwrap_or(most));
        most = most.min(parse(facets.max_exclusive).map_or(most, |bound| bound - 1));
        if let Some(digits) = facets.total_digits {
            let limit = 10_i128.pow(u32::try_from(digits).unwrap_or(30).min(30)) - 1;
            (least, most) = (least.max(-limit), most.min(limit));
        }
    }
    least..=most
}

fn part(source: &mut Source<'_, '_>, least: i128, most: i128) -> Result<i128> {
    source.number(least..=most)
}

fn date(source: &mut Source<'_, '_>) -> Result<String> {
    Ok(format!("{:04}-{:02}-{:02}", part(source, 1, 9999)?, part(source, 1, 12)?, part(source, 1, 28)?))
}

fn time(source: &mut Source<'_, '_>) -> Result<String> {
    let whole = format!("{:02}:{:02}:{:02}", part(source, 0, 23)?, part(source, 0, 59)?, part(source, 0, 59)?);
    Ok(if source.flag()? { format!("{whole}.{}", part(source, 0, 999)?) } else { whole })
}

fn offset(source: &mut Source<'_, '_>) -> Result<String> {
    Ok(match source.index(3)? {
        0 => String::new(),
        1 => "Z".to_owned(),
        _ => format!("{}{:02}:{:02}", ["+", "-"][source.index(2)?], part(source, 0, 13)?, part(source, 0, 59)?),
    })
}

fn octets(facets: &Facets, source: &mut Source<'_, '_>) -> Result<Vec<u8>> {
    let length = length(facets, source)?;
    (0..length).map(|_| source.bytes.arbitrary()).collect()
}

/// A length that the facets allow.
fn length(facets: &Facets, source: &mut Source<'_, '_>) -> Result<usize> {
    let (least, most) = lengths(facets);
    let most = most.min(least.saturating_add(12));
    Ok(usize::try_from(source.number(least as i128..=most as i128)?).unwrap_or_default())
}

fn lengths(facets: &Facets) -> (usize, usize) {
    let (mut least, mut most) = (0, usize::MAX);
    for facets in facets.chain() {
        least = least.max(facets.length.or(facets.min_length).unwrap_or(0));
        most = most.min(facets.length.or(facets.max_length).unwrap_or(usize::MAX));
    }
    (least, most)
}

fn string(arrange: &Arrange, source: &mut Source<'_, '_>) -> Result<String> {
    use super::field::WhiteSpace;
    // White space between the items of a list, or at the ends of what is collapsed, would be lost.
    let is_plain = arrange.field.list || arrange.field.white_space != WhiteSpace::Preserve;
    let least = usize::from(arrange.field.list);
    (0..length(arrange.facets, source)?.max(least)).map(|_| character(is_plain, source)).collect()
}

fn character(is_plain: bool, source: &mut Source<'_, '_>) -> Result<char> {
    const SPECIAL: [char; 16] =
        ['<', '>', '&', '"', '\'', ']', ' ', '\t', '\n', '\r', '\u{85}', '\u{2028}', 'é', '漢', '😀', '\u{FFFD}'];
    let number = source.bytes.arbitrary::<u8>()?;
    let c = match number {
        0..=94 => char::from(b' ' + number),
        95..=190 => SPECIAL[usize::from(number) % SPECIAL.len()],
        _ => char::from_u32(source.bytes.int_in_range(0x20..=0x10FFFF)?).unwrap_or('x'),
    };
    Ok(if !is_xml_char(c) || is_plain && c.is_whitespace() { 'x' } else { c })
}

/// A text that a regular expression matches.
fn sample(pattern: &str, source: &mut Source<'_, '_>) -> Result<String> {
    let mut text = String::new();
    if let Ok(parsed) = regex_syntax::parse(pattern) {
        sample_hir(&parsed, source, &mut text)?;
    }
    Ok(text)
}

fn sample_hir(hir: &Hir, source: &mut Source<'_, '_>, out: &mut String) -> Result<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges();
            if let Some(range) = ranges.get(source.index(ranges.len())?) {
                let code = source.bytes.int_in_range(u32::from(range.start())..=u32::from(range.end()))?;
                out.push(char::from_u32(code).filter(|&c| is_xml_char(c)).unwrap_or(range.start()));
            }
        }
        HirKind::Class(Class::Bytes(class)) => {
            if let Some(range) = class.ranges().first() {
                out.push(char::from(range.start()));
            }
        }
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(u32::MAX).min(repetition.min.saturating_add(4));
            for _ in 0..source.number(i128::from(repetition.min)..=i128::from(most))? {
                sample_hir(&repetition.sub, source, out)?;
            }
        }
        HirKind::Capture(capture) => sample_hir(&capture.sub, source, out)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| sample_hir(part, source, out))?,
        HirKind::Alternation(parts) => {
            if let Some(part) = parts.get(source.index(parts.len())?) {
                sample_hir(part, source, out)?;
            }
        }
    }
    Ok(())
}

// -- what no schema names -------------------------------------------------------------------------------------------------

fn name_of(source: &mut Source<'_, '_>) -> Result<&'static str> {
    const NAMES: [&str; 4] = ["a", "Name", "n-1.x", "ü"];
    Ok(NAMES[source.index(NAMES.len())?])
}

/// An element that a wildcard takes.
pub(crate) fn any_element(element: &mut AnyElement, arrange: &Arrange, source: &mut Source<'_, '_>) -> Result<()> {
    let namespaces = match (arrange.field.kind, arrange.field.of) {
        (Kind::Any(namespaces), _) | (_, Of::Any(namespaces)) => namespaces,
        _ => Namespaces::Any,
    };
    // A namespace of the schema would want an element that it declares.
    let is_foreign = match namespaces {
        Namespaces::OneOf(list) => !list.contains(&Ns::NONE),
        Namespaces::Any | Namespaces::OtherThan(_) => true,
    };
    if is_foreign {
        "urn:example:other".clone_into(&mut element.namespace);
        ["o", "", "t"][source.index(3)?].clone_into(&mut element.prefix);
    }
    name_of(source)?.clone_into(&mut element.local);
    any_type(&mut element.content, arrange, source)
}

/// Content that no schema names.
pub(crate) fn any_type(content: &mut AnyType, arrange: &Arrange, source: &mut Source<'_, '_>) -> Result<()> {
    source.depth += 1;
    if source.flag()? {
        let value = string(&Arrange { facets: Facets::ANY, ..*arrange }, source)?;
        content.attributes.push(AnyAttribute { local: name_of(source)?.to_owned(), value, ..AnyAttribute::default() });
    }
    for _ in 0..source.count((0, 2))? {
        let is_behind_text = matches!(content.nodes.last(), Some(AnyNode::Text(_)));
        let text = string(&Arrange { facets: Facets::ANY, ..*arrange }, source)?;
        if !is_behind_text && !text.is_empty() {
            content.nodes.push(AnyNode::Text(text));
            continue;
        }
        let mut inside = AnyElement::default();
        name_of(source)?.clone_into(&mut inside.local);
        any_type(&mut inside.content, arrange, source)?;
        content.nodes.push(AnyNode::Element(inside));
    }
    source.depth -= 1;
    Ok(())
}

/// Makes a type one of the crate `arbitrary`, by the function that makes a value of it.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_arbitrary {
    ($make:ident, $ty:ident) => {
        impl<'a> $crate::arbitrary::Arbitrary<'a> for $ty {
            fn arbitrary(bytes: &mut $crate::arbitrary::Unstructured<'a>) -> $crate::arbitrary::Result<Self> {
                $crate::arbitrary::$make(bytes)
            }
        }
    };
}
