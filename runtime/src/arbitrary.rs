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

use crate::any::{AnyAttribute, AnyElement, AnyNode, AnyType};
use crate::engine::element::GlobalElement;
use crate::engine::facets::{Facet, Facets, of_items, of_members, with_bases};
use crate::engine::row::{Items, MANY, Namespaces, Occurs, Presence, Row, RowKind, ValueConstraint, WhiteSpace};
use crate::engine::simple::white_space;
use crate::engine::view::{
    Complex, Enumeration, Fill, List, Member, Optional, Selection, Simple, Union, Value, Variants, ViewMut,
};
use crate::lexical::{Base64Binary, Lexical, NoNamespaces};
use crate::names::Ns;
use crate::reader::is_xml_char;

/// Below this depth optional values are absent.
const MAX_DEPTH: usize = 6;

/// The source of decisions.
#[derive(Debug)]
pub struct Source<'s, 'a> {
    bytes: &'s mut Unstructured<'a>,
    depth: usize,
    /// The number of constraints to satisfy before one is violated.
    until_violation: Option<usize>,
}

impl<'s, 'a> Source<'s, 'a> {
    /// Decides by bytes. After their end, values are as small as the schema allows.
    pub fn new(bytes: &'s mut Unstructured<'a>) -> Self {
        Self { bytes, depth: 0, until_violation: None }
    }

    /// Decides by bytes, and violates one constraint of the schema: that after `met` others.
    pub fn spoiling(bytes: &'s mut Unstructured<'a>, met: usize) -> Self {
        Self { bytes, depth: 0, until_violation: Some(met) }
    }

    /// Returns whether the current constraint is the one to violate.
    fn violates(&mut self) -> bool {
        let violates = self.until_violation == Some(0);
        self.until_violation = self.until_violation.and_then(|met| met.checked_sub(1));
        violates
    }

    fn flag(&mut self) -> Result<bool> {
        Ok(self.depth <= MAX_DEPTH && self.bytes.arbitrary::<u8>()? & 1 == 1)
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

    /// Returns a number of occurrences.
    fn count(&mut self, Occurs { min, max }: Occurs) -> Result<usize> {
        let max = if self.depth > MAX_DEPTH { min } else { max.min(min.saturating_add(2)) };
        Ok(usize::try_from(self.number(i128::from(min)..=i128::from(max))?).unwrap_or_default())
    }
}

/// The value to make.
#[derive(Clone, Copy)]
struct Arrange {
    row: &'static Row,
    facets: Facets,
    /// The value is present, and a list is not empty.
    is_required: bool,
    /// The value is absent.
    is_prohibited: bool,
    /// The value is an item of an `xs:list`.
    is_item: bool,
}

impl Arrange {
    fn of(row: &'static Row) -> Self {
        let is_required = row.presence == Presence::Relaxed;
        Self { row, facets: row.facets, is_required, is_prohibited: false, is_item: false }
    }
}

/// Makes a value of a type.
///
/// # Errors
/// The bytes cannot be decided by; never by running out.
pub fn value<T: Value + Default>(bytes: &mut Unstructured<'_>) -> Result<T> {
    let mut value = T::default();
    arrange(&mut value, &Arrange::of(Row::UNNAMED), &mut Source::new(bytes))?;
    Ok(value)
}

/// Makes a global element.
///
/// # Errors
/// As [`value`].
pub fn element<E: GlobalElement>(bytes: &mut Unstructured<'_>) -> Result<E> {
    element_from(&mut Source::new(bytes))
}

/// Makes a global element.
///
/// # Errors
/// As [`value`].
pub fn element_from<E: GlobalElement>(source: &mut Source<'_, '_>) -> Result<E> {
    let mut value = E::default();
    arrange(value.content_mut(), &Arrange::of(E::ROW), source)?;
    Ok(value)
}

// -- fields -------------------------------------------------------------------------------------------------------------

/// Makes a value that the schema allows.
fn arrange(value: &mut dyn Value, made: &Arrange, source: &mut Source<'_, '_>) -> Result<()> {
    match value.view_mut() {
        ViewMut::Optional(value) => arrange_optional(value, made, source),
        ViewMut::Nillable(value) => {
            if source.flag()? {
                value.fill(Fill::Clear);
                return Ok(());
            }
            value.fill(Fill::Default).map_or(Ok(()), |value| arrange(value, made, source))
        }
        ViewMut::Boxed(_, value) => arrange(value, made, source),
        ViewMut::List(list) if made.row.occurs.is_repeated() => arrange_occurrences(list, made, source),
        ViewMut::List(list) => arrange_list(list, made, source),
        ViewMut::Simple(value) => arrange_simple(value, made, source),
        ViewMut::Enumeration(value) => arrange_enumeration(value, made, source),
        ViewMut::Union(value) => arrange_union(value, made, source),
        ViewMut::Complex(value) => {
            source.depth += 1;
            let done = arrange_fields(value, source);
            source.depth -= 1;
            done
        }
        ViewMut::Variants(value) => match value.table().selection {
            Selection::Child(rows) => arrange_choice(value, rows, source),
            Selection::Type(types) => {
                if source.flag()? && source.flag()? {
                    value.select(source.index(types.variants.len())?);
                }
                arrange(value.content_mut(), made, source)
            }
            Selection::Text => Ok(()),
        },
        ViewMut::AnyElement(value) => any_element(value, made, source),
        ViewMut::AnyType(value) => any_type(value, made, source),
        ViewMut::AnyAttributes(_) => Ok(()),
    }
}

fn arrange_optional(value: &mut dyn Optional, made: &Arrange, source: &mut Source<'_, '_>) -> Result<()> {
    value.fill(Fill::Clear);
    if made.is_required && source.violates() {
        return Ok(());
    }
    if !made.is_prohibited
        && (made.is_required || source.flag()?)
        && let Some(value) = value.fill(Fill::Default)
    {
        arrange(value, &Arrange { is_required: false, ..*made }, source)?;
    }
    Ok(())
}

/// Makes the values of a repeated row, which may be lists themselves.
fn arrange_occurrences(list: &mut dyn List, made: &Arrange, source: &mut Source<'_, '_>) -> Result<()> {
    list.truncate(0);
    if made.is_prohibited {
        return Ok(());
    }
    let mut occurs = made.row.occurs;
    occurs.min = occurs.min.max(u32::from(made.is_required));
    occurs.max = occurs.max.max(occurs.min);
    let is_list = !matches!(made.row.items, Items::None);
    let occurs = if is_list { occurs } else { violated(occurs, source) };
    for _ in 0..source.count(occurs)? {
        let Some(item) = list.push() else { continue };
        let made = Arrange { is_required: made.is_required && !is_list, ..*made };
        match item.view_mut() {
            ViewMut::List(list) => arrange_list(list, &made, source)?,
            _ => arrange(item, &made, source)?,
        }
    }
    Ok(())
}

/// Makes the content of a wrapper or an `xs:list`.
fn arrange_list(list: &mut dyn List, made: &Arrange, source: &mut Source<'_, '_>) -> Result<()> {
    list.truncate(0);
    if made.is_prohibited {
        return Ok(());
    }
    let (occurs, item) = match made.row.items {
        Items::Children(item) => (item.occurs, Arrange { row: item, facets: item.facets, ..*made }),
        Items::Text(item) => {
            let (min, max) = lengths(made.facets);
            let occurs = Occurs { min: u32::try_from(min).unwrap_or(0), max: u32::try_from(max).unwrap_or(MANY) };
            (occurs, Arrange { row: item, facets: of_items(made.facets), is_item: true, ..*made })
        }
        Items::None => (Occurs { min: 0, max: MANY }, *made),
    };
    let min = occurs.min.max(u32::from(made.is_required));
    let occurs = violated(Occurs { min, max: occurs.max.max(min) }, source);
    for _ in 0..source.count(occurs)? {
        if let Some(value) = list.push() {
            arrange(value, &item, source)?;
        }
    }
    Ok(())
}

/// Returns the allowed number of occurrences, or numbers that are not allowed where the source decides so.
fn violated(occurs: Occurs, source: &mut Source<'_, '_>) -> Occurs {
    if occurs.min > 0 && source.violates() {
        Occurs { min: 0, max: 0 }
    } else if occurs.max < MANY && source.violates() {
        Occurs { min: occurs.max + 1, max: occurs.max + 1 }
    } else {
        occurs
    }
}

// -- content ------------------------------------------------------------------------------------------------------------

fn arrange_fields(value: &mut dyn Complex, source: &mut Source<'_, '_>) -> Result<()> {
    if let Some(base) = value.base_mut() {
        arrange_fields(base, source)?;
    }
    // Whether each optional sequence is present.
    let mut sequences = Vec::new();
    for (index, row) in value.description().rows.iter().enumerate() {
        let sequence = row.sequence as usize;
        while sequences.len() <= sequence {
            sequences.push(sequences.is_empty() || source.flag()?);
        }
        if matches!(row.kind, RowKind::ExplicitType) {
            // Without effect if the element names a derived type.
            continue;
        }
        let Some(field) = value.field_mut(index) else { continue };
        arrange(field, &Arrange { is_prohibited: !sequences[sequence], ..Arrange::of(row) }, source)?;
    }
    Ok(())
}

fn arrange_choice(value: &mut dyn Variants, rows: &'static [Row], source: &mut Source<'_, '_>) -> Result<()> {
    source.depth += 1;
    let is_element = |(_, row): &(usize, &Row)| !matches!(row.kind, RowKind::Text);
    let elements = rows.iter().enumerate().filter(is_element).count();
    if elements > 0 {
        // Below the greatest depth the alternatives alternate, so that the recursion ends.
        let chosen = if source.depth <= MAX_DEPTH { source.index(elements)? } else { source.depth % elements };
        if let Some((index, _)) = rows.iter().enumerate().filter(is_element).nth(chosen) {
            value.select(index);
        }
    }
    let done = match rows.get(value.index()) {
        Some(row) => {
            // A repeated alternative occurs at least once.
            let is_required = row.presence == Presence::Relaxed || matches!(row.items, Items::None);
            arrange(value.content_mut(), &Arrange { is_required, ..Arrange::of(row) }, source)
        }
        None => Ok(()),
    };
    source.depth -= 1;
    done
}

// -- simple values ------------------------------------------------------------------------------------------------------

/// Makes a value of a simple type: a text that its facets allow, parsed.
fn arrange_simple(value: &mut dyn Simple, made: &Arrange, source: &mut Source<'_, '_>) -> Result<()> {
    let mut text = match made.row.value {
        ValueConstraint::Fixed(_) if source.violates() => odd(made.is_item, source)?,
        ValueConstraint::Fixed(fixed) => fixed.to_owned(),
        _ if !made.facets.is_empty() && source.violates() => odd(made.is_item, source)?,
        _ => lexical(value.properties().name, made, source)?,
    };
    if let ValueConstraint::Default(default) = made.row.value
        && text.is_empty()
    {
        default.clone_into(&mut text);
    }
    value.parse(white_space(made.row, Cow::Owned(text)));
    Ok(())
}

/// Makes a value of an open enumeration: a listed text.
fn arrange_enumeration(value: &mut dyn Enumeration, made: &Arrange, source: &mut Source<'_, '_>) -> Result<()> {
    let texts = value.table().texts;
    let index = source.index(texts.len())?;
    let fixed = match made.row.value {
        ValueConstraint::Fixed(fixed) => texts.iter().position(|text| *text == fixed),
        _ => None,
    };
    if source.violates() {
        value.set_other(odd(made.is_item, source)?);
        return Ok(());
    }
    value.select(fixed.unwrap_or(index));
    Ok(())
}

/// Makes a value of a union: a value of a member.
fn arrange_union(value: &mut dyn Union, made: &Arrange, source: &mut Source<'_, '_>) -> Result<()> {
    let members = of_members(made.facets);
    let chosen = source.index(members.len().max(4))?;
    let (index, facets) = members.get(chosen).copied().unwrap_or((chosen, &[]));
    let first = members.first().copied().unwrap_or((0, &[]));
    let is_made = |index: usize, value: &dyn Union| {
        !matches!(value.members().get(index), None | Some(Member::List | Member::Unlisted))
    };
    let (index, facets) = if is_made(index, value) { (index, facets) } else { first };
    if is_made(index, value) {
        let value = value.variants_mut();
        value.select(index);
        arrange(value.content_mut(), &Arrange { facets, ..*made }, source)?;
    }
    Ok(())
}

/// A text that a built-in type and facets allow.
fn lexical(name: &str, made: &Arrange, source: &mut Source<'_, '_>) -> Result<String> {
    let facets = made.facets;
    for facet in with_bases(facets) {
        if let Facet::Enumeration(texts) = facet {
            return Ok(texts.get(source.index(texts.len())?).copied().unwrap_or_default().to_owned());
        }
    }
    for facet in with_bases(facets) {
        if let Facet::Pattern(pattern) = facet {
            return sample(pattern, source);
        }
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
        "xs:decimal" => match with_bases(facets).any(|facet| matches!(facet, Facet::FractionDigits(0))) {
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
            Lexical::write(&Base64Binary(octets(facets, source)?), &mut text, &mut NoNamespaces);
            text
        }
        "xs:QName" => name_of(source)?.to_owned(),
        _ => string(made, source)?,
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
fn bounds(facets: Facets, range: RangeInclusive<i128>) -> RangeInclusive<i128> {
    let (mut least, mut most) = range.into_inner();
    let parse = |bound: &str| bound.split('.').next()?.parse::<i128>().ok();
    for facet in with_bases(facets) {
        match *facet {
            Facet::MinInclusive(bound) => least = least.max(parse(bound).unwrap_or(least)),
            Facet::MinExclusive(bound) => least = least.max(parse(bound).map_or(least, |bound| bound + 1)),
            Facet::MaxInclusive(bound) => most = most.min(parse(bound).unwrap_or(most)),
            Facet::MaxExclusive(bound) => most = most.min(parse(bound).map_or(most, |bound| bound - 1)),
            Facet::TotalDigits(digits) => {
                let limit = 10_i128.pow(u32::try_from(digits).unwrap_or(30).min(30)) - 1;
                (least, most) = (least.max(-limit), most.min(limit));
            }
            _ => {}
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

fn octets(facets: Facets, source: &mut Source<'_, '_>) -> Result<Vec<u8>> {
    let length = length(facets, source)?;
    (0..length).map(|_| source.bytes.arbitrary()).collect()
}

/// A length that the facets allow.
fn length(facets: Facets, source: &mut Source<'_, '_>) -> Result<usize> {
    let (least, most) = lengths(facets);
    let most = most.min(least.saturating_add(12));
    Ok(usize::try_from(source.number(least as i128..=most as i128)?).unwrap_or_default())
}

fn lengths(facets: Facets) -> (usize, usize) {
    let (mut least, mut most) = (0, usize::MAX);
    for facet in with_bases(facets) {
        match *facet {
            Facet::Length(length) => (least, most) = (least.max(length), most.min(length)),
            Facet::MinLength(min) => least = least.max(min),
            Facet::MaxLength(max) => most = most.min(max),
            _ => {}
        }
    }
    (least, most)
}

fn string(made: &Arrange, source: &mut Source<'_, '_>) -> Result<String> {
    // White space between the items of a list, or at the ends of what is collapsed, would be lost.
    let is_plain = made.is_item || made.row.white_space != WhiteSpace::Preserve;
    let least = usize::from(made.is_item);
    (0..length(made.facets, source)?.max(least)).map(|_| character(is_plain, source)).collect()
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
fn any_element(element: &mut AnyElement, made: &Arrange, source: &mut Source<'_, '_>) -> Result<()> {
    let namespaces = match made.row.kind {
        RowKind::Any(namespaces) => namespaces,
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
    any_type(&mut element.content, made, source)
}

/// Content that no schema names.
fn any_type(content: &mut AnyType, made: &Arrange, source: &mut Source<'_, '_>) -> Result<()> {
    source.depth += 1;
    if source.flag()? {
        let value = string(&Arrange { facets: &[], ..*made }, source)?;
        content.attributes.push(AnyAttribute { local: name_of(source)?.to_owned(), value, ..AnyAttribute::default() });
    }
    for _ in 0..source.count(Occurs { min: 0, max: 2 })? {
        let is_behind_text = matches!(content.nodes.last(), Some(AnyNode::Text(_)));
        let text = string(&Arrange { facets: &[], ..*made }, source)?;
        if !is_behind_text && !text.is_empty() {
            content.nodes.push(AnyNode::Text(text));
            continue;
        }
        let mut inside = AnyElement::default();
        name_of(source)?.clone_into(&mut inside.local);
        any_type(&mut inside.content, made, source)?;
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
