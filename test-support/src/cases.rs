//! Tests in tables.

/// Declares a test for each case. The test calls a function with the arguments of the case.
#[macro_export]
macro_rules! cases {
    ($check:path { $($name:ident: ($($argument:expr),* $(,)?);)* }) => {
        $(
            #[test]
            fn $name() {
                $check($($argument),*);
            }
        )*
    };
}
