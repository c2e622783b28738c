//! The macros that generated code calls: they implement the traits of the engine and of all features from rows.
//!
//! This is the top floor of `ARCHITECTURE.md`: macros may refer to all other modules of this crate, and no other module uses macros
//! of this one.
//!
//! Methods that the engine calls are `#[inline(never)]`. Otherwise, the compiler copies small methods into each codegen unit
//! with a vtable that refers to them, and compiling takes several times as long. Methods that only programs call are
//! `#[inline]`, so that they are compiled only in crates that call them.

mod build;
mod choice;
mod complex_type;
mod element;
mod features;
mod get;
mod iterative_drop;
mod modules;
mod polymorphic;
mod string_enum;
mod union;
mod value;

pub use build::build;
pub use choice::choice;
pub use complex_type::{complex_type, group};
pub use element::elements;
pub use get::get;
pub use iterative_drop::iterative_drop;
pub use modules::modules;
pub use polymorphic::polymorphic;
pub use string_enum::string_enum;
pub use union::union;
