//! Validity and equality of values of simple types, to check enumerations, bounds, defaults and fixed values in the schema (XML
//! Schema part 1, 3.2.6, 3.3.6; part 2, 4.3.5).

use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::slice;

use regex::Regex;

use super::effective::effective;
use super::lexical::{is_huge, is_lexical};
use super::order::{Decimal, compare};
use crate::schema::pattern::translate;
use crate::schema::{Builtin, FacetKind, QName, Schema, SimpleTypeId, Variety, WhiteSpace};
use crate::work;
use crate::xsd::split_prefix;
use crate::xsd::white_space::{WHITE_SPACE, collapse, words};

/// Checks and comparisons of values of simple types, with a cache of patterns and enumerated values.
pub(crate) struct Values<'s> {
    schema: &'s Schema,
    /// The compiled patterns; `None` for a pattern that does not compile. Such a pattern matches every text.
    patterns: RefCell<HashMap<&'s str, Option<Regex>>>,
    /// For each type that states enumerated values: these values, after the normalization of white space.
    enumerated: RefCell<HashMap<SimpleTypeId, HashSet<String>>>,
    /// The number of values compared one by one so far, limited by [`MAX_COMPARED`].
    compared: Cell<usize>,
}

/// The maximum number of comparisons of a value with an enumerated value. Beyond it, every value counts as enumerated.
const MAX_COMPARED: usize = 2_000_000;

impl<'s> Values<'s> {
    pub(crate) fn new(schema: &'s Schema) -> Self {
        Self { schema, patterns: RefCell::default(), enumerated: RefCell::default(), compared: Cell::new(0) }
    }

    /// Returns whether a text is a value of a type. Namespaces of qualified names are not checked.
    pub(super) fn is_valid(&self, id: SimpleTypeId, text: &str) -> bool {
        self.is_valid_once(id, text, &mut HashMap::new())
    }

    /// Implements [`is_valid`](Self::is_valid). `known` contains the results for types already checked, because unions can contain the
    /// same type several times.
    fn is_valid_once(&self, id: SimpleTypeId, text: &str, known: &mut HashMap<SimpleTypeId, bool>) -> bool {
        if let Some(known) = known.get(&id) {
            return *known;
        }
        work::step();
        let normalized = self.normalized(id, text);
        let is_valid = match &self.schema.simple_type(id).variety {
            Variety::Any => return true,
            Variety::List(item) => words(&normalized).all(|text| self.is_valid(*item, text)),
            Variety::Union(members) => members.iter().any(|member| self.is_valid_once(*member, text, known)),
            Variety::Atomic(builtin) => is_lexical(*builtin, &normalized),
        };
        let is_valid = is_valid
            && self.matches_patterns(id, &normalized)
            && self.has_length(id, &normalized)
            && self.is_in_range(id, &normalized)
            && self.is_enumerated(id, text);
        known.insert(id, is_valid);
        is_valid
    }

    /// Returns whether a text can be a bound, such as `minInclusive`, in a restriction of the type `id`: whether it is a value of the
    /// type. The bounds of the type itself are ignored, because `facets.rs` compares them. Returns true for types that are not atomic.
    pub(super) fn is_valid_bound(&self, id: SimpleTypeId, text: &str) -> bool {
        let Variety::Atomic(builtin) = self.schema.simple_type(id).variety else { return true };
        let normalized = self.normalized(id, text);
        is_lexical(builtin, &normalized)
            && self.matches_patterns(id, &normalized)
            && self.has_digits(id, &normalized)
            && self.is_enumerated(id, text)
    }

    /// Returns whether two texts are the same value of a type. Qualified names count as equal if their local parts are equal.
    pub(super) fn are_equal(&self, id: SimpleTypeId, a: &str, b: &str) -> bool {
        let (left, right) = (self.normalized(id, a), self.normalized(id, b));
        left == right
            || match &self.schema.simple_type(id).variety {
                Variety::Any => false,
                Variety::List(item) => {
                    words(a).count() == words(b).count()
                        && words(a).zip(words(b)).all(|(a, b)| self.are_equal(*item, a, b))
                }
                Variety::Union(members) => {
                    let members = self.schema.union_members(members);
                    let [one, other] = [a, b].map(|text| members.iter().find(|member| self.is_valid(**member, text)));
                    matches!((one, other), (Some(one), Some(other)) if self.are_comparable(*one, *other) && self.are_equal(*one, a, b))
                }
                Variety::Atomic(builtin) => match builtin.primitive() {
                    Builtin::Boolean => is_true(&left) == is_true(&right),
                    Builtin::HexBinary => left.eq_ignore_ascii_case(&right),
                    Builtin::Base64Binary => left.replace(' ', "") == right.replace(' ', ""),
                    // Equal names can have different prefixes, and the namespaces are not known here. So only the local parts are
                    // compared.
                    Builtin::QName | Builtin::Notation => split_prefix(&left).1 == split_prefix(&right).1,
                    Builtin::Float | Builtin::Double if left == "NaN" || right == "NaN" => false,
                    Builtin::String | Builtin::AnyUri => false,
                    primitive => match compare(primitive, &left, &right) {
                        Some(order) => order.is_eq(),
                        None => is_huge(&left) || is_huge(&right),
                    },
                },
            }
    }

    /// Returns whether two members of a union can have equal values: they are the same type or have the same primitive type.
    fn are_comparable(&self, one: SimpleTypeId, other: SimpleTypeId) -> bool {
        let primitive = |id| match self.schema.simple_type(id).variety {
            Variety::Atomic(builtin) => Some(builtin.primitive()),
            _ => None,
        };
        one == other || primitive(one).is_some_and(|found| primitive(other) == Some(found))
    }

    /// Returns whether an undeclared prefix is the only reason why a text is not a value of a type. `names` are the items of the text
    /// as qualified names.
    pub(super) fn lack_prefixes(&self, id: SimpleTypeId, text: &str, names: &[Option<QName>]) -> bool {
        match &self.schema.simple_type(id).variety {
            Variety::Any => false,
            Variety::Atomic(builtin) => is_name(*builtin) && names.contains(&None) && self.is_valid(id, text),
            Variety::List(item) => {
                let mut items = words(text).zip(names);
                items.any(|(text, name)| self.lack_prefixes(*item, text, slice::from_ref(name)))
            }
            Variety::Union(members) => {
                let members = self.schema.union_members(members);
                let mut members = members.into_iter().filter(|member| self.is_valid(*member, text)).peekable();
                members.peek().is_some() && members.all(|member| self.lack_prefixes(member, text, names))
            }
        }
    }

    /// Returns whether a text is a value of a type, and its qualified names are enumerated if the type enumerates names. `names` are
    /// the items of the text as qualified names. An item that is `None` counts as enumerated.
    pub(super) fn is_valid_with_names(&self, id: SimpleTypeId, text: &str, names: &[Option<QName>]) -> bool {
        self.is_valid(id, text)
            && match &self.schema.simple_type(id).variety {
                Variety::Atomic(builtin) if is_name(*builtin) => {
                    let known = self.schema.enumeration(id);
                    let is_name = |name: &QName| known.iter().any(|known| known.name.as_ref() == Some(name));
                    known.is_empty() || names.iter().flatten().all(is_name)
                }
                Variety::List(item) => words(text)
                    .zip(names)
                    .all(|(text, name)| self.is_valid_with_names(*item, text, slice::from_ref(name))),
                _ => true,
            }
    }

    /// Returns a value with its qualified names written as `{namespace}local`; `None` if it contains no qualified names, or only names
    /// with undeclared prefixes. `names` are the items of the value as qualified names.
    pub(crate) fn in_braces(&self, id: SimpleTypeId, text: &str, names: &[Option<QName>]) -> Option<String> {
        match &self.schema.simple_type(id).variety {
            Variety::Any => None,
            Variety::Atomic(builtin) if is_name(*builtin) => Some(names.first()?.as_ref()?.to_string()),
            Variety::Atomic(_) => None,
            Variety::List(item) => {
                let items = words(text).zip(names);
                let named = items.map(|(text, name)| (text, self.in_braces(*item, text, slice::from_ref(name))));
                let named: Vec<_> = named.collect();
                let is_named = named.iter().any(|(_, name)| name.is_some());
                let items = named.into_iter().map(|(text, name)| name.unwrap_or_else(|| text.to_owned()));
                is_named.then(|| items.collect::<Vec<_>>().join(" "))
            }
            Variety::Union(members) => {
                let is_value =
                    |member: &SimpleTypeId| self.is_valid(*member, text) && !self.lack_prefixes(*member, text, names);
                let member = self.schema.union_members(members).into_iter().find(is_value)?;
                self.in_braces(member, text, names)
            }
        }
    }

    fn normalized(&self, id: SimpleTypeId, text: &str) -> String {
        let white_space = match &self.schema.simple_type(id).variety {
            Variety::List(_) | Variety::Union(_) => WhiteSpace::Collapse,
            Variety::Any | Variety::Atomic(_) => self.schema.white_space(id),
        };
        match white_space {
            WhiteSpace::Preserve => text.to_owned(),
            WhiteSpace::Replace => text.replace(WHITE_SPACE, " "),
            WhiteSpace::Collapse => collapse(text),
        }
    }

    fn matches_patterns(&self, id: SimpleTypeId, text: &str) -> bool {
        self.schema.simple_ancestry(id).all(|ty| {
            let mut patterns = ty.facets.iter().filter(|facet| facet.kind == FacetKind::Pattern).peekable();
            patterns.peek().is_none() || patterns.any(|facet| self.matches(&facet.value, text))
        })
    }

    fn matches(&self, pattern: &'s str, text: &str) -> bool {
        let mut patterns = self.patterns.borrow_mut();
        let compiled = patterns.entry(pattern).or_insert_with(|| Regex::new(&translate(pattern).ok()?).ok());
        compiled.as_ref().is_none_or(|regex| regex.is_match(text))
    }

    fn has_length(&self, id: SimpleTypeId, text: &str) -> bool {
        let length = match &self.schema.simple_type(id).variety {
            Variety::List(_) => words(text).count(),
            Variety::Any | Variety::Union(_) => return true,
            Variety::Atomic(builtin) => match builtin.primitive() {
                Builtin::String | Builtin::AnyUri => text.chars().count(),
                Builtin::HexBinary => text.len() / 2,
                Builtin::Base64Binary => {
                    text.bytes().filter(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(byte)).count() * 3 / 4
                }
                _ => return true,
            },
        };
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        let bound = |kind| effective(self.schema, id, kind).and_then(|facet| facet.value.parse::<u64>().ok());
        bound(FacetKind::Length).is_none_or(|exact| exact == length)
            && bound(FacetKind::MinLength).is_none_or(|min| min <= length)
            && bound(FacetKind::MaxLength).is_none_or(|max| max >= length)
    }

    fn is_in_range(&self, id: SimpleTypeId, text: &str) -> bool {
        let Variety::Atomic(builtin) = self.schema.simple_type(id).variety else { return true };
        let is_within = |kind, accepts: fn(Ordering) -> bool| {
            effective(self.schema, id, kind).is_none_or(|bound| match compare(builtin.primitive(), text, bound.value) {
                Some(order) => accepts(order),
                // If the value and the bound have no order, the value is out of range, unless one of them is too long to parse.
                None => is_huge(text) || is_huge(bound.value),
            })
        };
        is_within(FacetKind::MinInclusive, Ordering::is_ge)
            && is_within(FacetKind::MaxInclusive, Ordering::is_le)
            && is_within(FacetKind::MinExclusive, Ordering::is_gt)
            && is_within(FacetKind::MaxExclusive, Ordering::is_lt)
            && self.has_digits(id, text)
    }

    fn has_digits(&self, id: SimpleTypeId, text: &str) -> bool {
        let max = |kind| effective(self.schema, id, kind).and_then(|facet| facet.value.parse::<usize>().ok());
        let (fraction, total) = (max(FacetKind::FractionDigits), max(FacetKind::TotalDigits));
        if fraction.is_none() && total.is_none() {
            return true;
        }
        Decimal::of(text).is_none_or(|decimal| {
            let digits = decimal.fraction.len();
            fraction.is_none_or(|max| digits <= max) && total.is_none_or(|max| decimal.whole.len() + digits <= max)
        })
    }

    fn is_enumerated(&self, id: SimpleTypeId, text: &str) -> bool {
        let mut ancestry = self.schema.simple_ancestry_ids(id);
        let Some(owner) = ancestry.find(|id| !self.schema.simple_type(*id).enumeration.is_empty()) else { return true };
        let listed = &self.schema.simple_type(owner).enumeration;
        let values = || listed.iter().map(|known| self.normalized(owner, &known.value)).collect();
        if self.enumerated.borrow_mut().entry(owner).or_insert_with(values).contains(&self.normalized(id, text)) {
            return true;
        }
        // Different texts can be the same value, such as `1` and `1.0`.
        self.compared.set(self.compared.get().saturating_add(listed.len()));
        self.compared.get() > MAX_COMPARED || listed.iter().any(|known| self.are_equal(id, &known.value, text))
    }
}

/// Returns whether the values of a built-in type are qualified names.
fn is_name(builtin: Builtin) -> bool {
    matches!(builtin, Builtin::QName | Builtin::Notation)
}

fn is_true(text: &str) -> bool {
    matches!(text, "true" | "1")
}
