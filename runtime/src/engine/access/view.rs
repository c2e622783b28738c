//! Views: enums of the kinds of values. Every function over values of all types matches on a view.
//!
//! [`ValueRef::view`] is for functions that read values (writing, validation, serde, comparison), [`ValueMut::view`] for functions
//! that change values (reading, copying, `arbitrary`). The own fields of a complex type are those without the fields of its base.

use std::marker::PhantomData;
use std::ptr;

use super::types::{
    Description, EnumerationTable, Field, Fill, Kind, List, NillableTable, Optional, Present, Simple, Union, Value, ValueMut,
    ValueRef, ValueType, VariantsTable,
};
use crate::any::{AnyAttribute, AnyElement, AnyType};
use crate::engine::derived::Kept;
use crate::engine::unknown::BasePlace;
use crate::lexical::QName;

/// A value to read from.
#[derive(Clone, Copy)]
#[allow(missing_debug_implementations, reason = "it contains trait objects")]
pub(crate) enum View<'v> {
    /// An optional value.
    Optional(Option<ValueRef<'v>>),
    /// A value of a nillable element; `None` for `xsi:nil="true"` without other attributes.
    Nillable(Option<ValueRef<'v>>),
    /// The other attributes of an element with `xsi:nil="true"`.
    Nil(&'v [AnyAttribute]),
    /// Several values.
    List(ListRef<'v>),
    /// A value of a simple type.
    Simple(&'v dyn Simple),
    /// A value of an open enumeration.
    Enumeration(EnumerationRef<'v>),
    /// A value of a union.
    Union(UnionRef<'v>),
    /// A value of a complex type, or of a sequence inside one.
    Complex(ComplexRef<'v>),
    /// An enum whose variant depends on a child element or on `xsi:type`.
    Variants(VariantsRef<'v>),
    /// An element that is not a value of any alternative of a choice.
    Unknown(UnknownRef<'v>),
    /// An element of a wildcard.
    AnyElement(&'v AnyElement),
    /// The content of an element of type `xs:anyType`.
    AnyType(&'v AnyType),
    /// The attributes of a wildcard.
    AnyAttributes(&'v [AnyAttribute]),
}

/// A value to write to.
#[allow(missing_debug_implementations, reason = "it contains trait objects")]
pub(crate) enum ViewMut<'v> {
    /// An optional value.
    Optional(OptionalMut<'v>),
    /// A value of a nillable element.
    Nillable(NillableMut<'v>),
    /// A value on the heap, and its size in bytes.
    Boxed(usize, ValueMut<'v>),
    /// Several values.
    List(ListMut<'v>),
    /// A value of a simple type.
    Simple(&'v mut dyn Simple),
    /// A value of an open enumeration.
    Enumeration(EnumerationMut<'v>),
    /// A value of a union.
    Union(UnionMut<'v>),
    /// A value of a complex type, or of a sequence inside one.
    Complex(ComplexMut<'v>),
    /// An enum whose variant depends on a child element or on `xsi:type`.
    Variants(VariantsMut<'v>),
    /// An element that is not a value of any alternative of a choice.
    Unknown(UnknownMut<'v>),
    /// An element of a wildcard.
    AnyElement(&'v mut AnyElement),
    /// The content of an element of type `xs:anyType`.
    AnyType(&'v mut AnyType),
    /// The attributes of a wildcard.
    AnyAttributes(&'v mut Vec<AnyAttribute>),
}

impl<'v> ValueRef<'v> {
    /// Returns the view for functions that read the value.
    #[inline]
    pub(crate) fn view(self) -> View<'v> {
        let Self { mut at, mut ty, .. } = self;
        while let Kind::Boxed(item) = ty.kind {
            // SAFETY: a `Box` of a sized type is a pointer.
            at = unsafe { *at.cast::<*const ()>() };
            ty = item.get();
        }
        // SAFETY: the pointer is that of a shared value of the type (invariant 2), and each table is that of the type
        // (invariant 1). So each cast is to the type of the value, and each function gets the type that it takes.
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
                    View::Complex(ComplexRef { derived: Some(derived), ..base.complex(at) })
                }
                Kind::Variants(table) => View::Variants(VariantsRef { at, table, life: PhantomData }),
                Kind::Unknown { base, rest, places } => View::Unknown(UnknownRef {
                    base: base.complex(at),
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
                    ViewMut::Complex(ComplexMut { derived: Some(derived), ..base.complex_mut(at) })
                }
                Kind::Variants(table) => ViewMut::Variants(VariantsMut { at, table, life: PhantomData }),
                Kind::Unknown { base, rest, places } => ViewMut::Unknown(UnknownMut {
                    base: base.complex_mut(at),
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

// -- optional values -----------------------------------------------------------------------------------------------------

/// An optional value.
#[derive(Debug)]
pub(crate) struct OptionalMut<'v> {
    at: *mut (),
    table: &'static Optional,
    life: PhantomData<&'v mut ()>,
}

impl OptionalMut<'_> {
    /// Makes the value present or absent, and returns the present value.
    #[inline]
    pub(crate) fn fill(&mut self, fill: Fill) -> Option<ValueMut<'_>> {
        // SAFETY: the value is unique, and the table is that of its type.
        unsafe {
            let item = (self.table.fill)(self.at, fill);
            if item.is_null() { None } else { Some(ValueMut::new(item, self.table.item.get())) }
        }
    }
}

/// A value of a nillable element.
#[derive(Debug)]
pub(crate) struct NillableMut<'v> {
    at: *mut (),
    table: &'static NillableTable,
    life: PhantomData<&'v mut ()>,
}

impl NillableMut<'_> {
    /// Makes the value present or nil, and returns the present value.
    pub(crate) fn fill(&mut self, fill: Fill) -> Option<ValueMut<'_>> {
        // SAFETY: the value is unique, and the table is that of its type.
        unsafe { (self.table.fill)(self.at, fill) }
    }

    /// Makes the value nil, with the other attributes of the element.
    pub(crate) fn set_nil(&mut self, attributes: Vec<AnyAttribute>) {
        // SAFETY: the value is unique, and the table is that of its type.
        unsafe { (self.table.set_nil)(self.at, attributes) }
    }
}

// -- lists ---------------------------------------------------------------------------------------------------------------

/// Several values.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ListRef<'v> {
    first: *const (),
    len: usize,
    item: &'static ValueType,
    life: PhantomData<&'v ()>,
}

impl<'v> ListRef<'v> {
    /// Returns the number of values.
    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    /// Returns whether there are no values.
    pub(crate) const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the value at an index.
    pub(crate) fn get(&self, index: usize) -> Option<ValueRef<'v>> {
        // SAFETY: the values are those of a slice, and the index is inside it.
        (index < self.len).then(|| unsafe { ValueRef::new(self.first.byte_add(index * self.item.size), self.item) })
    }

    /// Returns the values in order.
    pub(crate) fn iter(self) -> impl Iterator<Item = ValueRef<'v>> {
        (0..self.len).filter_map(move |index| self.get(index))
    }
}

/// Several values.
#[derive(Debug)]
pub(crate) struct ListMut<'v> {
    at: *mut (),
    table: &'static List,
    life: PhantomData<&'v mut ()>,
}

impl ListMut<'_> {
    /// Returns the number of values.
    pub(crate) fn len(&self) -> usize {
        // SAFETY: the value is unique, and the table is that of its type.
        unsafe { (self.table.items)(self.at).1 }
    }

    /// Appends a blank value, and returns it.
    #[inline]
    pub(crate) fn push(&mut self) -> ValueMut<'_> {
        // SAFETY: the value is unique, and the table is that of its type.
        unsafe { ValueMut::new((self.table.push)(self.at), self.table.item.get()) }
    }

    /// Removes the values from an index on.
    pub(crate) fn truncate(&mut self, len: usize) {
        // SAFETY: the value is unique, and the table is that of its type.
        unsafe { (self.table.truncate)(self.at, len) }
    }

    /// Returns the size of a value in bytes.
    pub(crate) const fn item_size(&self) -> usize {
        self.table.item.get().size
    }
}

// -- simple values -------------------------------------------------------------------------------------------------------

/// A value of an open enumeration: one of the listed texts, or another text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EnumerationRef<'v> {
    at: *const (),
    table: &'static EnumerationTable,
    life: PhantomData<&'v ()>,
}

impl<'v> EnumerationRef<'v> {
    /// Returns the table of the enum.
    pub(crate) const fn table(&self) -> &'static EnumerationTable {
        self.table
    }

    /// Returns the index of the listed text, or the other text as `Err`.
    pub(crate) fn place(&self) -> Result<usize, &'v str> {
        // SAFETY: the value is shared for `'v`, and the table is that of its type.
        unsafe { (self.table.place)(self.at) }
    }

    /// Returns the text.
    pub(crate) fn as_str(&self) -> &'v str {
        match self.place() {
            Ok(index) => self.table.texts.get(index).copied().unwrap_or_default(),
            Err(other) => other,
        }
    }
}

/// A value of an open enumeration.
#[derive(Debug)]
pub(crate) struct EnumerationMut<'v> {
    at: *mut (),
    table: &'static EnumerationTable,
    life: PhantomData<&'v mut ()>,
}

impl EnumerationMut<'_> {
    /// Returns the table of the enum.
    pub(crate) const fn table(&self) -> &'static EnumerationTable {
        self.table
    }

    /// Sets the value to the listed text at an index.
    pub(crate) fn select(&mut self, index: usize) {
        self.set(index, String::new());
    }

    /// Sets the value to another text.
    pub(crate) fn set_other(&mut self, other: String) {
        self.set(usize::MAX, other);
    }

    fn set(&mut self, index: usize, other: String) {
        // SAFETY: the value is unique, and the table is that of its type.
        unsafe { (self.table.set)(self.at, index, other) }
    }
}

/// A value of a union of simple types.
#[derive(Clone, Copy)]
#[allow(missing_debug_implementations, reason = "it contains a trait object")]
pub(crate) struct UnionRef<'v> {
    #[cfg_attr(not(feature = "validate"), allow(dead_code, reason = "only `validate` reads it"))]
    at: *const (),
    union: &'v dyn Union,
    #[cfg_attr(not(feature = "validate"), allow(dead_code, reason = "only `validate` reads it"))]
    table: &'static VariantsTable,
}

impl<'v> UnionRef<'v> {
    /// Returns the value by its lexical form.
    pub(crate) const fn form(&self) -> &'v dyn Union {
        self.union
    }

    /// Returns the value as an enum.
    #[cfg_attr(not(feature = "validate"), allow(dead_code, reason = "only `validate` uses it"))]
    pub(crate) const fn variants(&self) -> VariantsRef<'v> {
        VariantsRef { at: self.at, table: self.table, life: PhantomData }
    }
}

/// A value of a union of simple types.
#[derive(Debug)]
pub(crate) struct UnionMut<'v> {
    at: *mut (),
    cast: unsafe fn(*mut ()) -> *mut dyn Union,
    table: &'static VariantsTable,
    life: PhantomData<&'v mut ()>,
}

impl UnionMut<'_> {
    /// Returns the value by its lexical form.
    pub(crate) fn form(&mut self) -> &mut dyn Union {
        // SAFETY: the value is unique, and the function is that of its type.
        unsafe { &mut *(self.cast)(self.at) }
    }

    /// Returns the value as an enum.
    pub(crate) const fn variants(&mut self) -> VariantsMut<'_> {
        VariantsMut { at: self.at, table: self.table, life: PhantomData }
    }
}

// -- complex values ------------------------------------------------------------------------------------------------------

impl Field {
    /// # Safety
    /// The pointer is that of a shared value of the struct, and the field is of a complex type.
    unsafe fn complex<'v>(&self, at: *const ()) -> ComplexRef<'v> {
        // SAFETY: by the contract.
        match unsafe { ValueRef::new(at.byte_add(self.offset), self.ty.get()) }.view() {
            View::Complex(value) => value,
            _ => unreachable!("the base of a derived type or an unknown element is a struct"),
        }
    }

    /// # Safety
    /// The pointer is that of a unique value of the struct, and the field is of a complex type.
    unsafe fn complex_mut<'v>(&self, at: *mut ()) -> ComplexMut<'v> {
        // SAFETY: by the contract.
        match unsafe { ValueMut::new(at.byte_add(self.offset), self.ty.get()) }.view() {
            ViewMut::Complex(value) => value,
            _ => unreachable!("the base of a derived type or an unknown element is a struct"),
        }
    }
}

/// A value of a complex type, or of a sequence inside one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ComplexRef<'v> {
    at: *const (),
    description: &'static Description,
    derived: Option<(&'v QName, &'v Kept)>,
}

impl<'v> ComplexRef<'v> {
    const fn new(at: *const (), description: &'static Description) -> Self {
        Self { at, description, derived: None }
    }

    /// Returns the value, if it is of a type. For a value of an unknown derived type, this is the value of the known base.
    pub(crate) fn downcast<T: Value>(&self) -> Option<&'v T> {
        let is_it = T::TYPE.table.get().description().is_some_and(|description| ptr::eq(description, self.description));
        // SAFETY: the value is shared for `'v`, and its type is that of the table (invariant 3).
        is_it.then(|| unsafe { &*self.at.cast() })
    }

    /// Returns the table of the type.
    pub(crate) const fn description(&self) -> &'static Description {
        self.description
    }

    /// Returns the value of the base type.
    pub(crate) fn base(&self) -> Option<ComplexRef<'v>> {
        // SAFETY: the table is that of the type.
        Some(unsafe { ComplexRef::new(self.at.byte_add(self.description.base_offset), self.description.base?) })
    }

    /// Returns a bit for each own field: 0 if the field is absent, so that nothing is written for it. Fields beyond the last word
    /// have no bit.
    #[inline]
    pub(crate) fn present(&self) -> Present {
        // SAFETY: the value is shared, and the table is that of its type.
        unsafe { (self.description.present)(self.at) }
    }

    /// Returns the value of an own field.
    #[inline]
    pub(crate) fn field(&self, index: usize) -> Option<ValueRef<'v>> {
        let field = self.description.fields.get(index)?;
        // SAFETY: the table is that of the type.
        Some(unsafe { ValueRef::new(self.at.byte_add(field.offset), field.ty.get()) })
    }

    /// Returns a field of the value or of its bases. The fields of bases come first.
    pub(crate) fn field_at(&self, index: usize) -> Option<ValueRef<'v>> {
        match index.checked_sub(self.description.offset) {
            Some(own) => self.field(own),
            None => self.base()?.field_at(index),
        }
    }

    /// Returns the `xsi:type` and the unknown content of a value of an unknown derived type.
    pub(crate) const fn derived(&self) -> Option<(&'v QName, &'v Kept)> {
        self.derived
    }
}

/// A value of a complex type, or of a sequence inside one.
#[derive(Debug)]
pub(crate) struct ComplexMut<'v> {
    at: *mut (),
    description: &'static Description,
    derived: Option<(&'v mut QName, &'v mut Kept)>,
}

impl ComplexMut<'_> {
    const fn new(at: *mut (), description: &'static Description) -> Self {
        Self { at, description, derived: None }
    }

    /// Refers to the value to read from it.
    #[inline]
    pub(crate) fn shared(&self) -> ComplexRef<'_> {
        let derived = self.derived.as_ref().map(|(xsi_type, kept)| (&**xsi_type, &**kept));
        ComplexRef { at: self.at, description: self.description, derived }
    }

    /// Returns the table of the type.
    pub(crate) const fn description(&self) -> &'static Description {
        self.description
    }

    /// Returns the value of the base type.
    pub(crate) fn base(&mut self) -> Option<ComplexMut<'_>> {
        // SAFETY: the table is that of the type.
        Some(unsafe { ComplexMut::new(self.at.byte_add(self.description.base_offset), self.description.base?) })
    }

    /// Returns the value of an own field.
    #[inline]
    pub(crate) fn field(&mut self, index: usize) -> Option<ValueMut<'_>> {
        let field = self.description.fields.get(index)?;
        // SAFETY: the table is that of the type.
        Some(unsafe { ValueMut::new(self.at.byte_add(field.offset), field.ty.get()) })
    }

    /// Returns a field of the value or of its bases. The fields of bases come first.
    #[inline]
    pub(crate) fn field_at(&mut self, index: usize) -> Option<ValueMut<'_>> {
        let (mut at, mut description) = (self.at, self.description);
        while index < description.offset {
            // SAFETY: the table is that of the type.
            at = unsafe { at.byte_add(description.base_offset) };
            description = description.base?;
        }
        let field = description.fields.get(index - description.offset)?;
        // SAFETY: the table is that of the type.
        Some(unsafe { ValueMut::new(at.byte_add(field.offset), field.ty.get()) })
    }

    /// Returns the `xsi:type` and the unknown content of a value of an unknown derived type.
    pub(crate) fn derived(&mut self) -> Option<(&mut QName, &mut Kept)> {
        self.derived.as_mut().map(|(xsi_type, kept)| (&mut **xsi_type, &mut **kept))
    }
}

/// An [`Unknown`](crate::Unknown), independent of the type of its base.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UnknownRef<'v> {
    /// The value of the base type.
    pub(crate) base: ComplexRef<'v>,
    /// The content without the content of the base.
    pub(crate) rest: &'v AnyElement,
    /// The places of the children that the base represents, in document order.
    pub(crate) places: &'v [BasePlace],
}

/// An [`Unknown`](crate::Unknown), independent of the type of its base.
#[derive(Debug)]
pub(crate) struct UnknownMut<'v> {
    pub(crate) base: ComplexMut<'v>,
    pub(crate) rest: &'v mut AnyElement,
    pub(crate) places: &'v mut Vec<BasePlace>,
}

// -- enums ---------------------------------------------------------------------------------------------------------------

/// An enum each of whose variants contains one value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VariantsRef<'v> {
    at: *const (),
    table: &'static VariantsTable,
    life: PhantomData<&'v ()>,
}

impl<'v> VariantsRef<'v> {
    /// Returns the table of the enum.
    pub(crate) const fn table(&self) -> &'static VariantsTable {
        self.table
    }

    /// Returns the index of the variant, and the value in it.
    #[inline]
    pub(crate) fn variant(&self) -> (usize, ValueRef<'v>) {
        // SAFETY: the value is shared for `'v`, and the table is that of its type.
        unsafe { (self.table.content)(self.at) }
    }

    /// Returns the index of the variant.
    pub(crate) fn index(&self) -> usize {
        self.variant().0
    }

    /// Returns the value in the variant.
    pub(crate) fn content(&self) -> ValueRef<'v> {
        self.variant().1
    }
}

/// An enum each of whose variants contains one value.
#[derive(Debug)]
pub(crate) struct VariantsMut<'v> {
    at: *mut (),
    table: &'static VariantsTable,
    life: PhantomData<&'v mut ()>,
}

impl<'v> VariantsMut<'v> {
    /// Returns the value in the variant.
    pub(crate) fn into_content(self) -> ValueMut<'v> {
        // SAFETY: the value is unique, and the table is that of its type.
        unsafe { (self.table.content_mut)(self.at) }
    }

    /// Refers to the value to read from it.
    pub(crate) const fn shared(&self) -> VariantsRef<'_> {
        VariantsRef { at: self.at, table: self.table, life: PhantomData }
    }

    /// Returns the table of the enum.
    pub(crate) const fn table(&self) -> &'static VariantsTable {
        self.table
    }

    /// Returns the index of the variant.
    pub(crate) fn index(&self) -> usize {
        self.shared().index()
    }

    /// Sets the value to the default value of the variant at an index.
    pub(crate) fn select(&mut self, index: usize) {
        // SAFETY: the value is unique, and the table is that of its type.
        unsafe { (self.table.select)(self.at, index) }
    }

    /// Returns the value in the variant.
    pub(crate) fn content(&mut self) -> ValueMut<'_> {
        // SAFETY: the value is unique, and the table is that of its type.
        unsafe { (self.table.content_mut)(self.at) }
    }
}
