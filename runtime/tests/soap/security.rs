//! Header elements of another schema, in the shape of generated code.

use xsd_runtime as xml;

// The schema of `orders.rs` suggests the prefix `o`, too.
xml::namespaces! {
    /// `urn:example:security`
    SECURITY = "urn:example:security" as "o";
}

xml::elements! {
    Token(String): element(SECURITY, "Token");
    Signature(i64): element(SECURITY, "Signature");
}
