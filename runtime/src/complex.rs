//! Complex types: attributes, then children or text.

use std::any::Any;
use std::borrow::Cow;

use super::any::AnyAttribute;
use super::derived::Kept;
use super::deviation::DeviationKind;
use super::error::Result;
use super::field::{Field, Kind};
use super::names::{Name, Ns};
use super::reader::{Reader, Step};
use super::value::{Child, Slot, refuse_nil};
use super::writer::Writer;

/// What the engine knows of a type.
#[derive(Debug)]
pub struct Description {
    name: &'static str,
    namespace: Option<Ns>,
    base: Option<&'static Description>,
    pub(crate) fields: &'static [Field],
    /// How many fields the bases have together.
    offset: usize,
    has_attributes: bool,
    has_explicit_type: bool,
    has_any: bool,
    has_required: bool,
    text: bool,
}

impl Description {
    /// Describes a type by its rows.
    pub const fn new(
        name: &'static str,
        namespace: Option<Ns>,
        base: Option<&'static Description>,
        fields: &'static [Field],
    ) -> Self {
        let mut description = Self {
            name,
            namespace,
            base,
            fields,
            offset: 0,
            has_attributes: false,
            has_explicit_type: false,
            has_any: false,
            has_required: false,
            text: false,
        };
        if let Some(base) = base {
            description.offset = base.offset + base.fields.len();
            description.has_attributes = base.has_attributes;
            description.has_explicit_type = base.has_explicit_type;
            description.has_any = base.has_any;
            description.has_required = base.has_required;
            description.text = base.text;
        }
        let mut index = 0;
        while index < fields.len() {
            let field = &fields[index];
            match field.kind {
                Kind::Attribute | Kind::AnyAttribute(_) => description.has_attributes = true,
                Kind::Any(_) | Kind::Choice(_) | Kind::Group(_) | Kind::Mixed(_) => description.has_any = true,
                Kind::ExplicitType => description.has_explicit_type = true,
                Kind::Text => description.text = true,
                Kind::Element => {}
            }
            if field.required {
                description.has_required = true;
            }
            index += 1;
        }
        description
    }

    /// The expanded name of the type.
    #[cfg(feature = "yaserde")]
    pub(crate) const fn name(&self) -> (Option<Ns>, &'static str) {
        (self.namespace, self.name)
    }

    /// The first field from a place on that takes a child of that name.
    fn find(&'static self, from: usize, name: Name<'_>) -> Option<(usize, &'static Field)> {
        if let Some(base) = self.base.filter(|_| from < self.offset)
            && let Some(found) = base.find(from, name)
        {
            return Some(found);
        }
        let start = from.saturating_sub(self.offset);
        let found = self.fields.get(start..)?.iter().position(|field| field.accepts(name))?;
        Some((self.offset + start + found, &self.fields[start + found]))
    }

    fn find_any(&'static self, namespace: Ns) -> Option<(usize, &'static Field)> {
        if let Some(found) = self.base.and_then(|base| base.find_any(namespace)) {
            return Some(found);
        }
        let found = self.fields.iter().position(|field| field.accepts_any(namespace))?;
        Some((self.offset + found, &self.fields[found]))
    }

    /// The first field that a condition holds for.
    fn find_kind(&'static self, holds: &dyn Fn(&Field) -> bool) -> Option<(usize, &'static Field)> {
        if let Some(found) = self.base.and_then(|base| base.find_kind(holds)) {
            return Some(found);
        }
        let found = self.fields.iter().position(holds)?;
        Some((self.offset + found, &self.fields[found]))
    }
}

/// A type that has a [`Description`].
pub trait Described {
    /// It.
    const DESCRIPTION: &'static Description;
}

/// How many words [`Complex::present`] has.
pub const PRESENT_WORDS: usize = 2;

/// A value of a complex type, or of a sequence inside one.
pub trait Complex {
    /// What is known of its type.
    fn description(&self) -> &'static Description;

    /// The value itself, to find out of which type it is.
    fn as_any(&self) -> &dyn Any;

    /// The value of the type that it extends.
    fn base(&self) -> Option<&dyn Complex>;

    /// The same, to change.
    fn base_mut(&mut self) -> Option<&mut dyn Complex>;

    /// Marks the fields of its own that may have something to write, 64 to a word; those behind the last word are not looked
    /// at and count as marked.
    fn present(&self) -> [u64; PRESENT_WORDS];

    /// A field of its own.
    fn slot(&self, index: usize) -> Option<&dyn Slot>;

    /// The same, to change.
    fn slot_mut(&mut self, index: usize) -> Option<&mut dyn Slot>;
}

/// Adds the outermost values of a type that a value is, extends or holds, in document order.
#[doc(hidden)]
pub fn outermost<'a, T: 'static>(value: &'a dyn Complex, found: &mut Vec<&'a T>) {
    let mut bases = vec![value];
    while let Some(base) = bases.last().and_then(|last| last.base()) {
        bases.push(base);
    }
    if let Some(value) = bases.iter().find_map(|base| base.as_any().downcast_ref()) {
        found.push(value);
        return;
    }
    let mut inside = Vec::new();
    for base in bases.iter().rev() {
        for index in 0..base.description().fields.len() {
            if let Some(slot) = base.slot(index) {
                slot.complex(&mut inside);
            }
        }
    }
    for value in inside {
        outermost(value, found);
    }
}

/// A field of the type or its bases.
fn slot_at(mut target: &mut dyn Complex, index: usize) -> Option<&mut dyn Slot> {
    loop {
        let offset = target.description().offset;
        if index >= offset {
            return target.slot_mut(index - offset);
        }
        target = target.base_mut()?;
    }
}

/// Which fields have been read.
struct Seen {
    first: [u64; 4],
    rest: Vec<u64>,
}

impl Seen {
    const fn new() -> Self {
        Self { first: [0; 4], rest: Vec::new() }
    }

    fn contains(&self, index: usize) -> bool {
        let word = match self.first.get(index / 64) {
            Some(word) => *word,
            None => self.rest.get(index / 64 - self.first.len()).copied().unwrap_or(0),
        };
        word >> (index % 64) & 1 == 1
    }

    fn insert(&mut self, index: usize) {
        let place = index / 64;
        let bit = 1 << (index % 64);
        if let Some(word) = self.first.get_mut(place) {
            *word |= bit;
            return;
        }
        let place = place - self.first.len();
        if self.rest.len() <= place {
            self.rest.resize(place + 1, 0);
        }
        self.rest[place] |= bit;
    }
}

/// Reads the current element into a value.
///
/// # Errors
/// As [`Value::read`](super::Value::read).
pub fn read_complex(target: &mut dyn Complex, reader: &mut Reader<'_>) -> Result<bool> {
    read_keeping(target, reader, None)
}

/// Reads the current element into a value, and what that does not know into what is kept.
pub(crate) fn read_keeping(
    target: &mut dyn Complex,
    reader: &mut Reader<'_>,
    mut kept: Option<&mut Kept>,
) -> Result<bool> {
    let description = target.description();
    let mut seen = Seen::new();
    if reader.attribute_count() > 0 {
        if refuse_nil(reader)? {
            return Ok(false);
        }
        if kept.is_none() {
            check_type(target, description, reader)?;
        }
        read_attributes(target, description, reader, &mut seen, kept.as_deref_mut())?;
    }
    if description.text {
        read_text(target, description, reader, &mut seen)?;
    } else {
        read_children(target, description, reader, &mut seen, kept)?;
    }
    if description.has_required {
        check_required(description, reader, &seen)?;
    }
    Ok(true)
}

fn check_type(target: &mut dyn Complex, description: &'static Description, reader: &mut Reader<'_>) -> Result<()> {
    let Some((namespace, local)) = reader.xsi_type() else { return Ok(()) };
    if local == description.name && description.namespace == namespace {
        if description.has_explicit_type
            && let Some((at, field)) = description.find_kind(&|field| matches!(field.kind, Kind::ExplicitType))
            && let Some(slot) = slot_at(target, at)
        {
            slot.read_text(Cow::Borrowed("true"), reader, field)?;
        }
        return Ok(());
    }
    reader.deviation(DeviationKind::Type, || local.to_owned())
}

fn read_attributes(
    target: &mut dyn Complex,
    description: &'static Description,
    reader: &mut Reader<'_>,
    seen: &mut Seen,
    mut kept: Option<&mut Kept>,
) -> Result<()> {
    for index in 0..reader.attribute_count() {
        let Some(attribute) = reader.attribute_at(index) else { continue };
        if attribute.namespace == Ns::XSI {
            continue;
        }
        let named = |field: &Field| matches!(field.kind, Kind::Attribute) && field.name.is(attribute.name());
        let found = if description.has_attributes { description.find_kind(&named) } else { None };
        if let Some((at, field)) = found {
            let value = reader.attribute_value(&attribute)?;
            seen.insert(at);
            if let Some(slot) = slot_at(target, at) {
                slot.read_text(value, reader, field)?;
            }
            continue;
        }
        let any = |field: &Field| matches!(field.kind, Kind::AnyAttribute(namespaces) if namespaces.take(attribute.namespace));
        let found = if description.has_attributes { description.find_kind(&any) } else { None };
        let list = found.and_then(|(at, _)| slot_at(target, at)).and_then(|slot| slot.any_attributes_mut());
        let list = list.or(kept.as_mut().map(|kept| &mut kept.attributes));
        match list {
            Some(list) => {
                let value = reader.attribute_value(&attribute)?.into_owned();
                list.push(AnyAttribute::of(&attribute, value, reader)?);
            }
            None => reader.deviation(DeviationKind::UnknownAttribute, || attribute.local.to_owned())?,
        }
    }
    Ok(())
}

fn read_text(
    target: &mut dyn Complex,
    description: &'static Description,
    reader: &mut Reader<'_>,
    seen: &mut Seen,
) -> Result<()> {
    let text = reader.text()?;
    if let Some((at, field)) = description.find_kind(&|field| matches!(field.kind, Kind::Text)) {
        seen.insert(at);
        if let Some(slot) = slot_at(target, at) {
            slot.read_text(text, reader, field)?;
        }
    }
    Ok(())
}

fn read_children(
    target: &mut dyn Complex,
    description: &'static Description,
    reader: &mut Reader<'_>,
    seen: &mut Seen,
    mut kept: Option<&mut Kept>,
) -> Result<()> {
    let mut cursor = 0;
    loop {
        match reader.step()? {
            Step::Start => {
                let Some((at, field)) = place(target, description, reader, seen, cursor)? else {
                    match &mut kept {
                        Some(kept) => kept.elements.push(reader.any_element()?),
                        None => reader.unknown_element()?,
                    }
                    continue;
                };
                let again = seen.contains(at);
                seen.insert(at);
                cursor = at;
                if let Some(slot) = slot_at(target, at) {
                    slot.read(reader, field, again)?;
                }
            }
            Step::Text(text) => child_text(target, description, reader, text)?,
            Step::End | Step::Eof => return Ok(()),
        }
    }
}

/// The field of a child: from where the last one went on, then anywhere.
fn place(
    target: &mut dyn Complex,
    description: &'static Description,
    reader: &mut Reader<'_>,
    seen: &Seen,
    cursor: usize,
) -> Result<Option<(usize, &'static Field)>> {
    let mut name = reader.name();
    let mut found = description.find(cursor, name);
    if found.is_none() && !(description.has_any && description.find_any(name.namespace).is_some()) {
        reader.adopt_namespace(|reader| description.find(0, reader.name()).is_some())?;
        name = reader.name();
        found = description.find(cursor, name);
    }
    if let Some((at, field)) = found.filter(|(at, _)| seen.contains(*at)) {
        let repeats = slot_at(target, at).is_some_and(|slot| slot.repeats(field, name));
        if !repeats {
            // The same name may stand further on as another field.
            match description.find(at + 1, name) {
                Some(next) => found = Some(next),
                None => reader.deviation(DeviationKind::Repeated, || format!("<{}>", name.local))?,
            }
        }
    } else if found.is_none() && cursor > 0 {
        found = description.find(0, name);
        if let Some((at, field)) = found {
            let is_again = seen.contains(at) && !slot_at(target, at).is_some_and(|slot| slot.repeats(field, name));
            if is_again {
                reader.deviation(DeviationKind::Repeated, || format!("<{}>", name.local))?;
            } else if !field.unordered {
                reader.deviation(DeviationKind::Order, || format!("<{}>", name.local))?;
            }
        }
    }
    if found.is_none() && description.has_any {
        found = description.find_any(name.namespace);
    }
    Ok(found)
}

fn child_text(
    target: &mut dyn Complex,
    description: &'static Description,
    reader: &mut Reader<'_>,
    text: Cow<'_, str>,
) -> Result<()> {
    if description.has_any
        && let Some((at, field)) = description.find_kind(&|field| matches!(field.kind, Kind::Mixed(_)))
        && let Some(slot) = slot_at(target, at)
    {
        slot.read_text(text, reader, field)?;
        return Ok(());
    }
    reader.unexpected_text(&text)
}

fn check_required(description: &'static Description, reader: &mut Reader<'_>, seen: &Seen) -> Result<()> {
    if let Some(base) = description.base.filter(|base| base.has_required) {
        check_required(base, reader, seen)?;
    }
    for (index, field) in description.fields.iter().enumerate() {
        if field.required && !seen.contains(description.offset + index) {
            let name = description.name;
            reader.deviation(DeviationKind::Missing, || format!("{} of {name}", field.label()))?;
        }
    }
    Ok(())
}

/// Reads a sequence in place, from the child on whose start tag the reader stands; what does not belong to it is left.
///
/// # Errors
/// As [`Value::read`](super::Value::read).
pub fn read_group(target: &mut dyn Complex, reader: &mut Reader<'_>) -> Result<bool> {
    let description = target.description();
    let mut seen = Seen::new();
    let mut cursor = 0;
    loop {
        let name = reader.name();
        let mut found = description.find(cursor, name);
        if let Some((at, field)) = found.filter(|(at, _)| seen.contains(*at))
            && !slot_at(target, at).is_some_and(|slot| slot.repeats(field, name))
        {
            found = description.find(at + 1, name);
        }
        if found.is_none() && description.has_any {
            found = description.find_any(name.namespace).filter(|(at, _)| *at >= cursor);
        }
        let Some((at, field)) = found else {
            reader.unread_start();
            break;
        };
        let again = seen.contains(at);
        seen.insert(at);
        cursor = at;
        if let Some(slot) = slot_at(target, at) {
            slot.read(reader, field, again)?;
        }
        if !next_start(reader)? {
            break;
        }
    }
    if description.has_required {
        check_required(description, reader, &seen)?;
    }
    Ok(true)
}

/// Goes to the next start tag; `false` where the end of the parent comes first, which is left.
fn next_start(reader: &mut Reader<'_>) -> Result<bool> {
    loop {
        match reader.step()? {
            Step::Start => return Ok(true),
            Step::Text(text) => reader.unexpected_text(&text)?,
            Step::End | Step::Eof => {
                reader.unread_end();
                return Ok(false);
            }
        }
    }
}

/// Writes a value as an element.
///
/// # Errors
/// As [`Value::write`](super::Value::write).
pub fn write_complex(target: &dyn Complex, writer: &mut Writer, field: &'static Field) -> Result<()> {
    let name = writer.name_of(field);
    if target.description().has_explicit_type {
        set_explicit_type(target, writer);
    }
    write_keeping(target, writer, name, &Kept::NOTHING)
}

/// Writes a value as an element, with what was kept.
pub(crate) fn write_keeping(target: &dyn Complex, writer: &mut Writer, name: Name<'static>, kept: &Kept) -> Result<()> {
    writer.start(name.namespace, name.local);
    if target.description().has_attributes {
        write_attributes(target, writer)?;
    }
    kept.attributes.iter().try_for_each(|attribute| attribute.write_to(writer))?;
    write_group(target, writer)?;
    kept.elements.iter().try_for_each(|element| element.write_to(writer))?;
    writer.end(name.namespace, name.local);
    Ok(())
}

fn set_explicit_type(target: &dyn Complex, writer: &mut Writer) {
    let Description { namespace: Some(namespace), name, .. } = target.description() else { return };
    let mut level = Some(target);
    while let Some(target) = level {
        let own = target.description().fields.iter().position(|field| matches!(field.kind, Kind::ExplicitType));
        if let Some(slot) = own.and_then(|index| target.slot(index)) {
            let mut text = writer.scratch();
            slot.write_text(&mut text, writer);
            if text == "true" {
                writer.set_type(*namespace, name);
            }
            writer.put_back(text);
            return;
        }
        level = target.base();
    }
}

fn write_attributes(target: &dyn Complex, writer: &mut Writer) -> Result<()> {
    if let Some(base) = target.base() {
        write_attributes(base, writer)?;
    }
    for (index, field) in target.description().fields.iter().enumerate() {
        if !matches!(field.kind, Kind::Attribute | Kind::AnyAttribute(_)) {
            continue;
        }
        let Some(slot) = target.slot(index) else { continue };
        match field.kind {
            Kind::Attribute => {
                let mut text = writer.scratch();
                let done = if slot.write_text(&mut text, writer) {
                    writer.attribute(field.name.namespace, field.name.local, &text)
                } else {
                    Ok(())
                };
                writer.put_back(text);
                done?;
            }
            Kind::AnyAttribute(_) => {
                for attribute in slot.any_attributes().into_iter().flatten() {
                    attribute.write_to(writer)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Writes the content of a value, or a sequence in place.
///
/// # Errors
/// As [`Value::write`](super::Value::write).
pub fn write_group(target: &dyn Complex, writer: &mut Writer) -> Result<()> {
    if let Some(base) = target.base() {
        write_group(base, writer)?;
    }
    let fields = target.description().fields;
    // Most fields of a big type are absent: they cost a bit each.
    for (word, mut bits) in target.present().into_iter().enumerate() {
        while bits != 0 {
            let index = word * 64 + bits.trailing_zeros() as usize;
            bits &= bits - 1;
            write_field(target, index, &fields[index], writer)?;
        }
    }
    for (index, field) in fields.iter().enumerate().skip(PRESENT_WORDS * 64) {
        write_field(target, index, field, writer)?;
    }
    Ok(())
}

fn write_field(target: &dyn Complex, index: usize, field: &'static Field, writer: &mut Writer) -> Result<()> {
    if matches!(field.kind, Kind::Attribute | Kind::AnyAttribute(_) | Kind::ExplicitType) {
        return Ok(());
    }
    let Some(slot) = target.slot(index) else { return Ok(()) };
    if !matches!(field.kind, Kind::Text) {
        return slot.write(writer, field);
    }
    let mut text = writer.scratch();
    slot.write_text(&mut text, writer);
    let done = writer.text(&text);
    writer.put_back(text);
    done
}

/// Attributes that the schema does not name.
impl Slot for Vec<AnyAttribute> {
    fn read(&mut self, reader: &mut Reader<'_>, _: &'static Field, _: bool) -> Result<bool> {
        reader.skip()?;
        Ok(false)
    }

    fn read_text(&mut self, _: Cow<'_, str>, _: &mut Reader<'_>, _: &'static Field) -> Result<bool> {
        Ok(false)
    }

    fn write(&self, _: &mut Writer, _: &'static Field) -> Result<()> {
        Ok(())
    }

    fn write_text(&self, _: &mut String, _: &mut Writer) -> bool {
        false
    }

    fn repeats(&self, _: &Field, _: Child<'_>) -> bool {
        true
    }

    fn complex<'a>(&'a self, _: &mut Vec<&'a dyn Complex>) {}

    fn any_attributes(&self) -> Option<&Vec<AnyAttribute>> {
        Some(self)
    }

    fn any_attributes_mut(&mut self) -> Option<&mut Vec<AnyAttribute>> {
        Some(self)
    }
}

/// Ties a struct to its rows.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_complex_type {
    ($ty:ident($name:literal $(, $namespace:ident)?): $base:ty { $($rows:tt)* }) => {
        $crate::__xml_complex_type! { @fields $ty [$name] [$($namespace)?] [$base] { $($rows)* } }
        $crate::__xml_complex_type! { @value $ty }

        impl ::std::ops::Deref for $ty {
            type Target = $base;

            fn deref(&self) -> &$base {
                &self.base
            }
        }

        impl ::std::ops::DerefMut for $ty {
            fn deref_mut(&mut self) -> &mut $base {
                &mut self.base
            }
        }
    };
    ($ty:ident($name:literal $(, $namespace:ident)?) { $($rows:tt)* }) => {
        $crate::__xml_complex_type! { @fields $ty [$name] [$($namespace)?] [] { $($rows)* } }
        $crate::__xml_complex_type! { @value $ty }
    };
    (@value $ty:ident) => {
        $crate::__xml_features! { record $ty }

        impl $crate::Value for $ty {
            fn read(&mut self, reader: &mut $crate::Reader<'_>, _: &'static $crate::Field, _: bool)
            -> $crate::Result<bool> {
                $crate::read_complex(self, reader)
            }

            fn write(&self, writer: &mut $crate::Writer, field: &'static $crate::Field)
            -> $crate::Result<()> {
                $crate::write_complex(self, writer, field)
            }

            fn complex<'a>(&'a self, found: &mut ::std::vec::Vec<&'a dyn $crate::Complex>) {
                found.push(self);
            }

            $crate::__xml_feature_methods! {
                $crate::check_complex,
                $crate::arbitrary::arrange_complex,
                $crate::serde::complex_node,
            }
        }
    };
    (@fields $ty:ident [$name:literal] [$($namespace:ident)?] [$($base:ty)?] { $($field:ident: $row:expr;)* }) => {
        impl $crate::Described for $ty {
            const DESCRIPTION: &'static $crate::Description = {
                #[allow(unused_imports)]
                use $crate::rows::*;
                const FIELDS: &[$crate::Field] = &[$($row),*];
                #[allow(unused_mut, unused_assignments)]
                const NAMESPACE: ::std::option::Option<$crate::Ns> = {
                    let mut namespace = ::std::option::Option::None;
                    $(namespace = ::std::option::Option::Some($namespace);)?
                    namespace
                };
                #[allow(unused_mut, unused_assignments)]
                const BASE: ::std::option::Option<&'static $crate::Description> = {
                    let mut base = ::std::option::Option::None;
                    $(base = ::std::option::Option::Some(<$base as $crate::Described>::DESCRIPTION);)?
                    base
                };
                &$crate::Description::new($name, NAMESPACE, BASE, FIELDS)
            };
        }

        impl $crate::Complex for $ty {
            fn description(&self) -> &'static $crate::Description {
                <Self as $crate::Described>::DESCRIPTION
            }

            fn as_any(&self) -> &dyn ::std::any::Any {
                self
            }

            fn base(&self) -> ::std::option::Option<&dyn $crate::Complex> {
                $(
                    let base: &$base = &self.base;
                    return ::std::option::Option::Some(base);
                )?
                #[allow(unreachable_code)]
                ::std::option::Option::None
            }

            fn base_mut(&mut self) -> ::std::option::Option<&mut dyn $crate::Complex> {
                $(
                    let base: &mut $base = &mut self.base;
                    return ::std::option::Option::Some(base);
                )?
                #[allow(unreachable_code)]
                ::std::option::Option::None
            }

            #[allow(non_camel_case_types, unused_mut, clippy::absurd_extreme_comparisons)]
            fn present(&self) -> [u64; $crate::PRESENT_WORDS] {
                enum __Index { $($field),* }
                let mut __words = [0; $crate::PRESENT_WORDS];
                $(if (__Index::$field as usize) < $crate::PRESENT_WORDS * 64 {
                    __words[__Index::$field as usize / 64] |=
                        u64::from(!$crate::Slot::is_absent(&self.$field)) << (__Index::$field as usize % 64);
                })*
                __words
            }

            #[allow(non_upper_case_globals, non_camel_case_types, dead_code, unused_variables)]
            fn slot(&self, __at: usize) -> ::std::option::Option<&dyn $crate::Slot> {
                enum __Index { $($field),* }
                $(const $field: usize = __Index::$field as usize;)*
                match __at {
                    $($field => ::std::option::Option::Some(&self.$field),)*
                    _ => ::std::option::Option::None,
                }
            }

            #[allow(non_upper_case_globals, non_camel_case_types, dead_code, unused_variables)]
            fn slot_mut(&mut self, __at: usize) -> ::std::option::Option<&mut dyn $crate::Slot> {
                enum __Index { $($field),* }
                $(const $field: usize = __Index::$field as usize;)*
                match __at {
                    $($field => ::std::option::Option::Some(&mut self.$field),)*
                    _ => ::std::option::Option::None,
                }
            }
        }
    };
}
pub use __xml_complex_type as complex_type;

/// Ties the struct of a sequence to its rows.
#[macro_export]
#[doc(hidden)]
macro_rules! __xml_group {
    ($ty:ident($name:literal) { $($rows:tt)* }) => {
        $crate::__xml_complex_type! { @fields $ty [$name] [] [] { $($rows)* } }
        $crate::__xml_features! { record $ty }

        impl $crate::Value for $ty {
            fn read(&mut self, reader: &mut $crate::Reader<'_>, _: &'static $crate::Field, _: bool)
            -> $crate::Result<bool> {
                $crate::read_group(self, reader)
            }

            fn write(&self, writer: &mut $crate::Writer, _: &'static $crate::Field)
            -> $crate::Result<()> {
                $crate::write_group(self, writer)
            }

            fn complex<'a>(&'a self, found: &mut ::std::vec::Vec<&'a dyn $crate::Complex>) {
                found.push(self);
            }

            $crate::__xml_feature_methods! {
                $crate::check_complex,
                $crate::arbitrary::arrange_complex,
                $crate::serde::complex_node,
            }
        }
    };
}
pub use __xml_group as group;
