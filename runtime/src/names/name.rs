//! Expanded names with a fast comparison.

use super::namespace::Ns;

/// An expanded name: a namespace and a local name. A hash of the local name makes the comparison of different names fast.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Name<'a> {
    pub(crate) namespace: Ns,
    pub(crate) local: &'a str,
    pub(crate) hash: u32,
}

impl<'a> Name<'a> {
    /// The empty name, for parts of a schema that have no name, such as choices.
    pub(crate) const EMPTY: Self = Name { namespace: Ns::NONE, local: "", hash: 0 };

    pub(crate) const fn new(namespace: Ns, local: &'a str) -> Self {
        Self { namespace, local, hash: name_hash(local.as_bytes()) }
    }

    pub(crate) fn is(self, other: Name<'_>) -> bool {
        self.hash == other.hash && self.namespace == other.namespace && self.local == other.local
    }
}

/// Computes a hash from the length and four bytes of a local name, so that long names take no longer than short ones. Most names of
/// a schema have different hashes.
pub(crate) const fn name_hash(local: &[u8]) -> u32 {
    let length = local.len();
    if length == 0 {
        return 0;
    }
    (length as u32) << 24
        ^ (local[0] as u32) << 16
        ^ (local[length / 2] as u32) << 10
        ^ (local[length - 1] as u32) << 4
        ^ (local[length / 3] as u32)
}

/// Returns the slot of a key in a hash table. `slots`, the number of slots, must be a power of two.
#[inline]
pub(crate) const fn slot_of(key: usize, slots: usize) -> usize {
    // The upper bits of a product depend on all bits of its factors (Fibonacci hashing).
    key.wrapping_mul(0x9E37_79B9_7F4A_7C15_u64 as usize) >> (usize::BITS - slots.ilog2())
}

/// Splits a qualified name into its prefix (empty if there is none) and its local name. A name that begins with a colon, such as
/// `:a`, is not split. No schema declares such a local name.
#[inline]
pub(crate) fn split_name(name: &str) -> (&str, &str) {
    // Prefixes are short, so a simple loop is faster than a search optimized for long texts.
    match name.bytes().position(|byte| byte == b':') {
        Some(at) if at > 0 => (&name[..at], &name[at + 1..]),
        _ => ("", name),
    }
}
