//! Standard output.

/// Prints a line. If the reader of the output ends early, as in `cargo xtask regen | head`, the command still does its work.
macro_rules! print_line {
    ($($arguments:tt)*) => {
        $crate::console::print(format_args!("{}\n", format_args!($($arguments)*)))
    };
}
pub(crate) use print_line;

/// Prints a text, as [`print_line!`] does.
pub(crate) fn print(text: impl std::fmt::Display) {
    use std::io::Write as _;

    // Ignores an error, which means that nobody reads the output.
    let _ = write!(std::io::stdout(), "{text}");
}
