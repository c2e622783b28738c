//! The tables of Rust types.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::mem::transmute;
use std::ptr;

use crate::any::{AnyAttribute, AnyElement, AnyType};
use crate::engine::row::{Presence, Row, RowKind};
use crate::error::Result;
use crate::lexical::PrefixSource;
#[cfg(feature = "validate")]
use crate::lexical::QName;
use crate::names::{Namespace, Ns};
use crate::reader::Reader;

/// A type of values: the type of a field, or of the content of a variant or a global element.
pub trait Value: Sized + 'static {
    /// The table of the type.
    const TYPE: TypeOf<Self>;

    /// Returns a value to read into. It differs from the default value if that is more expensive to make.
    fn blank() -> Self
    where
        Self: Default,
    {
        Self::default()
    }

    /// Returns whether nothing is written for the value.
    fn is_absent(&self) -> bool {
        false
    }
}

/// A choice: an enum whose variant depends on a child element.
pub trait Choice: Value + Default {}

// -- pointers ------------------------------------------------------------------------------------------------------------

/// A value of any type, to read from.
#[derive(Clone, Copy, Debug)]
pub struct ValueRef<'v> {
    pub(super) at: *const (),
    pub(super) ty: &'static ValueType,
    life: PhantomData<&'v ()>,
}

impl<'v> ValueRef<'v> {
    /// Refers to a value.
    #[inline]
    pub const fn of<T: Value>(value: &'v T) -> Self {
        Self { at: ptr::from_ref(value).cast(), ty: T::TYPE.table.get(), life: PhantomData }
    }

    /// # Safety
    /// The pointer is that of a value of the type, which is shared for `'v`.
    #[inline]
    pub(super) const unsafe fn new(at: *const (), ty: &'static ValueType) -> Self {
        Self { at, ty, life: PhantomData }
    }
}

/// A value of any type, to change.
#[derive(Debug)]
pub struct ValueMut<'v> {
    pub(super) at: *mut (),
    pub(super) ty: &'static ValueType,
    life: PhantomData<&'v mut ()>,
}

impl<'v> ValueMut<'v> {
    /// Refers to a value.
    #[inline]
    pub const fn of<T: Value>(value: &'v mut T) -> Self {
        Self { at: ptr::from_mut(value).cast(), ty: T::TYPE.table.get(), life: PhantomData }
    }

    /// # Safety
    /// The pointer is that of a value of the type, which nothing else uses for `'v`.
    #[inline]
    pub(super) const unsafe fn new(at: *mut (), ty: &'static ValueType) -> Self {
        Self { at, ty, life: PhantomData }
    }

    /// Refers to the value for a shorter time.
    #[inline]
    pub const fn again(&mut self) -> ValueMut<'_> {
        ValueMut { at: self.at, ty: self.ty, life: PhantomData }
    }

    /// Refers to the value to read from it.
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

/// A reference to a table.
///
/// The compiler follows references when it checks a constant, and stops at pointers. So the tables of types that contain one another
/// can be constants.
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

/// What the values of a type are.
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
    Derived { base: Field, xsi_type: usize, kept: usize },
    Variants(&'static VariantsTable),
    Unknown { base: Field, rest: usize, places: usize },
    AnyElement,
    AnyType,
    AnyAttributes,
}

/// The table of an `Option`.
#[derive(Debug)]
pub(super) struct Optional {
    pub(super) item: TypeRef,
    /// Returns the value; null if there is none.
    pub(super) get: unsafe fn(*const ()) -> *const (),
    /// Sets the value, and returns it.
    pub(super) fill: unsafe fn(*mut (), Fill) -> *mut (),
}

/// The table of a [`Nillable`].
#[derive(Debug)]
pub(super) struct NillableTable {
    pub(super) get: unsafe fn(*const ()) -> std::result::Result<ValueRef<'static>, Option<&'static [AnyAttribute]>>,
    pub(super) fill: unsafe fn(*mut (), Fill) -> Option<ValueMut<'static>>,
    pub(super) set_nil: unsafe fn(*mut (), Vec<AnyAttribute>),
}

/// The table of a `Vec`.
#[derive(Debug)]
pub(super) struct List {
    pub(super) item: TypeRef,
    /// Returns the first value, and the number of values.
    pub(super) items: unsafe fn(*const ()) -> (*const (), usize),
    /// Appends a blank value, and returns it.
    pub(super) push: unsafe fn(*mut ()) -> *mut (),
    pub(super) truncate: unsafe fn(*mut (), usize),
}

/// The new state of an optional value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Fill {
    /// The present value is kept; a default value is set if there is none.
    Keep,
    /// A default value replaces the value.
    Default,
    /// The value is absent or nil.
    Clear,
}

/// A table that belongs to a type.
#[derive(Debug)]
pub struct Of<T, Table> {
    pub(super) table: Table,
    of: PhantomData<fn(T) -> T>,
}

impl<T, Table> Of<T, Table> {
    const fn new(table: Table) -> Self {
        Self { table, of: PhantomData }
    }
}

/// A reference to the table of a type.
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

    /// Returns the table of a complex type.
    pub(crate) const fn description(&self) -> Option<&'static Description> {
        match &self.kind {
            Kind::Complex(description) => Some(*description),
            _ => None,
        }
    }

    /// Returns all namespaces of the schemas of a complex type or an enum that contains complex types.
    pub(crate) const fn namespaces(&self) -> &'static [Namespace] {
        match &self.kind {
            Kind::Complex(description) => description.namespaces,
            Kind::Variants(table) => table.namespaces,
            _ => &[],
        }
    }

    /// Returns the table of an enum.
    pub(crate) const fn variants(&self) -> Option<&'static VariantsTable> {
        match &self.kind {
            Kind::Variants(table) | Kind::Union(_, table) => Some(*table),
            _ => None,
        }
    }
}

impl<T: Simple> TypeOf<T> {
    /// The table of a type with a lexical form.
    pub(crate) const SIMPLE: Self = Self::new(&const { ValueType::new::<T>(Kind::Simple(as_simple::<T>)) });
}

fn as_simple<T: Simple>(at: *mut ()) -> *mut dyn Simple {
    at.cast::<T>()
}

fn as_union<T: Union>(at: *mut ()) -> *mut dyn Union {
    at.cast::<T>()
}

macro_rules! wildcard {
    ($($ty:ty: $kind:ident,)*) => {$(
        impl Value for $ty {
            const TYPE: TypeOf<Self> = TypeOf::new(&const { ValueType::new::<$ty>(Kind::$kind) });
        }
    )*};
}

wildcard! { AnyElement: AnyElement, AnyType: AnyType, Vec<AnyAttribute>: AnyAttributes, }

// -- tables of generated types -------------------------------------------------------------------------------------------

/// The table of an open enumeration: one of the listed texts, or another text.
#[derive(Debug)]
pub struct EnumerationTable {
    ty: ValueType,
    /// The listed texts.
    pub(crate) texts: &'static [&'static str],
    /// The names of the variants, each followed by a space: those of the listed texts, then that of other texts.
    pub(crate) names: &'static str,
    /// The texts that are newer than their type, each with its first version.
    #[cfg_attr(not(feature = "validate"), allow(dead_code, reason = "only `validate` reads it"))]
    pub(crate) since: &'static [(&'static str, u8)],
    pub(super) place: unsafe fn(*const ()) -> std::result::Result<usize, &'static str>,
    pub(super) set: unsafe fn(*mut (), usize, String),
}

impl EnumerationTable {
    /// Describes an enumeration.
    ///
    /// `place` returns the index of the listed text, or the other text as `Err`. `set` sets the value to the listed text at an
    /// index, or to another text if there is no such index.
    pub const fn of<T>(
        this: &'static Of<T, Self>,
        texts: &'static [&'static str],
        names: &'static str,
        since: &'static [(&'static str, u8)],
        place: for<'v> fn(&'v T) -> std::result::Result<usize, &'v str>,
        set: fn(&mut T, usize, String),
    ) -> Of<T, Self> {
        // SAFETY: the functions differ in the type that a pointer refers to, and in lifetimes.
        let (place, set) = unsafe {
            (
                transmute::<for<'v> fn(&'v T) -> std::result::Result<usize, &'v str>, _>(place),
                transmute::<fn(&mut T, usize, String), _>(set),
            )
        };
        Of::new(Self { ty: ValueType::new::<T>(Kind::Enumeration(&this.table)), texts, names, since, place, set })
    }
}

/// The table of an enum each of whose variants contains one value.
#[derive(Debug)]
pub struct VariantsTable {
    ty: ValueType,
    /// The names of the variants.
    pub(crate) names: &'static [&'static str],
    /// The rule that selects the variant.
    pub(crate) selection: Selection,
    /// All namespaces of the schemas.
    pub(crate) namespaces: &'static [Namespace],
    pub(super) content: unsafe fn(*const ()) -> (usize, ValueRef<'static>),
    pub(super) content_mut: unsafe fn(*mut ()) -> ValueMut<'static>,
    pub(super) select: unsafe fn(*mut (), usize),
}

/// The functions of an enum each of whose variants contains one value.
#[derive(Debug)]
pub struct VariantsFunctions<T> {
    /// Returns the index of the variant, and the value in it.
    pub content: for<'v> fn(&'v T) -> (usize, ValueRef<'v>),
    /// Returns the value in the variant.
    pub content_mut: for<'v> fn(&'v mut T) -> ValueMut<'v>,
    /// Sets the value to the default value of the variant at an index.
    pub select: fn(&mut T, usize),
}

impl VariantsTable {
    /// Describes a choice by the rows of its variants.
    pub const fn choice<T>(
        this: &'static Of<T, Self>,
        names: &'static [&'static str],
        rows: &'static [Row],
        namespaces: &'static [Namespace],
        functions: VariantsFunctions<T>,
    ) -> Of<T, Self> {
        Self::with(Kind::Variants(&this.table), names, Selection::Child(rows), namespaces, functions)
    }

    /// Describes a polymorphic type by the types of its variants.
    ///
    /// `others` are the known types of values in the last variant, which also contains values of unknown types; `None` for an enum
    /// without such a variant.
    pub const fn polymorphic<T>(
        this: &'static Of<T, Self>,
        names: &'static [&'static str],
        types: DerivedTypes,
        namespaces: &'static [Namespace],
        functions: VariantsFunctions<T>,
    ) -> Of<T, Self> {
        Self::with(Kind::Variants(&this.table), names, Selection::Type(types), namespaces, functions)
    }

    /// Describes a union.
    pub const fn union<T: Union>(
        this: &'static Of<T, Self>,
        names: &'static [&'static str],
        functions: VariantsFunctions<T>,
    ) -> Of<T, Self> {
        Self::with(Kind::Union(as_union::<T>, &this.table), names, Selection::Text, &[], functions)
    }

    const fn with<T>(
        kind: Kind,
        names: &'static [&'static str],
        selection: Selection,
        namespaces: &'static [Namespace],
        functions: VariantsFunctions<T>,
    ) -> Of<T, Self> {
        // SAFETY: the functions differ in the type that a pointer refers to, and in lifetimes.
        let (content, content_mut, select) = unsafe {
            (
                transmute::<for<'v> fn(&'v T) -> (usize, ValueRef<'v>), _>(functions.content),
                transmute::<for<'v> fn(&'v mut T) -> ValueMut<'v>, _>(functions.content_mut),
                transmute::<fn(&mut T, usize), _>(functions.select),
            )
        };
        Of::new(Self { ty: ValueType::new::<T>(kind), names, selection, namespaces, content, content_mut, select })
    }
}

/// The table of a complex type, or of a sequence inside one.
#[derive(Debug)]
pub struct Description {
    ty: ValueType,
    /// The name of the Rust type.
    pub(crate) rust_name: &'static str,
    /// The name in the schema.
    pub(crate) name: &'static str,
    pub(crate) namespace: Option<Ns>,
    /// All namespaces of the schemas.
    pub(crate) namespaces: &'static [Namespace],
    pub(crate) base: Option<&'static Description>,
    /// The place of the base in a value.
    pub(super) base_offset: usize,
    /// The names of the Rust fields, each followed by a space: one text takes less than many.
    pub(crate) names: &'static str,
    /// The Rust fields.
    pub(crate) fields: &'static [Field],
    /// The rows of the fields. Those of the bases are not included.
    pub(crate) rows: &'static [Row],
    pub(super) present: unsafe fn(*const ()) -> Present,
    /// The number of fields of all bases: the index of the first own field.
    pub(crate) offset: usize,
    pub(crate) has_attributes: bool,
    pub(crate) has_explicit_type: bool,
    /// Some row is a wildcard, a choice, a group or mixed content.
    pub(crate) has_other_children: bool,
    /// All children are elements in sequence, none of which belongs to an optional sequence: the next row that accepts the name of
    /// a child is that of the child.
    pub(crate) is_plain: bool,
    pub(crate) has_required: bool,
    pub(crate) has_text: bool,
}

/// A bit for each own field of a value, up to a number of fields: 0 if the field is absent.
pub type Present = [u64; PRESENT_WORDS];

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
    field: Field,
    of: PhantomData<fn(T) -> T>,
}

impl<T> FieldOf<T> {
    /// Describes a field by its place in a value.
    ///
    /// # Safety
    /// `field` is the place of a field of the value at `value`.
    pub const unsafe fn at<F: Value>(value: *const T, field: *const F) -> Self {
        // SAFETY: by the contract, both are in one value.
        let offset = unsafe { field.byte_offset_from(value) };
        Self { field: Field { offset: offset.unsigned_abs(), ty: F::TYPE.table }, of: PhantomData }
    }
}

/// The parts of a struct of type `T`.
#[derive(Debug)]
pub struct Parts<T: 'static> {
    /// The value of the base type.
    pub base: Option<FieldOf<T>>,
    /// The names of the own fields, each followed by a space.
    pub names: &'static str,
    /// The own fields.
    pub fields: &'static [FieldOf<T>],
    /// The declarations of the own fields.
    pub rows: &'static [Row],
}

impl Description {
    /// Describes a type by its parts.
    ///
    /// `present` returns a bit for each own field: 0 if the field is absent, so that nothing is written for it. Fields beyond the
    /// last word have no bit.
    pub const fn of<T>(
        this: &'static Of<T, Self>,
        rust_name: &'static str,
        (name, namespace): (&'static str, Option<Ns>),
        namespaces: &'static [Namespace],
        parts: &'static Parts<T>,
        present: fn(&T) -> Present,
    ) -> Of<T, Self> {
        // SAFETY: `FieldOf` is a transparent wrapper of `Field`.
        let fields = unsafe { &*(ptr::from_ref(parts.fields) as *const [Field]) };
        // SAFETY: the functions differ in the type that a pointer refers to.
        let present = unsafe { transmute::<fn(&T) -> Present, _>(present) };
        let rows = parts.rows;
        let mut new = Self {
            ty: ValueType::new::<T>(Kind::Complex(&this.table)),
            rust_name,
            name,
            namespace,
            namespaces,
            base: None,
            base_offset: 0,
            names: parts.names,
            fields,
            rows,
            present,
            offset: 0,
            has_attributes: false,
            has_explicit_type: false,
            has_other_children: false,
            is_plain: true,
            has_required: false,
            has_text: false,
        };
        if let Some(FieldOf { field, .. }) = &parts.base
            && let Some(base) = field.ty.get().description()
        {
            new.base = Some(base);
            new.base_offset = field.offset;
            new.offset = base.offset + base.rows.len();
            new.has_attributes = base.has_attributes;
            new.has_explicit_type = base.has_explicit_type;
            new.has_other_children = base.has_other_children;
            new.is_plain = base.is_plain;
            new.has_required = base.has_required;
            new.has_text = base.has_text;
        }
        let mut index = 0;
        while index < rows.len() {
            match rows[index].kind {
                RowKind::Attribute | RowKind::AnyAttribute(_) => new.has_attributes = true,
                RowKind::Any(_) | RowKind::Choice(_) | RowKind::Group(_) | RowKind::Mixed(_) => {
                    new.has_other_children = true;
                    new.is_plain = false;
                }
                RowKind::ExplicitType => new.has_explicit_type = true,
                RowKind::Text => new.has_text = true,
                RowKind::Element => {}
            }
            if !rows[index].sequences.is_empty() {
                new.is_plain = false;
            }
            if matches!(rows[index].presence, Presence::Required) {
                new.has_required = true;
            }
            index += 1;
        }
        Of::new(new)
    }
}

// -- simple types --------------------------------------------------------------------------------------------------------

/// A value with a lexical form: [`Lexical`](crate::Lexical), independent of its type.
pub trait Simple: Any {
    /// Reads a lexical form. In tolerant mode, returns `false` if it is not a value of the type.
    ///
    /// # Errors
    /// The text is not a value of the type, in strict mode.
    fn read(&mut self, text: Cow<'_, str>, row: &Row, reader: &mut Reader<'_>) -> Result<bool>;

    /// Sets the value to that of a lexical form without prefixes. Returns `false` if it is not a value of the type.
    fn parse(&mut self, text: Cow<'_, str>) -> bool;

    /// Sets the value to the default value of the type.
    fn reset(&mut self);

    /// Returns the value if it is a text.
    fn as_text(&self) -> Option<&str>;

    /// Appends the lexical form, not escaped.
    fn append_to(&self, out: &mut String, prefixes: &mut dyn PrefixSource);

    /// Returns the length that the length facets limit.
    fn length(&self) -> Option<usize>;

    /// Compares the value with one in lexical form.
    fn compare(&self, bound: &str) -> Option<std::cmp::Ordering>;

    /// Returns the properties of the type.
    fn properties(&self) -> SimpleType;

    /// Returns whether another value is of the same type and equal.
    fn equals(&self, other: &dyn Simple) -> bool;

    /// Copies another value of the same type.
    fn assign(&mut self, other: &dyn Simple);

    /// Formats the value as `Debug` does.
    ///
    /// # Errors
    /// The formatter fails.
    fn debug(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

/// The properties of a simple type.
#[derive(Clone, Copy, Debug)]
pub struct SimpleType {
    /// The name: `xs:int`.
    pub name: &'static str,
    /// The lexical form contains no character that has to be escaped.
    pub is_escape_free: bool,
    /// The value must not be shown.
    pub is_secret: bool,
}

/// A value of a union of simple types: an enum with a variant for each member.
pub trait Union: Simple {
    /// Returns the members, one for each variant.
    fn members(&self) -> &'static [Member];

    /// Calls a function with the value of a lexical form as the variant at an index. Returns `false` if the form is not a value of
    /// that member.
    fn with_member(&self, index: usize, text: &str, work: &mut dyn FnMut(ValueRef<'_>)) -> bool;
}

/// The kinds of members of a union.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Member {
    /// A type that is read by its lexical form.
    Lexical,
    /// An open enumeration, of which only the listed texts are members.
    Enumeration,
    /// A list.
    List,
    /// A string type.
    Text,
    /// Any text that is not a value of the other members. Not part of the schema.
    Unlisted,
}

// -- enums ---------------------------------------------------------------------------------------------------------------

/// The rule that selects a variant of an enum.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Selection {
    /// The name of a child element selects the variant: one row for each. The variant after the last row contains elements that
    /// are not a value of any other variant.
    Child(&'static [Row]),
    /// `xsi:type` selects the variant.
    Type(DerivedTypes),
    /// The text selects the variant, which is a member of a union.
    Text,
}

/// The type of a variant that `xsi:type` selects.
#[derive(Clone, Copy, Debug)]
pub struct DerivedType {
    pub(crate) namespace: Ns,
    pub(crate) local: &'static str,
    pub(crate) is_base: bool,
    #[cfg_attr(not(feature = "validate"), allow(dead_code, reason = "only `validate` reads it"))]
    pub(crate) restriction: Option<Restriction>,
    /// The first version that has the type, as a position in the list of versions; 0 if it is as old as the declared type.
    pub(crate) since: u8,
}

impl DerivedType {
    /// Sets the first version that has the type, as a position in the list of versions.
    pub const fn since(mut self, version: u8) -> Self {
        self.since = version;
        self
    }
}

/// A type that restricts the base type of an enum, so that its values are values of the base type.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "validate"), allow(dead_code, reason = "only `validate` reads it"))]
pub(crate) struct Restriction {
    /// Calls a function with a default value of the type.
    pub(crate) with_value: fn(&mut dyn FnMut(ValueMut<'_>)),
    /// All namespaces of the schemas.
    pub(crate) namespaces: &'static [Namespace],
}

/// The types that an `xsi:type` may name.
#[derive(Clone, Copy, Debug)]
pub struct DerivedTypes {
    /// The types of the variants, in order.
    pub(crate) variants: &'static [DerivedType],
    /// The known types of values in the last variant, which also contains values of unknown types; `None` for an enum without
    /// such a variant.
    pub(crate) others: Option<&'static [DerivedType]>,
}

impl DerivedTypes {
    /// Combines the rows of an enum.
    pub const fn new(variants: &'static [DerivedType], others: Option<&'static [DerivedType]>) -> Self {
        Self { variants, others }
    }

    /// Returns the known type without a variant that a name refers to.
    #[cfg(feature = "validate")]
    pub(crate) fn other(&self, name: &QName) -> Option<&DerivedType> {
        let namespace = Ns::of(name.namespace.as_deref().unwrap_or_default());
        self.others?.iter().find(|ty| ty.local == name.local && ty.namespace == namespace)
    }

    /// Returns the name of the type of a variant, unless it is the declared type.
    pub(crate) fn named(&self, variant: usize) -> Option<&DerivedType> {
        self.variants.get(variant).filter(|ty| !ty.is_base)
    }
}
