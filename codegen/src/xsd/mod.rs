//! Schema documents: read, followed through include and import, and checked for the syntax of XML Schema 1.0.

pub(crate) mod document;
mod encoding;
pub(crate) mod grammar;
mod loader;
mod name;
pub(crate) mod set;
mod vocabulary;

pub(crate) use name::{NAME_PART, NAME_START, is_nc_name};

pub use encoding::{EncodingError, decode};
pub use loader::{FileLoader, Loader, MAX_FILE_SIZE, MemoryLoader};
pub use name::{QName, XML, XS, XSI};
pub use vocabulary::{
    Compositor, Derivation, DerivationKind, DerivationSet, Enumeration, Facet, FacetKind, ProcessContents,
    ValueConstraint,
};
