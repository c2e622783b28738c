//! `xs:QName` (part 2, 3.2.18).

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::{Lexical, LexicalError, LexicalErrorKind, NamespaceScope, PrefixSource, trim};

/// The namespace to which the prefix `xml` is always bound (Namespaces in XML 1.0, 3).
const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";

/// `xs:QName`: a local name, with or without a namespace (part 2, 3.2.18).
///
/// The meaning of the lexical form `p:name` depends on the namespace declarations in scope, with which [`Lexical`] resolves the
/// prefix. `Display` and `FromStr` use a form without prefixes, with the namespace in braces: `{urn:example}name`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QName {
    /// The namespace, if the name is in one.
    pub namespace: Option<String>,

    /// The local name.
    pub local: String,
}

impl QName {
    /// Creates a name in a namespace.
    pub fn new(namespace: impl Into<String>, local: impl Into<String>) -> Self {
        Self { namespace: Some(namespace.into()), local: local.into() }
    }
}

impl Lexical for QName {
    const NAME: &'static str = "xs:QName";

    /// `bound` has the form `{urn:example}name` of `FromStr`, because a schema and a document can use different prefixes.
    fn compare(&self, bound: &str) -> Option<Ordering> {
        Some(self.cmp(&bound.parse().ok()?))
    }

    fn parse(text: Cow<'_, str>, scope: &dyn NamespaceScope) -> Result<Self, LexicalError> {
        let text = trim(&text);
        let (prefix, local) = match text.split_once(':') {
            Some((prefix, local)) => (Some(prefix), local),
            None => (None, text),
        };
        if !prefix.is_none_or(is_nc_name) || !is_nc_name(local) {
            return Err(LexicalError::malformed(Self::NAME, text));
        }
        let namespace = match (prefix, scope.namespace(prefix)) {
            (_, Some(namespace)) => Some(namespace),
            (Some("xml"), None) => Some(XML_NAMESPACE),
            (Some(_), None) => {
                return Err(LexicalError::new(LexicalErrorKind::UndeclaredPrefix, Self::NAME, text));
            }
            (None, None) => None,
        };
        Ok(Self { namespace: namespace.map(str::to_owned), local: local.to_owned() })
    }

    /// A name without a namespace is written without a prefix. Reading returns the same name unless a default namespace
    /// is in scope.
    fn write(&self, out: &mut String, prefixes: &mut dyn PrefixSource) {
        if let Some(namespace) = &self.namespace {
            let prefix = prefixes.prefix(namespace);
            if !prefix.is_empty() {
                out.push_str(&prefix);
                out.push(':');
            }
        }
        out.push_str(&self.local);
    }
}

impl fmt::Display for QName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.namespace {
            Some(namespace) => write!(f, "{{{namespace}}}{}", self.local),
            None => f.write_str(&self.local),
        }
    }
}

impl FromStr for QName {
    type Err = LexicalError;

    fn from_str(text: &str) -> Result<Self, LexicalError> {
        let parts = match text.strip_prefix('{') {
            Some(rest) => rest.rsplit_once('}').map(|(namespace, local)| (Some(namespace), local)),
            None => Some((None, text)),
        };
        match parts {
            Some((namespace, local)) if is_nc_name(local) => {
                Ok(Self { namespace: namespace.map(str::to_owned), local: local.to_owned() })
            }
            _ => Err(LexicalError::malformed(Self::NAME, text)),
        }
    }
}

/// Returns whether the text is a name without a colon (Namespaces in XML 1.0, 3: NCName).
pub fn is_nc_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(starts_name) && chars.all(continues_name)
}

/// Returns whether the text is a name, with any number of colons (XML 1.0, section 2.3: Name).
pub(crate) fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c == ':' || starts_name(c)) && chars.all(|c| c == ':' || continues_name(c))
}

/// Returns whether a character is a NameStartChar of XML 1.0 (fifth edition) other than the colon.
fn starts_name(c: char) -> bool {
    matches!(c,
        'A'..='Z' | 'a'..='z' | '_'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// Returns whether a character is a NameChar of XML 1.0 (fifth edition) other than the colon.
fn continues_name(c: char) -> bool {
    starts_name(c) || matches!(c, '0'..='9' | '-' | '.' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::super::NoNamespaces;
    use super::*;

    /// A scope that binds `t` to `urn:types`, and has the given default namespace.
    struct Scope(Option<&'static str>);

    impl NamespaceScope for Scope {
        fn namespace(&self, prefix: Option<&str>) -> Option<&str> {
            match prefix {
                None => self.0,
                Some("t") => Some("urn:types"),
                Some(_) => None,
            }
        }
    }

    impl PrefixSource for Scope {
        fn prefix(&mut self, namespace: &str) -> Cow<'_, str> {
            match namespace {
                "urn:types" => Cow::Borrowed("t"),
                namespace if Some(namespace) == self.0 => Cow::Borrowed(""),
                _ => Cow::Borrowed("other"),
            }
        }
    }

    fn parse(text: &str, scope: &Scope) -> Result<QName, LexicalErrorKind> {
        QName::parse(Cow::Borrowed(text), scope).map_err(|error| error.kind())
    }

    fn local(name: &str) -> QName {
        QName { namespace: None, local: name.to_owned() }
    }

    #[test]
    fn resolves() {
        let none = Scope(None);
        let default = Scope(Some("urn:default"));
        let check = |text: &str, scope: &Scope, expected: QName| {
            assert_eq!(parse(text, scope), Ok(expected), "{text:?}");
        };
        check("a", &none, local("a"));
        check("a", &default, QName::new("urn:default", "a"));
        check("t:a", &none, QName::new("urn:types", "a"));
        check("\n t:a ", &default, QName::new("urn:types", "a"));
        check("xml:lang", &none, QName::new(XML_NAMESPACE, "lang"));
        check("t:ä-1.b_c", &none, QName::new("urn:types", "ä-1.b_c"));
        for text in [
            "", " ", ":", "t:", ":a", "t:a:b", "t: a", "t :a", "a b", "1a", "t:1", "-a", ".a", "a\0", "a/b", "{urn}a",
            "×",
        ] {
            assert_eq!(parse(text, &none), Err(LexicalErrorKind::Malformed), "{text:?}");
        }
        assert_eq!(parse("u:a", &none), Err(LexicalErrorKind::UndeclaredPrefix));
        let long = format!("t:{}", "a".repeat(1_000_000));
        assert!(parse(&long, &none).is_ok());
    }

    #[test]
    fn writes() {
        let write = |name: &QName, default| {
            let mut out = String::new();
            name.write(&mut out, &mut Scope(default));
            out
        };
        assert_eq!(write(&local("a"), None), "a");
        assert_eq!(write(&QName::new("urn:types", "a"), None), "t:a");
        assert_eq!(write(&QName::new("urn:x", "a"), None), "other:a");
        assert_eq!(write(&QName::new("urn:x", "a"), Some("urn:x")), "a");
        let mut out = String::new();
        QName::new("urn:x", "a").write(&mut out, &mut NoNamespaces);
        assert_eq!(out, "a");
    }

    #[test]
    fn shows_in_braces() {
        for name in [local("a"), QName::new("urn:x", "a"), QName::new("", "a"), QName::new("a}b", "c")] {
            assert_eq!(name.to_string().parse(), Ok(name));
        }
        assert_eq!(QName::new("urn:x", "a").to_string(), "{urn:x}a");
        for text in ["", "{", "{urn:x", "{urn:x}", "x}a", "p:a"] {
            assert!(text.parse::<QName>().is_err(), "{text:?}");
        }
    }
}
