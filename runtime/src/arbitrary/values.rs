//! Makes values by their rows.

use std::borrow::Cow;

use ::arbitrary::{Result, Unstructured};

use super::source::{Arrange, MAX_DEPTH, Source};
use super::texts::{lengths, lexical, odd};
use super::wildcards::{any_element, any_type};
use crate::engine::element::GlobalElement;
use crate::engine::facets::{of_items, of_members};
use crate::engine::row::{Items, MANY, Occurs, Presence, Row, RowKind, ValueConstraint};
use crate::engine::simple::white_space;
use crate::engine::view::{
    Complex, Enumeration, Fill, List, Member, Optional, Selection, Simple, Union, Value, Variants, ViewMut,
};

/// Makes a value of a type.
///
/// # Errors
/// The bytes are unsuitable. Too few bytes are not an error.
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
    // The presence of each optional sequence.
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
