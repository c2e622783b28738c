//! `cargo xtask regen` on copies of the schemas: the effects of changed and of invalid schemas.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use codegen::xsd::XS;
use test_support::files_below;

/// A folder with schemas, and a folder with the code generated from them.
struct Work {
    schemas: PathBuf,
    out: PathBuf,
}

/// The exit status and the output of `cargo xtask regen`.
#[derive(Debug)]
struct Run {
    succeeds: bool,
    printed: String,
    errors: String,
}

type Folder = BTreeMap<PathBuf, String>;

impl Work {
    /// Copies the schemas, the WSDL and the bindings.toml of this repository.
    fn with_ews(name: &str) -> Self {
        let work = Self::empty(name);
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas");
        for file in ["types.xsd", "messages.xsd", "xml.xsd", "services.wsdl", "bindings.toml"] {
            fs::copy(own.join(file), work.schemas.join(file)).unwrap();
        }
        work
    }

    /// Writes a single schema, and an empty bindings.toml.
    fn with(name: &str, schema: &str) -> Self {
        let work = Self::empty(name);
        work.write("a.xsd", schema);
        fs::write(work.schemas.join("bindings.toml"), "").unwrap();
        work
    }

    fn empty(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("regen").join(name);
        let _ = fs::remove_dir_all(&folder);
        let work = Self { schemas: folder.join("schemas"), out: folder.join("out") };
        fs::create_dir_all(&work.schemas).unwrap();
        work
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.schemas.join(file), text).unwrap();
    }

    fn edit(&self, file: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.schemas.join(file)).unwrap();
        assert_eq!(text.matches(from).count(), 1, "{from}");
        self.write(file, &text.replace(from, to));
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.arg("regen").arg("--schemas").arg(&self.schemas).arg("--out").arg(&self.out);
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let output = self.command().args(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Run { succeeds: output.status.success(), printed: text(output.stdout), errors: text(output.stderr) }
    }

    fn regen(&self) -> Run {
        let run = self.run(&[]);
        assert!(run.succeeds, "{}", run.errors);
        run
    }

    /// Reads the generated files.
    fn generated(&self) -> Folder {
        files_below(&self.out)
    }
}

/// Returns the new and the changed files, each with the added lines and the number of removed lines. Ignores the line with the digest
/// of the schemas, which always differs.
fn differences(before: &Folder, after: &Folder) -> Vec<(String, Vec<String>, usize)> {
    let lines = |text: &str| -> Vec<String> {
        text.lines().filter(|line| !line.contains("with the digest")).map(str::to_owned).collect()
    };
    let mut differences = Vec::new();
    for (path, text) in after {
        let old = before.get(path).map(|text| lines(text)).unwrap_or_default();
        let new = lines(text);
        if old != new {
            let added = new.iter().filter(|line| !old.contains(line)).cloned().collect();
            let removed = old.iter().filter(|line| !new.contains(line)).count();
            differences.push((path.display().to_string(), added, removed));
        }
    }
    differences
}

const SMALL: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:a" targetNamespace="urn:a"
    elementFormDefault="qualified">
  <xs:element name="Shelf" type="Shelf"/>
  <xs:complexType name="Shelf">
    <xs:sequence>
      <xs:element name="Book" type="Book" maxOccurs="unbounded"/>
    </xs:sequence>
    <xs:attribute name="room" type="xs:string"/>
  </xs:complexType>
  <xs:complexType name="Book">
    <xs:sequence>
      <xs:element name="Title" type="xs:string"/>
      <xs:element name="State" type="State"/>
    </xs:sequence>
  </xs:complexType>
  <xs:simpleType name="State">
    <xs:restriction base="xs:string">
      <xs:enumeration value="new"/>
      <xs:enumeration value="old"/>
    </xs:restriction>
  </xs:simpleType>
</xs:schema>
"#;

#[test]
fn output_that_nobody_reads_stops_nothing() {
    let work = Work::with("unread", SMALL);
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let status = work.command().stdout(writer).status().unwrap();
    assert!(status.success());
    assert!(!work.generated().is_empty());
}

#[test]
fn small_changes_of_a_schema_give_small_diffs() {
    let work = Work::with_ews("small_changes");
    work.regen();
    let before = work.generated();
    let original = fs::read_to_string(work.schemas.join("types.xsd")).unwrap();
    let check = |from: &str, to: &str, report: &str, expected: &[(&str, usize)]| {
        work.edit("types.xsd", from, to);
        let run = work.regen();
        assert!(run.printed.contains(report), "{}", run.printed);
        let found = differences(&before, &work.generated());
        let found: Vec<(&str, usize)> = found
            .iter()
            .map(|(path, added, removed)| {
                assert_eq!(*removed, 0, "{path}");
                (path.as_str(), added.len())
            })
            .collect();
        assert_eq!(found, expected);
        work.write("types.xsd", &original);
    };
    check(
        r#"<xs:enumeration value="Milliseconds"/>"#,
        r#"<xs:enumeration value="Milliseconds"/><xs:enumeration value="Nanoseconds"/>"#,
        "added    types::DateTimePrecisionType.Nanoseconds",
        // The added lines: doc comment, variant and row.
        &[("types/date_time_precision_type.rs", 3)],
    );
    check(
        r#"<xs:complexType name="TimeZoneContextType">
    <xs:sequence>"#,
        r#"<xs:complexType name="TimeZoneContextType">
    <xs:sequence>
      <xs:element name="Note" type="xs:string" minOccurs="0"/>"#,
        "added    types::TimeZoneContextType.note",
        // The docs of a type with at least three fields also contain an XML sample.
        &[("types/time_zone_context_type.rs", 10)],
    );
    let run = {
        work.edit(
            "types.xsd",
            r#"<xs:complexType name="TimeZoneContextType">"#,
            r#"<xs:complexType name="BrandNewType"/><xs:complexType name="TimeZoneContextType">"#,
        );
        work.regen()
    };
    assert!(run.printed.contains("added    types::BrandNewType"), "{}", run.printed);
    let found = differences(&before, &work.generated());
    let paths: Vec<&str> = found.iter().map(|(path, _, _)| path.as_str()).collect();
    assert_eq!(paths, ["types/brand_new_type.rs", "types/mod.rs"]);
    assert_eq!(found[1].1, ["    brand_new_type: BrandNewType;"]);
}

#[test]
fn the_order_of_globals_and_attributes_has_no_effect() {
    let work = Work::with_ews("order");
    work.regen();
    let before = work.generated();
    for file in ["types.xsd", "messages.xsd"] {
        let text = fs::read_to_string(work.schemas.join(file)).unwrap();
        work.write(file, &reversed(&text));
    }
    work.regen();
    assert_eq!(differences(&before, &work.generated()), []);
}

/// Reverses the order of global components, and of the attributes that are direct children of each.
fn reversed(text: &str) -> String {
    let document = roxmltree::Document::parse(text).unwrap();
    let root = document.root_element();
    let (imports, globals): (Vec<_>, Vec<_>) =
        root.children().filter(|node| node.is_element()).partition(|node| node.has_tag_name((XS, "import")));
    let first = imports.iter().chain(&globals).map(|node| node.range().start).min().unwrap();
    let shown = |node: &roxmltree::Node<'_, '_>| text[node.range()].to_owned();
    let mut out = text[..first].to_owned();
    out.extend(imports.iter().map(shown));
    for global in globals.iter().rev() {
        let attributes: Vec<_> = global.children().filter(|node| node.has_tag_name((XS, "attribute"))).collect();
        let mut global_text = shown(global);
        if let (Some(start), Some(end)) = (attributes.first(), attributes.last()) {
            let range = start.range().start - global.range().start..end.range().end - global.range().start;
            let turned: String = attributes.iter().rev().map(shown).collect();
            global_text.replace_range(range, &turned);
        }
        out.push_str(&global_text);
    }
    out + "</xs:schema>"
}

#[test]
fn unchanged_files_are_not_written() {
    let work = Work::with("unchanged", SMALL);
    let first = work.regen();
    assert!(first.printed.contains("7 files written, 0 removed, 0 unchanged"), "{}", first.printed);
    let before = work.generated();
    let times = || -> Vec<_> {
        let files = work.generated();
        files.keys().map(|path| fs::metadata(work.out.join(path)).unwrap().modified().unwrap()).collect()
    };
    let written = times();
    let second = work.regen();
    assert!(second.printed.contains("0 files written, 0 removed, 7 unchanged"), "{}", second.printed);
    assert!(second.printed.contains("no type, field, value or operation changed"), "{}", second.printed);
    assert_eq!((work.generated(), times()), (before, written));
}

#[test]
fn changes_are_reported() {
    let work = Work::with("report", SMALL);
    work.regen();
    let check = |from: &str, to: &str, expected: &[&str]| {
        work.edit("a.xsd", from, to);
        let run = work.regen();
        for line in expected {
            assert!(run.printed.lines().any(|printed| printed == *line), "{line}\n{}", run.printed);
        }
        work.write("a.xsd", SMALL);
        work.regen();
    };
    check(r#"<xs:enumeration value="old"/>"#, "", &["removed  a::State.Old"]);
    check(
        r#"name="room" type="xs:string""#,
        r#"name="room" type="xs:int""#,
        &["changed  a::Shelf.room: Option<String> is now Option<i32>"],
    );
    check(r#"<xs:element name="Title" type="xs:string"/>"#, "", &["removed  a::Book.title"]);
    check(r#"<xs:element name="Shelf" type="Shelf"/>"#, "", &["removed  a::elements::Shelf"]);
    // The file of a removed type is removed.
    work.edit("a.xsd", r#"name="State" type="State""#, r#"name="State" type="xs:string""#);
    let text = fs::read_to_string(work.schemas.join("a.xsd")).unwrap();
    let start = text.find("  <xs:simpleType").unwrap();
    work.write("a.xsd", &format!("{}</xs:schema>", &text[..start]));
    let run = work.regen();
    assert!(run.printed.contains("1 removed"), "{}", run.printed);
    assert!(!work.generated().contains_key(Path::new("a/state.rs")));
}

#[test]
fn sentences_are_read_from_the_folder_docs() {
    let work = Work::with("sentences", SMALL);
    fs::create_dir_all(work.schemas.join("docs")).unwrap();
    let check = |text: &str, is_valid: bool, expected: &[&str]| {
        work.write("docs/library.toml", text);
        let run = work.run(&["--undocumented"]);
        assert_eq!(run.succeeds, is_valid, "{run:?}");
        let shown = format!("{}{}", run.printed, run.errors);
        for part in expected {
            assert!(shown.contains(part), "{part}\n{shown}");
        }
    };
    check(
        "['a:Book']\n'.' = 'Printed work of the library.'\n",
        true,
        &["documented: 0 of 0 operations, 1 of 3 types, 0 of 4 fields", "a:Shelf\na:State\na:Book/State\n"],
    );
    assert!(work.generated()[Path::new("a/book.rs")].contains("/// Printed work of the library.\n"));
    check(
        "['a:Book']\n'/Titel' = 'Printed on the cover.'\n",
        false,
        &["did you mean `a:Book/Title`?", "library.toml:2"],
    );
}

#[test]
fn sentences_about_other_schemas_are_a_warning() {
    let run = Work::with("other_sentences", SMALL).regen();
    assert!(run.errors.contains("sentences are about parts that the schemas do not have, such as `"), "{}", run.errors);
}

#[test]
fn check_prints_a_diff_and_writes_nothing() {
    let work = Work::with("check", SMALL);
    work.regen();
    let run = work.run(&["--check"]);
    assert!(run.succeeds && run.printed.contains("up to date"), "{run:?}");
    let before = work.generated();
    work.edit(
        "a.xsd",
        r#"<xs:enumeration value="old"/>"#,
        r#"<xs:enumeration value="old"/><xs:enumeration value="lost"/>"#,
    );
    let run = work.run(&["--check"]);
    assert!(!run.succeeds);
    let shown = format!("{}{}", run.printed, run.errors);
    for line in ["+    Lost,", "+        Lost: \"lost\";", "@@"] {
        assert!(shown.contains(line), "{shown}");
    }
    assert!(shown.contains("state.rs") && shown.contains("cargo xtask regen"), "{shown}");
    assert_eq!(work.generated(), before);
}

#[test]
fn an_invalid_schema_does_not_change_generated_code() {
    let work = Work::with("broken", SMALL);
    work.regen();
    let before = work.generated();
    let check = |file: &str, text: &str, expected: &[&str]| {
        work.write(file, text);
        let run = work.run(&[]);
        assert!(!run.succeeds, "{}", run.printed);
        for part in expected {
            assert!(run.errors.contains(part), "{part}\n{}", run.errors);
        }
        assert_eq!(work.generated(), before);
        work.write("a.xsd", SMALL);
    };
    // Both errors are reported, with file, line, the source line with a caret, and a remedy.
    let twice = SMALL.replace("type=\"Book\"", "type=\"Bok\"").replace("type=\"State\"", "type=\"Stat\"");
    check(
        "a.xsd",
        &twice,
        &["a.xsd:6:", "a.xsd:13:", r#"<xs:element name="Book" type="Bok""#, "^", "help: ", "Bok", "Stat"],
    );
    check("a.xsd", &SMALL.replace("</xs:schema>", ""), &["a.xsd:", "nothing was written"]);
    check("a.xsd", "", &["a.xsd", "nothing was written"]);
    fs::remove_file(work.schemas.join("a.xsd")).unwrap();
    let run = work.run(&[]);
    assert!(!run.succeeds && run.errors.contains("the folder contains no .xsd or .wsdl file"), "{}", run.errors);
    assert_eq!(work.generated(), before);
    work.write(
        "a.xsd",
        &SMALL
            .replace("<xs:element name=\"Shelf\"", "<xs:include schemaLocation=\"b.xsd\"/><xs:element name=\"Shelf\""),
    );
    let run = work.run(&[]);
    assert!(!run.succeeds && run.errors.contains("b.xsd") && run.errors.contains("a.xsd:3:"), "{}", run.errors);
    assert_eq!(work.generated(), before);
}

/// Secrets in `bindings.toml`.
mod secret {
    use super::*;

    /// Checks that the value at `path` is secret in generated code. With `error`, checks instead that the message contains `error` and
    /// the position of the path in bindings.toml, and that no code is written.
    #[track_caller]
    fn check(name: &str, path: &str, error: Option<&str>) {
        let work = Work::with(name, SMALL);
        let namespaces = "[namespaces]\n\"urn:a\" = { module = \"a\", prefix = \"a\" }\n";
        work.write("bindings.toml", &format!("secrets = [\n    \"{path}\",\n]\n{namespaces}"));
        let run = work.run(&[]);
        let is_secret = work.generated().values().any(|text| text.contains("xml::Secret"));
        assert_eq!((run.succeeds, is_secret), (error.is_none(), error.is_none()), "{}", run.errors);
        for part in error.into_iter().flat_map(|error| [error, "bindings.toml:2:5", "help: fix the path"]) {
            assert!(run.errors.contains(part), "{}", run.errors);
        }
    }

    test_support::cases! { check {
        an_element: ("secret element", "a:Book/Title", None);
        an_attribute: ("secret attribute", "a:Shelf/@room", None);
        an_unknown_element: ("unknown secret", "a:Book/Titel", Some("the secret `a:Book/Titel` is not an element"));
        an_element_of_another_type: ("secret of another type", "a:Book/State", Some("the secret `a:Book/State` is not"));
        an_unknown_type: ("secret of an unknown type", "a:Bok/Title", Some("the secret `a:Bok/Title` is not"));
    }}
}

mod hand_written_code {
    use super::*;

    const USES: &str = r#"
mod a {
    struct Book { title: String }
    enum State { New }
    #[cfg(feature = "_has_room")]
    struct Shelf { room: Option<String> }
    #[cfg(feature = "_has_shelves")]
    struct Hall {}
    #[cfg(feature = "_has_shelves")]
    struct Floor {}
}
"#;

    const CODE: &str = "// Book, in a comment\nuse crate::generated::a::{Book, State};\n#[cfg(feature = \"_has_room\")]\nmod room;\n\
        // `cargo xtask regen` writes the internal features from here on. Docs do not show their names.\n\
        // End of the features that `cargo xtask regen` writes.\n";

    /// Writes a package with the list `uses`, and runs `regen --package` on a schema in which `from` is replaced by `to`. Returns the
    /// output, `Cargo.toml` and `src/lib.rs`. The schema has its own bindings.toml.
    fn run(name: &str, uses: &str, from: &str, to: &str) -> (Run, [String; 2]) {
        let work = Work::with(name, &SMALL.replace(from, to));
        assert!(SMALL.contains(from), "{from}");
        let package = work.out.join("package");
        fs::create_dir_all(package.join("src")).unwrap();
        let own = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../ews-types/Cargo.toml")).unwrap();
        fs::write(package.join("Cargo.toml"), own).unwrap();
        fs::write(package.join("uses.rs"), uses).unwrap();
        fs::write(package.join("src/lib.rs"), CODE).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.arg("regen").arg("--schemas").arg(&work.schemas).arg("--package").arg(&package);
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let run = Run { succeeds: output.status.success(), printed: text(output.stdout), errors: text(output.stderr) };
        (run, ["Cargo.toml", "src/lib.rs"].map(|file| fs::read_to_string(package.join(file)).unwrap()))
    }

    #[test]
    fn is_left_out_with_its_feature() {
        let (run, [manifest, code]) = run("left_out", USES, "room", "place");
        assert!(run.succeeds, "{}", run.errors);
        let printed = &run.printed;
        assert!(
            printed.contains("left out: the code with feature `_has_room` (") && printed.contains("lib.rs:3)"),
            "{printed}"
        );
        assert!(printed.contains("`a::Shelf` has no `room`"), "{printed}");
        assert!(printed.contains("left out: the code with feature `_has_shelves`"), "{printed}");
        assert!(manifest.contains("_has_room = []\n"), "{manifest}");
        assert!(code.contains("doc(auto_cfg(hide(feature = \"_has_room\")))"), "{code}");
    }

    #[track_caller]
    fn refused(name: &str, from: &str, to: &str, expected: &[&str]) {
        let (run, _) = run(name, USES, from, to);
        assert!(!run.succeeds, "{}", run.printed);
        for part in expected {
            assert!(run.errors.contains(part), "{part}\n{}", run.errors);
        }
    }

    #[test]
    fn without_a_type_is_refused() {
        refused("type", "State", "Condition", &["generated code has no `a::State`", "src/lib.rs:2", "uses.rs:4"]);
    }

    #[test]
    fn without_a_field_is_refused() {
        refused("field", "Title", "Name", &["`a::Book` has no `title`", "src/lib.rs:2", "uses.rs:3"]);
    }

    #[test]
    fn with_a_field_of_another_type_is_refused() {
        let to = r#"name="Title" type="xs:int""#;
        refused(
            "field_type",
            r#"name="Title" type="xs:string""#,
            to,
            &["`title` of `a::Book` is `i32` instead of `String`"],
        );
    }

    #[test]
    fn without_some_parts_of_a_feature_is_refused() {
        refused("some", "Shelf", "Hall", &["generated code has no `a::Floor`", "package/src", "uses.rs:10"]);
    }
}
