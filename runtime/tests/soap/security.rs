//! Header elements of another schema, in the shape of generated code.

use xsd_runtime as xml;

// The prefix is that of the other schema, too.
xml::namespaces! {
    /// `urn:example:security`
    SECURITY = "urn:example:security" as "o";
}

pub struct Token(pub String);

xml::element!(Token(String): element(SECURITY, "Token"));

pub struct Signature(pub i64);

xml::element!(Signature(i64): element(SECURITY, "Signature"));
