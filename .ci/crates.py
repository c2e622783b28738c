"""Functions that write crates with generated bindings, for .ci/zoo and .ci/suite."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
# `run` also calls Cargo in the workspaces of .ci/zoo and .ci/suite. With this variable, Cargo writes to TARGET there, too.
os.environ["CARGO_TARGET_DIR"] = str(TARGET)

RUNTIME = f'xsd-runtime = {{ path = "{ROOT}/runtime", features = ["validate"] }}\n'
REWRITE = 'rewrite = { path = "../rewrite" }\n'


def run(*command, cwd=ROOT, **options):
    done = subprocess.run([str(word) for word in command], cwd=cwd, text=True, capture_output=True, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")
    return done


def workspace(folder, members):
    """Writes the manifest of a workspace with the packages `members` and `rewrite`, and the package `rewrite` from .ci/rewrite.rs."""
    listed = ", ".join(f'"{member}"' for member in ["rewrite", *members])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Cargo.toml").write_text(
        f'[workspace]\nresolver = "3"\nmembers = [{listed}]\n\n[profile.dev]\ndebug = false\nincremental = false\n'
    )
    shutil.copy(ROOT / "Cargo.lock", folder / "Cargo.lock")
    package(folder / "rewrite", RUNTIME, "lib.rs", (ROOT / ".ci/rewrite.rs").read_text())


def package(folder, dependencies, file, source):
    """Writes a package with the name of its folder. `file` is the root of the crate, such as `lib.rs`, and `source` its text."""
    (folder / "src").mkdir(parents=True, exist_ok=True)
    (folder / "Cargo.toml").write_text(
        f'[package]\nname = "{folder.name}"\nedition = "2024"\n\n[dependencies]\n{dependencies}'
    )
    (folder / "src" / file).write_text(source)


def rust_set(name, path, generated):
    """Returns the Rust expression for the `rewrite::Set` of a schema set. `path` is the Rust path of the
    generated module, such as `t0012::generated`, and `generated` the folder with its files."""
    roots = []
    for file in sorted(generated.glob("*/elements.rs")):
        module = f"{path}::{file.parent.name}::elements"
        roots += [f"rewrite::root::<{module}::{name}>()" for name in re.findall(r"^    ((?:r#)?\w+)[(:]", file.read_text(), re.M)]
    namespaces = f"{path}::namespaces::NAMESPACES" if (generated / "namespaces.rs").exists() else "&[]"
    return f'rewrite::Set {{ name: "{name}", namespaces: {namespaces}, roots: &[{", ".join(roots)}] }},\n'
