//! The paths by which bindings.toml and documentation files refer to parts of a schema.

use std::fmt;

/// A path in bindings.toml or in a documentation file.
///
/// | path | part of the schema |
/// | --- | --- |
/// | `t:OrderType` | a global component |
/// | `t:OrderType/Lines` | an element inside a type |
/// | `t:OrderType/@number` | an attribute |
/// | `t:OrderType/Lines/Line`, `t:OrderType/Lines/@count` | an element and an attribute in the anonymous type of an element |
/// | `t:OrderType/value` | the text of a type with simple content |
/// | `t:OrderType/choice`, `t:OrderType/choice[2]` | a choice in the content model |
/// | `t:OrderType/sequence` | a repeated sequence in the content model |
/// | `t:OrderType/Lines/type` | the anonymous type of an element, or the type of a choice |
/// | `t:CodesType/item` | the item type of a list |
/// | `t:SizeType/member`, `t:SizeType/member2` | an anonymous member type of a union |
/// | `t:ColorType=red` | an enumerated value |
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct BindingPath(String);

impl BindingPath {
    /// Returns the path of a global component with a prefixed name.
    pub(crate) fn global(prefixed: String) -> Self {
        Self(prefixed)
    }

    /// Splits the path of the enum of a choice, such as `t:OrderType/choice[2]/type`, into the path of the owner and the number.
    pub(crate) fn of_choice(path: &str) -> Option<(Self, usize)> {
        let (owner, choice) = path.strip_suffix("/type")?.rsplit_once('/')?;
        let number = match choice.strip_prefix("choice")? {
            "" => 1,
            number => number.strip_prefix('[')?.strip_suffix(']')?.parse().ok()?,
        };
        Some((Self(owner.to_owned()), number))
    }

    pub(crate) fn element(&self, local: &str) -> Self {
        self.step(local)
    }

    pub(crate) fn attribute(&self, local: &str) -> Self {
        self.step(&format!("@{local}"))
    }

    pub(crate) fn text(&self) -> Self {
        self.step("value")
    }

    /// Returns the path of a choice; `number` counts the choices of a content model from 1.
    pub(crate) fn choice(&self, number: usize) -> Self {
        if number > 1 { self.step(&format!("choice[{number}]")) } else { self.step("choice") }
    }

    pub(crate) fn sequence(&self) -> Self {
        self.step("sequence")
    }

    pub(crate) fn ty(&self) -> Self {
        self.step("type")
    }

    pub(crate) fn item(&self) -> Self {
        self.step("item")
    }

    /// Returns the path of a member type; `number` counts the anonymous member types from 1.
    pub(crate) fn member(&self, number: usize) -> Self {
        if number > 1 { self.step(&format!("member{number}")) } else { self.step("member") }
    }

    pub(crate) fn enumeration(&self, value: &str) -> Self {
        Self(format!("{}={value}", self.0))
    }

    /// Returns the part after the last slash; `None` for the path of a global component.
    pub(crate) fn last_step(&self) -> Option<&str> {
        self.0.rsplit_once('/').map(|(_, step)| step)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    fn step(&self, step: &str) -> Self {
        Self(format!("{}/{step}", self.0))
    }
}

impl fmt::Display for BindingPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
