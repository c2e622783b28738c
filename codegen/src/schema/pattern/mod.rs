//! The regular expressions of XML Schema (part 2, appendix F), translated to the syntax of the `regex` crate.

mod parser;
mod properties;
#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Range;

/// How many bytes a pattern may have.
const MAX_LENGTH: usize = 32 << 10;

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
    match regex::Regex::new(&translated) {
        Ok(_) => Ok(translated),
        Err(regex::Error::CompiledTooBig(_)) => {
            Err(whole("the pattern is too big to compile".to_owned(), "repeat less; bound the length by maxLength"))
        }
        Err(error) => {
            let error = error.to_string();
            let reason = error.lines().last().unwrap_or_default().trim_start_matches("error: ");
            Err(whole(format!("the pattern does not compile: {reason}"), "write it in a simpler way"))
        }
    }
}

/// The same for engines that know neither categories nor operations on classes, as `regex-lite`: classes are spelled out.
pub fn spelled_out(translated: String) -> String {
    let is_plain = !["\\p", "\\P", "--", "&&", "~~", "[["].iter().any(|special| translated.contains(special));
    match regex_syntax::parse(&translated) {
        Ok(parsed) if !is_plain => parsed.to_string(),
        _ => translated,
    }
}
