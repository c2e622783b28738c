//! The listed texts of an enumeration.

/// Texts in one string. A list of strings would need three times the space in a program, and a relocation for each text.
#[derive(Debug)]
pub struct Texts {
    joined: &'static str,
    /// The offset of the end of each text.
    ends: &'static [u32],
}

impl Texts {
    /// Creates a list from the concatenation of its texts, and their [`ends`].
    pub const fn new(joined: &'static str, ends: &'static [u32]) -> Self {
        Self { joined, ends }
    }

    /// Returns the number of texts.
    pub(crate) const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the text at an index.
    pub(crate) fn get(&self, index: usize) -> Option<&'static str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end);
        self.joined.get(start as usize..end as usize)
    }

    /// Returns the index of a text.
    pub(crate) fn position(&self, text: &str) -> Option<usize> {
        let joined = self.joined.as_bytes();
        let mut start = 0;
        for (index, end) in self.ends.iter().enumerate() {
            let end = *end as usize;
            if end - start == text.len() && joined.get(start..end) == Some(text.as_bytes()) {
                return Some(index);
            }
            start = end;
        }
        None
    }
}

/// Returns the offset of the end of each text in the concatenation of all.
pub const fn ends<const N: usize>(texts: [&str; N]) -> [u32; N] {
    let mut ends = [0; N];
    let mut end = 0;
    let mut index = 0;
    while index < N {
        end += texts[index].len();
        assert!(end <= u32::MAX as usize, "the texts of an enumeration have at most 4 GB");
        ends[index] = end as u32;
        index += 1;
    }
    ends
}

/// Returns the names of variants for `EnumerationTable`: `other` if the names of all listed texts are equal to these, or else `joined`.
pub const fn names<const N: usize>(
    names: [&str; N],
    texts: [&str; N],
    joined: &'static str,
    other: &'static str,
) -> &'static str {
    let mut index = 0;
    while index < N {
        if !are_equal(names[index].as_bytes(), texts[index].as_bytes()) {
            return joined;
        }
        index += 1;
    }
    other
}

const fn are_equal(first: &[u8], second: &[u8]) -> bool {
    let mut index = 0;
    while index < first.len() && index < second.len() {
        if first[index] != second[index] {
            return false;
        }
        index += 1;
    }
    first.len() == second.len()
}

/// Returns the versions of listed texts for `EnumerationTable`: nothing if all are 0.
pub const fn versions(since: &'static [u8]) -> &'static [u8] {
    let mut index = 0;
    while index < since.len() {
        if since[index] > 0 {
            return since;
        }
        index += 1;
    }
    &[]
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Texts, ends, names, versions};

    const LISTED: [&str; 4] = ["Sent", "", "é", "Sent Items"];
    const TEXTS: Texts = Texts::new("SentéSent Items", &ends(LISTED));

    #[test]
    fn each_text_has_its_index() {
        assert_eq!(TEXTS.len(), LISTED.len());
        for (index, text) in LISTED.into_iter().enumerate() {
            assert_eq!((TEXTS.get(index), TEXTS.position(text)), (Some(text), Some(index)));
        }
    }

    #[test]
    fn other_texts_have_no_index() {
        for text in ["S", "Sent Item", "Sent Items ", "éSent", "Items"] {
            assert_eq!(TEXTS.position(text), None, "{text}");
        }
        assert_eq!(TEXTS.get(4), None);
        assert_eq!(Texts::new("", &[]).position(""), None);
    }

    #[test]
    fn names_are_left_out_if_they_are_the_texts() {
        assert_eq!(names(["Red", "Green"], ["Red", "Green"], "Red Green Other", "Other"), "Other");
        assert_eq!(names(["Red", "Green"], ["Red", "green"], "Red Green Other", "Other"), "Red Green Other");
        assert_eq!(names(["Red"], ["Re"], "Red Other", "Other"), "Red Other");
    }

    #[test]
    fn versions_are_left_out_if_there_are_none() {
        assert_eq!(versions(&[0, 0]), &[0; 0]);
        assert_eq!(versions(&[0, 3]), &[0, 3]);
    }
}
