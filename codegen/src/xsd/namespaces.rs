//! The names of namespaces that specifications define.

/// XML Schema.
pub const XS: &str = "http://www.w3.org/2001/XMLSchema";

/// The attributes of XML Schema in instance documents: `xsi:type`, `xsi:nil`.
pub const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The namespace bound to the prefix `xml` in every document.
pub const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The attributes and the attribute group of [`XML`] that are built in.
pub(crate) const BUILT_IN_XML: &[&str] = &["lang", "space", "base", "id", "specialAttrs"];

/// The attributes `extend` and `after` in additions files, and `optional` in a WSDL.
pub const ADDITIONS: &str = "urn:xsd-codegen:additions";

/// The attributes of XSD 1.1 that make parts of a schema conditional.
pub(crate) const VERSIONING: &str = "http://www.w3.org/2007/XMLSchema-versioning";

/// WSDL 1.1.
pub(crate) const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";

/// The SOAP 1.1 binding of WSDL 1.1.
pub(crate) const WSDL_SOAP: &str = "http://schemas.xmlsoap.org/wsdl/soap/";
