//! The regular expressions of XML Schema (part 2, appendix F), translated to the syntax of the `regex` crate.

mod parser;
mod properties;
#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Range;

/// How many bytes a pattern may have.
const MAX_LENGTH: usize = 32 << 10;

/// How many bytes a compiled pattern may take: as many as the runtime allows.
const MAX_COMPILED: usize = 32 << 20;

/// How deep a compiled pattern may nest: deeper than any that is accepted does.
const MAX_NESTING: u32 = 1000;

/// Why a pattern cannot be translated.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PatternError {
    /// What is the matter.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Where, in bytes of the pattern.
    pub range: Range<usize>,
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (byte {})", self.message, self.range.start)
    }
}

impl std::error::Error for PatternError {}

/// Translates a regular expression of XML Schema to one of the `regex` crate that matches the same texts, and those from
/// beginning to end.
///
/// The result needs the features `std` and `unicode-gencat` of that crate alone, and is known to compile with them.
///
/// ```
/// use codegen::schema::pattern::translate;
///
/// assert_eq!(translate(r"\d{3}-[a-z-[aeiou]]").as_deref(), Ok(r"^(?:\p{Nd}{3}\-[[a-z]--[aeiou]])$"));
/// assert_eq!(translate("a+?").unwrap_err().range, 2..3);
/// ```
///
/// # Errors
///
/// Where the pattern is none by the grammar of appendix F, and where it is too long, too deep or too big to compile.
pub fn translate(pattern: &str) -> Result<String, PatternError> {
    let whole = |message: String, help: &str| PatternError { message, help: help.to_owned(), range: 0..pattern.len() };
    if pattern.len() > MAX_LENGTH {
        return Err(whole(format!("the pattern is longer than {MAX_LENGTH} bytes"), "say it in fewer words"));
    }
    let translated = format!("^(?:{})$", parser::parse(pattern)?);
    let too_big =
        || whole("the pattern is too big to compile".to_owned(), "repeat less; bound the length by maxLength");
    // How much room this engine needs depends on the features that others ask of it: the other one decides.
    match regex::RegexBuilder::new(&translated).size_limit(8 * MAX_COMPILED).build() {
        Ok(_) if !compiles_lightly(&spelled_out(translated.clone())) => Err(too_big()),
        Ok(_) => Ok(translated),
        Err(regex::Error::CompiledTooBig(_)) => Err(too_big()),
        Err(error) => {
            let error = error.to_string();
            let reason = error.lines().last().unwrap_or_default().trim_start_matches("error: ");
            Err(whole(format!("the pattern does not compile: {reason}"), "write it in a simpler way"))
        }
    }
}

/// The same for the engine of the runtime, `regex-lite`, which knows neither categories nor operations on classes: where it has
/// to be, classes are spelled out.
pub fn spelled_out(translated: String) -> String {
    if compiles_lightly(&translated) {
        return translated;
    }
    match regex_syntax::parse(&translated) {
        // The printer's way to say a class of nothing is an operation again.
        Ok(parsed) => parsed.to_string().replace("[a&&b]", r"[^\x{0}-\x{10FFFF}]"),
        Err(_) => translated,
    }
}

/// Whether the engine of the runtime takes it, within the limits that it has there.
fn compiles_lightly(pattern: &str) -> bool {
    regex_lite::RegexBuilder::new(pattern).size_limit(MAX_COMPILED).nest_limit(MAX_NESTING).build().is_ok()
}
