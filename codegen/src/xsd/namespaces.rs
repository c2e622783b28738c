//! The names of namespaces that specifications define.

/// XML Schema.
pub const XS: &str = "http://www.w3.org/2001/XMLSchema";

/// The attributes of XML Schema in instance documents: `xsi:type`, `xsi:nil`.
pub const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The namespace bound to the prefix `xml` in every document.
pub const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The attributes of [`XML`] that are built in.
pub(crate) const XML_ATTRIBUTES: [&str; 4] = ["lang", "space", "base", "id"];

/// The attribute group of [`XML`] that contains them.
pub(crate) const XML_ATTRIBUTE_GROUP: &str = "specialAttrs";

/// Returns whether a component of [`XML`] is built in.
pub(crate) fn is_built_in_xml(local: &str) -> bool {
    XML_ATTRIBUTES.contains(&local) || local == XML_ATTRIBUTE_GROUP
}

/// The attributes `extend` and `after` in additions files, and `optional` in a WSDL.
pub const ADDITIONS: &str = "urn:xsd-codegen:additions";

/// The attributes of XSD 1.1 that make parts of a schema conditional.
pub(crate) const VERSIONING: &str = "http://www.w3.org/2007/XMLSchema-versioning";

/// WSDL 1.1.
pub(crate) const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";

/// The SOAP 1.1 binding of WSDL 1.1.
pub(crate) const WSDL_SOAP: &str = "http://schemas.xmlsoap.org/wsdl/soap/";
