//! Documents read and written again.

use ews_types::namespaces::NAMESPACES;
use ews_types::xml::{ElementEntry, Options, Reader, Step, Writer};

/// Reads strictly and writes again.
pub(crate) fn rewrite(entry: &ElementEntry, text: &str) -> Result<String, String> {
    let mut reader = Reader::new(text, NAMESPACES, Options::new().strict(true));
    let mut writer = Writer::new(NAMESPACES);
    assert!(matches!(reader.step(), Ok(Step::Start)), "{text}");
    (entry.rewrite)(&mut reader, &mut writer).map_err(|error| error.to_string())?;
    Ok(writer.finish())
}
