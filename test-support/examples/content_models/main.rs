//! Writes a package with random content models and random documents for them. The program of the package reads and writes the
//! documents:
//!
//! ```sh
//! cargo run -p test-support --all-features --example content_models -- FOLDER SEED COUNT
//! cargo run --manifest-path FOLDER/Cargo.toml
//! ```
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a failure in here is the failure of a test")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use test_support::models::{ContentModel, document, generated, mutated, schema};
use test_support::{Random, Validator};

/// The number of valid documents for each model. A random change of each of them gives a second document, which can be invalid.
const DOCUMENTS: usize = 40;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap();
    let [seed, count] = [arguments.next(), arguments.next()].map(|number| number.unwrap().parse::<u64>().unwrap());
    println!("{count} content models, seed {seed}");
    let mut random = Random::new(seed);
    let models: Vec<ContentModel> =
        (0..count).map(|_| ContentModel::random(&mut random, Validator::is_schema)).collect();
    let text = schema(&models);
    write(Path::new(&folder), &text, &models, &documents(&models, &text, &folder, &mut random));
}

/// Returns one line for each document: the index of its model, the word `valid`, `unordered` or `invalid`, and the document. Documents
/// are `unordered` if they are valid and their model accepts the children in any order.
fn documents(models: &[ContentModel], schema: &str, folder: &str, random: &mut Random) -> String {
    fs::create_dir_all(folder).unwrap();
    let path = Path::new(folder).join("models.xsd");
    fs::write(&path, schema).unwrap();
    let validator = Validator::new(&[path]);
    let mut lines = BTreeSet::new();
    for (index, model) in models.iter().enumerate() {
        for _ in 0..DOCUMENTS {
            let children = model.children(random);
            for children in [mutated(&children, random), children] {
                let document = document(index, &children);
                let verdict = match validator.errors(&document).is_empty() {
                    true if model.is_unordered() => "unordered",
                    true => "valid",
                    false => "invalid",
                };
                lines.insert(format!("{index} {verdict} {document}"));
            }
        }
    }
    lines.into_iter().collect::<Vec<_>>().join("\n")
}

fn write(folder: &Path, schema: &str, models: &[ContentModel], documents: &str) {
    let root = fs::canonicalize(Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).unwrap();
    let root = root.display();
    for (path, text) in generated(schema, "xsd_runtime") {
        let path = folder.join("src/generated").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let mut checks = String::new();
    for index in 0..models.len() {
        writeln!(checks, "    check::<generated::models::elements::R{index}>,").unwrap();
    }
    fs::write(folder.join("src/main.rs"), include_str!("program.rs")).unwrap();
    fs::write(folder.join("src/checks.rs"), format!("&[\n{checks}]\n")).unwrap();
    fs::write(folder.join("documents.txt"), documents).unwrap();
    fs::copy(format!("{root}/Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let manifest = format!(
        "[package]\nname = \"content-models\"\nedition = \"2024\"\n\n[dependencies]\n\
         test-support = {{ path = \"{root}/test-support\", features = [\"runtime\"] }}\n\
         xsd-runtime = {{ path = \"{root}/runtime\", features = [\"validate\"] }}\n\n[workspace]\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
}
