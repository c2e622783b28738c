//! Documents that arrive in chunks and are read in pieces. A document of any length needs only the memory of its longest piece.
//!
//! The `Locator` scans each byte once, for the ends of tags. It reads the tags outside of pieces one by one,
//! for the names and namespaces around a piece, and keeps them: they are read as a document at the end. [`Pieces`] reads each
//! complete piece by a [`Reader`](crate::Reader) that starts inside the elements around the piece.

mod document;
mod locator;
mod piece;
mod rest;
mod route;

pub use document::Pieces;
pub(crate) use piece::PieceError;
pub use route::ElementPath;
