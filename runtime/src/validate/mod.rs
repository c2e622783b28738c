//! Checks values against the constraints of their schema: facets, occurrence, fixed values.
//!
//! Reading and writing do not check these constraints, because servers send values that their own schema forbids, and newer
//! versions of a server accept more than older versions. Validate values before you send them, or to examine received values.

mod facets;
mod violation;

use std::cmp::Ordering;

use crate::any::AnyElement;
use crate::engine::access::{
    ComplexRef, DerivedTypes, EnumerationRef, ListRef, Member, Selection, Simple, UnionRef, Value, ValueRef, View,
};
use crate::engine::element::GlobalElement;
use crate::engine::facets::{Facets, of_items, of_members, with_bases};
use crate::engine::particles::is_begun;
use crate::engine::read::read_field;
use crate::engine::row::{Items, Presence, Row, RowKind, ValueConstraint};
use crate::engine::simple::lexical_form;
use crate::engine::write::write_value;
use crate::lexical;
use crate::names::{Name, Ns};
use crate::options::Options;
use crate::printable::shown;
use crate::reader::Reader;
use crate::version::Version;
use crate::writer::{Unwritable, Writer, forbidden_char, unwritable_name, unwritable_text};

use facets::{check_lengths, check_list_facets, is_stated, needs_text, violated};
pub use violation::{Constraint, Violation};
use violation::{MAX_LEVELS, Place, Violations};

/// A value that can be checked against its schema.
pub trait Validate {
    /// Returns the violations of the schema, at most `Violation::MAX_KEPT`. Validating most valid values allocates no
    /// memory, except for the first use of a pattern.
    ///
    /// Constraints that the Rust types already enforce, identity constraints, and the uniqueness of IDs are not checked. In
    /// wildcard content, only names, characters and depth are checked. Writing fails only for a value with a violation.
    ///
    /// ```
    /// use ews_types::messages::GetItemType;
    /// use ews_types::xml::{Constraint, Validate, Violation};
    ///
    /// let violations = GetItemType::default().validate();
    /// let is_expected =
    ///     |violation: &Violation| violation.path == "/ItemIds" && violation.constraint == Constraint::MinOccurs(1);
    /// assert!(violations.iter().any(is_expected));
    /// ```
    fn validate(&self) -> Vec<Violation> {
        violations(self.validated(), Violations::default()).list
    }

    /// Returns the violations of the schema of an older version: those of `validate`, and each element, attribute, type or listed
    /// value that is newer than `version`. If `versions` does not contain `version`, returns the same as `validate`.
    ///
    /// `versions` is the constant `VERSIONS` of the generated code.
    fn validate_against(&self, versions: &'static [Version], version: &str) -> Vec<Violation> {
        violations(self.validated(), Violations::against(versions, version)).list
    }

    /// Returns the first version that has all elements, attributes, types and listed values in the value; `None` if `versions` is
    /// empty.
    fn first_version(&self, versions: &'static [Version]) -> Option<&'static Version> {
        versions.get(usize::from(violations(self.validated(), Violations::default()).newest))
    }

    /// Returns the value with its row.
    #[doc(hidden)]
    fn validated(&self) -> (ValueRef<'_>, &'static Row);
}

impl<T: Value> Validate for T {
    #[doc(hidden)]
    fn validated(&self) -> (ValueRef<'_>, &'static Row) {
        (ValueRef::of(self), Row::UNNAMED)
    }
}

/// Returns the violations of a global element: see [`Validate::validate_against`].
pub(crate) fn violations_of<E: GlobalElement>(
    element: &E,
    versions: &'static [Version],
    version: &str,
) -> Vec<Violation> {
    violations((element.content(), E::ROW), Violations::against(versions, version)).list
}

fn violations((value, row): (ValueRef<'_>, &'static Row), mut found: Violations) -> Violations {
    check_field(value, row, &Place::OUTSIDE, &mut found);
    found
}

/// The constraints on a value (its row and facets), and the place of the value.
#[derive(Clone, Copy)]
struct Check<'p> {
    row: &'static Row,
    facets: Facets,
    place: &'p Place<'p>,
}

impl Check<'_> {
    fn has_constraints(&self) -> bool {
        !self.facets.is_empty() || matches!(self.row.value, ValueConstraint::Fixed(_))
    }
}

// -- fields -------------------------------------------------------------------------------------------------------------

fn check_field(value: ValueRef<'_>, row: &'static Row, outer: &Place<'_>, found: &mut Violations) {
    let place = &Place::inside(outer, row);
    let check = Check { row, facets: row.facets, place };
    if row.since > 0 && is_present(value, row) {
        found.add_part(place, row.since, "");
    }
    match value.view() {
        View::List(list) if row.occurs.is_repeated() => {
            found.add_occurrence(place, list.len(), row.occurs);
            check_items(list, &check, found);
        }
        _ => check_value(value, &check, found),
    }
}

fn check_value(value: ValueRef<'_>, check: &Check<'_>, found: &mut Violations) {
    match value.view() {
        View::Optional(value) | View::Nillable(value) => {
            if let Some(value) = value {
                check_value(value, check, found);
            }
        }
        View::List(list) => check_list(value, list, check, found),
        View::Simple(value) => {
            check_characters(value, check.place, found);
            if check.has_constraints() {
                check_simple(value, check, found);
            }
        }
        View::Union(value) => check_union(value, check, found),
        View::Enumeration(value) => check_enumeration(value, check, found),
        View::Complex(content) if check.place.depth <= MAX_LEVELS => {
            check_fields(content, check.place, found);
            if let Some(content) = simple_content(content) {
                check_fixed(content, check, found);
            }
        }
        View::Complex(_) => found.add_unwritable(check.place, Unwritable::Depth),
        View::Variants(value) => match value.table().selection {
            Selection::Child(rows) => match rows.get(value.index()) {
                Some(row) => check_field(value.content(), row, check.place, found),
                None => check_unknown(value.content(), check.place, found),
            },
            Selection::Type(types) => {
                if let Some(ty) = types.variants.get(value.index()) {
                    found.add_part(check.place, ty.since, ty.local);
                }
                check_polymorphic(value.content(), types, check, found);
            }
            Selection::Text => check_value(value.content(), check, found),
        },
        View::AnyElement(value) => check_any_element(value, check.place, found),
        View::AnyType(value) => {
            let report = &mut |problem| found.add_unwritable(check.place, problem);
            value.each_unwritable(check.place.levels_left(), report);
        }
        View::AnyAttributes(value) | View::Nil(value) => {
            let report = &mut |problem| found.add_unwritable(check.place, problem);
            value.iter().for_each(|attribute| attribute.each_unwritable(report));
        }
        View::Unknown(_) => {}
    }
}

/// Checks a value of a type that `xsi:type` selects. If the `xsi:type` names a known restriction of the declared type, the value is
/// written, and read as a value of the restricted type, to check the constraints of the restriction.
fn check_polymorphic(value: ValueRef<'_>, types: DerivedTypes, check: &Check<'_>, found: &mut Violations) {
    static ROW: Row = Row::new(RowKind::Element(None), Name::new(Ns::NONE, "value"));
    let count = found.list.len();
    check_value(value, check, found);
    let View::Complex(complex) = value.view() else { return };
    let ty = complex.derived().and_then(|(name, _)| types.other(name));
    let Some((ty, restriction)) = ty.and_then(|ty| Some((ty, ty.restriction?))) else { return };
    let mut writer = Writer::new(restriction.namespaces);
    // A value that violates the declared type, or that cannot be written, has already been reported.
    if found.list.len() > count || write_value(value, &ROW, &mut writer).is_err() {
        return;
    }
    let text = writer.finish();
    (restriction.with_value)(&mut |mut restricted| {
        let mut reader = Reader::new(&text, restriction.namespaces, Options::new());
        let is_read = reader.step().is_ok() && read_field(restricted.again(), &ROW, &mut reader, false).is_ok();
        let deviations = reader.into_deviations();
        for deviation in deviations.iter().filter(|_| is_read) {
            found.add(check.place, Constraint::Type(ty.local), format!("{} {}", deviation.kind, deviation.subject));
        }
        if deviations.is_empty() {
            check_value(restricted.shared(), check, found);
        }
    });
}

fn check_any_element(element: &AnyElement, place: &Place<'_>, found: &mut Violations) {
    element.each_unwritable(place.levels_left(), &mut |problem| found.add_unwritable(place, problem));
}

/// Reports an unknown element in a choice, and the reasons why it cannot be written.
fn check_unknown(value: ValueRef<'_>, place: &Place<'_>, found: &mut Violations) {
    let (base, element) = match value.view() {
        View::AnyElement(element) => (None, element),
        View::Unknown(unknown) => (Some(unknown.base), unknown.rest),
        _ => return,
    };
    if element.local.is_empty() {
        found.add(place, Constraint::MinOccurs(1), "0".to_owned());
        return;
    }
    found.add(place, Constraint::Choice, format!("<{}>", element.local));
    check_any_element(element, place, found);
    if let Some(base) = base {
        let mut inside = Violations::default();
        check_fields(base, place, &mut inside);
        // An unknown element need not be a valid value of the base. So only the reasons why it cannot be written are reported.
        let is_unwritable =
            |constraint| matches!(constraint, Constraint::Character(_) | Constraint::Name | Constraint::Depth);
        for violation in inside.list.into_iter().filter(|violation| is_unwritable(violation.constraint)) {
            found.push(violation);
        }
    }
}

/// Checks the items of a repeated element, of a wrapper (an element that contains only a repeated element) or of an `xs:list`.
fn check_list(value: ValueRef<'_>, list: ListRef<'_>, check: &Check<'_>, found: &mut Violations) {
    match check.row.items {
        Items::Children(item) => {
            found.add_occurrence(check.place, list.len(), item.occurs);
            let place = &Place::named(check.place, item.name.local, false);
            if !list.is_empty() {
                found.add_part(place, item.since, "");
            }
            check_items(list, &Check { row: item, facets: item.facets, place }, found);
        }
        Items::Text(item) => {
            check_list_facets(list, check.facets, check.place, found);
            check_items(list, &Check { row: item, facets: of_items(check.facets), ..*check }, found);
            check_fixed(value, check, found);
        }
        Items::None => check_items(list, check, found),
    }
}

fn check_items(list: ListRef<'_>, check: &Check<'_>, found: &mut Violations) {
    for (index, item) in list.iter().enumerate() {
        // For an item of a list inside a list, the path contains only the higher of the two numbers.
        let place = &Place { number: (index + 1).max(check.place.number), ..*check.place };
        check_value(item, &Check { place, ..*check }, found);
    }
}

// -- content ------------------------------------------------------------------------------------------------------------

fn check_fields(value: ComplexRef<'_>, place: &Place<'_>, found: &mut Violations) {
    if let Some(base) = value.base() {
        check_fields(base, place, found);
    }
    if let Some((xsi_type, kept)) = value.derived() {
        let report = &mut |problem| found.add_unwritable(place, problem);
        unwritable_name(xsi_type.namespace.as_deref().unwrap_or_default(), &xsi_type.local)
            .into_iter()
            .for_each(&mut *report);
        kept.each_unwritable(place.levels_left(), report);
    }
    let rows = value.description().rows;
    let is_filled = |index: usize| value.field(index).is_some_and(|field| !is_absent(field));
    for (index, row) in rows.iter().enumerate() {
        let Some(field) = value.field(index) else { continue };
        if is_absent(field) && !is_begun(rows, row.sequences, &is_filled) {
            continue;
        }
        if row.presence == Presence::Relaxed && is_absent(field) {
            let is_attribute = matches!(row.kind, RowKind::Attribute);
            let constraint = if is_attribute { Constraint::Required } else { Constraint::MinOccurs(1) };
            found.add(&Place::named(place, row.label(), false), constraint, "0".to_owned());
        }
        check_field(field, row, place, found);
    }
}

fn is_present(value: ValueRef<'_>, row: &Row) -> bool {
    match value.view() {
        View::List(list) if row.occurs.is_repeated() => !list.is_empty(),
        _ => !is_absent(value),
    }
}

fn is_absent(value: ValueRef<'_>) -> bool {
    match value.view() {
        View::Optional(None) => true,
        View::List(list) => list.is_empty(),
        _ => false,
    }
}

// -- simple values ------------------------------------------------------------------------------------------------------

/// Checks that a list, or the simple content of a complex type, is the fixed value of its element or attribute.
fn check_fixed(value: ValueRef<'_>, check: &Check<'_>, found: &mut Violations) {
    if let ValueConstraint::Fixed(fixed) = check.row.value
        && !is_stated(value, fixed)
    {
        found.add(check.place, Constraint::Fixed(fixed), "another value".to_owned());
    }
}

/// Returns the simple content of a value of a complex type.
fn simple_content(value: ComplexRef<'_>) -> Option<ValueRef<'_>> {
    let rows = value.description().rows;
    let place = rows.iter().position(|row| matches!(row.kind, RowKind::Text));
    place.and_then(|place| value.field(place)).or_else(|| simple_content(value.base()?))
}

/// Checks that XML allows the characters of a value.
fn check_characters(value: &dyn Simple, place: &Place<'_>, found: &mut Violations) {
    let forbidden = match value.as_text() {
        Some(text) => forbidden_char(text),
        None if value.properties().is_escape_free => None,
        None => forbidden_char(&lexical_form(value)),
    };
    if let Some(c) = forbidden {
        found.add(place, Constraint::Character(c), shown_value(value));
    }
}

/// Formats a value for messages. A secret is not shown.
fn shown_value(value: &dyn Simple) -> String {
    if value.properties().is_secret { "a secret".to_owned() } else { shown(&lexical_form(value)) }
}

fn check_enumeration(value: EnumerationRef<'_>, check: &Check<'_>, found: &mut Violations) {
    match value.index() {
        Ok(index) => {
            if let Some(since) = value.table().texts.since(index) {
                found.add_part(check.place, since, value.as_str());
            }
        }
        Err(other) => {
            found.add(check.place, Constraint::Enumeration, shown(other));
            unwritable_text(other).into_iter().for_each(|problem| found.add_unwritable(check.place, problem));
        }
    }
    if check.has_constraints() {
        let text = value.as_str().to_owned();
        check_simple(&text, check, found);
    }
}

/// Checks the characters and the facets of a value of a union, and that it satisfies the constraints of at least one member.
fn check_union(value: UnionRef<'_>, check: &Check<'_>, found: &mut Violations) {
    let form = value.form();
    let (current, content) = value.variants().variant();
    check_characters(form, check.place, found);
    if check.has_constraints() {
        check_facets(form, &|stated, _| is_stated(content, stated), check, found);
    }
    let text = lexical_form(form);
    let members = of_members(check.facets);
    let fits = |&(index, facets): &(usize, Facets)| {
        let mut inside = Violations::default();
        let check = &Check { facets, ..*check };
        // Does not parse `text` again as the current member: a name would lose its namespace, because `text` has no prefixes.
        let is_member = if current == index {
            check_member(content, check, &mut inside);
            true
        } else {
            form.with_member(index, &text, &mut |member| check_member(member, check, &mut inside))
        };
        is_member && inside.list.is_empty()
    };
    let is_unlisted = form.members().get(current) == Some(&Member::Unlisted);
    if is_unlisted || !members.is_empty() && !members.iter().any(fits) {
        found.add(check.place, Constraint::Union, shown(&text));
    }
}

fn check_member(member: ValueRef<'_>, check: &Check<'_>, found: &mut Violations) {
    match member.view() {
        View::List(list) => {
            check_list_facets(list, check.facets, check.place, found);
            let facets = of_items(check.facets);
            list.iter().for_each(|item| check_value(item, &Check { facets, ..*check }, found));
        }
        _ => check_value(member, check, found),
    }
}

fn check_simple(value: &dyn Simple, check: &Check<'_>, found: &mut Violations) {
    // Values without an order are compared as texts.
    let equals = |stated: &str, text: &str| value.compare(stated).map_or(stated == text, Ordering::is_eq);
    check_facets(value, &equals, check, found);
}

/// Checks the facets and the fixed value of a simple type or a union. `equals(stated, text)` compares the value, whose lexical
/// form is `text`, with the value of the lexical form `stated` in the schema.
fn check_facets(value: &dyn Simple, equals: &dyn Fn(&str, &str) -> bool, check: &Check<'_>, found: &mut Violations) {
    let mut scratch = std::mem::take(&mut found.scratch);
    scratch.clear();
    let is_fixed = matches!(check.row.value, ValueConstraint::Fixed(_));
    let text = match value.as_text() {
        Some(text) => text,
        None => {
            if is_fixed || with_bases(check.facets).any(needs_text) {
                value.append_to(&mut scratch, &mut lexical::NoNamespaces);
            }
            &scratch
        }
    };
    let show = || shown_value(value);
    if let Some(length) = value.length() {
        check_lengths(check.facets, length, &show, check.place, found);
    }
    for facet in with_bases(check.facets) {
        if let Some(constraint) = violated(value, text, facet, &|stated| equals(stated, text)) {
            found.add(check.place, constraint, show());
        }
    }
    if let ValueConstraint::Fixed(fixed) = check.row.value
        && !equals(fixed, text)
    {
        found.add(check.place, Constraint::Fixed(fixed), show());
    }
    found.scratch = scratch;
}
