//! Header elements of another schema, in the shape of generated code.

use xsd_runtime as xml;

// The schema of `orders.rs` also suggests the prefix `o`, so the writer has to choose another one for this namespace.
xml::namespaces! {
    /// `urn:example:security`
    SECURITY = "urn:example:security" as "o";
}

xml::elements! {
    Token(String): element(SECURITY, "Token");
    Signature(i64): element(SECURITY, "Signature");
}
