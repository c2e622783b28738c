//! Prints nested values in the format of `#[derive(Debug)]`. If fields are left out, `..` replaces them, as in
//! `finish_non_exhaustive`.
//!
//! With `{:#?}`, the builders of `std::fmt` indent each line once for each level of nesting, which takes quadratic time. A
//! [`Printer`] counts the levels instead and limits the indentation, so that the output and the time are linear in the size of the
//! value.

use std::fmt::{self, Write};

use crate::work;

/// The maximum number of levels of indentation.
const MAX_INDENT: usize = 32;

/// Writes a value that is nested in others. `level` is the number of enclosing values.
pub(crate) struct Printer<'p, 'f> {
    out: &'p mut fmt::Formatter<'f>,
    level: usize,
}

/// Writes the entries of a struct, a tuple or a list, as `std::fmt::DebugStruct` does.
pub(crate) struct Entries<'e, 'p, 'f> {
    printer: &'e mut Printer<'p, 'f>,
    open: &'static str,
    close: &'static str,
    is_empty: bool,
    /// `true` if [`Self::omit`] was called: `..` replaces the fields that are left out.
    is_partial: bool,
}

impl<'p, 'f> Printer<'p, 'f> {
    pub(crate) fn new(out: &'p mut fmt::Formatter<'f>) -> Self {
        Self { out, level: 0 }
    }

    /// Writes a value as its `Debug` implementation does, indented to the current level.
    pub(crate) fn leaf(&mut self, value: &dyn fmt::Debug) -> fmt::Result {
        match self.out.alternate() {
            true => write!(Indented { out: self.out, level: self.level }, "{value:#?}"),
            false => value.fmt(self.out),
        }
    }

    pub(crate) fn text(&mut self, text: &str) -> fmt::Result {
        self.out.write_str(text)
    }

    pub(crate) fn fields(&mut self, name: &str) -> Result<Entries<'_, 'p, 'f>, fmt::Error> {
        self.entries(
            name,
            if self.out.alternate() { " {" } else { " { " },
            if self.out.alternate() { "}" } else { " }" },
        )
    }

    pub(crate) fn list(&mut self) -> Result<Entries<'_, 'p, 'f>, fmt::Error> {
        self.text("[")?;
        self.entries("", "", "]")
    }

    fn entries(
        &mut self,
        name: &str,
        open: &'static str,
        close: &'static str,
    ) -> Result<Entries<'_, 'p, 'f>, fmt::Error> {
        self.text(name)?;
        Ok(Entries { printer: self, open, close, is_empty: true, is_partial: false })
    }

    /// Writes an enum variant with one value, `Name(value)`. `print` writes the value.
    pub(crate) fn variant(&mut self, name: &str, print: impl FnOnce(&mut Self) -> fmt::Result) -> fmt::Result {
        let mut entries = self.entries(name, "(", ")")?;
        print(entries.entry("")?)?;
        entries.finish()
    }
}

impl<'p, 'f> Entries<'_, 'p, 'f> {
    /// Starts an entry, and returns the printer for its value. `name` is empty for entries of tuples and lists.
    pub(crate) fn entry(&mut self, name: &str) -> Result<&mut Printer<'p, 'f>, fmt::Error> {
        let is_first = std::mem::take(&mut self.is_empty);
        let Printer { out, level } = &mut *self.printer;
        match (out.alternate(), is_first) {
            (true, true) => {
                *level += 1;
                out.write_str(self.open)?;
                new_line(*out, *level)?;
            }
            (true, false) => {
                out.write_str(",")?;
                new_line(*out, *level)?;
            }
            (false, true) => out.write_str(self.open)?,
            (false, false) => out.write_str(", ")?,
        }
        if !name.is_empty() {
            out.write_str(name)?;
            out.write_str(": ")?;
        }
        Ok(self.printer)
    }

    /// Leaves a field out. A single `..` at the end replaces all such fields.
    pub(crate) fn omit(&mut self) {
        self.is_partial = true;
    }

    pub(crate) fn finish(self) -> fmt::Result {
        let Printer { out, level } = self.printer;
        if self.is_partial {
            return match (out.alternate(), self.is_empty) {
                (_, true) => out.write_str(" { .. }"),
                (false, false) => out.write_str(", .. }"),
                (true, false) => {
                    out.write_str(",")?;
                    new_line(*out, *level)?;
                    out.write_str("..")?;
                    *level -= 1;
                    new_line(*out, *level)?;
                    out.write_str(self.close)
                }
            };
        }
        if self.is_empty {
            // An empty struct is printed as `Name`, an empty list as `[]`. Only lists have an empty `open`, because `list` has
            // written `[`.
            return out.write_str(if self.open.is_empty() { self.close } else { "" });
        }
        if out.alternate() {
            *level -= 1;
            out.write_str(",")?;
            new_line(*out, *level)?;
        }
        out.write_str(self.close)
    }
}

fn new_line(out: &mut dyn Write, level: usize) -> fmt::Result {
    out.write_str("\n")?;
    (0..level.min(MAX_INDENT)).try_for_each(|_| {
        work::step();
        out.write_str("    ")
    })
}

/// Indents every line except the first.
struct Indented<'p, 'f> {
    out: &'p mut fmt::Formatter<'f>,
    level: usize,
}

impl Write for Indented<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                new_line(self.out, self.level)?;
            }
            self.out.write_str(line)?;
        }
        Ok(())
    }
}
