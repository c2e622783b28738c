//! Access to the parts of a value (fields, items, variants) through tables that describe its Rust type. This is the only module
//! with unsafe code, apart from the macro `__xml_record`, which computes the offsets of fields and writes default values.
//! `.ci/run` runs both under Miri.
//!
//! A function over values of all types gets a [`ValueRef`] or a [`ValueMut`]: a pointer to a value, and the table of its Rust
//! type. The method `view` of both (`view.rs`) returns the parts of the value. A table (`types.rs`) contains the offsets of the
//! parts. So most types need no functions of their own: they add only data to a build, not code.
//!
//! # Invariants
//!
//! 1. `T::TYPE` is the table of `T`. A [`TypeOf`] is made only from tables and functions whose Rust types name `T`. The macro
//!    `__xml_record` computes the offset of each field from a pointer to that field.
//! 2. A pointer in a `ValueRef<'v>` or `ValueMut<'v>` is valid for `'v`, points to a value of the type of its table, and is
//!    shared or unique like a reference. It is made from a reference, or from another such pointer and a table.
//! 3. Each static table belongs to one type, so tables with equal addresses describe the same type.
//! 4. Pointers and references to sized types have one ABI, so a table may store `fn(&T)` as `fn(*const ())`.
#![allow(unsafe_code, reason = "see the docs of the module")]
#![allow(clippy::missing_transmute_annotations, reason = "each target is the declared type of a field")]

mod handles;
mod kinds;
mod storage;
mod tables;
mod types;
mod view;
mod wrappers;

#[cfg(feature = "validate")]
pub(crate) use handles::UnionRef;
pub(crate) use handles::{
    ComplexMut, ComplexRef, EnumerationMut, EnumerationRef, ListMut, ListRef, NillableMut, OptionalMut, UnionMut,
    UnknownMut, UnknownRef, VariantsMut, VariantsRef,
};
pub use kinds::Member;
pub(crate) use kinds::{Fill, Simple, SimpleType};
pub use storage::replace;
pub(crate) use storage::taken;
pub use tables::VariantsFunctions;
pub use types::{
    Choice, DerivedTypes, Description, EnumerationTable, FieldOf, Of, Parts, TypeOf, Union, Value, ValueMut, ValueRef,
    VariantsTable,
};
pub(crate) use types::{DerivedType, PRESENT_WORDS, Restriction, Selection};
pub(crate) use view::{View, ViewMut};
