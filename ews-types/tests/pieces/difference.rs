//! Compares reading a response in chunks with reading it as a whole. A fuzz target also uses this file.

use ews_types::operations::FindItem;
use ews_types::soap;
use ews_types::xml::{Deviation, DeviationKind, Options};

use super::reading::{Read, read, take_found};

fn lines(deviations: &[Deviation]) -> Vec<String> {
    deviations.iter().map(|deviation| format!("{deviation} {:?}", deviation.position)).collect()
}

/// Compares reading in chunks with reading as a whole. Returns a description of the difference as `Err`.
pub(crate) fn difference(bytes: &[u8], options: Options) -> Result<(), String> {
    let whole = soap::response_with::<FindItem>(bytes, options);
    for size in [usize::MAX, 7] {
        let read = read::<FindItem>(bytes.chunks(size), options);
        difference_of(whole.as_ref(), read).map_err(|difference| format!("chunks of {size} bytes\n{difference}"))?;
    }
    Ok(())
}

fn difference_of(
    whole: Result<&soap::Response<FindItem>, &soap::ResponseError>,
    mut read: Read<FindItem>,
) -> Result<(), String> {
    let errors = read.errors();
    match (whole, std::mem::replace(&mut read.rest, Err(String::new()))) {
        (Ok(whole), Ok(rest)) if errors.is_empty() => {
            let mut whole = whole.clone();
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
        // Reading as a whole returns the first error in the document. Reading in chunks can return errors in later items before it, so
        // the order of errors is not compared.
        (Err(error), rest)
            if errors.contains(&error.to_string()) || rest.as_ref().err() == Some(&error.to_string()) =>
        {
            Ok(())
        }
        (Err(error), rest) => Err(format!("expected the error {error}\nfound {errors:?} {:?}", rest.err())),
        (Ok(_), rest) => Err(format!("unexpected errors: {errors:?} {:?}", rest.err())),
    }
}

/// Returns whether reading as a whole leaves out a response message or a group, with its items, because it lacks required content.
/// Reading in chunks returns these items: it returns them before it finds that the content is missing.
pub(crate) fn is_known_to_differ(bytes: &[u8]) -> bool {
    let leaves_out = |deviation: &Deviation| {
        let is_left_out = matches!(deviation.kind, DeviationKind::LeftOut | DeviationKind::Missing);
        is_left_out && !deviation.path.contains("Items/")
    };
    match soap::response::<FindItem>(bytes) {
        Ok(response) => response.deviations.iter().any(leaves_out),
        // Reading as a whole keeps a message without required content as an unknown element, and checks all names in unknown
        // elements. So reading as a whole fails if an item of the message contains an invalid name.
        Err(error) => {
            let error = error.to_string();
            error.contains(":\" is not a valid name, at ") && error.contains("Items/")
        }
    }
}
