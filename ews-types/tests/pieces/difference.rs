//! The difference between reading a response in chunks and as a whole. A fuzz target uses this file as well.

use ews_types::operations::FindItem;
use ews_types::soap;
use ews_types::xml::{self, Deviation, DeviationKind, Options};

use super::reading::{read, take_found};

fn lines(deviations: &[Deviation]) -> Vec<String> {
    deviations.iter().map(|deviation| format!("{deviation} {:?}", deviation.position)).collect()
}

/// The errors of a document that has several.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Errors {
    /// Both ways report the same error.
    Same,
    /// Each way reports the error that it finds first.
    Any,
}

/// Compares reading in chunks with reading as a whole. Returns the difference.
pub(crate) fn difference(bytes: &[u8], options: Options, compared: Errors) -> Result<(), String> {
    let whole = soap::response_with::<FindItem>(bytes, options);
    let mut read = read::<FindItem>([bytes], options);
    let errors = read.errors();
    match (whole, std::mem::replace(&mut read.rest, Err(String::new()))) {
        (Ok(mut whole), Ok(rest)) if errors.is_empty() => {
            let (expected, found) = (take_found(&mut whole.body), read.indexed_items());
            let are_equal = expected == found
                && whole.body == rest.body
                && whole.headers == rest.headers
                && lines(&whole.deviations) == lines(&rest.deviations);
            match are_equal {
                true => Ok(()),
                false => Err(format!(
                    "{expected:#?}\n{found:#?}\n{:#?}\n{:#?}",
                    lines(&whole.deviations),
                    lines(&rest.deviations)
                )),
            }
        }
        (Err(error), rest) => {
            let error = error.to_string();
            let rest = rest.err();
            let is_same = errors.contains(&error) || rest.as_ref() == Some(&error);
            match is_same || compared == Errors::Any && (rest.is_some() || !errors.is_empty()) {
                true => Ok(()),
                false => Err(format!("expected the error {error}\nfound {errors:?} {rest:?}")),
            }
        }
        (Ok(_), rest) => Err(format!("unexpected errors: {errors:?} {:?}", rest.err())),
    }
}

/// Returns whether the whole reader leaves out a message or a group that lacks something required, whose items a reader of chunks
/// has already returned.
pub(crate) fn is_known_to_differ(bytes: &[u8]) -> bool {
    let Ok(text) = xml::decode(bytes) else { return false };
    // A second byte order mark is text in a whole document, and nothing in chunks.
    if text.starts_with('\u{FEFF}') {
        return true;
    }
    let leaves_out = |deviation: &Deviation| {
        let is_left_out = matches!(deviation.kind, DeviationKind::LeftOut | DeviationKind::Missing);
        is_left_out && !deviation.path.contains("Items/")
    };
    soap::response::<FindItem>(bytes).is_ok_and(|response| response.deviations.iter().any(leaves_out))
}
