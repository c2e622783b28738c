//! `xs:string` (part 2, 3.2.1) and `xs:boolean` (3.2.2).

use std::borrow::Cow;

use super::{Lexical, LexicalError, NamespaceScope, PrefixSource, trim};

impl Lexical for String {
    const NAME: &'static str = "xs:string";

    fn as_text(&self) -> Option<&str> {
        Some(self)
    }

    fn parse(text: Cow<'_, str>, _scope: &dyn NamespaceScope) -> Result<Self, LexicalError> {
        Ok(text.into_owned())
    }

    fn write(&self, out: &mut String, _prefixes: &mut dyn PrefixSource) {
        out.push_str(self);
    }
}

impl Lexical for bool {
    const NAME: &'static str = "xs:boolean";
    const IS_ESCAPE_FREE: bool = true;

    fn parse(text: Cow<'_, str>, _scope: &dyn NamespaceScope) -> Result<Self, LexicalError> {
        match trim(&text) {
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            other => Err(LexicalError::malformed(Self::NAME, other)),
        }
    }

    fn write(&self, out: &mut String, _prefixes: &mut dyn PrefixSource) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, parse, text};
    use super::super::{LexicalErrorKind::Malformed, NoNamespaces};
    use super::*;

    #[test]
    fn strings_keep_white_space() {
        for value in ["", " ", "a", " a\r\n\tb ", "ü\0\u{ffff}"] {
            assert_eq!(parse::<String>(value).as_deref(), Ok(value));
            assert_eq!(text(&value.to_owned()), value);
        }
    }

    #[test]
    fn owned_strings_are_not_copied() {
        let owned = "some text".to_owned();
        let address = owned.as_ptr();
        let parsed = String::parse(Cow::Owned(owned), &NoNamespaces);
        assert_eq!(parsed.map(|parsed| parsed.as_ptr()), Ok(address));
    }

    #[test]
    fn booleans() {
        check::<bool>(
            &[("true", "true"), ("false", "false"), ("1", "true"), ("0", "false"), ("\r\n true\t", "true")],
            &[
                ("", Malformed),
                (" ", Malformed),
                ("True", Malformed),
                ("TRUE", Malformed),
                ("yes", Malformed),
                ("01", Malformed),
                ("tr ue", Malformed),
                ("true\0", Malformed),
                ("\u{a0}true", Malformed),
                ("١", Malformed),
            ],
        );
    }
}
