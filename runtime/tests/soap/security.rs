//! Header elements of another schema, in the shape of generated code.

use xsd_runtime as xml;

// The prefix is that of the other schema, too.
xml::namespaces! {
    /// `urn:example:security`
    SECURITY = "urn:example:security" as "o";
}

xml::elements! {
    Token(String): element(SECURITY, "Token");
    Signature(i64): element(SECURITY, "Signature");
}
