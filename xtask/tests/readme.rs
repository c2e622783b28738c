//! The facts that the README states: counts, versions, features, paths, links and commands.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use test_support::{ews_schemas, load_schema};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// Checks that the README contains a sentence. Line breaks are ignored.
#[track_caller]
fn states(text: &str, sentence: &str) {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words(text).contains(&words(sentence)), "the README does not state: {sentence}");
}

/// Returns the texts between backquotes, outside of code blocks.
fn code(text: &str) -> Vec<String> {
    let prose: String = text.split("```").step_by(2).collect();
    prose.split('`').skip(1).step_by(2).map(|code| code.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn counts() {
    let readme = read("README.md");
    let schema = load_schema(&ews_schemas());
    let types = schema.complex_types().filter(|(_, ty)| !ty.is_built_in() && ty.name.is_some()).count();
    let elements = schema.elements().filter(|(_, element)| element.is_global).count();
    let operations = read("ews-types/src/generated/operations.rs").matches("\n        action: \"").count();
    states(&readme, &format!("{types} complex types, {elements} elements, {operations} operations"));
    states(&readme, &format!("| operations | {operations}; `ews`"));
    let chapters = fs::read_dir(root().join("ews-types/src/tour")).unwrap();
    let chapters =
        chapters.filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|it| it == "md")).count();
    states(&readme, &format!("{chapters} chapters"));
}

#[test]
fn size_of_the_generated_code() {
    let mut folders = vec![root().join("ews-types/src/generated")];
    let (mut files, mut lines) = (0, 0);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            files += 1;
            let text = fs::read_to_string(path).unwrap();
            lines += text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count();
        }
    }
    let files = format!("{},{:03} files", files / 1000, files % 1000);
    states(&read("README.md"), &format!("about {},000 lines in {files}", (lines + 500) / 1000));
}

#[test]
fn versions() {
    let readme = read("README.md");
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let rust = manifest["workspace"]["package"]["rust-version"].as_str().unwrap();
    states(&readme, &format!("Rust {rust} or newer"));
    let bindings: toml::Table = read("schemas/bindings.toml").parse().unwrap();
    let versions = bindings["versions"].as_array().unwrap();
    states(&readme, &format!("covers {} to Exchange Online", versions[0]["title"].as_str().unwrap()));
    states(&readme, &format!("by schemas up to `{}`", versions.last().unwrap()["name"].as_str().unwrap()));
}

#[test]
fn features() {
    let manifest: toml::Table = read("ews-types/Cargo.toml").parse().unwrap();
    let features = manifest["features"].as_table().unwrap();
    let names = |key: &str| -> BTreeSet<String> {
        features[key].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
    };
    let (defaults, groups) = (names("default"), names("all-operations"));
    let readme = read("README.md");
    let section = readme.split_once("### Features").unwrap().1.split_once("\n## ").unwrap().0;
    let mut stated = BTreeSet::new();
    for row in section.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        for name in code(cells[1]) {
            let is_default = cells[2] == "yes";
            assert!(groups.contains(&name) || is_default == defaults.contains(&name), "{row}");
            stated.insert(name);
        }
    }
    let known: BTreeSet<String> = features.keys().filter(|name| !name.starts_with('_')).cloned().collect();
    let others = BTreeSet::from(["default".to_owned(), "all-operations".to_owned()]);
    assert_eq!(stated, &known - &others);
    assert!(defaults.contains("all-operations"));
}

#[test]
fn paths_and_links() {
    let readme = read("README.md");
    let is_path = |code: &str| code.contains('/') && !code.contains([' ', '<', '*']) && !code.starts_with('/');
    for path in code(&readme).iter().filter(|code| is_path(code)) {
        assert!(root().join(path).exists(), "there is no `{path}`");
    }
    let headings: BTreeSet<String> = readme
        .lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-"))
        .collect();
    for link in readme.split("](").skip(1).map(|rest| rest.split_once(')').unwrap().0) {
        let is_alive = match link.strip_prefix('#') {
            Some(heading) => headings.contains(heading),
            None => link.starts_with("https://") || root().join(link).exists(),
        };
        assert!(is_alive, "the link `{link}` is dead");
    }
}

#[test]
fn commands() {
    let readme = read("README.md");
    let blocks: String =
        readme.split("```").skip(1).step_by(2).filter_map(|block| block.strip_prefix("sh\n")).collect();
    let commands: Vec<String> = code(&readme).into_iter().chain(blocks.lines().map(str::to_owned)).collect();
    let after = |flag: &str| {
        let words = commands.iter().filter(|command| command.contains("cargo ")).map(|command| {
            let mut words = command.split_whitespace().skip_while(|word| *word != flag).skip(1);
            words.next().map(str::to_owned)
        });
        words.flatten().collect::<BTreeSet<String>>()
    };
    let help = read("xtask/src/main.rs");
    let subcommands = after("xtask");
    assert!(subcommands.contains("regen"));
    subcommands
        .iter()
        .for_each(|name| assert!(help.contains(&format!("\"{name}\"")), "there is no `cargo xtask {name}`"));
    for example in after("--example") {
        assert!(root().join(format!("ews-types/examples/{example}.rs")).exists(), "there is no example `{example}`");
    }
    for bench in after("--bench") {
        assert!(root().join(format!("ews-types/benches/{bench}.rs")).exists(), "there is no bench `{bench}`");
    }
}
