//! The command `cargo xtask`, which generates bindings from schemas.

mod changes;
mod console;
mod content;
mod corpus;
mod coverage;
mod output;
mod regen;
mod same;
mod sections;
mod uses;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

fn main() -> ExitCode {
    let matches = command().get_matches();
    let done = match matches.subcommand() {
        Some(("regen", matches)) => regen::regen(&regen::Regen {
            schemas: path(matches, "schemas"),
            out: path(matches, "out"),
            package: path(matches, "package"),
            check: matches.get_flag("check"),
            undocumented: matches.get_flag("undocumented"),
        }),
        Some(("generate", matches)) => regen::generate(&regen::Generate {
            files: paths(matches, "files"),
            out: path(matches, "out").unwrap_or_default(),
            runtime: matches.get_one::<String>("runtime").cloned().unwrap_or_default(),
            bindings: path(matches, "bindings"),
            additions: paths(matches, "additions"),
            docs: paths(matches, "docs"),
            versions: path(matches, "versions"),
        }),
        Some(("corpus", matches)) => corpus::corpus(&corpus::Corpus {
            folder: path(matches, "folder").unwrap_or_default(),
            out: path(matches, "out"),
            strict: matches.get_flag("strict"),
        }),
        Some(("merge", matches)) => regen::merge(&path(matches, "out").unwrap_or_default()),
        Some(("same", matches)) => {
            same::same(&path(matches, "first").unwrap_or_default(), &path(matches, "second").unwrap_or_default())
        }
        Some(("check", matches)) => regen::check(&paths(matches, "files")),
        _ => Ok(()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn command() -> Command {
    let files =
        || Arg::new("files").value_name("FILE").required(true).num_args(1..).value_parser(value_parser!(PathBuf));
    let folder = |name: &'static str| Arg::new(name).long(name).value_name("DIR").value_parser(value_parser!(PathBuf));
    Command::new("cargo xtask")
        .about("Generates Rust bindings from XML Schema and WSDL files")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            Command::new("regen")
                .about("Writes ews-types/src/generated from schemas/")
                .arg(
                    Arg::new("check")
                        .long("check")
                        .action(ArgAction::SetTrue)
                        .help("Write nothing, and fail with a diff if the generated code is out of date"),
                )
                .arg(
                    Arg::new("undocumented")
                        .long("undocumented")
                        .action(ArgAction::SetTrue)
                        .help("List the operations, types, fields, variants and values without documentation"),
                )
                .arg(
                    folder("schemas").help(
                        "Read the schemas in this folder; without a bindings.toml or docs/, use those of schemas/",
                    ),
                )
                .arg(folder("out").help("Write the generated code to this folder, for another crate"))
                .arg(
                    folder("package")
                        .conflicts_with("out")
                        .help("Write to this package, a copy of ews-types [default: ews-types]"),
                ),
        )
        .subcommand(
            Command::new("generate")
                .about("Writes bindings for any schema set")
                .arg(files().help("Schema and WSDL files; files that they include and import are found automatically"))
                .arg(folder("out").required(true).help("Write to this folder"))
                .arg(
                    Arg::new("runtime")
                        .long("runtime")
                        .value_name("PATH")
                        .default_value("ews_types")
                        .help("The Rust path of the module or crate that contains `xml`"),
                )
                .arg(
                    Arg::new("bindings")
                        .long("bindings")
                        .value_name("FILE")
                        .value_parser(value_parser!(PathBuf))
                        .help("Names and other properties that a schema cannot express: see schemas/README.md"),
                )
                .arg(
                    Arg::new("additions")
                        .long("additions")
                        .value_name("FILE")
                        .num_args(1..)
                        .value_parser(value_parser!(PathBuf))
                        .help("Schemas with components that the other files lack: see schemas/README.md"),
                )
                .arg(
                    Arg::new("docs")
                        .long("docs")
                        .value_name("FILE")
                        .num_args(1..)
                        .value_parser(value_parser!(PathBuf))
                        .help("Documentation of operations, types, fields and values: see schemas/README.md"),
                )
                .arg(
                    Arg::new("versions")
                        .long("versions")
                        .value_name("FILE")
                        .value_parser(value_parser!(PathBuf))
                        .help("The first protocol version that has each part of the schemas: see schemas/README.md"),
                ),
        )
        .subcommand(
            Command::new("merge")
                .about("Writes the schemas of this workspace, merged with additions/ and [spoken] in bindings.toml, for validators")
                .arg(folder("out").required(true).help("Write to this folder")),
        )
        .subcommand(
            Command::new("corpus")
                .about("Reads and writes every message below a folder, and compares input and output")
                .arg(Arg::new("folder").value_name("DIR").required(true).value_parser(value_parser!(PathBuf)))
                .arg(folder("out").help("Write below this folder [default: target/corpus]"))
                .arg(
                    Arg::new("strict")
                        .long("strict")
                        .action(ArgAction::SetTrue)
                        .help("Reject messages that the schema does not allow"),
                ),
        )
        .subcommand(
            Command::new("same")
                .about("Compares each document of a folder by content with the document of the same name in another folder")
                .arg(Arg::new("first").value_name("DIR").required(true).value_parser(value_parser!(PathBuf)))
                .arg(Arg::new("second").value_name("DIR").required(true).value_parser(value_parser!(PathBuf))),
        )
        .subcommand(
            Command::new("check").about("Reads and resolves schema and WSDL files, and reports errors").arg(files()),
        )
}

fn path(matches: &ArgMatches, name: &str) -> Option<PathBuf> {
    matches.get_one::<PathBuf>(name).cloned()
}

fn paths(matches: &ArgMatches, name: &str) -> Vec<PathBuf> {
    matches.get_many::<PathBuf>(name).into_iter().flatten().cloned().collect()
}
