//! Choices: which child it is decides, or `xsi:type` does.

use std::borrow::Cow;

use super::deviation::DeviationKind;
use super::error::{ErrorKind, Result};
use super::field::{Field, Kind};
use super::names::Ns;
use super::reader::Reader;
use super::value::{Child, Slot};
use super::writer::Writer;

/// An enum each of whose variants holds one value.
pub trait Variants {
    /// Which one it is.
    fn index(&self) -> usize;

    /// Makes it another one, blank.
    fn select(&mut self, index: usize);

    /// What it holds.
    fn slot(&self) -> &dyn Slot;

    /// The same, to change.
    fn slot_mut(&mut self) -> &mut dyn Slot;
}

/// A choice of children.
pub trait Choice: Variants + Default {
    /// How each variant stands in XML.
    const VARIANTS: &'static [Field];
}

/// Reads the current child into the variant that takes it.
///
/// # Errors
/// As [`Value::read`](super::Value::read).
pub fn read_choice(
    target: &mut dyn Variants,
    variants: &'static [Field],
    reader: &mut Reader<'_>,
    again: bool,
) -> Result<bool> {
    let name = reader.name();
    let named = variants.iter().position(|field| field.accepts(name));
    let found = named.or_else(|| variants.iter().position(|field| field.accepts_any(name.namespace)));
    let Some(index) = found else {
        reader.unknown_element()?;
        return Ok(false);
    };
    let field = &variants[index];
    let goes_on = again && target.index() == index && target.slot().repeats(field, name);
    if !goes_on {
        target.select(index);
    }
    target.slot_mut().read(reader, field, goes_on)?;
    Ok(true)
}

/// Whether the variant that it is takes one child more.
pub fn choice_goes_on(target: &dyn Variants, variants: &'static [Field], child: Child<'_>) -> bool {
    variants.get(target.index()).is_some_and(|field| field.accepts(child) && target.slot().repeats(field, child))
}

/// Takes text between elements into the variant for it.
///
/// # Errors
/// As [`Value::read_text`](super::Value::read_text).
pub fn read_choice_text(
    target: &mut dyn Variants,
    variants: &'static [Field],
    text: Cow<'_, str>,
    reader: &mut Reader<'_>,
) -> Result<bool> {
    let Some(index) = variants.iter().position(|field| matches!(field.kind, Kind::Text)) else { return Ok(false) };
    target.select(index);
    target.slot_mut().read_text(text, reader, &variants[index])?;
    Ok(true)
}

/// Writes the variant that it is.
///
/// # Errors
/// As [`Value::write`](super::Value::write).
pub fn write_choice(target: &dyn Variants, variants: &'static [Field], writer: &mut Writer) -> Result<()> {
    writer.rename(None);
    let Some(field) = variants.get(target.index()) else { return Ok(()) };
    if !matches!(field.kind, Kind::Text) {
        return target.slot().write(writer, field);
    }
    let mut text = writer.scratch();
    target.slot().write_text(&mut text, writer);
    let done = writer.text(&text);
    writer.put_back(text);
    done
}

/// The type of a variant that `xsi:type` chooses.
#[derive(Clone, Copy, Debug)]
pub struct DerivedType {
    namespace: Ns,
    local: &'static str,
    is_base: bool,
}

/// A type derived from that of the element.
pub const fn derived(namespace: Ns, local: &'static str) -> DerivedType {
    DerivedType { namespace, local, is_base: false }
}

/// The type of the element itself, for which `xsi:type` may be left out.
pub const fn base(namespace: Ns, local: &'static str) -> DerivedType {
    DerivedType { namespace, local, is_base: true }
}

/// The types that an `xsi:type` may name.
#[derive(Clone, Copy, Debug)]
pub struct DerivedTypes {
    /// One for each variant.
    variants: &'static [DerivedType],
    /// Those that the variant behind them takes, which takes unknown ones as well; `None` where there is no such variant.
    others: Option<&'static [DerivedType]>,
}

impl DerivedTypes {
    /// By their rows.
    pub const fn new(variants: &'static [DerivedType], others: Option<&'static [DerivedType]>) -> Self {
        Self { variants, others }
    }

    /// The name of the type of a variant, unless it is the declared one.
    #[cfg(feature = "serde")]
    pub fn named(&self, value: &dyn Variants) -> Option<&'static str> {
        self.variants.get(value.index()).filter(|ty| !ty.is_base).map(|ty| ty.local)
    }

    /// How many variants are for types with names.
    #[cfg(feature = "arbitrary")]
    pub(crate) fn count(&self) -> usize {
        self.variants.len()
    }

    /// The variant for the type that the current element names. What is not quite right is noted.
    fn find(&self, reader: &mut Reader<'_>) -> Result<Option<usize>> {
        let base = self.variants.iter().position(|ty| ty.is_base);
        let Some((namespace, local)) = reader.xsi_type() else { return Ok(base) };
        let is = |ty: &DerivedType| ty.local == local && Some(ty.namespace) == namespace;
        if let Some(exact) = self.variants.iter().position(is) {
            return Ok(Some(exact));
        }
        let other = self.others.map(|_| self.variants.len());
        if self.others.is_some_and(|others| others.iter().any(is)) {
            return Ok(other);
        }
        reader.deviation(DeviationKind::Type, || local.to_owned())?;
        // An undeclared prefix leaves the local name, which is unique as a rule.
        let alike = self.variants.iter().position(|ty| ty.local == local);
        Ok(alike.or(other.filter(|_| namespace.is_some())).or(base))
    }
}

/// Reads the current element as the type that its `xsi:type` names.
///
/// # Errors
/// As [`Value::read`](super::Value::read); an abstract type without an `xsi:type` that is known.
pub fn read_polymorphic(
    target: &mut dyn Variants,
    types: &'static DerivedTypes,
    reader: &mut Reader<'_>,
    field: &'static Field,
) -> Result<bool> {
    let Some(index) = types.find(reader)? else {
        let known: Vec<&str> = types.variants.iter().map(|ty| ty.local).collect();
        let message = format!("<{}> needs an xsi:type: one of {}", reader.tag_name(), known.join(", "));
        if reader.options.strict {
            return Err(reader.error(ErrorKind::Value, message));
        }
        reader.deviation(DeviationKind::Type, || message)?;
        reader.skip()?;
        return Ok(false);
    };
    if types.variants.get(index).is_some_and(|ty| !ty.is_base) {
        // The variant says it.
        reader.forget_type();
    }
    target.select(index);
    target.slot_mut().read(reader, field, false)?;
    Ok(true)
}

/// Writes an element with the `xsi:type` of its variant.
///
/// # Errors
/// As [`Value::write`](super::Value::write).
pub fn write_polymorphic(
    target: &dyn Variants,
    types: &'static DerivedTypes,
    writer: &mut Writer,
    field: &'static Field,
) -> Result<()> {
    if let Some(ty) = types.variants.get(target.index()).filter(|ty| !ty.is_base) {
        writer.set_type(ty.namespace, ty.local);
    }
    target.slot().write(writer, field)
}

/// Ties an enum to its rows.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_choice {
    ($ty:ident $(default $default:ident)? { $first:ident: $first_row:expr $(, from $first_from:ty $(, or $first_declared:ty)?)?; $($variant:ident: $row:expr $(, from $from:ty $(, or $declared:ty)?)?;)* }) => {
        impl $crate::Choice for $ty {
            const VARIANTS: &'static [$crate::Field] = {
                #[allow(unused_imports)]
                use $crate::rows::*;
                &[$first_row, $($row),*]
            };
        }

        $crate::__xml_features! { choice $ty }
        $crate::__xml_choice! { @default $ty $($default)? $first }
        $crate::__xml_choice! { @variants $ty $first $($variant)* }
        $crate::__xml_choice! { @from $ty $first $($first_from $(, $first_declared)?)? }
        $($crate::__xml_choice! { @from $ty $variant $($from $(, $declared)?)? })*

        impl $crate::Value for $ty {
            fn read(&mut self, reader: &mut $crate::Reader<'_>, _: &'static $crate::Field, again: bool)
            -> $crate::Result<bool> {
                $crate::read_choice(self, <Self as $crate::Choice>::VARIANTS, reader, again)
            }

            fn write(&self, writer: &mut $crate::Writer, _: &'static $crate::Field)
            -> $crate::Result<()> {
                $crate::write_choice(self, <Self as $crate::Choice>::VARIANTS, writer)
            }

            fn read_text(&mut self, text: ::std::borrow::Cow<'_, str>, reader: &mut $crate::Reader<'_>, _: &'static $crate::Field)
            -> $crate::Result<bool> {
                $crate::read_choice_text(self, <Self as $crate::Choice>::VARIANTS, text, reader)
            }

            fn goes_on(&self, child: $crate::Child<'_>) -> bool {
                $crate::choice_goes_on(self, <Self as $crate::Choice>::VARIANTS, child)
            }

            fn complex<'a>(&'a self, found: &mut ::std::vec::Vec<&'a dyn $crate::Complex>) {
                $crate::Variants::slot(self).complex(found);
            }

            $crate::__xml_feature_methods! {
                |value: &Self, check: &$crate::Check<'_>, found: &mut $crate::Violations| {
                    $crate::check_choice(value, <Self as $crate::Choice>::VARIANTS, check, found)
                },
                |value: &mut Self, arrange: &_, source: &mut $crate::arbitrary::Source<'_, '_>| {
                    $crate::arbitrary::arrange_choice(value, <Self as $crate::Choice>::VARIANTS, arrange, source)
                },
                |value: &Self| $crate::serde::choice_node(value, <Self as $crate::Choice>::VARIANTS),
            }
        }
    };
    (@from $ty:ident $variant:ident) => {};
    (@from $ty:ident $variant:ident $from:ty, $declared:ty) => {
        $crate::__xml_choice! { @from $ty $variant $from }

        impl ::std::convert::From<$declared> for $ty {
            fn from(value: $declared) -> Self {
                Self::$variant(::std::convert::Into::into(<$from as ::std::convert::From<$declared>>::from(value)))
            }
        }
    };
    (@from $ty:ident $variant:ident $from:ty) => {
        impl ::std::convert::From<$from> for $ty {
            fn from(value: $from) -> Self {
                Self::$variant(::std::convert::Into::into(value))
            }
        }
    };
    (@default $ty:ident $default:ident $($first:ident)?) => {
        impl ::std::default::Default for $ty {
            fn default() -> Self {
                Self::$default(::std::default::Default::default())
            }
        }
    };
    (@variants $ty:ident $first:ident $($variant:ident)*) => {
        impl $crate::Variants for $ty {
            #[allow(non_camel_case_types)]
            fn index(&self) -> usize {
                enum __Index { $first, $($variant),* }
                match self {
                    Self::$first(_) => __Index::$first as usize,
                    $(Self::$variant(_) => __Index::$variant as usize,)*
                }
            }

            #[allow(non_upper_case_globals, non_camel_case_types, dead_code)]
            fn select(&mut self, __at: usize) {
                enum __Index { $first, $($variant),* }
                $(const $variant: usize = __Index::$variant as usize;)*
                *self = match __at {
                    $($variant => Self::$variant(::std::default::Default::default()),)*
                    _ => Self::$first(::std::default::Default::default()),
                };
            }

            fn slot(&self) -> &dyn $crate::Slot {
                match self {
                    Self::$first(value) => value,
                    $(Self::$variant(value) => value,)*
                }
            }

            fn slot_mut(&mut self) -> &mut dyn $crate::Slot {
                match self {
                    Self::$first(value) => value,
                    $(Self::$variant(value) => value,)*
                }
            }
        }
    };
}
pub use __xml_choice as choice;

/// Ties an enum to the values of `xsi:type`.
///
/// Where all of them extend one struct, that is what the enum derefs to, and any other type is kept in `Other`: one that no
/// schema knows, and those of the rows with `_`, which are derived without extending.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_polymorphic {
    ($ty:ident $(default $default:ident)?: $base:ty {
        $($variant:ident: $row:expr, from $from:ty;)*
        $(_: $other_row:expr;)*
    }) => {
        $crate::__xml_polymorphic! { @default $ty [$($default)?] $($variant)* }
        $crate::__xml_choice! { @variants $ty $($variant)* Other }
        $($crate::__xml_choice! { @from $ty $variant $from })*
        $crate::__xml_polymorphic! { @value $ty [Some(&[$($other_row),*])] $($row)* }

        impl ::std::ops::Deref for $ty {
            type Target = $base;

            fn deref(&self) -> &$base {
                match self {
                    $(Self::$variant(value) => value,)*
                    Self::Other(value) => value,
                }
            }
        }

        impl ::std::ops::DerefMut for $ty {
            fn deref_mut(&mut self) -> &mut $base {
                match self {
                    $(Self::$variant(value) => value,)*
                    Self::Other(value) => value,
                }
            }
        }
    };
    ($ty:ident $(default $default:ident)? { $($variant:ident: $row:expr, from $from:ty;)* }) => {
        $crate::__xml_polymorphic! { @default $ty [$($default)?] $($variant)* }
        $crate::__xml_choice! { @variants $ty $($variant)* }
        $($crate::__xml_choice! { @from $ty $variant $from })*
        $crate::__xml_polymorphic! { @value $ty [None] $($row)* }
    };
    (@default $ty:ident [$($default:ident)?] $first:ident $($variant:ident)*) => {
        $crate::__xml_choice! { @default $ty $($default)? $first }
    };
    (@value $ty:ident [$($others:tt)*] $($row:expr)*) => {
        $crate::__xml_features! { polymorphic $ty }

        impl $ty {
            const __TYPES: $crate::DerivedTypes = {
                #[allow(unused_imports)]
                use $crate::types::*;
                #[allow(unused_imports)]
                use ::std::option::Option::{None, Some};
                $crate::DerivedTypes::new(&[$($row),*], $($others)*)
            };
        }

        impl $crate::Value for $ty {
            fn read(&mut self, reader: &mut $crate::Reader<'_>, field: &'static $crate::Field, _: bool)
            -> $crate::Result<bool> {
                $crate::read_polymorphic(self, &Self::__TYPES, reader, field)
            }

            fn write(&self, writer: &mut $crate::Writer, field: &'static $crate::Field)
            -> $crate::Result<()> {
                $crate::write_polymorphic(self, &Self::__TYPES, writer, field)
            }

            fn complex<'a>(&'a self, found: &mut ::std::vec::Vec<&'a dyn $crate::Complex>) {
                $crate::Variants::slot(self).complex(found);
            }

            $crate::__xml_feature_methods! {
                $crate::check_polymorphic,
                |value: &mut Self, arrange: &_, source: &mut $crate::arbitrary::Source<'_, '_>| {
                    $crate::arbitrary::arrange_polymorphic(value, &Self::__TYPES, arrange, source)
                },
                |value: &Self| $crate::serde::polymorphic_node(value, Self::__TYPES.named(value)),
            }
        }
    };
}
pub use __xml_polymorphic as polymorphic;
