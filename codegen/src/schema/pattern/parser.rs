//! The grammar of regular expressions (XML Schema part 2, appendix F). Production numbers refer to the second edition.

use std::fmt::Write as _;
use std::ops::Range;

use super::error::PatternError;
use super::properties;
use crate::xsd::{NAME_PART, NAME_START};

/// The maximum nesting depth of groups and character classes. The limit is needed because the parser recurses, and because `regex` has
/// its own limit.
const MAX_DEPTH: usize = 50;

/// Translates a pattern to the syntax of `regex`, without `^` at the beginning and `$` at the end.
pub(super) fn parse(pattern: &str) -> Result<String, PatternError> {
    let mut parser = Parser { pattern, at: 0, depth: 0, out: String::new() };
    parser.regular_expression(None)?;
    Ok(parser.out)
}

/// The meaning of an escape.
enum Escape {
    Char(char),
    /// A set of characters in the syntax of `regex`, valid outside and inside a class.
    Set(String),
}

struct Parser<'p> {
    pattern: &'p str,
    at: usize,
    depth: usize,
    out: String,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        &self.pattern[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn accept(&mut self, expected: char) -> bool {
        let found = self.peek() == Some(expected);
        if found {
            self.at += expected.len_utf8();
        }
        found
    }

    /// Returns an error with the range from `start` to the current position.
    fn error<T>(&self, start: usize, message: impl Into<String>, help: impl Into<String>) -> Result<T, PatternError> {
        Err(error(start..self.at, message, help))
    }

    fn enter(&mut self, start: usize) -> Result<(), PatternError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return self.error(start, format!("the pattern is nested more than {MAX_DEPTH} deep"), "nest less");
        }
        Ok(())
    }

    /// Reads branches and their pieces (productions 1 to 3), up to the end or the `)` that closes the group opened at `open`.
    fn regular_expression(&mut self, open: Option<usize>) -> Result<(), PatternError> {
        loop {
            let start = self.at;
            match self.next() {
                None => match open {
                    None => return Ok(()),
                    Some(open) => return Err(error(open..open + 1, "the group is not closed", "add `)`")),
                },
                Some(')') if open.is_some() => return Ok(()),
                Some(')') => return self.error(start, "`)` closes no group", r"write `\)` for the character"),
                Some('|') => self.out.push('|'),
                Some(c) => {
                    self.atom(start, c)?;
                    self.quantifier()?;
                }
            }
        }
    }

    /// Reads an atom (production 9).
    fn atom(&mut self, start: usize, c: char) -> Result<(), PatternError> {
        match c {
            '(' if self.accept('?') => {
                let help = r"write a group as `(...)`, and `\?` for the character";
                return self.error(start, "`(?` has no meaning in XML Schema", help);
            }
            '(' => {
                self.enter(start)?;
                self.out.push_str("(?:");
                self.regular_expression(Some(start))?;
                self.out.push(')');
                self.depth -= 1;
            }
            '[' => {
                let class = self.class(start)?;
                self.out.push_str(&class);
            }
            '.' => self.out.push_str(r"[^\n\r]"),
            '\\' => match self.escape(start)? {
                Escape::Char(c) => literal(c, &mut self.out),
                Escape::Set(set) => self.out.push_str(&set),
            },
            '?' | '*' | '+' | '{' => {
                let help = format!(r"write `\{c}` for the character");
                return self.error(start, format!("`{c}` has nothing to repeat"), help);
            }
            ']' | '}' => {
                return self.error(
                    start,
                    format!("`{c}` has no matching bracket"),
                    format!(r"write `\{c}` for the character"),
                );
            }
            c => literal(c, &mut self.out),
        }
        Ok(())
    }

    /// Reads a quantifier (productions 4 to 8), if there is one.
    fn quantifier(&mut self) -> Result<(), PatternError> {
        match self.peek() {
            Some(c @ ('?' | '*' | '+')) => {
                self.next();
                self.out.push(c);
            }
            Some('{') => self.quantity()?,
            _ => return Ok(()),
        }
        let start = self.at;
        match self.peek() {
            Some(c @ ('?' | '*' | '+' | '{')) => {
                self.next();
                let help = format!(
                    r"remove one, or write `\{c}` for the character; XML Schema has no lazy or possessive quantifiers"
                );
                self.error(start, format!("`{c}` follows another quantifier"), help)
            }
            _ => Ok(()),
        }
    }

    fn quantity(&mut self) -> Result<(), PatternError> {
        let start = self.at;
        let Some(length) = self.rest().find('}') else {
            self.next();
            return self.error(start, "the quantifier is not closed", r"add `}`, or write `\{` for the character");
        };
        let inside = &self.pattern[start + 1..start + length];
        self.at = start + length + 1;
        let (min, max) = match inside.split_once(',') {
            None => (inside, None),
            Some((min, "")) => (min, None),
            Some((min, max)) => (min, Some(max)),
        };
        if !is_digits(min) || !max.is_none_or(is_digits) {
            let message = format!("`{{{inside}}}` is not a quantifier");
            return self.error(start, message, r"write {n}, {n,} or {n,m}, or `\{` for the character");
        }
        let min = min.parse::<u32>();
        let max = max.map(str::parse::<u32>).transpose();
        match (min, max) {
            (Ok(min), Ok(Some(max))) if min > max => {
                self.error(start, format!("{min} is greater than {max}"), "write the smaller number first")
            }
            (Ok(_), Ok(_)) => {
                let _ = write!(self.out, "{{{inside}}}");
                Ok(())
            }
            _ => self.error(start, "the quantifier is too big", "repeat less, or omit the upper bound: {n,}"),
        }
    }

    /// Reads a character class after its `[` (productions 12 to 22) and returns it in the syntax of `regex`.
    fn class(&mut self, start: usize) -> Result<String, PatternError> {
        self.enter(start)?;
        let negated = self.accept('^');
        let mut members = String::new();
        let mut subtracted = None;
        loop {
            let at = self.at;
            match self.next() {
                None => return Err(error(start..start + 1, "the character class is not closed", "add `]`")),
                Some(']') if members.is_empty() => {
                    return self.error(start, "the character class is empty", r"write `\]` for the character");
                }
                Some(']') => break,
                Some('-') if self.accept('[') => {
                    if members.is_empty() {
                        return self.error(
                            at,
                            "the subtraction has nothing to subtract from",
                            r"write `\-` for the character",
                        );
                    }
                    subtracted = Some(self.class(at + 1)?);
                    if !self.accept(']') {
                        let at = self.at;
                        self.next();
                        return self.error(at, "nothing may follow a subtraction", "close the class with `]`");
                    }
                    break;
                }
                Some('[') => {
                    let help = r"write `\[` for the character, `-[...]` to subtract a class";
                    return self.error(at, "`[` is not allowed in a character class", help);
                }
                Some('-') if !members.is_empty() && !self.ends_group() => {
                    let message = "`-` is allowed only in a range and at the beginning or the end of the class";
                    return self.error(at, message, r"write `\-` for the character");
                }
                // A range must not begin with `-` (production 21), so this `-` is a literal character.
                Some('-') => literal('-', &mut members),
                Some('\\') => match self.escape(at)? {
                    Escape::Char(c) => self.range(at, c, &mut members)?,
                    Escape::Set(set) => members.push_str(&set),
                },
                Some(c) => self.range(at, c, &mut members)?,
            }
        }
        self.depth -= 1;
        let not = if negated { "^" } else { "" };
        Ok(match subtracted {
            None => format!("[{not}{members}]"),
            Some(subtracted) => format!("[[{not}{members}]--{subtracted}]"),
        })
    }

    /// Returns whether the class ends here, or its subtraction `-[...]` begins.
    fn ends_group(&self) -> bool {
        matches!(self.peek(), None | Some(']')) || self.rest().starts_with("-[")
    }

    /// Reads the rest of a range and adds the range to `members`. If `first` does not begin a range, adds only this character.
    fn range(&mut self, start: usize, first: char, members: &mut String) -> Result<(), PatternError> {
        literal(first, members);
        let mut ahead = self.rest().chars();
        if ahead.next() != Some('-') || matches!(ahead.next(), None | Some('-' | '[' | ']')) {
            return Ok(());
        }
        self.next();
        let at = self.at;
        let last = match self.next() {
            Some('\\') => match self.escape(at)? {
                Escape::Char(c) => c,
                Escape::Set(_) => {
                    return self.error(
                        at,
                        "the end of a range must be a character",
                        r"write `\-` for the character before it",
                    );
                }
            },
            Some(c) => c,
            None => return Ok(()),
        };
        if first > last {
            return self.error(
                start,
                "the end of the range is before its beginning",
                "write the smaller character first",
            );
        }
        members.push('-');
        literal(last, members);
        Ok(())
    }

    /// Reads an escape after its `\` (productions 23 to 37).
    fn escape(&mut self, start: usize) -> Result<Escape, PatternError> {
        let Some(c) = self.next() else {
            return self.error(start, r"`\` has nothing to escape", r"write `\\` for the character");
        };
        Ok(match c {
            'n' => Escape::Char('\n'),
            'r' => Escape::Char('\r'),
            't' => Escape::Char('\t'),
            '\\' | '|' | '.' | '-' | '^' | '?' | '*' | '+' | '{' | '}' | '(' | ')' | '[' | ']' => Escape::Char(c),
            's' => Escape::Set(r"[\t\n\r ]".to_owned()),
            'S' => Escape::Set(r"[^\t\n\r ]".to_owned()),
            'i' => Escape::Set(names("", &[NAME_START])),
            'I' => Escape::Set(names("^", &[NAME_START])),
            'c' => Escape::Set(names("", &[NAME_START, NAME_PART])),
            'C' => Escape::Set(names("^", &[NAME_START, NAME_PART])),
            'd' => Escape::Set(r"\p{Nd}".to_owned()),
            'D' => Escape::Set(r"\P{Nd}".to_owned()),
            'w' => Escape::Set(r"[^\p{P}\p{Z}\p{C}]".to_owned()),
            'W' => Escape::Set(r"[\p{P}\p{Z}\p{C}]".to_owned()),
            'p' => Escape::Set(self.property(start, false)?),
            'P' => Escape::Set(self.property(start, true)?),
            c if c.is_alphanumeric() => {
                let message = format!(r"`\{c}` is not an escape of XML Schema");
                return self.error(start, message, r"only the letters n r t s S i I c C d D w W p P may follow `\`");
            }
            c => {
                let message = format!(r"`\{c}` is not an escape of XML Schema");
                return self.error(start, message, format!("write `{c}` without `\\`"));
            }
        })
    }

    /// Reads a property after `\p` or `\P` (productions 25 to 36).
    fn property(&mut self, start: usize, negated: bool) -> Result<String, PatternError> {
        let end = self.rest().find('}').filter(|_| self.peek() == Some('{'));
        let Some(end) = end else {
            return self.error(
                start,
                "the category or block is missing",
                r"write it in braces: `\p{Lu}`, `\p{IsGreek}`",
            );
        };
        let name = &self.pattern[self.at + 1..self.at + end];
        self.at += end + 1;
        if let Some(block) = name.strip_prefix("Is") {
            if properties::is_surrogates(block) {
                // XML has no surrogates, so the block contains no characters.
                return Ok(set(if negated { "" } else { "^" }, [('\0', char::MAX)]));
            }
            let ranges = properties::block(block);
            if ranges.is_empty() {
                let message = format!("`{block}` is not a Unicode block of XML Schema");
                return self.error(start, message, "write a block of the table in appendix F, or a range");
            }
            return Ok(set(if negated { "^" } else { "" }, ranges));
        }
        if !properties::is_category(name) {
            let message = format!("`{name}` is not a general category of XML Schema");
            return self.error(
                start,
                message,
                "write a category such as `L` or `Lu`, or `Is` before the name of a block",
            );
        }
        Ok(format!(r"\{}{{{name}}}", if negated { 'P' } else { 'p' }))
    }
}

fn error(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> PatternError {
    PatternError { message: message.into(), help: help.into(), range }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns a set of the colon and the characters in `tables`, or its complement if `not` is `^`.
fn names(not: &str, tables: &[&[(char, char)]]) -> String {
    let ranges = [(':', ':')].into_iter().chain(tables.iter().copied().flatten().copied());
    set(not, ranges)
}

fn set(not: &str, ranges: impl IntoIterator<Item = (char, char)>) -> String {
    let mut out = format!("[{not}");
    for (first, last) in ranges {
        literal(first, &mut out);
        if first != last {
            out.push('-');
            literal(last, &mut out);
        }
    }
    out.push(']');
    out
}

/// Writes a literal character, escaped for use both outside and inside a class.
fn literal(c: char, out: &mut String) {
    match c {
        '\n' => out.push_str(r"\n"),
        '\r' => out.push_str(r"\r"),
        '\t' => out.push_str(r"\t"),
        // In a class, doubled `&`, `-` and `~` are operators, and `[:` begins the name of a class.
        '\\' | '.' | '+' | '*' | '?' | '(' | ')' | '|' | '[' | ']' | '{' | '}' | '^' | '$' | '#' | '&' | '-' | '~'
        | ':' => {
            out.push('\\');
            out.push(c);
        }
        ' '..='~' => out.push(c),
        c if c.is_alphanumeric() => out.push(c),
        c => {
            let _ = write!(out, r"\x{{{:X}}}", u32::from(c));
        }
    }
}
