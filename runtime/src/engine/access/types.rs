//! Tables that describe Rust types: the kind of a type, the offsets of its parts, and functions over its values.

use std::marker::PhantomData;
use std::ptr;

use super::kinds::{Fill, Member, Simple};
use crate::any::AnyAttribute;
use crate::engine::row::Row;
use crate::engine::row_properties::RowProperties;
use crate::engine::texts::Texts;
use crate::names::{Namespace, Ns};

/// A type that a field, a variant or a global element can contain.
pub trait Value: Sized + 'static {
    /// The table of the type.
    #[doc(hidden)]
    const TYPE: TypeOf<Self>;

    /// Returns a value that a reader overwrites: the default value, or a cheaper one for a choice whose default value is boxed.
    #[doc(hidden)]
    fn blank() -> Self
    where
        Self: Default,
    {
        Self::default()
    }

    /// Returns whether the value is `None`. No element or attribute is written for such a value.
    #[doc(hidden)]
    fn is_absent(&self) -> bool {
        false
    }
}

/// A choice (`xs:choice`): an enum whose variant depends on a child element.
pub trait Choice: Value + Default {}

// -- pointers ------------------------------------------------------------------------------------------------------------

/// A shared reference to a value of any type, with the table of the type.
#[derive(Clone, Copy, Debug)]
pub struct ValueRef<'v> {
    pub(super) at: *const (),
    pub(super) ty: &'static ValueType,
    life: PhantomData<&'v ()>,
}

impl<'v> ValueRef<'v> {
    /// Returns a reference to a value.
    #[inline]
    pub const fn of<T: Value>(value: &'v T) -> Self {
        Self { at: ptr::from_ref(value).cast(), ty: T::TYPE.table.get(), life: PhantomData }
    }

    /// # Safety
    /// `at` points to a value that is shared for `'v`, and `ty` is the table of its type.
    #[inline]
    pub(super) const unsafe fn new(at: *const (), ty: &'static ValueType) -> Self {
        Self { at, ty, life: PhantomData }
    }
}

/// A mutable reference to a value of any type, with the table of the type.
#[derive(Debug)]
pub struct ValueMut<'v> {
    pub(super) at: *mut (),
    pub(super) ty: &'static ValueType,
    life: PhantomData<&'v mut ()>,
}

impl<'v> ValueMut<'v> {
    /// Returns a reference to a value.
    #[inline]
    pub const fn of<T: Value>(value: &'v mut T) -> Self {
        Self { at: ptr::from_mut(value).cast(), ty: T::TYPE.table.get(), life: PhantomData }
    }

    /// # Safety
    /// `at` points to a value that nothing else uses for `'v`, and `ty` is the table of its type.
    #[inline]
    pub(super) const unsafe fn new(at: *mut (), ty: &'static ValueType) -> Self {
        Self { at, ty, life: PhantomData }
    }

    /// Reborrows the value.
    #[inline]
    pub const fn again(&mut self) -> ValueMut<'_> {
        ValueMut { at: self.at, ty: self.ty, life: PhantomData }
    }

    /// Returns a shared reference to the value.
    #[inline]
    pub const fn shared(&self) -> ValueRef<'_> {
        ValueRef { at: self.at, ty: self.ty, life: PhantomData }
    }
}

// -- tables of any type --------------------------------------------------------------------------------------------------

/// The table of a type.
#[derive(Debug)]
pub(crate) struct ValueType {
    pub(super) size: usize,
    pub(super) kind: Kind,
}

/// A reference to a table, stored as a pointer.
///
/// When the compiler checks a constant, it follows references, but not pointers. So the tables of two types that contain each
/// other can be constants, although each table refers to the other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TypeRef(*const ValueType);

// SAFETY: the table is static and is not changed.
unsafe impl Send for TypeRef {}
// SAFETY: the table is static and is not changed.
unsafe impl Sync for TypeRef {}

impl TypeRef {
    const fn of(table: &'static ValueType) -> Self {
        Self(table)
    }

    /// Returns the table.
    #[inline]
    pub(crate) const fn get(self) -> &'static ValueType {
        // SAFETY: the pointer was made from a static reference.
        unsafe { &*self.0 }
    }
}

/// The kind of a Rust type, with the table for this kind.
#[derive(Debug)]
pub(super) enum Kind {
    Optional(Optional),
    Nillable(NillableTable),
    Boxed(TypeRef),
    List(List),
    Simple(unsafe fn(*mut ()) -> *mut dyn Simple),
    Enumeration(&'static EnumerationTable),
    Union(unsafe fn(*mut ()) -> *mut dyn Union, &'static VariantsTable),
    Complex(&'static Description),
    Derived { base: Base, xsi_type: usize, kept: usize },
    Variants(&'static VariantsTable),
    Unknown { base: Base, rest: usize, places: usize },
    AnyElement,
    AnyType,
    AnyAttributes,
}

/// The base struct inside a [`Derived`](crate::Derived) or an [`Unknown`](crate::Unknown).
#[derive(Clone, Copy, Debug)]
pub(super) struct Base {
    pub(super) offset: usize,
    pub(super) description: &'static Description,
}

impl Base {
    /// Describes a base of type `T` at an offset. Does not compile for a type that is not a struct.
    #[allow(clippy::panic, reason = "only the compiler calls it, for constants")]
    pub(super) const fn of<T: Value>(offset: usize) -> Self {
        match T::TYPE.table.get().description() {
            Some(description) => Self { offset, description },
            None => panic!("the base of a derived type or an unknown element must be a struct"),
        }
    }
}

/// The table of an `Option`.
#[derive(Debug)]
pub(super) struct Optional {
    pub(super) item: TypeRef,
    /// Returns a pointer to the value; null if the value is absent.
    pub(super) get: unsafe fn(*const ()) -> *const (),
    /// Removes the value.
    pub(super) clear: unsafe fn(*mut ()),
    /// Sets an absent value to a blank value (see [`Value::blank`]).
    pub(super) set: unsafe fn(*mut ()),
}

/// The table of a [`Nillable`].
#[derive(Debug)]
pub(super) struct NillableTable {
    pub(super) get: unsafe fn(*const ()) -> Result<ValueRef<'static>, Option<&'static [AnyAttribute]>>,
    pub(super) fill: unsafe fn(*mut (), Fill) -> Option<ValueMut<'static>>,
    pub(super) set_nil: unsafe fn(*mut (), Vec<AnyAttribute>),
}

/// The table of a `Vec`.
#[derive(Debug)]
pub(super) struct List {
    pub(super) item: TypeRef,
    /// Returns a pointer to the first value, and the number of values.
    pub(super) items: unsafe fn(*const ()) -> (*const (), usize),
    /// Appends a blank value, and returns a pointer to it.
    pub(super) push: unsafe fn(*mut ()) -> *mut (),
    pub(super) truncate: unsafe fn(*mut (), usize),
}

/// A table that describes the type `T`. Functions that require the table of `T` do not accept the table of another type.
#[derive(Debug)]
pub struct Of<T, Table> {
    pub(super) table: Table,
    of: PhantomData<fn(T) -> T>,
}

impl<T, Table> Of<T, Table> {
    pub(super) const fn new(table: Table) -> Self {
        Self { table, of: PhantomData }
    }
}

/// A reference to the table of the type `T`.
#[derive(Debug)]
pub struct TypeOf<T> {
    pub(crate) table: TypeRef,
    of: PhantomData<fn(T) -> T>,
}

impl<T> TypeOf<T> {
    /// Refers to the table of a complex type.
    pub const fn complex(table: &'static Of<T, Description>) -> Self {
        Self::new(&table.table.ty)
    }

    /// Refers to the table of a choice, a polymorphic type or a union.
    pub const fn variants(table: &'static Of<T, VariantsTable>) -> Self {
        Self::new(&table.table.ty)
    }

    /// Refers to the table of an open enumeration.
    pub const fn enumeration(table: &'static Of<T, EnumerationTable>) -> Self {
        Self::new(&table.table.ty)
    }

    pub(super) const fn new(table: &'static ValueType) -> Self {
        Self { table: TypeRef::of(table), of: PhantomData }
    }
}

impl ValueType {
    pub(super) const fn new<T>(kind: Kind) -> Self {
        Self { size: size_of::<T>(), kind }
    }

    /// Returns the table of a complex type; `None` for other types.
    pub(crate) const fn description(&self) -> Option<&'static Description> {
        match &self.kind {
            Kind::Complex(description) => Some(*description),
            _ => None,
        }
    }

    /// Returns the namespaces of all schemas that were generated together with a complex type, a choice or a polymorphic type.
    /// Empty for other types.
    pub(crate) const fn namespaces(&self) -> &'static [Namespace] {
        match &self.kind {
            Kind::Complex(description) => description.namespaces,
            Kind::Variants(table) => table.namespaces,
            _ => &[],
        }
    }

    /// Returns the table of a choice, a polymorphic type or a union; `None` for other types.
    pub(crate) const fn variants(&self) -> Option<&'static VariantsTable> {
        match &self.kind {
            Kind::Variants(table) | Kind::Union(_, table) => Some(*table),
            _ => None,
        }
    }
}

// -- tables of generated types -------------------------------------------------------------------------------------------

/// The table of an open enumeration, whose values are the listed texts and all other texts.
#[derive(Debug)]
pub struct EnumerationTable {
    pub(super) ty: ValueType,
    /// The listed texts.
    pub(crate) texts: Texts,
    /// The names of the variants, separated by spaces: one for each listed text, then the name of the variant for other texts.
    /// If the name for each listed text is equal to the text, contains only the name of the variant for other texts.
    pub(crate) names: &'static str,
    /// The name of the type in the schema: the local name, or `{namespace}name` if several namespaces have that type.
    pub(crate) type_name: &'static str,
    /// A value for each listed text. The values own no memory, because constants cannot.
    pub(super) listed: TableOfValues,
    pub(super) index: unsafe fn(*const ()) -> Result<usize, &'static str>,
    pub(super) set_other: unsafe fn(*mut (), String),
}

/// The table of an enum in which each variant contains one value.
#[derive(Debug)]
pub struct VariantsTable {
    pub(super) ty: ValueType,
    /// The names of the variants.
    pub(crate) names: &'static [&'static str],
    /// The rule that selects the variant.
    pub(crate) selection: Selection,
    /// The namespaces of all schemas that were generated together.
    pub(crate) namespaces: &'static [Namespace],
    pub(super) content: unsafe fn(*const ()) -> (usize, ValueRef<'static>),
    pub(super) content_mut: unsafe fn(*mut ()) -> ValueMut<'static>,
    pub(super) select: unsafe fn(*mut (), usize),
}

/// The table of a complex type, or of a sequence inside a complex type.
#[derive(Debug)]
pub struct Description {
    pub(super) ty: ValueType,
    /// The name of the Rust type.
    pub(crate) rust_name: &'static str,
    /// The local name of the type in the schema, or a path for an anonymous type.
    pub(crate) name: &'static str,
    pub(crate) namespace: Option<Ns>,
    /// The namespaces of all schemas that were generated together.
    pub(crate) namespaces: &'static [Namespace],
    pub(crate) base: Option<&'static Description>,
    /// The offset of the base in a value, in bytes.
    pub(super) base_offset: usize,
    /// The names of the own fields, each followed by a space. One string needs less memory than a list of strings.
    pub(crate) names: &'static str,
    /// The own fields: all fields except `base`.
    pub(crate) fields: &'static [Field],
    /// The rows of the own fields, in the same order.
    pub(crate) rows: &'static [Row],
    pub(super) present: unsafe fn(*const ()) -> u128,
    /// The number of fields of all bases, which is the index of the first own field.
    pub(crate) offset: usize,
    /// Properties of the rows of the type and its bases.
    pub(crate) properties: RowProperties,
}

/// A pointer to the constant values of an open enumeration, one for each listed text.
#[derive(Clone, Copy, Debug)]
pub(super) struct TableOfValues(pub(super) *const ());

// SAFETY: the values are static and are not changed.
unsafe impl Send for TableOfValues {}
// SAFETY: the values are static and are not changed.
unsafe impl Sync for TableOfValues {}

/// A bit for each of the first 128 own fields of a value: 0 if the field is absent.
pub(crate) type Present = [u64; PRESENT_WORDS];

/// The number of words of [`Present`].
pub(crate) const PRESENT_WORDS: usize = 2;

/// A field of a struct.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    pub(super) offset: usize,
    pub(super) ty: TypeRef,
}

/// A field of a struct of type `T`.
#[derive(Debug)]
#[repr(transparent)]
pub struct FieldOf<T> {
    pub(super) field: Field,
    of: PhantomData<fn(T) -> T>,
}

impl<T> FieldOf<T> {
    /// Describes a field by a pointer to a value and a pointer to the field in this value.
    ///
    /// # Safety
    /// `field` points to a field of the value at `value`. The value may be uninitialized.
    pub const unsafe fn at<F: Value>(value: *const T, field: *const F) -> Self {
        // SAFETY: by the contract, both pointers are in one value.
        let offset = unsafe { field.byte_offset_from(value) };
        Self { field: Field { offset: offset.unsigned_abs(), ty: F::TYPE.table }, of: PhantomData }
    }
}

/// The parts of a struct of type `T`.
#[derive(Debug)]
pub struct Parts<T: 'static> {
    /// The field `base`, which contains the value of the base type.
    pub base: Option<FieldOf<T>>,
    /// The names of the own fields, each followed by a space.
    pub names: &'static str,
    /// The own fields.
    pub fields: &'static [FieldOf<T>],
    /// The rows of the own fields, in the same order.
    pub rows: &'static [Row],
}

/// A value of a union of simple types: an enum with a variant for each member.
pub trait Union: Simple {
    /// Returns the members, one for each variant.
    #[doc(hidden)]
    fn members(&self) -> &'static [Member];

    /// Parses a text as the member at an index, and calls `work` with the value. Returns `false` if the text is not a value of
    /// that member.
    #[doc(hidden)]
    fn with_member(&self, index: usize, text: &str, work: &mut dyn FnMut(ValueRef<'_>)) -> bool;
}

// -- enums ---------------------------------------------------------------------------------------------------------------

/// The rule that selects a variant of an enum.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Selection {
    /// The name of a child element selects the variant. Each variant has a row, except for an optional last variant, which
    /// contains elements that are not a value of any other variant.
    Child(&'static [Row]),
    /// `xsi:type` selects the variant.
    Type(DerivedTypes),
    /// The text selects the variant: the first member of the union that accepts the text.
    Text,
}

/// A type that an `xsi:type` may name: the declared type of an element, or a derived type.
#[derive(Clone, Copy, Debug)]
pub struct DerivedType {
    pub(crate) namespace: Ns,
    pub(crate) local: &'static str,
    pub(crate) is_base: bool,
    #[cfg_attr(not(feature = "validate"), allow(dead_code, reason = "only `validate` reads it"))]
    pub(crate) restriction: Option<Restriction>,
    /// The first version that has the type, as an index into the list of versions; 0 if the type is as old as the declared type.
    pub(crate) since: u8,
}

/// A function that calls its argument with a value.
type WithValue = fn(&mut dyn FnMut(ValueMut<'_>));

/// A type derived by restriction: each of its values is also a value of the declared type.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "validate"), allow(dead_code, reason = "only `validate` reads it"))]
pub(crate) struct Restriction {
    /// Calls a function with a default value of the type.
    pub(crate) with_value: WithValue,
    /// The namespaces of all schemas that were generated together.
    pub(crate) namespaces: &'static [Namespace],
}

/// The types that an `xsi:type` may name.
#[derive(Clone, Copy, Debug)]
pub struct DerivedTypes {
    /// The types of the variants, in order.
    pub(crate) variants: &'static [DerivedType],
    /// The known types without a variant of their own. The last variant contains their values, and values of unknown types.
    /// `None` for an enum without such a variant.
    pub(crate) others: Option<&'static [DerivedType]>,
}
