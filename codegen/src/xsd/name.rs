//! Names and the namespaces that are known without a file.

use std::fmt;
use std::rc::Rc;

/// The namespace of XML Schema.
pub const XS: &str = "http://www.w3.org/2001/XMLSchema";

/// The namespace of `xsi:type` and its like.
pub const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The namespace that the prefix `xml` always stands for.
pub const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// An expanded name: a namespace name and a local name.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct QName {
    /// The namespace name; `None` is "no namespace".
    pub namespace: Option<Rc<str>>,
    /// The local part.
    pub local: Rc<str>,
}

impl QName {
    /// A name in a namespace, or in none.
    pub fn new(namespace: Option<&str>, local: &str) -> Self {
        Self { namespace: namespace.map(Rc::from), local: local.into() }
    }
}

/// Clark notation: `{namespace}local`.
impl fmt::Display for QName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.namespace {
            Some(namespace) => write!(f, "{{{namespace}}}{}", self.local),
            None => f.write_str(&self.local),
        }
    }
}
