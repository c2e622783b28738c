//! The types that an `xsi:type` may name.

use crate::names::Ns;

/// The type of a variant that `xsi:type` selects.
#[derive(Clone, Copy, Debug)]
pub struct DerivedType {
    pub(crate) namespace: Ns,
    pub(crate) local: &'static str,
    pub(crate) is_base: bool,
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

/// A type derived from the declared type of the element.
pub const fn derived(namespace: Ns, local: &'static str) -> DerivedType {
    DerivedType { namespace, local, is_base: false, since: 0 }
}

/// The declared type of the element, for which `xsi:type` may be omitted.
pub const fn base(namespace: Ns, local: &'static str) -> DerivedType {
    DerivedType { namespace, local, is_base: true, since: 0 }
}

/// The types that an `xsi:type` may name.
#[derive(Clone, Copy, Debug)]
pub struct DerivedTypes {
    /// The types of the variants, in order.
    pub(crate) variants: &'static [DerivedType],
    /// The known types of values in the last variant, which also contains values of unknown types; `None` if there is no such
    /// variant.
    pub(crate) others: Option<&'static [DerivedType]>,
}

impl DerivedTypes {
    /// Combines the rows of an enum.
    pub const fn new(variants: &'static [DerivedType], others: Option<&'static [DerivedType]>) -> Self {
        Self { variants, others }
    }

    /// Returns the name of the type of a variant, unless it is the declared type.
    pub(crate) fn named(&self, variant: usize) -> Option<&DerivedType> {
        self.variants.get(variant).filter(|ty| !ty.is_base)
    }
}
