//! Strings that `Debug` does not print.

use std::borrow::Cow;
use std::fmt;

use zeroize::Zeroize;

use super::{Lexical, LexicalError, NamespaceScope, PrefixSource};

/// An `xs:string` that must not appear in logs, such as a password or a token.
///
/// `Debug` does not print the string, `Display` is not implemented, and dropping the value clears its memory. Other
/// copies, such as the document that was read or written, are not cleared.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Returns the string.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Lexical for Secret {
    const NAME: &'static str = "xs:string";
    const IS_SECRET: bool = true;

    fn as_text(&self) -> Option<&str> {
        Some(&self.0)
    }

    /// Parsing keeps an owned text without copying it.
    fn parse(text: Cow<'_, str>, _scope: &dyn NamespaceScope) -> Result<Self, LexicalError> {
        Ok(Self(text.into_owned()))
    }

    fn write(&self, out: &mut String, _prefixes: &mut dyn PrefixSource) {
        out.push_str(&self.0);
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::super::NoNamespaces;
    use super::super::testing::{parse, round_trip, text};
    use super::*;

    #[test]
    fn keeps_the_text() {
        for value in ["", " p\t", "pä\0ss"] {
            let secret = parse::<Secret>(value).unwrap_or_default();
            assert_eq!(secret.expose(), value);
            assert_eq!(secret, Secret::from(value));
            assert_eq!(text(&secret), value);
            round_trip(&secret);
        }
        assert_ne!(Secret::from("a"), Secret::from("b"));
    }

    #[test]
    fn does_not_show() {
        let secret = Secret::from("hush".to_owned());
        assert_eq!(format!("{secret:?} {:#?}", Some(&secret)), "Secret(..) Some(\n    Secret(..),\n)");
    }

    #[test]
    fn an_owned_text_is_not_copied() {
        let owned = "some text".to_owned();
        let address = owned.as_ptr();
        let parsed = Secret::parse(Cow::Owned(owned), &NoNamespaces);
        assert_eq!(parsed.map(|parsed| parsed.expose().as_ptr()), Ok(address));
    }
}
