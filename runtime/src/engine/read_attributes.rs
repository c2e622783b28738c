//! Reads attributes into values by their rows.

use super::access::{ComplexMut, Description, ValueMut, ViewMut};
use super::description::Found;
use super::placing::Seen;
use super::read_text::read_text;
use super::row::{Presence, Row, RowKind};
use crate::any::AnyAttribute;
use crate::deviation::DeviationKind;
use crate::error::Result;
use crate::names::{Name, Ns};
use crate::reader::{Attribute, Reader};

/// Reads the attributes of the current element.
pub(super) fn read_attributes(
    value: &mut ComplexMut<'_>,
    description: &'static Description,
    reader: &mut Reader<'_>,
    seen: &mut Seen,
) -> Result<()> {
    let find = |has_property: &dyn Fn(&RowKind, Name<'_>) -> bool| {
        description.find_row(&|row| has_property(&row.kind, row.name))
    };
    for index in 0..reader.attribute_count() {
        let Some(attribute) = reader.attribute_at(index) else { continue };
        if attribute.namespace == Ns::XSI {
            continue;
        }
        let mut list = None;
        if description.properties.has_attributes {
            let name = attribute.name();
            if let Some(found) = description.find_attribute(name) {
                read_attribute(value, found, &attribute, reader, seen)?;
                continue;
            }
            let is_allowed = |kind: &RowKind| matches!(kind, RowKind::AnyAttribute(any) if any.allow(name.namespace));
            list = find(&|kind, _| is_allowed(kind));
            let is_similar = |kind: &RowKind, of: Name<'_>| {
                matches!(kind, RowKind::Attribute) && of.local == name.local && reader.is_similar(name, of)
            };
            if list.is_none()
                && let Some(found) = find(&is_similar).filter(|found| !seen.contains(found.index))
            {
                reader.deviation(DeviationKind::Namespace, &|| {
                    format!("attribute {} in an unexpected namespace", name.local)
                })?;
                read_attribute(value, found, &attribute, reader, seen)?;
                continue;
            }
        }
        let is_kept = list.is_some() || value.derived().is_some();
        if !is_kept {
            reader.deviation(DeviationKind::UnknownAttribute, &|| attribute.local.to_owned())?;
            continue;
        }
        let text = reader.attribute_value(&attribute)?.into_owned();
        let unknown = AnyAttribute::of(&attribute, text, reader)?;
        match list.and_then(|found| value.field_at(found.index)).map(ValueMut::view) {
            Some(ViewMut::AnyAttributes(list)) => list.push(unknown),
            _ => {
                if let Some((_, kept)) = value.derived() {
                    kept.attributes.push(unknown);
                }
            }
        }
    }
    Ok(())
}

#[inline]
fn read_attribute<'a>(
    value: &mut ComplexMut<'_>,
    found: Found,
    attribute: &Attribute<'a>,
    reader: &mut Reader<'a>,
    seen: &mut Seen,
) -> Result<()> {
    let text = reader.attribute_value(attribute)?;
    seen.insert(found.index);
    if let Some(field) = value.field_at(found.index) {
        let is_read = read_text(field, text, found.row, reader)?;
        seen.is_incomplete |= !is_read && found.row.presence == Presence::Required;
    }
    Ok(())
}

/// Reads the attributes of the current element, which has `xsi:nil="true"`, and checks them against the rows of its type. Returns
/// `xsi:type` and the attributes that the type allows, or `None` if a required attribute is missing or has no valid value.
pub(super) fn read_nil_attributes(mut view: ViewMut<'_>, reader: &mut Reader<'_>) -> Result<Option<Vec<AnyAttribute>>> {
    while let ViewMut::Boxed(_, value) = view {
        view = value.view();
    }
    if let ViewMut::Variants(value) = view {
        view = value.into_content().view();
    }
    let ViewMut::Complex(mut value) = view else { return read_other_attributes(reader).map(Some) };
    let description = value.description();
    let mut seen = Seen::new();
    read_attributes(&mut value, description, reader, &mut seen)?;
    let mut missing = None;
    description.find_row_from(0, &mut |index, row| {
        let is_missing = matches!(row.kind, RowKind::Attribute) && row.presence == Presence::Required;
        missing = missing.or((is_missing && !seen.contains(index)).then_some(row));
        missing.is_some()
    });
    if let Some(row) = missing {
        reader.deviation(DeviationKind::Missing, &|| format!("{} of {}", row.label(), description.name))?;
    }
    let mut kept = Vec::new();
    for index in 0..reader.attribute_count() {
        let Some(attribute) = reader.attribute_at(index) else { continue };
        let name = attribute.name();
        let is_known = |row: &Row| match row.kind {
            RowKind::Attribute => row.name.is(name),
            RowKind::AnyAttribute(namespaces) => namespaces.allow(name.namespace),
            _ => false,
        };
        let is_type = name.namespace == Ns::XSI && name.local == "type";
        if is_type || name.namespace != Ns::XSI && description.find_row(&is_known).is_some() {
            let text = reader.attribute_value(&attribute)?.into_owned();
            kept.push(AnyAttribute::of(&attribute, text, reader)?);
        }
    }
    Ok((missing.is_none() && !seen.is_incomplete).then_some(kept))
}

/// Records each attribute of an element whose type has no attributes as a deviation, except `xsi` attributes. Returns no attributes.
fn read_other_attributes(reader: &mut Reader<'_>) -> Result<Vec<AnyAttribute>> {
    for index in 0..reader.attribute_count() {
        if let Some(attribute) = reader.attribute_at(index)
            && attribute.namespace != Ns::XSI
        {
            reader.deviation(DeviationKind::UnknownAttribute, &|| attribute.local.to_owned())?;
        }
    }
    Ok(Vec::new())
}
