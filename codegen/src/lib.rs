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
//! [`load_bindings`] reads names and other choices that a schema cannot express, and [`load_documentation`] sentences for doc
//! comments, and [`load_versions`] the first version of each part. All are fields of [`Options`].
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
//! The work is linear in the size of the schemas and of the generated code. A schema beyond these limits is refused:
//!
//! | what | limit |
//! | --- | --- |
//! | size of a file | 256 MB |
//! | nodes of a file, with expanded entities | 6,000,000 |
//! | text of expanded entities of a file | 16 MB |
//! | nested elements | 200 |
//! | attributes of an element | 512 |
//! | namespace declarations in scope, counted for each element that declares others | 10,000,000 |
//! | types of which each is derived from the next, or contains it in a list or union | 200 |
//! | groups nested in each other, and heads of substitution groups above each other | 200 |
//! | particles and attributes after all references to groups are expanded | 200,000 |
//! | members of all substitution groups, each counted for every group above it | 100,000 |
//! | a pattern | 32 KB, 50 nested groups, 4,000,000 literals and ranges after repetitions are expanded |
//! | all different patterns | 10,000,000 literals and ranges |
//! | the patterns of all types in generated code | 2 MB |
//!
//! Some checks stop earlier, and accept the rest: ambiguous content models are found among the first 1,000,000 names, and a
//! restriction is compared with its base by up to 200,000 pairs of particles and 20,000,000 pairs of values. 5,000 diagnostics are
//! kept. At most 64 types among types that all contain each other implement `Drop`.
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
