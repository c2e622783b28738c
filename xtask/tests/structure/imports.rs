//! The imports between the files of a crate, and their cycles.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;
use std::path::{Path, PathBuf};

use super::modules::{Crate, Segments};

/// For each file: the files that it imports, each with a path by which it refers to an item or module there, such as `crate::a::A`.
pub(crate) struct Imports(BTreeMap<PathBuf, BTreeMap<PathBuf, String>>);

/// The files of a cycle in order, each with the path by which it imports the next one. The last imports the first.
#[derive(Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Cycle(Vec<(PathBuf, String)>);

impl fmt::Display for Cycle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let next = self.0.iter().cycle().skip(1);
        self.0
            .iter()
            .zip(next)
            .try_for_each(|((file, path), (next, _))| writeln!(f, "{} -> {} ({path})", file.display(), next.display()))
    }
}

/// The module or item to which a path refers.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Target {
    Module(usize),
    /// An item of a module.
    Item(usize),
}

impl Imports {
    pub(crate) fn of(krate: &Crate) -> Self {
        let mut imports = Self(BTreeMap::new());
        for (id, module) in krate.modules.iter().enumerate() {
            for path in module.imports.values().chain(&module.paths) {
                // If a `use` declaration brings the first segment into scope, `resolve` follows that declaration.
                let modules = krate.resolve(id, path, 0).map(|target| match target {
                    Target::Module(module) | Target::Item(module) => module,
                });
                imports.add(krate, module.file, modules, path);
            }
            for path in &module.glob_imports {
                let modules = match krate.resolve(id, path, 0) {
                    Some(Target::Module(target)) => krate.reexported(target, &mut BTreeSet::new()),
                    Some(Target::Item(target)) => BTreeSet::from([target]),
                    None => BTreeSet::new(),
                };
                imports.add(krate, module.file, modules, path);
            }
        }
        imports
    }

    /// Returns each import: the file, the imported file, and a path in the first file that refers to the second.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Path, &Path, &str)> {
        self.0.iter().flat_map(|(from, targets)| {
            targets.iter().map(move |(to, path)| (from.as_path(), to.as_path(), path.as_str()))
        })
    }

    fn add(&mut self, krate: &Crate, from: usize, modules: impl IntoIterator<Item = usize>, path: &Segments) {
        let from = &krate.files[from];
        for module in modules {
            let to = &krate.files[krate.modules[module].file];
            if from.path != to.path && !from.is_index && !to.is_index && !to.is_generated {
                let targets = self.0.entry(from.path.clone()).or_default();
                targets.entry(to.path.clone()).or_insert_with(|| path.join("::"));
            }
        }
    }
}

impl Crate {
    /// Resolves a path in the code of a module; `None` for names from other crates.
    fn resolve(&self, from: usize, path: &[String], depth: usize) -> Option<Target> {
        let (head, mut rest) = path.split_first()?;
        let mut target = match head.as_str() {
            "crate" => Target::Module(0),
            "self" => Target::Module(from),
            "super" => Target::Module(self.modules[from].parent?),
            name => self.name_in_scope(from, name, depth)?,
        };
        while let (Target::Module(module), Some((name, further))) = (target, rest.split_first()) {
            target = match name.as_str() {
                "super" => Target::Module(self.modules[module].parent?),
                "self" => target,
                name => self.member(module, name, depth).unwrap_or(Target::Item(module)),
            };
            rest = further;
        }
        Some(target)
    }

    fn name_in_scope(&self, module: usize, name: &str, depth: usize) -> Option<Target> {
        let this = &self.modules[module];
        if let Some(&child) = this.children.get(name) {
            return Some(Target::Module(child));
        }
        let path = this.imports.get(name)?;
        // `use name;` and `pub(crate) use name;` import a macro or a crate. Resolving `name` would find the same declaration again.
        if depth > 32 || path.first().is_some_and(|first| first == name) {
            return None;
        }
        self.resolve(module, path, depth + 1)
    }

    /// Finds a member of a module. If the file of the module only declares modules and re-exports items, re-exports are followed to
    /// the defining module.
    fn member(&self, module: usize, name: &str, depth: usize) -> Option<Target> {
        let this = &self.modules[module];
        if let Some(&child) = this.children.get(name) {
            return Some(Target::Module(child));
        }
        if this.definitions.contains(name) || !self.files[this.file].is_index {
            return Some(Target::Item(module));
        }
        if let Some(target) = self.name_in_scope(module, name, depth) {
            return Some(target);
        }
        if let (0, Some(&defining)) = (module, self.exported_macros.get(name)) {
            return Some(Target::Item(defining));
        }
        if depth > 32 {
            return None;
        }
        this.glob_imports.iter().find_map(|path| match self.resolve(module, path, depth + 1)? {
            Target::Module(target) if self.files[self.modules[target].file].is_index => {
                self.member(target, name, depth + 1)
            }
            Target::Module(target) => self.modules[target].definitions.contains(name).then_some(Target::Item(target)),
            Target::Item(_) => None,
        })
    }

    /// Returns the modules that define the items that `use module::*` brings into scope.
    fn reexported(&self, module: usize, seen: &mut BTreeSet<usize>) -> BTreeSet<usize> {
        let this = &self.modules[module];
        if !self.files[this.file].is_index || !seen.insert(module) {
            return BTreeSet::from([module]);
        }
        let mut modules = BTreeSet::new();
        for path in this.imports.values() {
            modules.extend(self.resolve(module, path, 0).map(|target| match target {
                Target::Module(module) | Target::Item(module) => module,
            }));
        }
        for path in &this.glob_imports {
            if let Some(Target::Module(target)) = self.resolve(module, path, 0) {
                modules.extend(self.reexported(target, seen));
            }
        }
        modules
    }
}

/// Returns, for each file that is part of a cycle, the shortest cycle through this file.
pub(crate) fn cycles(imports: &Imports) -> BTreeSet<Cycle> {
    imports.0.keys().filter_map(|file| shortest_cycle(imports, file)).collect()
}

/// Returns the shortest cycle through a file. The cycle begins with the file whose path sorts first, so equal cycles are equal values.
fn shortest_cycle(imports: &Imports, start: &Path) -> Option<Cycle> {
    let mut reached: BTreeMap<&Path, &Path> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(file) = queue.pop_front() {
        for next in imports.0.get(file).into_iter().flat_map(BTreeMap::keys) {
            if !reached.contains_key(next.as_path()) {
                reached.insert(next, file);
                queue.push_back(next);
            }
        }
    }
    let mut files = vec![start];
    let mut at = *reached.get(start)?;
    while at != start {
        files.push(at);
        at = reached[at];
    }
    files.reverse();
    let least = (0..files.len()).min_by_key(|&at| files[at]).unwrap_or(0);
    files.rotate_left(least);
    let next = files.iter().cycle().skip(1);
    let edges = files.iter().zip(next).map(|(file, next)| (file.to_path_buf(), imports.0[*file][*next].clone()));
    Some(Cycle(edges.collect()))
}
