//! Reading and writing with yaserde.

mod constructs;
