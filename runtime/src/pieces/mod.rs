//! Reads documents that arrive in chunks, piece by piece. The memory depends on the longest piece and on the text outside of
//! pieces, not on the length of the document.
//!
//! `Locator` scans each byte once to find the ends of tags. It reads the tags outside of pieces one by one to know the open
//! elements and the namespaces in scope. It also keeps these tags and the text outside of pieces in `Rest`. At the end, `Rest`
//! is read as a document of its own. [`Pieces`] reads each complete piece with a [`Reader`](crate::Reader) that starts inside the
//! elements around the piece.

mod document;
mod locator;
mod piece;
mod rest;
mod route;

pub use document::Pieces;
pub(crate) use piece::PieceError;
pub use route::ElementPath;
