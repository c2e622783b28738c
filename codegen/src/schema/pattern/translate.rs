//! Translation to the syntax of the `regex` crate, and of `regex-lite`, which the runtime uses.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::error::PatternError;
use super::parser;
use crate::work;

/// The upper limit of the length of a pattern, in bytes.
const MAX_LENGTH: usize = 32 << 10;

/// The upper limit of the size of a compiled pattern, in bytes. The runtime has the same limit.
const MAX_COMPILED: usize = 32 << 20;

/// The upper limit of [`Translation::size`]. A range takes 8 bytes in `regex-lite`, so a larger pattern would exceed [`MAX_COMPILED`].
const MAX_SIZE: usize = MAX_COMPILED / 8;

/// The nesting limit for `regex-lite`. No pattern exceeds it, because the parser accepts fewer levels.
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
    Ok(Translation::of(pattern)?.regex)
}

/// A translated pattern.
pub(crate) struct Translation {
    /// The pattern in the syntax of the `regex` crate.
    regex: String,
    /// The pattern in the syntax of `regex-lite`, the engine of the runtime. That engine does not support general categories, nested
    /// classes or set operations on classes. In a pattern that contains any of these, all classes are lists of ranges.
    pub(crate) runtime: String,
    /// The number of literal bytes and ranges after all repetitions are expanded. The time to compile is proportional to this number.
    pub(crate) size: usize,
}

impl Translation {
    pub(crate) fn of(pattern: &str) -> Result<Self, PatternError> {
        work::step();
        let whole =
            |message: String, help: &str| PatternError { message, help: help.to_owned(), range: 0..pattern.len() };
        if pattern.len() > MAX_LENGTH {
            return Err(whole(format!("the pattern is longer than {MAX_LENGTH} bytes"), "write a shorter pattern"));
        }
        let regex = format!("^(?:{})$", parser::parse(pattern)?);
        let parsed = regex_syntax::parse(&regex).map_err(|error| {
            let error = error.to_string();
            let reason = error.lines().last().unwrap_or_default().trim_start_matches("error: ");
            whole(format!("the pattern does not compile: {reason}"), "simplify the pattern")
        })?;
        let size = size(&parsed);
        let too_big =
            || whole("the pattern is too big to compile".to_owned(), "repeat less, or limit the length by `maxLength`");
        if size > MAX_SIZE {
            return Err(too_big());
        }
        if compiles_in_runtime(&regex) {
            return Ok(Self { runtime: regex.clone(), regex, size });
        }
        // `regex_syntax` prints an empty class as the intersection `[a&&b]`, which `regex-lite` does not support.
        let runtime = parsed.to_string().replace("[a&&b]", r"[^\x{0}-\x{10FFFF}]");
        if compiles_in_runtime(&runtime) { Ok(Self { regex, runtime, size }) } else { Err(too_big()) }
    }
}

/// Returns the number of literal bytes and ranges of an expression after all repetitions are expanded.
fn size(expression: &Hir) -> usize {
    let sum = |parts: &[Hir]| parts.iter().map(size).fold(0, usize::saturating_add);
    match expression.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(Class::Unicode(class)) => class.ranges().len().max(1),
        HirKind::Class(Class::Bytes(class)) => class.ranges().len().max(1),
        HirKind::Repetition(repeated) => {
            let times = repeated.max.unwrap_or(repeated.min.saturating_add(1)).max(1);
            size(&repeated.sub).saturating_mul(usize::try_from(times).unwrap_or(usize::MAX))
        }
        HirKind::Capture(group) => size(&group.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => sum(parts),
    }
}

/// Returns whether the engine of the runtime compiles a pattern within its limits.
fn compiles_in_runtime(pattern: &str) -> bool {
    regex_lite::RegexBuilder::new(pattern).size_limit(MAX_COMPILED).nest_limit(MAX_NESTING).build().is_ok()
}
