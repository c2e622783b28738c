//! The listed texts of an enumeration.

/// The listed texts, joined in one string. A list of strings would need three times the space in a program, and a relocation for
/// each text.
#[derive(Debug)]
pub struct Texts {
    joined: &'static str,
    listed: &'static [ListedText],
}

/// A text in the string of [`Texts`].
#[derive(Clone, Copy, Debug)]
pub struct ListedText {
    /// The offset of the end of the text. The text begins at the end of the text before it.
    end: u32,
    /// The first version that has the text, as an index into the list of versions; 0 if the text is as old as the enumeration.
    #[cfg_attr(not(feature = "validate"), allow(dead_code, reason = "only `validate` reads it"))]
    since: u8,
}

impl Texts {
    /// Creates a list. `joined` is the concatenation of the texts, and `listed` has an entry for each text.
    pub const fn new(joined: &'static str, listed: &'static [ListedText]) -> Self {
        Self { joined, listed }
    }

    /// Returns the number of texts.
    pub(crate) const fn len(&self) -> usize {
        self.listed.len()
    }

    /// Returns the text at an index.
    pub(crate) fn get(&self, index: usize) -> Option<&'static str> {
        let end = self.listed.get(index)?.end;
        let start = index.checked_sub(1).and_then(|before| self.listed.get(before)).map_or(0, |before| before.end);
        self.joined.get(start as usize..end as usize)
    }

    /// Returns the index of a text.
    pub(crate) fn position(&self, text: &str) -> Option<usize> {
        let joined = self.joined.as_bytes();
        let mut start = 0;
        for (index, listed) in self.listed.iter().enumerate() {
            let end = listed.end as usize;
            if end - start == text.len() && joined.get(start..end) == Some(text.as_bytes()) {
                return Some(index);
            }
            start = end;
        }
        None
    }

    /// Returns the first version that has the text at an index; `None` if the text is as old as the enumeration.
    #[cfg(feature = "validate")]
    pub(crate) fn since(&self, index: usize) -> Option<u8> {
        self.listed.get(index).map(|listed| listed.since).filter(|since| *since > 0)
    }
}

/// Returns the entries of `texts` for [`Texts::new`]. Each pair is a text, and the first version that has it, or 0 if the text is as old
/// as the enumeration.
pub const fn listed_texts<const N: usize>(texts: [(&str, u8); N]) -> [ListedText; N] {
    let mut listed = [ListedText { end: 0, since: 0 }; N];
    let mut end = 0;
    let mut index = 0;
    while index < N {
        let (text, since) = texts[index];
        end += text.len();
        assert!(end <= u32::MAX as usize, "the texts of an enumeration have at most 4 GB");
        listed[index] = ListedText { end: end as u32, since };
        index += 1;
    }
    listed
}

/// Returns the names of variants for `EnumerationTable`. `names` contains the names for `texts` and then the name `other`,
/// separated by spaces. Returns only `other` if each of the other names is equal to its text.
pub const fn names<const N: usize>(names: &'static str, other: &'static str, texts: [&str; N]) -> &'static str {
    let all = names.as_bytes();
    let mut at = 0;
    let mut index = 0;
    while index < N {
        let text = texts[index].as_bytes();
        let mut offset = 0;
        while offset < text.len() {
            if at == all.len() || all[at] != text[offset] || text[offset] == b' ' {
                return names;
            }
            at += 1;
            offset += 1;
        }
        if at == all.len() || all[at] != b' ' {
            return names;
        }
        at += 1;
        index += 1;
    }
    other
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{ListedText, Texts, listed_texts, names};

    const LISTED: [&str; 4] = ["Sent", "", "é", "Sent Items"];
    static ENTRIES: [ListedText; 4] = listed_texts([("Sent", 0), ("", 3), ("é", 0), ("Sent Items", 0)]);
    static TEXTS: Texts = Texts::new("SentéSent Items", &ENTRIES);

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
    #[cfg(feature = "validate")]
    fn a_text_can_be_newer_than_its_enumeration() {
        assert_eq!([0, 1, 4].map(|index| TEXTS.since(index)), [None, Some(3), None]);
    }

    #[test]
    fn names_are_left_out_if_they_are_the_texts() {
        assert_eq!(names("Red Green Other", "Other", ["Red", "Green"]), "Other");
        assert_eq!(names("Other", "Other", []), "Other");
        for texts in [["Red", "green"], ["Re", "Green"], ["Red ", "Green"], ["RedGreen", ""], ["Red Green", ""]] {
            assert_eq!(names("Red Green Other", "Other", texts), "Red Green Other", "{texts:?}");
        }
    }
}
