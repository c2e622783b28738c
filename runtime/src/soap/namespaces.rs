//! The namespaces of an envelope: SOAP's own, and those of the elements inside.

use crate::names::{Namespace, Ns, SOAP_URI};

/// The namespaces of SOAP 1.1.
pub static NAMESPACES: &[Namespace] = &[Namespace {
    ns: Ns::SOAP,
    uri: SOAP_URI,
    prefix: "soap",
    is_target: false,
    simple_types: &[],
    start: "<soap:",
    end: "</soap:",
}];

/// Returns the namespaces of the elements in an envelope and of SOAP itself, without duplicates.
pub(crate) fn with_soap(lists: impl IntoIterator<Item = &'static [Namespace]>) -> Vec<Namespace> {
    let mut joined: Vec<Namespace> = Vec::with_capacity(4);
    let mut last: &[Namespace] = &[];
    for list in lists.into_iter().chain([NAMESPACES]) {
        // All elements of a generated crate have the same list. A list that equals the previous one adds nothing.
        if std::ptr::eq(list, last) {
            continue;
        }
        for namespace in list {
            if joined.iter().all(|known| known.ns != namespace.ns) {
                joined.push(*namespace);
            }
        }
        last = list;
    }
    joined
}
