//! Reads `xsi:type`.

use std::borrow::Cow;

use super::access::{ComplexMut, DerivedType, DerivedTypes, Description};
use super::read_text::read_text;
use super::row::RowKind;
use crate::deviation::DeviationKind;
use crate::error::Result;
use crate::lexical::QName;
use crate::reader::Reader;

/// Stores the `xsi:type` of the current element in a value of the type `Derived`. Returns `false` for values of other types.
pub(super) fn read_derived_type(value: &mut ComplexMut<'_>, reader: &mut Reader<'_>) -> Result<bool> {
    let Some((name, _)) = value.derived() else { return Ok(false) };
    if let Some((Some(namespace), local)) = reader.xsi_type() {
        reader.check_name(&local)?;
        reader.charge(reader.uri(namespace).len())?;
        let uri = reader.uri(namespace);
        *name = QName { namespace: (!uri.is_empty()).then(|| uri.to_owned()), local: local.into_owned() };
    }
    Ok(true)
}

/// If the current element has an `xsi:type` that names another type than `description`, records a deviation. If it names the same
/// type, sets the field of the kind [`RowKind::ExplicitType`] to `true`, if the type has such a field.
pub(super) fn check_type(
    value: &mut ComplexMut<'_>,
    description: &'static Description,
    reader: &mut Reader<'_>,
) -> Result<()> {
    let Some((namespace, local)) = reader.xsi_type() else { return Ok(()) };
    if local != description.name || description.namespace != namespace {
        return reader.deviation(DeviationKind::Type, &|| local.to_string());
    }
    if description.properties.has_explicit_type
        && let Some(found) = description.find_row(&|row| matches!(row.kind, RowKind::ExplicitType))
        && let Some(field) = value.field_at(found.index)
    {
        read_text(field, Cow::Borrowed("true"), found.row, reader)?;
    }
    Ok(())
}

/// Returns the index of the variant for the `xsi:type` of the current element, or for the declared type if there is no `xsi:type`.
/// `None` if the enum has no variant for the type.
pub(super) fn variant_of_type(types: DerivedTypes, reader: &mut Reader<'_>) -> Result<Option<usize>> {
    let base = types.variants.iter().position(|ty| ty.is_base);
    let Some((namespace, local)) = reader.xsi_type() else { return Ok(base) };
    let is = |ty: &DerivedType| ty.local == local && Some(ty.namespace) == namespace;
    if let Some(exact) = types.variants.iter().position(is) {
        return Ok(Some(exact));
    }
    let other = types.others.map(|_| types.variants.len());
    if types.others.is_some_and(|others| others.iter().any(is)) {
        return Ok(other);
    }
    reader.deviation(DeviationKind::Type, &|| local.to_string())?;
    // The prefix may be undeclared, or stand for a wrong namespace. So only the local name is compared, which is usually unique.
    let alike = types.variants.iter().position(|ty| ty.local == local);
    Ok(alike.or(other.filter(|_| namespace.is_some())).or(base))
}
