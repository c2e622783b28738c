//! The command `same`: compares the documents of two folders by content.

use std::path::Path;

use crate::console::print_line;
use crate::content::{self, Texts};
use crate::corpus::{documents, text};

/// Prints a line for each document that differs, and the numbers of equal and different documents.
pub(crate) fn same(first: &Path, second: &Path) -> Result<(), String> {
    let names = documents(first)?;
    let mut differ = 0;
    for name in &names {
        let (before, after) = (text(&first.join(name))?, text(&second.join(name))?);
        let found = content::difference(&before, &after, Texts::All).unwrap_or_else(Some);
        if let Some(difference) = found {
            print_line!("{} {difference}", name.display());
            differ += 1;
        }
    }
    print_line!("{} same, {differ} differ", names.len() - differ);
    if differ > 0 { Err(format!("{differ} documents differ")) } else { Ok(()) }
}
