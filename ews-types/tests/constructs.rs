//! A schema of another field, with constructs that EWS does not use: what is generated for it is the golden beside it, which
//! is compiled here, and reads and writes an instance. `UPDATE_GOLDENS=1` writes the golden anew.
#![allow(clippy::unwrap_used, dead_code, missing_docs, unreachable_pub, unused_imports)]

use std::path::{Path, PathBuf};

use codegen::emit::{Style, files};
use codegen::model::{Bindings, model};
use codegen::schema::Schema;
use codegen::xsd::FileLoader;
use ews_types::xml::{self, Options};
use similar::TextDiff;

#[rustfmt::skip]
#[path = "constructs/generated/mod.rs"]
mod generated;

use generated::constructs::elements::Root;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/constructs")
}

#[test]
fn the_golden_is_what_is_generated() {
    let loaded = Schema::load(&[folder().join("schema.xsd")], &FileLoader);
    let (model, _) = model(&loaded.value.unwrap(), &[], &Bindings::default());
    let style =
        Style { runtime: "ews_types".into(), command: "UPDATE_GOLDENS=1 cargo test".into(), digest: "none".into() };
    let mut diff = String::new();
    for (below, text) in files(&model, &style).unwrap() {
        let path = folder().join("generated").join(&below);
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &text).unwrap();
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_default();
        let name = below.display().to_string();
        diff += &TextDiff::from_lines(&golden, &text).unified_diff().header(&name, &name).to_string();
    }
    assert!(diff.is_empty(), "run UPDATE_GOLDENS=1 cargo test, and read what changes:\n{diff}");
}

#[test]
fn an_instance_is_read_strictly_and_written_the_same() {
    let text = std::fs::read_to_string(folder().join("instance.xml")).unwrap();
    let document = Options::new().strict(true).read::<Root>(&text).unwrap();
    assert!(document.deviations.is_empty());
    let written = xml::to_string(&document.value).unwrap();
    // The golden's prefix is another one, and declarations stand elsewhere; else the text is the same.
    let plain = |text: &str| {
        let text = text.replace("constructs:", "t:").replace("xmlns:constructs", "xmlns:t");
        text.split_once('>').map(|(_, behind)| behind.trim_end().to_owned()).unwrap()
    };
    assert_eq!(plain(&written), plain(&text));
    assert_eq!(xml::from_str::<Root>(&written).unwrap(), document.value);
}
