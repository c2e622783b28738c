//! Views: enums of the kinds of values. Every function over values of all types matches on a view.
//!
//! [`Value::view`] is for functions that read values (writing, validation, serde, comparison), [`Value::view_mut`] for functions
//! that change values (reading, copying, `arbitrary`). The own fields of a complex type are those without the fields of its base.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;

use super::derived::Kept;
use super::description::Description;
use super::row::Row;
use super::unknown::BasePlace;
use crate::any::{AnyAttribute, AnyElement, AnyType};
use crate::error::Result;
use crate::lexical::{PrefixSource, QName};
use crate::names::{Namespace, Ns};
use crate::reader::Reader;

/// A value of a field.
pub trait Value {
    /// Returns the view for functions that read the value.
    fn view(&self) -> View<'_>;

    /// Returns the view for functions that change the value.
    fn view_mut(&mut self) -> ViewMut<'_>;

    /// Returns a value to read into. It differs from the default value if that is more expensive to make.
    fn blank() -> Self
    where
        Self: Sized + Default,
    {
        Self::default()
    }

    /// Returns whether nothing is written for the value.
    fn is_absent(&self) -> bool
    where
        Self: Sized,
    {
        false
    }
}

/// A value to read from.
#[allow(missing_debug_implementations, reason = "it contains trait objects")]
pub enum View<'v> {
    /// An optional value.
    Optional(Option<&'v dyn Value>),
    /// A value of a nillable element; `None` for `xsi:nil="true"` without other attributes.
    Nillable(Option<&'v dyn Value>),
    /// The other attributes of an element with `xsi:nil="true"`.
    Nil(&'v [AnyAttribute]),
    /// Several values.
    List(&'v dyn List),
    /// A value of a simple type.
    Simple(&'v dyn Simple),
    /// A value of an open enumeration.
    Enumeration(&'v dyn Enumeration),
    /// A value of a union.
    Union(&'v dyn Union),
    /// A value of a complex type, or of a sequence inside one.
    Complex(&'v dyn Complex),
    /// An enum whose variant depends on a child element or on `xsi:type`.
    Variants(&'v dyn Variants),
    /// An element that is not a value of any alternative of a choice.
    Unknown(&'v dyn UnknownElement),
    /// An element of a wildcard.
    AnyElement(&'v AnyElement),
    /// The content of an element of type `xs:anyType`.
    AnyType(&'v AnyType),
    /// The attributes of a wildcard.
    AnyAttributes(&'v [AnyAttribute]),
}

/// A value to write to.
#[allow(missing_debug_implementations, reason = "it contains trait objects")]
pub enum ViewMut<'v> {
    /// An optional value.
    Optional(&'v mut dyn Optional),
    /// A value of a nillable element.
    Nillable(&'v mut dyn Optional),
    /// A value on the heap, and its size in bytes.
    Boxed(usize, &'v mut dyn Value),
    /// Several values.
    List(&'v mut dyn List),
    /// A value of a simple type.
    Simple(&'v mut dyn Simple),
    /// A value of an open enumeration.
    Enumeration(&'v mut dyn Enumeration),
    /// A value of a union.
    Union(&'v mut dyn Union),
    /// A value of a complex type, or of a sequence inside one.
    Complex(&'v mut dyn Complex),
    /// An enum whose variant depends on a child element or on `xsi:type`.
    Variants(&'v mut dyn Variants),
    /// An element that is not a value of any alternative of a choice.
    Unknown(&'v mut dyn UnknownElement),
    /// An element of a wildcard.
    AnyElement(&'v mut AnyElement),
    /// The content of an element of type `xs:anyType`.
    AnyType(&'v mut AnyType),
    /// The attributes of a wildcard.
    AnyAttributes(&'v mut Vec<AnyAttribute>),
}

/// A value that may be absent or nil.
pub trait Optional {
    /// Makes the value present, absent or nil, and returns the present value.
    fn fill(&mut self, fill: Fill) -> Option<&mut dyn Value>;

    /// Makes the value nil, with the other attributes of the element. A value that cannot be nil becomes absent.
    fn set_nil(&mut self, attributes: Vec<AnyAttribute>) {
        drop(attributes);
        self.fill(Fill::Clear);
    }
}

/// The new state of an optional value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Fill {
    /// The present value is kept; a default value is set if there is none.
    Keep,
    /// A default value replaces the value.
    Default,
    /// The value is absent or nil.
    Clear,
}

/// Several values.
pub trait List {
    /// Returns the number of values.
    fn len(&self) -> usize;

    /// Returns whether there are no values.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the value at an index.
    fn get(&self, index: usize) -> Option<&dyn Value>;

    /// Appends a default value, and returns it.
    fn push(&mut self) -> Option<&mut dyn Value>;

    /// Removes the values from an index on.
    fn truncate(&mut self, len: usize);

    /// Returns the size of a value in bytes.
    fn item_size(&self) -> usize;
}

impl dyn List + '_ {
    /// Returns the values in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &dyn Value> {
        (0..self.len()).map_while(|index| self.get(index))
    }
}

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

/// A value of an open enumeration: one of the listed texts, or another text.
pub trait Enumeration {
    /// Returns the table of the enum.
    fn table(&self) -> &'static EnumerationTable;

    /// Returns the index of the listed text, or the other text as `Err`.
    fn place(&self) -> std::result::Result<usize, &str>;

    /// Sets the value to the listed text at an index, or to another text if there is no such index.
    fn set(&mut self, index: usize, other: String);
}

/// The table of an open enumeration.
#[derive(Debug)]
pub struct EnumerationTable {
    /// The listed texts.
    pub texts: &'static [&'static str],
    /// The names of the variants: those of the listed texts, then that of other texts.
    pub names: &'static [&'static str],
    /// The indices of texts that are newer than their type, each with its first version.
    pub since: &'static [(usize, u8)],
}

impl<'v> dyn Enumeration + 'v {
    /// Returns the text.
    pub fn as_str(&self) -> &str {
        match self.place() {
            Ok(index) => self.table().texts.get(index).copied().unwrap_or_default(),
            Err(other) => other,
        }
    }

    /// Sets the value to the listed text at an index.
    pub(crate) fn select(&mut self, index: usize) {
        self.set(index, String::new());
    }

    /// Sets the value to another text.
    pub(crate) fn set_other(&mut self, other: String) {
        self.set(usize::MAX, other);
    }
}

/// A value of a union of simple types: an enum with a variant for each member.
pub trait Union: Simple {
    /// Returns the members, one for each variant.
    fn members(&self) -> &'static [Member];

    /// Returns the value as an enum.
    fn variants(&self) -> &dyn Variants;

    /// Returns the value as an enum.
    fn variants_mut(&mut self) -> &mut dyn Variants;

    /// Returns the value with a lexical form as the variant at an index; `None` if it is not a value of that member.
    fn member(&self, index: usize, text: &str) -> Option<Box<dyn Variants>>;
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

/// A value of a complex type, or of a sequence inside one.
pub trait Complex {
    /// Returns the value for a downcast to its type. For a value of an unknown derived type, this is the value of the known base.
    fn as_any(&self) -> &dyn Any;

    /// Returns the table of the type.
    fn description(&self) -> &'static Description;

    /// Returns the value of the base type.
    fn base(&self) -> Option<&dyn Complex> {
        None
    }

    /// Returns the value of the base type.
    fn base_mut(&mut self) -> Option<&mut dyn Complex> {
        None
    }

    /// Returns a bit for each own field: 0 if the field is absent, so that nothing is written for it. Fields beyond the last word
    /// have no bit.
    fn present(&self) -> [u64; PRESENT_WORDS];

    /// Returns the value of an own field.
    fn field(&self, index: usize) -> Option<&dyn Value>;

    /// Returns the value of an own field.
    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value>;

    /// Returns the `xsi:type` and the unknown content of a value of an unknown derived type.
    fn derived(&self) -> Option<(&QName, &Kept)> {
        None
    }

    /// Returns the `xsi:type` and the unknown content of a value of an unknown derived type.
    fn derived_mut(&mut self) -> Option<(&mut QName, &mut Kept)> {
        None
    }
}

/// An [`Unknown`], independent of the type of its base.
pub trait UnknownElement {
    /// Returns the value of the base type.
    fn base(&self) -> &dyn Complex;

    /// Returns the content without the content of the base.
    fn rest(&self) -> &AnyElement;

    /// Returns the places of the children that the base represents, in document order.
    fn places(&self) -> &[BasePlace];

    /// Returns the base, the rest and the places.
    fn parts_mut(&mut self) -> (&mut dyn Complex, &mut AnyElement, &mut Vec<BasePlace>);

    /// The namespaces of the schemas of the base.
    fn namespaces(&self) -> &'static [Namespace];
}

/// The number of words of [`Complex::present`].
pub const PRESENT_WORDS: usize = 2;

/// An enum each of whose variants contains one value.
pub trait Variants {
    /// Returns the table of the enum.
    fn table(&self) -> &'static VariantsTable;

    /// Returns the index of the variant.
    fn index(&self) -> usize;

    /// Sets the value to the default value of the variant at an index.
    fn select(&mut self, index: usize);

    /// Returns the value in the variant.
    fn content(&self) -> &dyn Value;

    /// Returns the value in the variant.
    fn content_mut(&mut self) -> &mut dyn Value;
}

/// The table of an enum.
#[derive(Debug)]
pub struct VariantsTable {
    /// The names of the variants.
    pub names: &'static [&'static str],
    /// The rule that selects the variant.
    pub selection: Selection,
}

/// The rule that selects a variant of an enum.
#[derive(Clone, Copy, Debug)]
pub enum Selection {
    /// The name of a child element selects the variant: one row for each. The variant after the last row contains elements that
    /// are not a value of any other variant.
    Child(&'static [Row]),
    /// `xsi:type` selects the variant.
    Type(&'static DerivedTypes),
    /// The text selects the variant, which is a member of a union.
    Text,
}

/// A choice between children.
pub trait Choice: Value + Variants + Default {
    /// The rows of the variants.
    const VARIANTS: &'static [Row];
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
    /// Returns a value of the type.
    pub(crate) make: fn() -> Box<dyn Value>,
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
