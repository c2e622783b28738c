//! What the schema does not allow, and what is wrong: passed over, noted or told.

use super::{Reader, Step};
use crate::error::{Error, ErrorKind, Position, Result};
use crate::lexical;
use crate::options::{Deviation, DeviationKind};

/// How many bytes the deviations of a document may take, about.
const MOST_DEVIATION_TEXT: usize = 1 << 20;

pub(super) struct RawDeviation {
    kind: DeviationKind,
    subject: String,
    offset: usize,
    path: String,
}

impl<'a> Reader<'a> {
    /// Passes over the current element, to its end tag.
    ///
    /// # Errors
    /// As [`Self::step`].
    pub fn skip(&mut self) -> Result<()> {
        let outside = self.open.len().saturating_sub(1);
        loop {
            match self.step()? {
                Step::End if self.open.len() <= outside => return Ok(()),
                Step::Eof => return Ok(()),
                Step::Start | Step::End | Step::Text(_) => {}
            }
        }
    }

    /// Refuses what is no name but was taken for one so far: it must not be kept and written again.
    pub(crate) fn check_name(&self, local: &str) -> Result<()> {
        if lexical::is_nc_name(local) {
            return Ok(());
        }
        Err(self.error(ErrorKind::Syntax, format!("{} is no name", shown(local))))
    }

    /// Passes over an element that nothing names.
    pub(crate) fn unknown_element(&mut self) -> Result<()> {
        let name = self.tag.name;
        self.deviation(DeviationKind::UnknownElement, || format!("<{name}>"))?;
        self.skip()
    }

    /// Text where only elements stand: white space is fine.
    pub(crate) fn unexpected_text(&mut self, text: &str) -> Result<()> {
        if lexical::trim(text).is_empty() {
            return Ok(());
        }
        self.deviation(DeviationKind::UnexpectedText, || shown(text))
    }

    /// Notes something that the schema does not allow.
    ///
    /// # Errors
    /// In strict mode it is one.
    pub(crate) fn deviation(&mut self, kind: DeviationKind, subject: impl FnOnce() -> String) -> Result<()> {
        // One copy of what follows is enough.
        let mut subject = Some(subject);
        self.note(kind, &mut || subject.take().map(|subject| subject()).unwrap_or_default())
    }

    #[cold]
    fn note(&mut self, kind: DeviationKind, subject: &mut dyn FnMut() -> String) -> Result<()> {
        if self.options.strict {
            let error_kind = match kind {
                DeviationKind::Missing => ErrorKind::Missing,
                DeviationKind::Value | DeviationKind::UnlistedValue => ErrorKind::Value,
                DeviationKind::Character | DeviationKind::Syntax => ErrorKind::Syntax,
                _ => ErrorKind::Unexpected,
            };
            let error = Error::new(error_kind, format!("{kind}: {}", subject()));
            return Err(if kind.is_of_what_was_read() { self.located_in_left(error) } else { self.located(error) });
        }
        let has_room = self.deviations.len() < Deviation::MOST && self.deviation_text < MOST_DEVIATION_TEXT;
        if self.collects && has_room {
            let mut path = self.path();
            if let Some(left) = self.left.filter(|_| kind.is_of_what_was_read()) {
                path.extend(["/", cut(left)]);
            }
            let mut subject = subject();
            if let Some((end, _)) = subject.char_indices().nth(200) {
                subject.truncate(end);
                subject.push_str("...");
            }
            self.deviation_text += path.len() + subject.len();
            self.deviations.push(RawDeviation { kind, subject, offset: self.offset(), path });
        }
        Ok(())
    }

    pub(crate) fn into_deviations(self) -> Vec<Deviation> {
        let text = self.text;
        let mut line = 1;
        let mut at = 0;
        let mut column = 1;
        let mut position = |offset: usize| {
            let mut offset = offset.min(text.len());
            while !text.is_char_boundary(offset) {
                offset -= 1;
            }
            if offset < at {
                return Position::of(text, offset);
            }
            for c in text[at..offset].chars() {
                (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
            }
            at = offset;
            Position { line, column, offset }
        };
        self.deviations
            .into_iter()
            .map(|raw| Deviation {
                kind: raw.kind,
                subject: raw.subject,
                position: position(raw.offset),
                path: raw.path,
            })
            .collect()
    }

    pub(super) fn path(&self) -> String {
        self.open.iter().map(|open| format!("/{}", cut(open.name))).collect()
    }

    /// An error here.
    #[cold]
    pub fn error(&self, kind: ErrorKind, message: impl Into<String>) -> Error {
        self.located(Error::new(kind, message))
    }

    #[cold]
    pub(super) fn located(&self, error: Error) -> Error {
        let mut error = error.at(self.offset());
        for open in self.open.iter().rev() {
            error = error.inside(open.name);
        }
        error.locate(self.text)
    }

    #[cold]
    fn located_in_left(&self, error: Error) -> Error {
        self.located(match self.left {
            Some(left) => error.inside(left),
            None => error,
        })
    }

    /// A text that is no value of its type: noted, or an error.
    pub(crate) fn no_value(&mut self, error: lexical::LexicalError) -> Result<()> {
        if self.options.strict {
            return Err(self.located_in_left(Error::lexical(error)));
        }
        self.deviation(DeviationKind::Value, || error.to_string())
    }
}

/// As much of a name as stands in a path: it may be as long as the document.
fn cut(name: &str) -> &str {
    name.char_indices().nth(100).map_or(name, |(end, _)| &name[..end])
}

/// A text for a message, cut.
pub(crate) fn shown(text: &str) -> String {
    let text = lexical::trim(text);
    let mut cut: String = text.chars().take(60).collect();
    if cut.len() < text.len() {
        cut.push_str("...");
    }
    format!("{cut:?}")
}
