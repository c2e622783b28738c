//! Namespaces: the hashes that identify namespace names, and the namespaces that generated code declares.

/// A namespace, identified by a hash of its name. The hash is the same in every crate and for every document.
///
/// ```
/// use xsd_runtime::Ns;
///
/// const ORDERS: Ns = Ns::of("urn:example:orders");
/// assert_eq!(ORDERS, Ns::of("urn:example:orders"));
/// assert_eq!(Ns::of(""), Ns::NONE);
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Ns(u64);

impl Ns {
    /// The absence of a namespace.
    pub const NONE: Self = Self::of("");
    /// The namespace of `xml:lang`, `xml:space` and other attributes with the prefix `xml`.
    pub const XML: Self = Self::of(XML_URI);
    /// The namespace of `xsi:type` and `xsi:nil`.
    pub const XSI: Self = Self::of(XSI_URI);

    /// The namespace of XML Schema, to which built-in types belong. Many documents declare it.
    pub(crate) const XS: Self = Self::of(XS_URI);
    /// The namespace of SOAP 1.1 envelopes.
    pub const SOAP: Self = Self::of(SOAP_URI);

    /// Returns the namespace with the name `uri`. For an empty name, returns [`Self::NONE`].
    ///
    /// A reader reports an error if two namespace names in a document have the same hash.
    pub const fn of(uri: &str) -> Self {
        // FNV-1a, 64 bits: short, and usable in constants.
        let bytes = uri.as_bytes();
        let mut hash = 0xCBF2_9CE4_8422_2325;
        let mut index = 0;
        while index < bytes.len() {
            hash ^= bytes[index] as u64;
            hash = hash.wrapping_mul(0x0100_0000_01B3);
            index += 1;
        }
        Self(hash)
    }
}

/// The name of the `xml:` namespace.
pub(crate) const XML_URI: &str = "http://www.w3.org/XML/1998/namespace";
/// The name of the namespace of the attributes that declare namespaces. The namespace contains no elements and no other attributes.
pub(crate) const XMLNS_URI: &str = "http://www.w3.org/2000/xmlns/";
/// The name of the `xsi:` namespace.
pub(crate) const XSI_URI: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// The name of the namespace of XML Schema.
pub(crate) const XS_URI: &str = "http://www.w3.org/2001/XMLSchema";
/// The name of the namespace of SOAP 1.1 envelopes (SOAP 1.1, section 4).
pub(crate) const SOAP_URI: &str = "http://schemas.xmlsoap.org/soap/envelope/";

/// A namespace that generated code declares.
#[derive(Clone, Copy, Debug)]
pub struct Namespace {
    /// The namespace.
    pub ns: Ns,
    /// The namespace name.
    pub uri: &'static str,
    /// The preferred prefix in written documents.
    pub prefix: &'static str,
    /// `true` if the namespace is the target namespace of a schema, `false` if schemas only refer to it.
    #[doc(hidden)]
    pub is_target: bool,
    /// The simple types of the namespace, in one string for each base type. A string contains the name of the base type, and then the
    /// names of the types derived from it, separated by spaces: `xs:string CodeType NameType`.
    #[doc(hidden)]
    pub simple_types: &'static [&'static str],
    /// The beginning of a start tag: `<t:`.
    #[doc(hidden)]
    pub start: &'static str,
    /// The beginning of an end tag: `</t:`.
    #[doc(hidden)]
    pub end: &'static str,
}

impl Namespace {
    /// Returns the name of the base type of a simple type: `xs:int`, a local name in the same namespace, `{namespace}name`, or `*` for
    /// a list or a union. Returns `None` if the namespace has no such simple type.
    pub(crate) fn base_of(&self, simple_type: &str) -> Option<&'static str> {
        self.simple_types.iter().find_map(|group| {
            let (base, names) = group.split_once(' ')?;
            names.split(' ').any(|name| name == simple_type).then_some(base)
        })
    }
}

/// Declares the namespaces that rows refer to: `T = "http://example.com/types" as "t";`. After the prefix,
/// `types ["xs:string CodeType NameType"]` can list the simple types of the schema, and `, named only` marks a namespace that is not
/// the target namespace of a schema.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_namespaces {
    (@target) => { true };
    (@target named only) => { false };
    ($(
        $(#[$doc:meta])*
        $name:ident = $uri:literal as $prefix:literal $(types [$($types:literal),* $(,)?])? $(, $($rank:ident)+)?;
    )*) => {
        /// All namespaces that the schemas use.
        pub static NAMESPACES: &[$crate::Namespace] = {
            // Constants refer to this list. If it were not a named static, each codegen unit would contain a copy of it.
            static __LIST: [$crate::Namespace; <[&str]>::len(&[$($uri),*])] = [$($crate::Namespace {
                ns: $name,
                uri: $uri,
                prefix: $prefix,
                is_target: $crate::__xml_namespaces!(@target $($($rank)+)?),
                simple_types: &[$($($types),*)?],
                start: concat!("<", $prefix, ":"),
                end: concat!("</", $prefix, ":"),
            }),*];
            &__LIST
        };

        $($(#[$doc])* pub const $name: $crate::Ns = $crate::Ns::of($uri);)*
    };
}
pub use __xml_namespaces as namespaces;
