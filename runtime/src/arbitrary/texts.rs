//! Makes lexical forms of simple types.

use std::fmt::Write as _;
use std::ops::RangeInclusive;

use ::arbitrary::Result;
use regex_syntax::hir::{Class, ClassUnicodeRange, Hir, HirKind};

use super::source::{Source, Spec};
use crate::engine::facets::{Facet, Facets, with_bases};
use crate::engine::row::WhiteSpace;
use crate::lexical::{Base64Binary, Lexical, NoNamespaces};
use crate::reader::is_xml_char;

/// Returns a lexical form of a built-in type. If the facets of `spec` contain an enumeration or a pattern, returns a listed text
/// or a matching text.
pub(super) fn lexical(name: &str, spec: &Spec, source: &mut Source<'_, '_>) -> Result<String> {
    let facets = spec.facets;
    for facet in with_bases(facets) {
        if let Facet::Enumeration(texts) = facet {
            return Ok(texts.get(source.index(texts.len())?).copied().unwrap_or_default().to_owned());
        }
    }
    for facet in with_bases(facets) {
        if let Some((_, pattern)) = facet.pattern() {
            return sample(pattern, source);
        }
    }
    let mut integer =
        |min: i128, max: i128| -> Result<String> { source.number(bounds(facets, min..=max)).map(|n| n.to_string()) };
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
        _ => string(spec, source)?,
    })
}

/// Returns a text that is likely to violate the facets of a type.
pub(super) fn violating_text(is_item: bool, source: &mut Source<'_, '_>) -> Result<String> {
    const TEXTS: [&str; 10] =
        ["", "x", "-1", "0", "100000", "2000000000", "a b", "!", "1.2.3", "0123456789abcdefABCDEF"];
    let chosen = source.index(TEXTS.len())?;
    // In a list, an empty item would disappear, and an item with a space would become two.
    let chosen = if is_item && (TEXTS[chosen].is_empty() || TEXTS[chosen].contains(' ')) { 1 } else { chosen };
    Ok(TEXTS[chosen].to_owned())
}

/// Returns the part of a range that the facets allow.
fn bounds(facets: Facets, range: RangeInclusive<i128>) -> RangeInclusive<i128> {
    let (mut min, mut max) = range.into_inner();
    let parse = |bound: &str| bound.split('.').next()?.parse::<i128>().ok();
    for facet in with_bases(facets) {
        match *facet {
            Facet::MinInclusive(bound) => min = min.max(parse(bound).unwrap_or(min)),
            Facet::MinExclusive(bound) => min = min.max(parse(bound).map_or(min, |bound| bound + 1)),
            Facet::MaxInclusive(bound) => max = max.min(parse(bound).unwrap_or(max)),
            Facet::MaxExclusive(bound) => max = max.min(parse(bound).map_or(max, |bound| bound - 1)),
            Facet::TotalDigits(digits) => {
                let limit = 10_i128.pow(u32::try_from(digits).unwrap_or(30).min(30)) - 1;
                (min, max) = (min.max(-limit), max.min(limit));
            }
            _ => {}
        }
    }
    min..=max
}

fn part(source: &mut Source<'_, '_>, min: i128, max: i128) -> Result<i128> {
    source.number(min..=max)
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

/// Returns a length that the facets allow.
fn length(facets: Facets, source: &mut Source<'_, '_>) -> Result<usize> {
    let (min, max) = lengths(facets);
    let max = max.min(min.saturating_add(12));
    Ok(usize::try_from(source.number(min as i128..=max as i128)?).unwrap_or_default())
}

pub(super) fn lengths(facets: Facets) -> (usize, usize) {
    let (mut min, mut max) = (0, usize::MAX);
    for facet in with_bases(facets) {
        match *facet {
            Facet::Length(length) => (min, max) = (min.max(length), max.min(length)),
            Facet::MinLength(length) => min = min.max(length),
            Facet::MaxLength(length) => max = max.min(length),
            _ => {}
        }
    }
    (min, max)
}

pub(super) fn string(spec: &Spec, source: &mut Source<'_, '_>) -> Result<String> {
    // Reading would change white space in an item of a list, or in a text whose white space facet is not `preserve`.
    let is_plain = spec.is_item || spec.row.white_space != WhiteSpace::Preserve;
    let min = usize::from(spec.is_item);
    (0..length(spec.facets, source)?.max(min)).map(|_| character(is_plain, source)).collect()
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

/// Returns a text that a regular expression matches.
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
            // A range can begin with characters that XML forbids. So the range is shortened to begin with an allowed character.
            let first = |range: &ClassUnicodeRange| (range.start()..=range.end()).find(|&c| is_xml_char(c));
            let ranges: Vec<_> = class.iter().filter_map(|range| Some((first(range)?, range.end()))).collect();
            if let Some(&(first, last)) = ranges.get(source.index(ranges.len())?) {
                let code = source.bytes.int_in_range(u32::from(first)..=u32::from(last))?;
                out.push(char::from_u32(code).filter(|&c| is_xml_char(c)).unwrap_or(first));
            }
        }
        HirKind::Class(Class::Bytes(class)) => {
            if let Some(range) = class.ranges().first() {
                out.push(char::from(range.start()));
            }
        }
        HirKind::Repetition(repetition) => {
            let max = repetition.max.unwrap_or(u32::MAX).min(repetition.min.saturating_add(4));
            for _ in 0..source.number(i128::from(repetition.min)..=i128::from(max))? {
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

pub(super) fn name_of(source: &mut Source<'_, '_>) -> Result<&'static str> {
    const NAMES: [&str; 4] = ["a", "Name", "n-1.x", "ü"];
    Ok(NAMES[source.index(NAMES.len())?])
}
