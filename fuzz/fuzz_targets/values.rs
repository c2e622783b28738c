//! Makes a value of a global element from the input, and writes it. The document must be well-formed. If the value is valid, the
//! document must read back as an equal value in strict mode.
#![no_main]

use ews_types::elements::ELEMENTS;
use ews_types::namespaces::NAMESPACES;
use ews_types::xml::arbitrary::Source;
use ews_types::xml::{Options, Reader, Step, Writer};
use libfuzzer_sys::arbitrary::Unstructured;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some(([kind, high, low], bytes)) = bytes.split_first_chunk() else { return };
    let entry = &ELEMENTS[usize::from(u16::from_be_bytes([*high, *low])) % ELEMENTS.len()];
    let mut unstructured = Unstructured::new(bytes);
    let is_valid = kind.is_multiple_of(2);
    let mut source = match is_valid {
        true => Source::new(&mut unstructured),
        false => Source::violating(&mut unstructured, usize::from(kind / 2 % 4)),
    };
    let Ok(value) = (entry.arbitrary)(&mut source) else { return };
    let mut writer = Writer::new(NAMESPACES);
    if let Err(error) = value.write(&mut writer) {
        assert!(!is_valid, "a valid value is not written: {error}");
        return;
    }
    let text = writer.finish();
    if let Err(error) = roxmltree::Document::parse(&text) {
        panic!("{error} in\n{text}");
    }
    let mut reader = Reader::new(&text, NAMESPACES, Options::new().strict(is_valid));
    assert!(matches!(reader.step(), Ok(Step::Start)), "{text}");
    match value.equals(&mut reader) {
        Ok(is_equal) => assert!(is_equal || !is_valid, "another value is read from\n{text}"),
        Err(error) => assert!(!is_valid, "{error} in\n{text}"),
    }
});
