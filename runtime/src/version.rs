//! The versions of a protocol.

/// A version of a protocol. Generated code lists the versions from the oldest to the newest.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Version {
    /// The name of the version in messages of the protocol.
    pub name: &'static str,
    /// The name of the version in error messages.
    pub title: &'static str,
}

impl Version {
    /// Returns a version with a name and a title.
    pub const fn new(name: &'static str, title: &'static str) -> Self {
        Self { name, title }
    }
}
