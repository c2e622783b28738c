//! Violations of a schema, with the paths of the values that violate it.

use std::fmt;

use crate::engine::row::{Occurs, Row, RowKind};
use crate::options::Options;
use crate::printable::{shown, shown_name};
use crate::version::Version;
use crate::writer::Unwritable;

/// A violation of a constraint of the schema.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Violation {
    /// The path of the value, for example `/GetItem/ItemIds/ItemId[2]/@Id`.
    pub path: String,
    /// The violated constraint.
    pub constraint: Constraint,
    /// The value, shortened if it is long. For `MinOccurs` and `MaxOccurs`, the number of occurrences.
    pub value: String,
}

impl Violation {
    /// The maximum number of violations that are returned. If their paths and values are long, fewer are returned.
    pub const MAX_KEPT: usize = 1000;
}

/// The approximate maximum size of all violations together, in bytes.
const MAX_BYTES: usize = 1 << 20;

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, constraint, value } = self;
        match constraint {
            Constraint::MinOccurs(_) | Constraint::MaxOccurs(_) => {
                write!(f, "{path}: occurs {value} times, but {constraint}")
            }
            Constraint::Version { since, .. } if value.is_empty() => {
                write!(f, "{path}: {constraint}; leave it out, or use {} or later", since.title)
            }
            Constraint::Version { version, since } => {
                let (version, since) = (version.title, since.title);
                write!(f, "{path}: {version} lacks {value:?}; use another value, or {since} or later")
            }
            Constraint::Required => write!(f, "{path}: the attribute is required"),
            _ => write!(f, "{path}: {value} violates {constraint}"),
        }
    }
}

/// A constraint of a schema (XML Schema part 2, section 4.3; part 1, section 3.9.4).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Constraint {
    /// The exact number of characters, octets or items.
    Length(usize),
    /// The minimum number of characters, octets or items.
    MinLength(usize),
    /// The maximum number of characters, octets or items.
    MaxLength(usize),
    /// A pattern of the schema.
    Pattern(&'static str),
    /// The minimum value.
    MinInclusive(&'static str),
    /// The lower bound, which is not allowed itself.
    MinExclusive(&'static str),
    /// The maximum value.
    MaxInclusive(&'static str),
    /// The upper bound, which is not allowed itself.
    MaxExclusive(&'static str),
    /// The maximum number of significant digits.
    TotalDigits(usize),
    /// The maximum number of significant digits after the decimal point.
    FractionDigits(usize),
    /// The listed values.
    Enumeration,
    /// The alternatives of a choice: the element is not an alternative, or is not a value of the type of its alternative.
    Choice,
    /// The restriction of the declared type that an `xsi:type` names: the value does not match this restriction.
    Type(&'static str),
    /// The members of a union: the value is not a value of any member.
    Union,
    /// The only allowed value.
    Fixed(&'static str),
    /// The minimum number of occurrences.
    MinOccurs(u32),
    /// The maximum number of occurrences.
    MaxOccurs(u32),
    /// A required attribute is absent.
    Required,
    /// XML does not allow a character; writing the value fails.
    Character(char),
    /// A version of the protocol that lacks the element, attribute, type or value. [`Violation::value`] is the name of the type
    /// or the listed value; for an element or an attribute, it is empty.
    Version {
        /// The version against which the value was validated.
        version: &'static Version,
        /// The first version that has the element, attribute, type or value.
        since: &'static Version,
    },
    /// XML does not allow the name of an undeclared element, attribute or type; writing the value fails.
    Name,
    /// The maximum depth of nested elements ([`Options::MAX_DEPTH`], of which the envelope needs two levels); writing the value
    /// fails.
    Depth,
}

impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length(length) => write!(f, "length {length}"),
            Self::MinLength(length) => write!(f, "minLength {length}"),
            Self::MaxLength(length) => write!(f, "maxLength {length}"),
            Self::Pattern(pattern) => write!(f, "pattern {}", shown_name(pattern)),
            Self::MinInclusive(bound) => write!(f, "minInclusive {bound}"),
            Self::MinExclusive(bound) => write!(f, "minExclusive {bound}"),
            Self::MaxInclusive(bound) => write!(f, "maxInclusive {bound}"),
            Self::MaxExclusive(bound) => write!(f, "maxExclusive {bound}"),
            Self::TotalDigits(digits) => write!(f, "totalDigits {digits}"),
            Self::FractionDigits(digits) => write!(f, "fractionDigits {digits}"),
            Self::Enumeration => f.write_str("the enumeration"),
            Self::Choice => f.write_str("all alternatives of the choice"),
            Self::Type(name) => write!(f, "the type {name}"),
            Self::Union => f.write_str("all members of the union"),
            Self::Fixed(value) => write!(f, "fixed {value:?}"),
            Self::MinOccurs(times) => write!(f, "minOccurs is {times}"),
            Self::MaxOccurs(times) => write!(f, "maxOccurs is {times}"),
            Self::Version { version, .. } => write!(f, "{} lacks it", version.title),
            Self::Required => f.write_str("use required"),
            Self::Character(c) => write!(f, "the characters of XML, which exclude U+{:04X}", u32::from(*c)),
            Self::Name => f.write_str("the names of XML"),
            Self::Depth => write!(f, "the maximum depth, which is {} levels", Options::MAX_DEPTH),
        }
    }
}

/// The maximum number of elements in the path of a value. Up to three enclosing elements are not in the path: the root element
/// of a value without a name, and two of the envelope.
pub(super) const MAX_LEVELS: usize = Options::MAX_DEPTH - 3;

/// The place of a value. Each place refers to the enclosing place, so that a path is only built for a violation.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    pub(super) outer: Option<&'p Place<'p>>,
    pub(super) name: &'static str,
    pub(super) is_attribute: bool,
    /// The number of an item, from 1; 0 if the value is not an item of a list.
    pub(super) number: usize,
    /// The number of elements in the path.
    pub(super) depth: usize,
}

impl<'p> Place<'p> {
    pub(super) const OUTSIDE: Place<'static> =
        Place { outer: None, name: "", is_attribute: false, number: 0, depth: 0 };

    pub(super) fn inside(outer: &'p Place<'p>, row: &Row) -> Self {
        Self::named(outer, row.name.local, matches!(row.kind, RowKind::Attribute))
    }

    pub(super) fn named(outer: &'p Place<'p>, name: &'static str, is_attribute: bool) -> Self {
        let depth = outer.depth + usize::from(!name.is_empty());
        Self { outer: Some(outer), name, is_attribute, number: 0, depth }
    }

    /// Returns the maximum number of levels of nested elements inside the place.
    pub(super) fn levels_left(&self) -> usize {
        MAX_LEVELS.saturating_sub(self.depth)
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

/// The violations found so far.
#[derive(Default)]
pub(super) struct Violations {
    pub(super) list: Vec<Violation>,
    bytes: usize,
    pub(super) scratch: String,
    /// The versions of the protocol.
    versions: &'static [Version],
    /// The index of the version to validate against: each element, attribute, type or listed value that is newer is a violation.
    /// `None` allows all versions.
    version: Option<usize>,
    /// The index of the first version that has all elements, attributes, types and listed values checked so far.
    pub(super) newest: u8,
}

impl Violations {
    /// Returns an empty list of violations, for validating against a version. If `versions` does not contain `version`, all
    /// versions are allowed.
    pub(super) fn against(versions: &'static [Version], version: &str) -> Self {
        Self { versions, version: versions.iter().position(|known| known.name == version), ..Self::default() }
    }

    pub(super) fn add(&mut self, place: &Place<'_>, constraint: Constraint, value: String) {
        if self.list.len() < Violation::MAX_KEPT && self.bytes < MAX_BYTES {
            let path = place.path();
            self.push(Violation { path, constraint, value });
        }
    }

    pub(super) fn push(&mut self, violation: Violation) {
        if self.list.len() < Violation::MAX_KEPT && self.bytes < MAX_BYTES {
            self.bytes += violation.path.len() + violation.value.len();
            self.list.push(violation);
        }
    }

    /// Records a type, a listed value, an element or an attribute whose first version is `since`. If the version to validate
    /// against is older, adds a violation.
    pub(super) fn add_part(&mut self, place: &Place<'_>, since: u8, name: &str) {
        self.newest = self.newest.max(since);
        let since = usize::from(since);
        let newer = self.version.filter(|version| *version < since);
        let pair = newer.and_then(|version| Some((self.versions.get(version)?, self.versions.get(since)?)));
        if let Some((version, since)) = pair {
            self.add(place, Constraint::Version { version, since }, name.to_owned());
        }
    }

    pub(super) fn add_unwritable(&mut self, place: &Place<'_>, problem: Unwritable<'_>) {
        match problem {
            Unwritable::Name(name) => self.add(place, Constraint::Name, shown(name)),
            Unwritable::Text(text, c) => self.add(place, Constraint::Character(c), shown(text)),
            Unwritable::Depth => self.add(place, Constraint::Depth, "the element".to_owned()),
        }
    }

    pub(super) fn add_occurrence(&mut self, place: &Place<'_>, count: usize, Occurs { min, max }: Occurs) {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        if count < min {
            self.add(place, Constraint::MinOccurs(min), count.to_string());
        }
        if count > max {
            self.add(place, Constraint::MaxOccurs(max), count.to_string());
        }
    }
}
