//! The simple types that an `xsi:type` may name on an element of a simple type.

use super::built_in;
use crate::names::{Namespace, Ns, XS_URI};
use crate::printable::shown;
use crate::reader::Reader;

/// The maximum number of derivations between a type and its built-in base.
const MAX_BASES: usize = 200;

/// Returns the reason why an element of the type `declared` with the content `text` cannot have an `xsi:type` with the given
/// name; `None` if it can.
pub(super) fn simple_type_problem(
    namespace: Ns,
    local: &str,
    declared: Option<&str>,
    text: &str,
    reader: &Reader<'_>,
) -> Option<String> {
    let kind = declared.and_then(|declared| declared.strip_prefix("xs:"));
    let mut is_derived = declared.is_none() || kind == Some("anySimpleType");
    let built_in = match reader.uri(namespace) {
        XS_URI => local,
        _ => match built_in_of(namespace, local, reader, &mut |uri, name| is_derived |= is_type(declared, uri, name)) {
            Found::BuiltIn(name) => name,
            Found::ListOrUnion if is_derived => return None,
            Found::ListOrUnion => return Some(unrelated(local, declared)),
            Found::NotListed => return None,
            Found::Unknown => return Some(local.to_owned()),
        },
    };
    let is_value = match built_in::is_value(built_in, text) {
        Some(is_value) => is_value,
        None => return Some(local.to_owned()),
    };
    if !(is_derived || kind.is_some_and(|kind| built_in::is_derived(built_in, kind))) {
        return Some(unrelated(local, declared));
    }
    (!is_value).then(|| format!("{} is not a valid xs:{built_in}", shown(text)))
}

fn unrelated(local: &str, declared: Option<&str>) -> String {
    format!("{local} is not derived from {}", declared.unwrap_or("the declared type"))
}

/// Returns whether `declared`, in the form `local` or `{namespace}local`, is the type `name` in the namespace `uri`. Without a
/// namespace in `declared`, compares only the local name.
fn is_type(declared: Option<&str>, uri: &str, name: &str) -> bool {
    let expanded = declared.and_then(|declared| declared.strip_prefix('{')?.rsplit_once('}'));
    expanded.map_or(declared == Some(name), |expanded| expanded == (uri, name))
}

/// The built-in type from which a simple type is derived, or the reason why this built-in type is not known.
enum Found {
    BuiltIn(&'static str),
    ListOrUnion,
    /// The list of namespaces does not contain the types of this schema.
    NotListed,
    /// No schema declares the type as a simple type.
    Unknown,
}

/// Finds the built-in type from which a type is derived. Calls `visit` with the type itself, and then with each of its bases up to
/// the built-in type, but not with that type.
fn built_in_of(namespace: Ns, local: &str, reader: &Reader<'_>, visit: &mut dyn FnMut(&str, &str)) -> Found {
    let of = |namespace: Ns| reader.declared_namespaces().iter().find(|known| known.ns == namespace);
    let Some(mut namespace): Option<&Namespace> = of(namespace) else {
        // The list of namespaces has no entry for types without a namespace.
        return if namespace == Ns::NONE { Found::NotListed } else { Found::Unknown };
    };
    if namespace.simple_types.is_empty() {
        return Found::NotListed;
    }
    visit(namespace.uri, local);
    let mut base = namespace.base_of(local);
    for _ in 0..MAX_BASES {
        let Some(name) = base else { return Found::Unknown };
        if name == "*" {
            return Found::ListOrUnion;
        }
        if let Some(built_in) = name.strip_prefix("xs:") {
            return Found::BuiltIn(built_in);
        }
        let name = match name.strip_prefix('{').and_then(|name| name.split_once('}')) {
            Some((uri, name)) => {
                let Some(other) = of(Ns::of(uri)) else { return Found::Unknown };
                namespace = other;
                name
            }
            None => name,
        };
        visit(namespace.uri, name);
        base = namespace.base_of(name);
    }
    Found::Unknown
}
