//! Replacement of parts of a text.

use std::ops::Range;

/// Returns the text with `new` in place of a range; `None` if a bound of the range is not a character boundary of the text.
pub(super) fn replaced(text: &str, range: Range<usize>, new: &str) -> Option<Vec<u8>> {
    Some([text.get(..range.start)?, new, text.get(range.end..)?].concat().into_bytes())
}

/// Returns the text with two parts exchanged. If one part contains the other, the inner part replaces the outer one.
pub(super) fn exchanged(text: &str, one: &Range<usize>, other: &Range<usize>) -> Option<Vec<u8>> {
    let (first, second) = if one.start <= other.start { (one, other) } else { (other, one) };
    if second.start < first.end {
        return replaced(text, first.clone(), &text[second.clone()]);
    }
    let parts = [&text[..first.start], &text[second.clone()], &text[first.end..second.start], &text[first.clone()]];
    Some([parts.concat().as_str(), &text[second.end..]].concat().into_bytes())
}
