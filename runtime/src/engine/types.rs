//! Functions that build the tables of the types that an `xsi:type` may name.

use super::access::{DerivedType, Restriction, Value, ValueMut};
use crate::names::Ns;

/// A type derived from the declared type of the element.
pub const fn derived(namespace: Ns, local: &'static str) -> DerivedType {
    DerivedType { namespace, local, is_base: false, restriction: None, since: 0 }
}

/// The declared type of the element, for which `xsi:type` may be omitted.
pub const fn base(namespace: Ns, local: &'static str) -> DerivedType {
    DerivedType { namespace, local, is_base: true, restriction: None, since: 0 }
}

/// A type `T` derived from the declared type by restriction. It has no variant of its own.
pub const fn restricted<T: Value + Default>(namespace: Ns, local: &'static str) -> DerivedType {
    let restriction = Restriction { with_value: |work| work(ValueMut::of(&mut T::default())), namespaces: T::TYPE.table.get().namespaces() };
    DerivedType { namespace, local, is_base: false, restriction: Some(restriction), since: 0 }
}
