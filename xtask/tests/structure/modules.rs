//! The module tree of a crate, with the paths that occur in the code of each module.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{Attribute, Item, UseTree};

/// The segments of a path in source code, without generic arguments.
pub(crate) type Segments = Vec<String>;

pub(crate) struct Crate {
    pub(crate) files: Vec<File>,
    /// The modules of the crate. The first is the crate root.
    pub(crate) modules: Vec<Module>,
    /// For each `#[macro_export]` macro: its name, and the index of the module that defines it. Such macros are items of the crate
    /// root.
    pub(crate) exported_macros: BTreeMap<String, usize>,
}

pub(crate) struct File {
    /// The path, relative to the root of the workspace.
    pub(crate) path: PathBuf,
    pub(crate) text: String,
    pub(crate) is_generated: bool,
    /// True if the file only declares modules and re-exports items.
    pub(crate) is_index: bool,
}

#[derive(Default)]
pub(crate) struct Module {
    /// The index of its file in [`Crate::files`].
    pub(crate) file: usize,
    pub(crate) parent: Option<usize>,
    pub(crate) children: BTreeMap<String, usize>,
    /// For each name that a `use` declaration brings into the module: its path.
    pub(crate) imports: BTreeMap<String, Segments>,
    pub(crate) glob_imports: Vec<Segments>,
    /// The names of items, and all identifiers inside macro calls at module level, because such calls can define items.
    pub(crate) definitions: BTreeSet<String>,
    /// The paths in code, without those of `use` declarations.
    pub(crate) paths: BTreeSet<Segments>,
}

impl Crate {
    /// Reads the crate whose root is a file below `workspace`.
    pub(crate) fn read(workspace: &Path, root: &Path) -> Self {
        let mut krate = Self { files: Vec::new(), modules: Vec::new(), exported_macros: BTreeMap::new() };
        let folder = root.parent().unwrap_or(Path::new("")).to_owned();
        krate.file(workspace, root, &folder, None);
        krate
    }

    /// Adds a file and its module. `folder` contains the files of the child modules.
    fn file(&mut self, workspace: &Path, path: &Path, folder: &Path, parent: Option<usize>) -> usize {
        let text =
            fs::read_to_string(workspace.join(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let is_generated = path.components().any(|part| part.as_os_str() == "generated");
        let items = match is_generated {
            true => Vec::new(),
            false => syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())).items,
        };
        let is_index = items.iter().all(is_declaration);
        self.files.push(File { path: path.to_owned(), text, is_generated, is_index });
        self.module(workspace, self.files.len() - 1, folder, parent, &items)
    }

    fn module(&mut self, workspace: &Path, file: usize, folder: &Path, parent: Option<usize>, items: &[Item]) -> usize {
        let id = self.modules.len();
        self.modules.push(Module { file, parent, ..Module::default() });
        for item in items {
            match item {
                Item::Mod(item) if is_test(&item.attrs) => {}
                Item::Mod(item) => {
                    let name = item.ident.to_string().trim_start_matches("r#").to_owned();
                    let child = match &item.content {
                        Some((_, items)) => self.module(workspace, file, &folder.join(&name), Some(id), items),
                        None => {
                            let declared_in = self.files[file].path.parent().unwrap_or(Path::new("")).to_owned();
                            let path = file_of(workspace, folder, &declared_in, &name, &item.attrs);
                            let is_index = path.file_name().is_some_and(|file| file == "mod.rs");
                            let folder = if is_index { path.parent() } else { None };
                            let folder = folder.map_or_else(|| path.with_extension(""), Path::to_owned);
                            self.file(workspace, &path, &folder, Some(id))
                        }
                    };
                    self.modules[id].children.insert(name, child);
                }
                Item::Use(item) => self.modules[id].import(&item.tree, Vec::new()),
                item => self.item(id, item),
            }
        }
        id
    }

    fn item(&mut self, module: usize, item: &Item) {
        if let Item::Macro(item) = item {
            if let Some(name) = &item.ident {
                if item.attrs.iter().any(|attribute| attribute.path().is_ident("macro_export")) {
                    self.exported_macros.insert(name.to_string(), module);
                }
                self.modules[module].definitions.insert(name.to_string());
            } else {
                names(item.mac.tokens.clone(), &mut self.modules[module].definitions);
            }
        }
        let name = match item {
            Item::Const(item) => Some(&item.ident),
            Item::Enum(item) => Some(&item.ident),
            Item::Fn(item) => Some(&item.sig.ident),
            Item::Static(item) => Some(&item.ident),
            Item::Struct(item) => Some(&item.ident),
            Item::Trait(item) => Some(&item.ident),
            Item::Type(item) => Some(&item.ident),
            Item::Union(item) => Some(&item.ident),
            _ => None,
        };
        self.modules[module].definitions.extend(name.map(ToString::to_string));
        self.modules[module].tokens(item.to_token_stream());
    }
}

impl Module {
    fn import(&mut self, tree: &UseTree, mut prefix: Segments) {
        match tree {
            UseTree::Path(tree) => {
                prefix.push(tree.ident.to_string());
                self.import(&tree.tree, prefix);
            }
            UseTree::Group(tree) => tree.items.iter().for_each(|tree| self.import(tree, prefix.clone())),
            UseTree::Glob(_) => self.glob_imports.push(prefix),
            UseTree::Name(tree) => {
                let name = tree.ident.to_string();
                let alias = if name == "self" { prefix.last().cloned().unwrap_or_default() } else { name.clone() };
                prefix.extend((name != "self").then_some(name));
                self.imports.insert(alias, prefix);
            }
            UseTree::Rename(tree) => {
                let name = tree.ident.to_string();
                prefix.extend((name != "self").then_some(name));
                // `use … as _` brings no name into scope, but imports from another file. So the entry gets a key that is not a name.
                let alias =
                    if tree.rename == "_" { format!("_ {}", prefix.join("::")) } else { tree.rename.to_string() };
                self.imports.insert(alias, prefix);
            }
        }
    }

    /// Collects the paths in the tokens of an item.
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is_punct =
            |at: usize, c: char| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == c);
        let is_separator = |at: usize| is_punct(at, ':') && is_punct(at + 1, ':');
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Ident(ident) if *ident == "use" => {
                    let end = (at..tokens.len()).find(|&end| is_punct(end, ';')).unwrap_or(tokens.len());
                    // In a macro definition, `use` can be followed by a macro variable such as `$path`, which is not a `UseTree`.
                    if let Ok(tree) = syn::parse2::<UseTree>(tokens[at + 1..end].iter().cloned().collect()) {
                        self.import(&tree, Vec::new());
                        at = end;
                    }
                }
                TokenTree::Ident(ident) if at < 2 || !is_separator(at - 2) => {
                    let mut path = vec![ident.to_string()];
                    while let (true, Some(TokenTree::Ident(next))) = (is_separator(at + 1), tokens.get(at + 3)) {
                        path.push(next.to_string());
                        at += 3;
                    }
                    if path.len() > 1 {
                        self.paths.insert(path);
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }
}

/// Returns whether an item is a `use` or `extern crate` declaration, a test module, a module in another file, or a module of only such
/// items.
fn is_declaration(item: &Item) -> bool {
    match item {
        Item::Use(_) | Item::ExternCrate(_) => true,
        Item::Mod(item) => {
            is_test(&item.attrs) || item.content.as_ref().is_none_or(|(_, items)| items.iter().all(is_declaration))
        }
        _ => false,
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg") && attribute.to_token_stream().to_string().replace(' ', "") == "#[cfg(test)]"
    })
}

/// Returns the path of the file of `mod name;`.
fn file_of(workspace: &Path, folder: &Path, declared_in: &Path, name: &str, attributes: &[Attribute]) -> PathBuf {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("path")) {
        if let syn::Meta::NameValue(meta) = &attribute.meta {
            let path = meta.value.to_token_stream().to_string();
            return declared_in.join(path.trim_matches('"'));
        }
    }
    let file = folder.join(format!("{name}.rs"));
    if workspace.join(&file).is_file() { file } else { folder.join(name).join("mod.rs") }
}

/// Adds all identifiers in tokens to `out`.
fn names(tokens: TokenStream, out: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => names(group.stream(), out),
            TokenTree::Ident(ident) => drop(out.insert(ident.to_string())),
            _ => {}
        }
    }
}
