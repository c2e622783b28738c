//! Handles: references to values of one kind (optional values, lists, enums and so on), with access to their parts.

use std::marker::PhantomData;
use std::ptr;

use super::kinds::Fill;
use super::types::{
    Description, EnumerationTable, List, NillableTable, Optional, PRESENT_WORDS, Present, Union, Value, ValueMut,
    ValueRef, ValueType, VariantsTable,
};
use crate::any::{AnyAttribute, AnyElement};
use crate::engine::derived::Kept;
use crate::engine::unknown::BasePlace;
use crate::lexical::QName;

// -- optional values -----------------------------------------------------------------------------------------------------

/// An optional value.
#[derive(Debug)]
pub(crate) struct OptionalMut<'v> {
    pub(super) at: *mut (),
    pub(super) table: &'static Optional,
    pub(super) life: PhantomData<&'v mut ()>,
}

impl OptionalMut<'_> {
    /// Keeps, replaces or removes the value, depending on `fill`. Returns the value if it is present afterwards.
    #[inline]
    pub(crate) fn fill(&mut self, fill: Fill) -> Option<ValueMut<'_>> {
        // SAFETY: `at` is a unique pointer to a value, and `table` is the table of its type.
        unsafe {
            let mut item = (self.table.get)(self.at);
            if fill != Fill::Keep && !item.is_null() {
                (self.table.clear)(self.at);
                item = ptr::null();
            }
            if fill == Fill::Clear {
                return None;
            }
            if item.is_null() {
                (self.table.set)(self.at);
                item = (self.table.get)(self.at);
            }
            // `get` derives its result from a shared reference, which must not be used to write. So offset the unique pointer instead.
            let item = self.at.byte_add(item.addr() - self.at.addr());
            Some(ValueMut::new(item, self.table.item.get()))
        }
    }
}

/// A value of a nillable element.
#[derive(Debug)]
pub(crate) struct NillableMut<'v> {
    pub(super) at: *mut (),
    pub(super) table: &'static NillableTable,
    pub(super) life: PhantomData<&'v mut ()>,
}

impl NillableMut<'_> {
    /// Keeps or replaces the value, or makes it nil, depending on `fill`. Returns the value if it is not nil afterwards.
    pub(crate) fn fill(&mut self, fill: Fill) -> Option<ValueMut<'_>> {
        // SAFETY: `at` is a unique pointer to a value, and `table` is the table of its type.
        unsafe { (self.table.fill)(self.at, fill) }
    }

    /// Makes the value nil. `attributes` are the attributes of the element other than `xsi:nil`.
    pub(crate) fn set_nil(&mut self, attributes: Vec<AnyAttribute>) {
        // SAFETY: `at` is a unique pointer to a value, and `table` is the table of its type.
        unsafe { (self.table.set_nil)(self.at, attributes) }
    }
}

// -- lists ---------------------------------------------------------------------------------------------------------------

/// The items of a list (`Vec`).
#[derive(Clone, Copy, Debug)]
pub(crate) struct ListRef<'v> {
    pub(super) first: *const (),
    pub(super) len: usize,
    pub(super) item: &'static ValueType,
    pub(super) life: PhantomData<&'v ()>,
}

impl<'v> ListRef<'v> {
    /// Returns the number of values.
    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    /// Returns whether there are no values.
    #[cfg(any(feature = "serde", feature = "validate"))]
    pub(crate) const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the value at an index.
    pub(crate) fn get(&self, index: usize) -> Option<ValueRef<'v>> {
        // SAFETY: `first` points to a slice of `len` values with the table `item`, and the index is less than `len`.
        (index < self.len).then(|| unsafe { ValueRef::new(self.first.byte_add(index * self.item.size), self.item) })
    }

    /// Returns the values in order.
    pub(crate) fn iter(self) -> impl Iterator<Item = ValueRef<'v>> {
        (0..self.len).filter_map(move |index| self.get(index))
    }
}

/// The items of a list (`Vec`).
#[derive(Debug)]
pub(crate) struct ListMut<'v> {
    pub(super) at: *mut (),
    pub(super) table: &'static List,
    pub(super) life: PhantomData<&'v mut ()>,
}

impl ListMut<'_> {
    /// Returns the number of values.
    pub(crate) fn len(&self) -> usize {
        // SAFETY: `at` is a unique pointer to a value, and `table` is the table of its type.
        unsafe { (self.table.items)(self.at).1 }
    }

    /// Appends a blank value (see `Value::blank`), and returns it.
    #[inline]
    pub(crate) fn push(&mut self) -> ValueMut<'_> {
        // SAFETY: `at` is a unique pointer to a value, and `table` is the table of its type.
        unsafe { ValueMut::new((self.table.push)(self.at), self.table.item.get()) }
    }

    /// Shortens the list to `len` values.
    pub(crate) fn truncate(&mut self, len: usize) {
        // SAFETY: `at` is a unique pointer to a value, and `table` is the table of its type.
        unsafe { (self.table.truncate)(self.at, len) }
    }

    /// Returns the size of an item in bytes.
    pub(crate) const fn item_size(&self) -> usize {
        self.table.item.get().size
    }
}

// -- simple values -------------------------------------------------------------------------------------------------------

/// A value of an open enumeration: one of the listed texts, or another text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EnumerationRef<'v> {
    pub(super) at: *const (),
    pub(super) table: &'static EnumerationTable,
    pub(super) life: PhantomData<&'v ()>,
}

impl<'v> EnumerationRef<'v> {
    /// Returns the table of the enum.
    pub(crate) const fn table(&self) -> &'static EnumerationTable {
        self.table
    }

    /// Returns the index of the text in `table.texts`, or `Err` with the text if it is not listed.
    pub(crate) fn index(&self) -> Result<usize, &'v str> {
        // SAFETY: `at` points to a value that is shared for `'v`, and `table` is the table of its type.
        unsafe { (self.table.index)(self.at) }
    }

    /// Returns the text.
    pub(crate) fn as_str(&self) -> &'v str {
        match self.index() {
            Ok(index) => self.table.texts.get(index).unwrap_or_default(),
            Err(other) => other,
        }
    }
}

/// A value of an open enumeration.
#[derive(Debug)]
pub(crate) struct EnumerationMut<'v> {
    pub(super) at: *mut (),
    pub(super) table: &'static EnumerationTable,
    pub(super) life: PhantomData<&'v mut ()>,
}

impl EnumerationMut<'_> {
    /// Returns the table of the enum.
    pub(crate) const fn table(&self) -> &'static EnumerationTable {
        self.table
    }

    /// Sets the value to the text at an index of `table.texts`. If there is none at `index`, sets an empty text.
    pub(crate) fn select(&mut self, index: usize) {
        self.set_other(String::new());
        if index < self.table.texts.len() {
            let size = self.table.ty.size;
            // SAFETY: `listed` has one value for each of `table.texts`, and `index` is less than their number. Neither the copied
            // value nor the value that it overwrites owns memory, so nothing is leaked and nothing gets two owners.
            unsafe {
                let listed = self.table.listed.0.byte_add(index * size);
                ptr::copy_nonoverlapping(listed.cast::<u8>(), self.at.cast::<u8>(), size);
            }
        }
    }

    /// Sets the value to a text that is not listed.
    pub(crate) fn set_other(&mut self, other: String) {
        // SAFETY: `at` is a unique pointer to a value, and `table` is the table of its type.
        unsafe { (self.table.set_other)(self.at, other) }
    }
}

/// A value of a union of simple types.
#[derive(Clone, Copy)]
#[allow(missing_debug_implementations, reason = "it contains a trait object")]
pub(crate) struct UnionRef<'v> {
    pub(super) at: *const (),
    pub(super) union: &'v dyn Union,
    pub(super) table: &'static VariantsTable,
}

impl<'v> UnionRef<'v> {
    /// Returns the union as a simple value, which is read and written by its lexical form.
    pub(crate) const fn form(&self) -> &'v dyn Union {
        self.union
    }

    /// Returns the union as an enum, with a variant for each member type.
    pub(crate) const fn variants(&self) -> VariantsRef<'v> {
        VariantsRef { at: self.at, table: self.table, life: PhantomData }
    }
}

/// A value of a union of simple types.
#[derive(Debug)]
pub(crate) struct UnionMut<'v> {
    pub(super) at: *mut (),
    pub(super) cast: unsafe fn(*mut ()) -> *mut dyn Union,
    pub(super) table: &'static VariantsTable,
    pub(super) life: PhantomData<&'v mut ()>,
}

impl UnionMut<'_> {
    /// Returns the union as a simple value, which is read and written by its lexical form.
    pub(crate) fn form(&mut self) -> &mut dyn Union {
        // SAFETY: `at` is a unique pointer to a value, and `cast` returns the same pointer as a trait object of its type.
        unsafe { &mut *(self.cast)(self.at) }
    }

    /// Returns the union as an enum, with a variant for each member type.
    pub(crate) const fn variants(&mut self) -> VariantsMut<'_> {
        VariantsMut { at: self.at, table: self.table, life: PhantomData }
    }
}

// -- complex values ------------------------------------------------------------------------------------------------------

/// A value of a complex type, or of a sequence inside a complex type.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ComplexRef<'v> {
    pub(super) at: *const (),
    pub(super) description: &'static Description,
    pub(super) derived: Option<(&'v QName, &'v Kept)>,
}

impl<'v> ComplexRef<'v> {
    pub(super) const fn new(at: *const (), description: &'static Description) -> Self {
        Self { at, description, derived: None }
    }

    /// Returns the value as a `T`; `None` if it has another type. For a value of the type `Derived<B>`, `T` must be `B`.
    pub(crate) fn downcast<T: Value>(&self) -> Option<&'v T> {
        let is_it = T::TYPE.table.get().description().is_some_and(|description| ptr::eq(description, self.description));
        // SAFETY: `at` points to a value that is shared for `'v`. Equal tables belong to equal types, so it is a `T` (invariant 3).
        is_it.then(|| unsafe { &*self.at.cast() })
    }

    /// Returns the table of the type.
    pub(crate) const fn description(&self) -> &'static Description {
        self.description
    }

    /// Returns the base of the value; `None` if the type has no base.
    pub(crate) fn base(&self) -> Option<ComplexRef<'v>> {
        // SAFETY: `description` is the table of the type, so its offsets are inside the value (invariant 1).
        Some(unsafe { ComplexRef::new(self.at.byte_add(self.description.base_offset), self.description.base?) })
    }

    /// Returns a bit for each own field: 0 if the field is absent. The first field has the lowest bit. If there are more than 128
    /// own fields, all bits are 1, and the fields after the first 128 have no bit.
    #[inline]
    pub(crate) fn present(&self) -> Present {
        // SAFETY: `at` points to a shared value, and `description` is the table of its type.
        let bits = unsafe { (self.description.present)(self.at) };
        let fields = self.description.fields.len();
        // In `bits`, the last field has the lowest bit. With more fields than bits, the bits of the first fields are missing.
        match u128::BITS.checked_sub(fields as u32) {
            Some(u128::BITS) => [0, 0],
            Some(unused) => {
                let bits = bits.reverse_bits() >> unused;
                [bits as u64, (bits >> 64) as u64]
            }
            None => [u64::MAX; PRESENT_WORDS],
        }
    }

    /// Returns the field at an index among the own fields, which exclude the fields of bases.
    #[inline]
    pub(crate) fn field(&self, index: usize) -> Option<ValueRef<'v>> {
        let field = self.description.fields.get(index)?;
        // SAFETY: `description` is the table of the type, so its offsets are inside the value (invariant 1).
        Some(unsafe { ValueRef::new(self.at.byte_add(field.offset), field.ty.get()) })
    }

    /// Returns the field at an index that counts the fields of the bases first, then the own fields.
    pub(crate) fn field_at(&self, index: usize) -> Option<ValueRef<'v>> {
        match index.checked_sub(self.description.offset) {
            Some(own) => self.field(own),
            None => self.base()?.field_at(index),
        }
    }

    /// Returns the `xsi:type`, and the attributes and elements that this type adds, if the value is a `Derived`.
    pub(crate) const fn derived(&self) -> Option<(&'v QName, &'v Kept)> {
        self.derived
    }
}

/// A value of a complex type, or of a sequence inside a complex type.
#[derive(Debug)]
pub(crate) struct ComplexMut<'v> {
    pub(super) at: *mut (),
    pub(super) description: &'static Description,
    pub(super) derived: Option<(&'v mut QName, &'v mut Kept)>,
}

impl ComplexMut<'_> {
    pub(super) const fn new(at: *mut (), description: &'static Description) -> Self {
        Self { at, description, derived: None }
    }

    /// Returns a shared reference to the value.
    #[inline]
    pub(crate) fn shared(&self) -> ComplexRef<'_> {
        let derived = self.derived.as_ref().map(|(xsi_type, kept)| (&**xsi_type, &**kept));
        ComplexRef { at: self.at, description: self.description, derived }
    }

    /// Returns the table of the type.
    pub(crate) const fn description(&self) -> &'static Description {
        self.description
    }

    /// Returns the base of the value; `None` if the type has no base.
    pub(crate) fn base(&mut self) -> Option<ComplexMut<'_>> {
        // SAFETY: `description` is the table of the type, so its offsets are inside the value (invariant 1).
        Some(unsafe { ComplexMut::new(self.at.byte_add(self.description.base_offset), self.description.base?) })
    }

    /// Returns the field at an index among the own fields, which exclude the fields of bases.
    #[inline]
    pub(crate) fn field(&mut self, index: usize) -> Option<ValueMut<'_>> {
        let field = self.description.fields.get(index)?;
        // SAFETY: `description` is the table of the type, so its offsets are inside the value (invariant 1).
        Some(unsafe { ValueMut::new(self.at.byte_add(field.offset), field.ty.get()) })
    }

    /// Returns the field at an index that counts the fields of the bases first, then the own fields.
    #[inline]
    pub(crate) fn field_at(&mut self, index: usize) -> Option<ValueMut<'_>> {
        let (mut at, mut description) = (self.at, self.description);
        while index < description.offset {
            // SAFETY: `description` is the table of the type, so its offsets are inside the value (invariant 1).
            at = unsafe { at.byte_add(description.base_offset) };
            description = description.base?;
        }
        let field = description.fields.get(index - description.offset)?;
        // SAFETY: `description` is the table of the type, so its offsets are inside the value (invariant 1).
        Some(unsafe { ValueMut::new(at.byte_add(field.offset), field.ty.get()) })
    }

    /// Returns the `xsi:type`, and the attributes and elements that this type adds, if the value is a `Derived`.
    pub(crate) fn derived(&mut self) -> Option<(&mut QName, &mut Kept)> {
        self.derived.as_mut().map(|(xsi_type, kept)| (&mut **xsi_type, &mut **kept))
    }
}

/// A reference to an [`Unknown`](crate::Unknown) with a base of any type.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UnknownRef<'v> {
    /// The value of the base type.
    pub(crate) base: ComplexRef<'v>,
    /// The element without the attributes and children that `base` contains.
    pub(crate) rest: &'v AnyElement,
    /// The positions of the children that `base` contains, in document order.
    pub(crate) places: &'v [BasePlace],
}

/// A reference to an [`Unknown`](crate::Unknown) with a base of any type.
#[derive(Debug)]
pub(crate) struct UnknownMut<'v> {
    pub(crate) base: ComplexMut<'v>,
    pub(crate) rest: &'v mut AnyElement,
    pub(crate) places: &'v mut Vec<BasePlace>,
}

// -- enums ---------------------------------------------------------------------------------------------------------------

/// An enum in which each variant contains one value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VariantsRef<'v> {
    pub(super) at: *const (),
    pub(super) table: &'static VariantsTable,
    pub(super) life: PhantomData<&'v ()>,
}

impl<'v> VariantsRef<'v> {
    /// Returns the enum as a `T`; `None` if it has another type.
    pub(crate) fn downcast<T: Value>(&self) -> Option<&'v T> {
        let is_it = T::TYPE.table.get().variants().is_some_and(|table| ptr::eq(table, self.table));
        // SAFETY: `at` points to a value that is shared for `'v`. Equal tables belong to equal types, so it is a `T` (invariant 3).
        is_it.then(|| unsafe { &*self.at.cast() })
    }

    /// Returns the table of the enum.
    pub(crate) const fn table(&self) -> &'static VariantsTable {
        self.table
    }

    /// Returns the index of the variant, and the value in it.
    #[inline]
    pub(crate) fn variant(&self) -> (usize, ValueRef<'v>) {
        // SAFETY: `at` points to a value that is shared for `'v`, and `table` is the table of its type.
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

/// An enum in which each variant contains one value.
#[derive(Debug)]
pub(crate) struct VariantsMut<'v> {
    pub(super) at: *mut (),
    pub(super) table: &'static VariantsTable,
    pub(super) life: PhantomData<&'v mut ()>,
}

impl<'v> VariantsMut<'v> {
    /// Returns the value in the variant.
    pub(crate) fn into_content(self) -> ValueMut<'v> {
        // SAFETY: `at` is a unique pointer to a value, and `table` is the table of its type.
        unsafe { (self.table.content_mut)(self.at) }
    }

    /// Returns a shared reference to the value.
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

    /// Selects the variant at an index, with a default value in it.
    pub(crate) fn select(&mut self, index: usize) {
        // SAFETY: `at` is a unique pointer to a value, and `table` is the table of its type.
        unsafe { (self.table.select)(self.at, index) }
    }

    /// Returns the value in the variant.
    pub(crate) fn content(&mut self) -> ValueMut<'_> {
        // SAFETY: `at` is a unique pointer to a value, and `table` is the table of its type.
        unsafe { (self.table.content_mut)(self.at) }
    }
}
