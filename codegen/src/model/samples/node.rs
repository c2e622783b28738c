//! Elements of sample documents, and their text.

/// The maximum width of a line. In a wider start tag, each attribute has its own line, and in a wider expression, each part.
pub(super) const MAX_WIDTH: usize = 88;

/// An element of a sample document.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Node {
    /// The name with its prefix.
    pub(super) name: String,
    /// The attributes with their values.
    pub(super) attributes: Vec<(String, String)>,
    /// The text; empty if there are children.
    pub(super) text: String,
    /// The child elements.
    pub(super) children: Vec<Node>,
}

impl Node {
    pub(super) fn new(name: String) -> Self {
        Self { name, attributes: Vec::new(), text: String::new(), children: Vec::new() }
    }

    /// Returns whether the element has no attributes, no text and no children.
    pub(super) fn is_empty(&self) -> bool {
        self.attributes.is_empty() && self.text.is_empty() && self.children.is_empty()
    }

    /// Returns whether the name of an element or an attribute, or the value of an `xsi:type`, has the prefix, here or in descendants.
    pub(super) fn has_prefix(&self, prefix: &str) -> bool {
        let is_it = |name: &str| name.split_once(':').is_some_and(|(own, _)| own == prefix);
        let in_attributes = |(name, value): &(String, String)| is_it(name) || (name == "xsi:type" && is_it(value));
        is_it(&self.name)
            || self.attributes.iter().any(in_attributes)
            || self.children.iter().any(|child| child.has_prefix(prefix))
    }

    /// Returns the lines of the document.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        self.print(0, &mut lines);
        lines
    }

    fn print(&self, depth: usize, lines: &mut Vec<String>) {
        let indent = "  ".repeat(depth);
        let name = &self.name;
        let attributes: Vec<String> =
            self.attributes.iter().map(|(name, value)| format!("{name}=\"{}\"", escaped(value))).collect();
        let end = match (self.text.is_empty(), self.children.is_empty()) {
            (true, true) => "/>".to_owned(),
            (false, true) => format!(">{}</{name}>", escaped(&self.text)),
            (_, false) => ">".to_owned(),
        };
        let all: String = attributes.iter().map(|attribute| format!(" {attribute}")).collect();
        let line = format!("{indent}<{name}{all}{end}");
        match attributes.split_last() {
            Some((last, others)) if line.chars().count() > MAX_WIDTH => {
                lines.push(format!("{indent}<{name}"));
                lines.extend(others.iter().map(|attribute| format!("{indent}    {attribute}")));
                lines.push(format!("{indent}    {last}{end}"));
            }
            _ => lines.push(line),
        }
        if !self.children.is_empty() {
            self.children.iter().for_each(|child| child.print(depth + 1, lines));
            lines.push(format!("{indent}</{name}>"));
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
