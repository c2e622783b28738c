//! Views: enums of the kinds of values. Every function over values of all types matches on a view.
//!
//! [`ValueRef::view`] is for functions that read values (writing, validation, serde, comparison), [`ValueMut::view`] for functions
//! that change values (reading, copying, `arbitrary`). The own fields of a complex type do not include the fields of its base type.

use std::marker::PhantomData;

use super::handles::{
    ComplexMut, ComplexRef, EnumerationMut, EnumerationRef, ListMut, ListRef, NillableMut, OptionalMut, UnionMut,
    UnionRef, UnknownMut, UnknownRef, VariantsMut, VariantsRef,
};
use super::kinds::Simple;
use super::types::{Kind, ValueMut, ValueRef};
use crate::any::{AnyAttribute, AnyElement, AnyType};
use crate::engine::unknown::BasePlace;

/// A value, with shared access to its parts.
#[derive(Clone, Copy)]
#[allow(missing_debug_implementations, reason = "it contains trait objects")]
pub(crate) enum View<'v> {
    /// An optional value.
    Optional(Option<ValueRef<'v>>),
    /// A value of a nillable element; `None` for `xsi:nil="true"` without other attributes.
    Nillable(Option<ValueRef<'v>>),
    /// The attributes other than `xsi:nil` of an element with `xsi:nil="true"`.
    Nil(&'v [AnyAttribute]),
    /// The items of a list.
    List(ListRef<'v>),
    /// A value of a simple type.
    Simple(&'v dyn Simple),
    /// A value of an open enumeration.
    Enumeration(EnumerationRef<'v>),
    /// A value of a union.
    Union(UnionRef<'v>),
    /// A value of a complex type, or of a sequence inside a complex type.
    Complex(ComplexRef<'v>),
    /// An enum whose variant depends on a child element or on `xsi:type`.
    Variants(VariantsRef<'v>),
    /// An element that is not a value of any alternative of a choice.
    Unknown(UnknownRef<'v>),
    /// An element that an element wildcard (`xs:any`) allows.
    AnyElement(&'v AnyElement),
    /// The content of an element of type `xs:anyType`.
    AnyType(&'v AnyType),
    /// The attributes that an attribute wildcard (`xs:anyAttribute`) allows.
    AnyAttributes(&'v [AnyAttribute]),
}

/// A value, with mutable access to its parts.
#[allow(missing_debug_implementations, reason = "it contains trait objects")]
pub(crate) enum ViewMut<'v> {
    /// An optional value.
    Optional(OptionalMut<'v>),
    /// A value of a nillable element.
    Nillable(NillableMut<'v>),
    /// The size of the content of a `Box` in bytes, and the content.
    Boxed(usize, ValueMut<'v>),
    /// The items of a list.
    List(ListMut<'v>),
    /// A value of a simple type.
    Simple(&'v mut dyn Simple),
    /// A value of an open enumeration.
    Enumeration(EnumerationMut<'v>),
    /// A value of a union.
    Union(UnionMut<'v>),
    /// A value of a complex type, or of a sequence inside a complex type.
    Complex(ComplexMut<'v>),
    /// An enum whose variant depends on a child element or on `xsi:type`.
    Variants(VariantsMut<'v>),
    /// An element that is not a value of any alternative of a choice.
    Unknown(UnknownMut<'v>),
    /// An element that an element wildcard (`xs:any`) allows.
    AnyElement(&'v mut AnyElement),
    /// The content of an element of type `xs:anyType`.
    AnyType(&'v mut AnyType),
    /// The attributes that an attribute wildcard (`xs:anyAttribute`) allows.
    AnyAttributes(&'v mut Vec<AnyAttribute>),
}

impl<'v> ValueRef<'v> {
    /// Returns the view for functions that read the value.
    #[inline]
    pub(crate) fn view(self) -> View<'v> {
        let Self { at, ty, .. } = self;
        // SAFETY: `at` points to a shared value of the type that `ty` describes (invariant 2), and the tables in `ty` are tables
        // of this type (invariant 1). So each cast is to the type of the value, and each function gets a pointer to the type that
        // it expects. A `Box` of a sized type is a pointer.
        unsafe {
            match &ty.kind {
                Kind::Optional(table) => {
                    let item = (table.get)(at);
                    View::Optional(if item.is_null() { None } else { Some(ValueRef::new(item, table.item.get())) })
                }
                Kind::Nillable(table) => match (table.get)(at) {
                    Ok(value) => View::Nillable(Some(value)),
                    Err(None) => View::Nillable(None),
                    Err(Some(attributes)) => View::Nil(attributes),
                },
                Kind::Boxed(item) => ValueRef::new(*at.cast::<*const ()>(), item.get()).view(),
                Kind::List(table) => {
                    let (first, len) = (table.items)(at);
                    View::List(ListRef { first, len, item: table.item.get(), life: PhantomData })
                }
                Kind::Simple(cast) => View::Simple(&*cast(at.cast_mut())),
                Kind::Enumeration(table) => View::Enumeration(EnumerationRef { at, table, life: PhantomData }),
                Kind::Union(cast, table) => View::Union(UnionRef { at, union: &*cast(at.cast_mut()), table }),
                Kind::Complex(description) => View::Complex(ComplexRef::new(at, description)),
                Kind::Derived { base, xsi_type, kept } => {
                    let derived = (&*at.byte_add(*xsi_type).cast(), &*at.byte_add(*kept).cast());
                    View::Complex(ComplexRef {
                        derived: Some(derived),
                        ..ComplexRef::new(at.byte_add(base.offset), base.description)
                    })
                }
                Kind::Variants(table) => View::Variants(VariantsRef { at, table, life: PhantomData }),
                Kind::Unknown { base, rest, places } => View::Unknown(UnknownRef {
                    base: ComplexRef::new(at.byte_add(base.offset), base.description),
                    rest: &*at.byte_add(*rest).cast(),
                    places: &*at.byte_add(*places).cast::<Vec<BasePlace>>(),
                }),
                Kind::AnyElement => View::AnyElement(&*at.cast()),
                Kind::AnyType => View::AnyType(&*at.cast()),
                Kind::AnyAttributes => View::AnyAttributes(&*at.cast::<Vec<AnyAttribute>>()),
            }
        }
    }
}

impl<'v> ValueMut<'v> {
    /// Returns the view for functions that change the value.
    #[inline]
    pub(crate) fn view(self) -> ViewMut<'v> {
        let Self { at, ty, .. } = self;
        // SAFETY: as in `ValueRef::view`; the value is unique, and the fields of a `Derived` or an `Unknown` do not overlap.
        unsafe {
            match &ty.kind {
                Kind::Optional(table) => ViewMut::Optional(OptionalMut { at, table, life: PhantomData }),
                Kind::Nillable(table) => ViewMut::Nillable(NillableMut { at, table, life: PhantomData }),
                Kind::Boxed(item) => ViewMut::Boxed(item.get().size, ValueMut::new(*at.cast::<*mut ()>(), item.get())),
                Kind::List(table) => ViewMut::List(ListMut { at, table, life: PhantomData }),
                Kind::Simple(cast) => ViewMut::Simple(&mut *cast(at)),
                Kind::Enumeration(table) => ViewMut::Enumeration(EnumerationMut { at, table, life: PhantomData }),
                Kind::Union(cast, table) => ViewMut::Union(UnionMut { at, cast: *cast, table, life: PhantomData }),
                Kind::Complex(description) => ViewMut::Complex(ComplexMut::new(at, description)),
                Kind::Derived { base, xsi_type, kept } => {
                    let derived = (&mut *at.byte_add(*xsi_type).cast(), &mut *at.byte_add(*kept).cast());
                    ViewMut::Complex(ComplexMut {
                        derived: Some(derived),
                        ..ComplexMut::new(at.byte_add(base.offset), base.description)
                    })
                }
                Kind::Variants(table) => ViewMut::Variants(VariantsMut { at, table, life: PhantomData }),
                Kind::Unknown { base, rest, places } => ViewMut::Unknown(UnknownMut {
                    base: ComplexMut::new(at.byte_add(base.offset), base.description),
                    rest: &mut *at.byte_add(*rest).cast(),
                    places: &mut *at.byte_add(*places).cast(),
                }),
                Kind::AnyElement => ViewMut::AnyElement(&mut *at.cast()),
                Kind::AnyType => ViewMut::AnyType(&mut *at.cast()),
                Kind::AnyAttributes => ViewMut::AnyAttributes(&mut *at.cast()),
            }
        }
    }
}
