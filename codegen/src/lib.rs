//! Reads XML Schema 1.0 and WSDL 1.1 files and writes Rust bindings for them.
//!
//! [`load`] reads files and everything that they include and import. [`generate`] returns the text of the Rust files. A
//! build script reads from the disk with [`FileLoader`]; this example reads from memory:
//!
//! ```
//! use std::path::Path;
//!
//! use codegen::{MemoryLoader, Options};
//!
//! let loader = MemoryLoader::new().with(
//!     "orders.xsd",
//!     r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:example:orders">
//!          <xs:element name="Order">
//!            <xs:complexType>
//!              <xs:sequence><xs:element name="Article" type="xs:string" maxOccurs="unbounded"/></xs:sequence>
//!              <xs:attribute name="number" type="xs:int" use="required"/>
//!            </xs:complexType>
//!          </xs:element>
//!        </xs:schema>"#,
//! );
//! let services = codegen::load(&["orders.xsd".into()], &loader).into_result()?;
//! let generated = codegen::generate(&services, &Options::new("ews_types"))?;
//! let order = &generated.files[Path::new("orders/order_type.rs")];
//! assert!(order.contains("pub number: i32"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Files of three other kinds are optional. Their contents become fields of [`Options`]: [`load_bindings`] reads names and other
//! choices that a schema cannot express, [`load_documentation`] reads sentences for doc comments, and [`load_versions`] reads, for
//! each part of the schema, the first version of the protocol that has this part.
//!
//! # Stages
//!
//! Each stage is a function from one plain data type to the next:
//!
//! - [`xsd`] reads documents and checks their syntax.
//! - [`schema`] resolves them to the components of XML Schema, [`wsdl`] to operations.
//! - [`model`] decides the Rust shape: modules, types, fields and names.
//! - [`emit`] prints that shape.
//!
//! # Limits
//!
//! The work is linear in the size of the schemas and of the generated code. A schema that exceeds one of these limits is rejected:
//!
//! | what | limit |
//! | --- | --- |
//! | size of a file | 256 MB |
//! | XML nodes of a file after entities are expanded | 6,000,000 |
//! | text of expanded entities of a file | 16 MB |
//! | nested elements | 200 |
//! | attributes of an element | 512 |
//! | namespace declarations in scope, added up over all elements with a declaration | 10,000,000 |
//! | length of a chain of types, each derived from the next or with the next as item or member type | 200 |
//! | depth of nested groups; length of a chain of elements, each in the substitution group of the next | 200 |
//! | particles and attributes after all references to groups are expanded | 200,000 |
//! | members of all substitution groups; an element counts once for each head that it can substitute | 100,000 |
//! | a pattern | 32 KB, 50 nested groups, 4,000,000 literals and ranges after repetitions are expanded |
//! | all different patterns together | 10,000,000 literals and ranges |
//! | the patterns of all types in generated code | 2 MB |
//!
//! Some checks stop after a number of steps and accept the rest: the search for ambiguous content models after 1,000,000
//! element names, the comparison of a type with the base that it restricts after 200,000 pairs of particles, and the comparison with
//! enumerated values after 2,000,000 values.
//!
//! The first 5,000 diagnostics are stored. If types contain one another, directly or indirectly, the generator chooses at most 64 of
//! them that implement `Drop`.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod diagnostics;
pub mod emit;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod hostile;
pub mod model;
mod pipeline;
pub mod schema;
mod spelling;
mod spoken;
#[doc(hidden)]
pub mod work;
pub mod wsdl;
pub mod xsd;

pub use model::{Bindings, Documentation, Versions};
pub use pipeline::{
    GenerateError, Generated, LoadError, Loaded, Options, generate, load, load_bindings, load_documentation,
    load_versions,
};
pub use spoken::state_spoken;
pub use xsd::{Additions, FileLoader, Loader, MemoryLoader};
