//! Functions that build the tables of the types that an `xsi:type` may name.

use super::access::{DerivedType, DerivedTypes, Restriction, Value, ValueMut};
#[cfg(feature = "validate")]
use crate::lexical::QName;
use crate::names::Ns;

impl DerivedType {
    /// Sets the first version that has the type, as an index into the list of versions.
    pub const fn since(mut self, version: u8) -> Self {
        self.since = version;
        self
    }
}

impl DerivedTypes {
    /// Combines the types of the variants of an enum with the known types that have no variant.
    pub const fn new(variants: &'static [DerivedType], others: Option<&'static [DerivedType]>) -> Self {
        Self { variants, others }
    }

    /// Returns the type that a name refers to, if it is a known type without a variant.
    #[cfg(feature = "validate")]
    pub(crate) fn other(&self, name: &QName) -> Option<&DerivedType> {
        let namespace = Ns::of(name.namespace.as_deref().unwrap_or_default());
        self.others?.iter().find(|ty| ty.local == name.local && ty.namespace == namespace)
    }

    /// Returns the type of a variant; `None` for the declared type, and for the variant that contains values of other types.
    pub(crate) fn named(&self, variant: usize) -> Option<&DerivedType> {
        self.variants.get(variant).filter(|ty| !ty.is_base)
    }
}

/// A type derived from the declared type of the element.
pub const fn derived(namespace: Ns, local: &'static str) -> DerivedType {
    DerivedType { namespace, local, is_base: false, restriction: None, since: 0 }
}

/// The declared type of the element, for which `xsi:type` may be omitted.
pub const fn base(namespace: Ns, local: &'static str) -> DerivedType {
    DerivedType { namespace, local, is_base: true, restriction: None, since: 0 }
}

/// A type `T` derived from the declared type by restriction. Enums have no variant for such a type.
pub const fn restricted<T: Value + Default>(namespace: Ns, local: &'static str) -> DerivedType {
    let restriction = Restriction {
        with_value: |work| work(ValueMut::of(&mut T::default())),
        namespaces: T::TYPE.table.get().namespaces(),
    };
    DerivedType { namespace, local, is_base: false, restriction: Some(restriction), since: 0 }
}
