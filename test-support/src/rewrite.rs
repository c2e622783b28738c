//! A function that reads a document and writes it again.

use xsd_runtime::{ElementEntry, Namespace, Options, Reader, Result, Step, Writer};

/// Reads a document in strict mode and writes it again. `find` returns the entry of the root element, or an error if
/// there is none.
///
/// # Errors
/// The document is not valid.
pub fn read_and_write<'e>(
    document: &str,
    namespaces: &'static [Namespace],
    find: impl FnOnce(&Reader<'_>) -> Result<&'e ElementEntry>,
) -> Result<String> {
    let mut reader = Reader::new(document, namespaces, Options::new().strict(true));
    let mut writer = Writer::new(namespaces);
    assert!(matches!(reader.step(), Ok(Step::Start)), "{document}");
    let entry = find(&reader)?;
    (entry.rewrite)(&mut reader, &mut writer)?;
    Ok(writer.finish())
}
