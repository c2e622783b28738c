//! Makes values by their rows.

use std::borrow::Cow;
use std::collections::HashMap;

use ::arbitrary::{Result, Unstructured};

use super::source::{MAX_DEPTH, Source, Spec};
use super::texts::{lengths, lexical, violating_text};
use super::wildcards::{any_element, any_type};
use crate::engine::access::{
    ComplexMut, EnumerationMut, Fill, ListMut, Member, OptionalMut, Selection, Simple, UnionMut, Value, ValueMut,
    VariantsMut, ViewMut,
};
use crate::engine::element::GlobalElement;
use crate::engine::facets::{of_items, of_members};
use crate::engine::row::{Items, MANY, Occurs, Presence, Row, RowKind, ValueConstraint};
use crate::engine::simple::{parse_schema_value, white_space};

/// Makes a value of a type.
///
/// # Errors
/// The crate `arbitrary` reports an error. Running out of bytes is not an error.
pub fn value<T: Value + Default>(bytes: &mut Unstructured<'_>) -> Result<T> {
    let mut value = T::default();
    make(ValueMut::of(&mut value), &Spec::of(Row::UNNAMED), &mut Source::new(bytes))?;
    Ok(value)
}

/// Makes a global element.
///
/// # Errors
/// The errors of [`value`].
pub fn element<E: GlobalElement>(bytes: &mut Unstructured<'_>) -> Result<E> {
    element_from(&mut Source::new(bytes))
}

/// Makes a global element from the decisions of a source.
///
/// # Errors
/// The errors of [`value`].
pub fn element_from<E: GlobalElement>(source: &mut Source<'_, '_>) -> Result<E> {
    let mut value = E::default();
    make(value.content_mut(), &Spec::of(E::ROW), source)?;
    Ok(value)
}

/// Makes a value that the schema allows. If `source` is to violate a constraint, the value can violate that one.
fn make(value: ValueMut<'_>, spec: &Spec, source: &mut Source<'_, '_>) -> Result<()> {
    match value.view() {
        ViewMut::Optional(mut value) => make_optional(&mut value, spec, source),
        ViewMut::Nillable(mut value) => {
            if source.flag()? {
                value.fill(Fill::Clear);
                return Ok(());
            }
            value.fill(Fill::Default).map_or(Ok(()), |value| make(value, spec, source))
        }
        ViewMut::Boxed(_, value) => make(value, spec, source),
        ViewMut::List(mut list) if spec.row.occurs.is_repeated() => make_occurrences(&mut list, spec, source),
        ViewMut::List(mut list) => make_list(&mut list, spec, source),
        ViewMut::Simple(value) => make_simple(value, spec, source),
        ViewMut::Enumeration(mut value) => make_enumeration(&mut value, spec, source),
        ViewMut::Union(mut value) => make_union(&mut value, spec, source),
        ViewMut::Complex(mut value) => {
            source.depth += 1;
            let done = make_fields(&mut value, source);
            source.depth -= 1;
            done
        }
        ViewMut::Variants(mut value) => match value.table().selection {
            Selection::Child(rows) => make_choice(&mut value, rows, source),
            Selection::Type(types) => {
                if source.flag()? && source.flag()? {
                    value.select(source.index(types.variants.len())?);
                }
                make(value.content(), spec, source)
            }
            Selection::Text => Ok(()),
        },
        ViewMut::AnyElement(value) => any_element(value, spec, source),
        ViewMut::AnyType(value) => any_type(value, spec, source),
        ViewMut::Unknown(_) | ViewMut::AnyAttributes(_) => Ok(()),
    }
}

fn make_optional(value: &mut OptionalMut<'_>, spec: &Spec, source: &mut Source<'_, '_>) -> Result<()> {
    value.fill(Fill::Clear);
    if spec.is_required && source.violates() {
        return Ok(());
    }
    if !spec.is_prohibited
        && (spec.is_required || source.flag()?)
        && let Some(value) = value.fill(Fill::Default)
    {
        make(value, &Spec { is_required: false, ..*spec }, source)?;
    }
    Ok(())
}

/// Makes the values of a repeated row. The values may be lists themselves.
fn make_occurrences(list: &mut ListMut<'_>, spec: &Spec, source: &mut Source<'_, '_>) -> Result<()> {
    list.truncate(0);
    if spec.is_prohibited {
        return Ok(());
    }
    let mut occurs = spec.row.occurs;
    occurs.min = occurs.min.max(u32::from(spec.is_required));
    occurs.max = occurs.max.max(occurs.min);
    let is_list = !matches!(spec.row.items, Items::None);
    let occurs = if is_list { occurs } else { violated(occurs, source) };
    for _ in 0..source.count(occurs)? {
        let mut item = list.push();
        let spec = Spec { is_required: spec.is_required && !is_list, ..*spec };
        match item.again().view() {
            ViewMut::List(mut list) => make_list(&mut list, &spec, source)?,
            _ => make(item, &spec, source)?,
        }
    }
    Ok(())
}

/// Makes the content of a wrapper or an `xs:list`.
fn make_list(list: &mut ListMut<'_>, spec: &Spec, source: &mut Source<'_, '_>) -> Result<()> {
    list.truncate(0);
    if spec.is_prohibited {
        return Ok(());
    }
    let (occurs, item) = match spec.row.items {
        Items::Children(item) => (item.occurs, Spec { row: item, facets: item.facets, ..*spec }),
        Items::Text(item) => {
            let (min, max) = lengths(spec.facets);
            let occurs = Occurs { min: u32::try_from(min).unwrap_or(0), max: u32::try_from(max).unwrap_or(MANY) };
            (occurs, Spec { row: item, facets: of_items(spec.facets), is_item: true, ..*spec })
        }
        Items::None => (Occurs { min: 0, max: MANY }, *spec),
    };
    let min = occurs.min.max(u32::from(spec.is_required));
    let occurs = violated(Occurs { min, max: occurs.max.max(min) }, source);
    for _ in 0..source.count(occurs)? {
        make(list.push(), &item, source)?;
    }
    Ok(())
}

/// Returns the allowed numbers of occurrences. If the source violates this constraint, returns a number that is not allowed.
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

fn make_fields(value: &mut ComplexMut<'_>, source: &mut Source<'_, '_>) -> Result<()> {
    if let Some(mut base) = value.base() {
        make_fields(&mut base, source)?;
    }
    // For the number of each optional sequence: true if the sequence is present.
    let mut sequences: HashMap<u32, bool> = HashMap::new();
    for (index, row) in value.description().rows.iter().enumerate() {
        let mut is_present = true;
        for sequence in row.sequences {
            is_present = match sequences.get(sequence) {
                Some(known) => *known,
                None => *sequences.entry(*sequence).or_insert(is_present && source.flag()?),
            };
        }
        if matches!(row.kind, RowKind::ExplicitType) {
            // This field has no effect if the `xsi:type` names a derived type. With `true`, such a value would not be equal after
            // writing and reading. So the field remains `false`.
            continue;
        }
        let Some(field) = value.field(index) else { continue };
        make(field, &Spec { is_prohibited: !is_present, ..Spec::of(row) }, source)?;
    }
    Ok(())
}

fn make_choice(value: &mut VariantsMut<'_>, rows: &'static [Row], source: &mut Source<'_, '_>) -> Result<()> {
    source.depth += 1;
    let is_element = |(_, row): &(usize, &Row)| !matches!(row.kind, RowKind::Text);
    let elements = rows.iter().enumerate().filter(is_element).count();
    if elements > 0 {
        // Beyond the maximum depth, the depth selects the alternative. Successive levels select different alternatives, so the
        // recursion ends.
        let chosen = if source.depth <= MAX_DEPTH { source.index(elements)? } else { source.depth % elements };
        if let Some((index, _)) = rows.iter().enumerate().filter(is_element).nth(chosen) {
            value.select(index);
        }
    }
    let done = match rows.get(value.index()) {
        Some(row) => {
            // A repeated alternative occurs at least once.
            let is_required = row.presence == Presence::Relaxed || matches!(row.items, Items::None);
            make(value.content(), &Spec { is_required, ..Spec::of(row) }, source)
        }
        None => Ok(()),
    };
    source.depth -= 1;
    done
}

// -- simple values ------------------------------------------------------------------------------------------------------

/// Makes a value of a simple type by parsing a text that its facets allow.
fn make_simple(value: &mut dyn Simple, spec: &Spec, source: &mut Source<'_, '_>) -> Result<()> {
    let mut text = match spec.row.value {
        ValueConstraint::Fixed(_) if source.violates() => violating_text(spec.is_item, source)?,
        ValueConstraint::Fixed(fixed) => fixed.to_owned(),
        _ if !spec.facets.is_empty() && source.violates() => violating_text(spec.is_item, source)?,
        _ => lexical(value.properties().name, spec, source)?,
    };
    if let ValueConstraint::Default(default) = spec.row.value
        && text.is_empty()
    {
        default.clone_into(&mut text);
    }
    parse_schema_value(value, white_space(spec.row, Cow::Owned(text)));
    Ok(())
}

/// Makes a value of an open enumeration: a listed text, or another text if the source violates this constraint.
fn make_enumeration(value: &mut EnumerationMut<'_>, spec: &Spec, source: &mut Source<'_, '_>) -> Result<()> {
    let texts = &value.table().texts;
    let index = source.index(texts.len())?;
    let fixed = match spec.row.value {
        ValueConstraint::Fixed(fixed) => texts.position(fixed),
        _ => None,
    };
    if source.violates() {
        value.set_other(violating_text(spec.is_item, source)?);
        return Ok(());
    }
    value.select(fixed.unwrap_or(index));
    Ok(())
}

/// Makes a value of a union: a value of a member.
fn make_union(value: &mut UnionMut<'_>, spec: &Spec, source: &mut Source<'_, '_>) -> Result<()> {
    let members = of_members(spec.facets);
    let chosen = source.index(members.len().max(4))?;
    let (index, facets) = members.get(chosen).copied().unwrap_or((chosen, &[]));
    let first = members.first().copied().unwrap_or((0, &[]));
    let kinds = value.form().members();
    let is_supported = |index: usize| !matches!(kinds.get(index), None | Some(Member::List | Member::Unlisted));
    let (index, facets) = if is_supported(index) { (index, facets) } else { first };
    if is_supported(index) {
        let mut value = value.variants();
        value.select(index);
        make(value.content(), &Spec { facets, ..*spec }, source)?;
    }
    Ok(())
}
