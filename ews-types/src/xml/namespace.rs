//! Namespaces as small numbers.

/// A namespace: a place in the list that generated code declares, or one that a document brought along.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Ns(pub(crate) u16);

impl Ns {
    /// No namespace.
    pub const NONE: Self = Self(0);
    /// `xml:`.
    pub const XML: Self = Self(1);
    /// `xsi:`.
    pub const XSI: Self = Self(2);
    /// The number of namespaces that the runtime itself knows.
    const OWN: u16 = 3;

    /// The namespace at a place of the declared list.
    pub const fn declared(index: u16) -> Self {
        Self(Self::OWN + index)
    }

    /// The place in the declared list.
    pub(crate) fn index(self) -> Option<usize> {
        self.0.checked_sub(Self::OWN).map(usize::from)
    }
}

/// The name of the `xml:` namespace.
pub(crate) const XML_URI: &str = "http://www.w3.org/XML/1998/namespace";
/// The name of the namespace that declarations themselves are in: nothing else can be.
pub(crate) const XMLNS_URI: &str = "http://www.w3.org/2000/xmlns/";
/// The name of the `xsi:` namespace.
pub(crate) const XSI_URI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// A namespace that generated code declares.
#[derive(Clone, Copy, Debug)]
pub struct Namespace {
    /// The namespace name.
    pub uri: &'static str,
    /// The prefix it is written with.
    pub prefix: &'static str,
    /// It is the target namespace of a schema: a document names it as a rule.
    #[doc(hidden)]
    pub is_target: bool,
    /// How a start tag begins: `<t:`.
    #[doc(hidden)]
    pub start: &'static str,
    /// How an end tag begins: `</t:`.
    #[doc(hidden)]
    pub end: &'static str,
}

/// Declares the namespaces that rows name: `T = "http://example.com/types" as "t";`, and `, named only` behind it where no
/// schema has it as its target.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_namespaces {
    (@target) => { true };
    (@target named only) => { false };
    ($($(#[$doc:meta])* $name:ident = $uri:literal as $prefix:literal $(, $($rank:ident)+)?;)*) => {
        /// All of them.
        pub static NAMESPACES: &[$crate::xml::Namespace] =
            &[$($crate::xml::Namespace {
                uri: $uri,
                prefix: $prefix,
                is_target: $crate::__xml_namespaces!(@target $($($rank)+)?),
                start: concat!("<", $prefix, ":"),
                end: concat!("</", $prefix, ":"),
            }),*];

        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(u16)]
        enum Index { $($name,)* #[allow(dead_code)] End }

        $($(#[$doc])* pub const $name: $crate::xml::Ns = $crate::xml::Ns::declared(Index::$name as u16);)*
    };
}
pub use __xml_namespaces as namespaces;
