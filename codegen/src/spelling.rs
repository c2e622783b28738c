//! Suggestions for misspelled names.

use crate::work;

/// Returns the known name that is most similar to `name`, if `name` can be a misspelling of it: if the edit distance is at most 2,
/// plus 1 for every 6 bytes of `name`.
pub(crate) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    known
        .map(|known| {
            work::step();
            (distance(known, name), known)
        })
        .filter(|(distance, _)| *distance <= 2 + name.len() / 6)
        .min()
        .map(|(_, known)| known)
}

/// Returns the edit distance of two names; `usize::MAX` if their lengths differ by more than 8 bytes, or `a` exceeds 200 bytes.
fn distance(a: &str, b: &str) -> usize {
    if a.len().abs_diff(b.len()) > 8 || a.len() > 200 {
        return usize::MAX;
    }
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or(usize::MAX)
}
