//! The macros that generated code calls: they implement the traits of the engine and of all features from rows.
//!
//! This is the top floor: macros refer to everything, and nothing in this crate uses them.
//!
//! Methods are `#[inline(never)]`: the compiler would otherwise copy small ones into each codegen unit with a vtable that refers
//! to them, which multiplies the cost of compiling.

mod choice;
mod complex_type;
mod element;
mod features;
mod polymorphic;
mod string_enum;
mod union;
mod value;

pub use choice::choice;
pub use complex_type::{complex_type, group};
pub use element::{element, elements};
pub use polymorphic::polymorphic;
pub use string_enum::string_enum;
pub use union::union;
