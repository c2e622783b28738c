//! The positions of elements, tags, attributes and texts in a document.

use std::ops::Range;

/// The positions of the parts of a document, well-formed or not.
#[derive(Default)]
pub(super) struct Outline {
    pub(super) elements: Vec<Range<usize>>,
    pub(super) tags: Vec<Tag>,
    pub(super) attributes: Vec<Attribute>,
    pub(super) texts: Vec<Range<usize>>,
}

pub(super) struct Tag {
    pub(super) range: Range<usize>,
    pub(super) name: Range<usize>,
    pub(super) is_end: bool,
}

#[derive(Clone)]
pub(super) struct Attribute {
    pub(super) range: Range<usize>,
    pub(super) name: Range<usize>,
    pub(super) value: Range<usize>,
}

impl Outline {
    pub(super) fn new(text: &str) -> Self {
        let mut outline = Self::default();
        let mut open = Vec::new();
        let mut at = 0;
        while let Some(start) = text[at..].find('<').map(|found| at + found) {
            if start > at {
                outline.texts.push(at..start);
            }
            let close = ["<!--", "<![CDATA[", "<?", "<!"].iter().position(|begin| text[start..].starts_with(begin));
            let close = close.map_or(">", |index| ["-->", "]]>", "?>", ">"][index]);
            let end = text[start..].find(close).map_or(text.len(), |found| start + found + close.len());
            at = end;
            if close != ">" || text[start..].starts_with("<!") {
                continue;
            }
            let is_end = text[start..].starts_with("</");
            let from = start + 1 + usize::from(is_end);
            let length = text[from..end].find([' ', '\n', '\t', '\r', '/', '>']).unwrap_or(end - from);
            let name = from..from + length;
            match is_end {
                true => outline.elements.extend(open.pop().map(|start| start..end)),
                false if text[..end].ends_with("/>") => outline.elements.push(start..end),
                false => open.push(start),
            }
            outline.add_attributes(text, name.end..end);
            outline.tags.push(Tag { range: start..end, name, is_end });
        }
        outline
    }

    /// Adds the attributes of a tag.
    fn add_attributes(&mut self, text: &str, tag: Range<usize>) {
        let mut at = tag.start;
        while let Some(equals) = text[at..tag.end].find('=').map(|found| at + found) {
            let start = at + (text[at..equals].len() - text[at..equals].trim_start().len());
            let Some(quote) = text[equals + 1..tag.end].chars().next().filter(|quote| "\"'".contains(*quote)) else {
                return;
            };
            let value = equals + 2;
            let Some(length) = text[value..tag.end].find(quote) else { return };
            at = value + length + 1;
            self.attributes.push(Attribute { range: start..at, name: start..equals, value: value..value + length });
        }
    }
}
