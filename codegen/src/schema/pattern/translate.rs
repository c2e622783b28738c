//! Translation to the syntax of the `regex` crate, and to that of the runtime.

use super::error::PatternError;
use super::parser;

/// The upper limit of the length of a pattern, in bytes.
const MAX_LENGTH: usize = 32 << 10;

/// The upper limit of the size of a compiled pattern, in bytes. The runtime has the same limit.
const MAX_COMPILED: usize = 32 << 20;

/// The upper limit of the nesting of a compiled pattern. Every pattern that the parser accepts nests less.
const MAX_NESTING: u32 = 1000;

/// Translates a regular expression of XML Schema to one of the `regex` crate that matches the same texts from beginning
/// to end.
///
/// The result compiles with the features `std` and `unicode-gencat` of that crate.
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
/// A pattern that the grammar of appendix F does not allow, or that is too long, too deep or too big to compile.
pub fn translate(pattern: &str) -> Result<String, PatternError> {
    let whole = |message: String, help: &str| PatternError { message, help: help.to_owned(), range: 0..pattern.len() };
    if pattern.len() > MAX_LENGTH {
        return Err(whole(format!("the pattern is longer than {MAX_LENGTH} bytes"), "write a shorter pattern"));
    }
    let translated = format!("^(?:{})$", parser::parse(pattern)?);
    let too_big =
        || whole("the pattern is too big to compile".to_owned(), "repeat less, or limit the length by `maxLength`");
    // The size in this engine depends on features that other crates enable, so that the engine of the runtime decides.
    match regex::RegexBuilder::new(&translated).size_limit(8 * MAX_COMPILED).build() {
        Ok(_) if !compiles_in_runtime(&spelled_out(translated.clone())) => Err(too_big()),
        Ok(_) => Ok(translated),
        Err(regex::Error::CompiledTooBig(_)) => Err(too_big()),
        Err(error) => {
            let error = error.to_string();
            let reason = error.lines().last().unwrap_or_default().trim_start_matches("error: ");
            Err(whole(format!("the pattern does not compile: {reason}"), "simplify the pattern"))
        }
    }
}

/// Translates a regular expression of the `regex` crate to one of `regex-lite`, the engine of the runtime. That engine
/// supports neither general categories nor set operations on classes, so that such classes become lists of ranges.
pub(crate) fn spelled_out(translated: String) -> String {
    if compiles_in_runtime(&translated) {
        return translated;
    }
    match regex_syntax::parse(&translated) {
        // `regex_syntax` prints an empty class as an intersection.
        Ok(parsed) => parsed.to_string().replace("[a&&b]", r"[^\x{0}-\x{10FFFF}]"),
        Err(_) => translated,
    }
}

/// Returns whether the engine of the runtime compiles a pattern within its limits.
fn compiles_in_runtime(pattern: &str) -> bool {
    regex_lite::RegexBuilder::new(pattern).size_limit(MAX_COMPILED).nest_limit(MAX_NESTING).build().is_ok()
}
