//! The macro of types that drop nested values without recursion.

/// Implements `Drop` for a type that can contain itself, directly or through other types.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_iterative_drop {
    ($ty:ident) => {
        impl ::std::ops::Drop for $ty {
            #[inline(never)]
            fn drop(&mut self) {
                $crate::__private::drop_nested(self);
            }
        }
    };
}
pub use __xml_iterative_drop as iterative_drop;
