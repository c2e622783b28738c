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
#![deny(missing_docs)]

pub mod diagnostics;
pub mod emit;
pub mod model;
mod pipeline;
pub mod schema;
mod spelling;
pub mod wsdl;
pub mod xsd;

pub use model::{Bindings, Documentation, Versions};
pub use pipeline::{
    GenerateError, Generated, LoadError, Loaded, Options, generate, load, load_bindings, load_documentation,
    load_versions,
};
pub use xsd::{Additions, FileLoader, Loader, MemoryLoader};
