//! The numbers of parts of the schemas that `schemas/docs/` does not document. `schemas/undocumented.toml` limits these numbers.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use codegen::model::{Coverage, PartKind};

use crate::console::print_line;
use crate::output::{read_text, write_file};

const HEAD: &str = "# The numbers of parts that docs/ does not document. `cargo xtask regen` lowers them. With --check, it fails\n\
                    # if a number has grown. `cargo xtask regen --undocumented` lists the parts.\n";

/// Returns a line with the number of documented parts of each kind.
pub(crate) fn summary(coverage: &Coverage) -> String {
    let counts = PartKind::COUNTED.map(|(kind, name)| {
        let all = coverage.count(kind);
        format!("{} of {all} {name}", all - coverage.missing(kind).count())
    });
    format!("{:>8}            documented: {}", "docs", counts.join(", "))
}

/// Returns the paths of the undocumented parts, one on each line.
pub(crate) fn list(coverage: &Coverage) -> String {
    let paths = PartKind::COUNTED.into_iter().flat_map(|(kind, _)| coverage.missing(kind));
    paths.map(|path| format!("{path}\n")).collect()
}

/// Writes the numbers of undocumented parts into a file, unless one of them exceeds the number in the file.
pub(crate) fn lower(path: &Path, coverage: &Coverage) -> Result<(), String> {
    if let Some(grown) = grown(&read_text(path)?, coverage) {
        print_line!("{grown}: write sentences in docs/, or raise the limit in {}", path.display());
        return Ok(());
    }
    write_file(path, text(coverage))
}

/// Compares the numbers of undocumented parts with the numbers in a file. Fails if they differ.
pub(crate) fn check(path: &Path, coverage: &Coverage, command: &str) -> Result<(), String> {
    let before = read_text(path)?;
    if let Some(grown) = grown(&before, coverage) {
        return Err(format!("{grown}: write sentences in docs/, or raise the limit in {}", path.display()));
    }
    match before == text(coverage) {
        true => Ok(()),
        false => Err(format!("{} is out of date: run `{command}`", path.display())),
    }
}

fn text(coverage: &Coverage) -> String {
    let mut text = HEAD.to_owned();
    for (kind, name) in PartKind::COUNTED {
        let _ = writeln!(text, "{name} = {}", coverage.missing(kind).count());
    }
    text
}

/// Returns a message about the first number that exceeds its limit in `text`.
fn grown(text: &str, coverage: &Coverage) -> Option<String> {
    let lines = text.lines().filter_map(|line| line.split_once('='));
    let limits: BTreeMap<&str, usize> =
        lines.filter_map(|(name, limit)| Some((name.trim(), limit.trim().parse().ok()?))).collect();
    PartKind::COUNTED.into_iter().find_map(|(kind, name)| {
        let missing: Vec<&str> = coverage.missing(kind).collect();
        let limit = limits.get(name).copied().unwrap_or_default();
        (missing.len() > limit).then(|| format!("{} {name} have no documentation, the limit is {limit}", missing.len()))
    })
}

#[cfg(test)]
#[allow(clippy::panic, clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_grows_is_reported() {
        let loader = codegen::MemoryLoader::new().with(
            "a.xsd",
            "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:complexType name=\"A\"/></xs:schema>",
        );
        let services =
            codegen::load(&["a.xsd".into()], &loader).into_result().unwrap_or_else(|error| panic!("{error}"));
        let (model, _) =
            codegen::model::model(&services.schema, &[], &<_>::default(), &<_>::default(), &<_>::default()).unwrap();
        let check = |text: &str, expected: Option<&str>| assert_eq!(grown(text, &model.coverage).as_deref(), expected);
        check("types = 1\n", None);
        check("# types\ntypes = 2\n", None);
        check("types = 0\n", Some("1 types have no documentation, the limit is 0"));
        check("", Some("1 types have no documentation, the limit is 0"));
        assert_eq!(grown(&text(&model.coverage), &model.coverage), None);
    }
}
