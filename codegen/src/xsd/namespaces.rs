//! The names of namespaces that specifications or this crate define.

/// The namespace of XML Schema.
pub const XS: &str = "http://www.w3.org/2001/XMLSchema";

/// The namespace of XML Schema attributes in instance documents, such as `xsi:type` and `xsi:nil`.
pub const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The namespace bound to the prefix `xml` in every document.
pub const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The attributes in the namespace [`XML`] that schemas can use without a schema file for it.
pub(crate) const XML_ATTRIBUTES: [&str; 4] = ["lang", "space", "base", "id"];

/// The attribute group in the namespace [`XML`] that contains all of [`XML_ATTRIBUTES`].
pub(crate) const XML_ATTRIBUTE_GROUP: &str = "specialAttrs";

/// Returns whether a component in the namespace [`XML`] is one of [`XML_ATTRIBUTES`] or [`XML_ATTRIBUTE_GROUP`].
pub(crate) fn is_built_in_xml(local: &str) -> bool {
    XML_ATTRIBUTES.contains(&local) || local == XML_ATTRIBUTE_GROUP
}

/// The namespace of the attributes `extend` and `after` in additions files, and of `optional` in WSDL files.
pub const ADDITIONS: &str = "urn:xsd-codegen:additions";

/// The namespace of the XSD 1.1 attributes that make parts of a schema conditional, such as `vc:minVersion`.
pub(crate) const VERSIONING: &str = "http://www.w3.org/2007/XMLSchema-versioning";

/// The namespace of WSDL 1.1.
pub(crate) const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";

/// The namespace of the SOAP 1.1 binding in WSDL 1.1.
pub(crate) const WSDL_SOAP: &str = "http://schemas.xmlsoap.org/wsdl/soap/";
