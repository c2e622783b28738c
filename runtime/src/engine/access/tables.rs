//! Constructors of the tables of generated types.

use std::mem::transmute;
use std::ptr;

use super::types::{
    DerivedTypes, Description, EnumerationTable, Field, FieldOf, Kind, Of, Parts, Selection, TableOfValues, Union,
    ValueMut, ValueRef, ValueType, VariantsTable,
};
use crate::engine::row::Row;
use crate::engine::row_properties::RowProperties;
use crate::engine::texts::Texts;
use crate::names::{Namespace, Ns};

impl EnumerationTable {
    /// Creates the table of an open enumeration.
    ///
    /// `listed` contains one value for each of `texts`, in the same order. `index` returns the index of a value in `listed`, or
    /// `Err` with the text of a value that is not listed. `set_other` sets a value to a text that is not listed.
    pub const fn of<T>(
        this: &'static Of<T, Self>,
        type_name: &'static str,
        texts: Texts,
        listed: &'static [T],
        names: &'static str,
        index: for<'v> fn(&'v T) -> Result<usize, &'v str>,
        set_other: fn(&mut T, String),
    ) -> Of<T, Self> {
        assert!(listed.len() == texts.len(), "each text needs a value");
        // SAFETY: the function types differ only in the type behind a pointer and in lifetimes, so they have the same ABI
        // (invariant 4).
        let (index, set_other) = unsafe {
            (
                transmute::<for<'v> fn(&'v T) -> Result<usize, &'v str>, _>(index),
                transmute::<fn(&mut T, String), _>(set_other),
            )
        };
        let ty = ValueType::new::<T>(Kind::Enumeration(&this.table));
        let listed = TableOfValues(listed.as_ptr().cast());
        Of::new(Self { ty, texts, names, type_name, listed, index, set_other })
    }
}

/// The functions of an enum in which each variant contains one value.
#[derive(Debug)]
pub struct VariantsFunctions<T> {
    /// Returns the index of the variant, and the value in it.
    pub content: for<'v> fn(&'v T) -> (usize, ValueRef<'v>),
    /// Returns the value in the variant.
    pub content_mut: for<'v> fn(&'v mut T) -> ValueMut<'v>,
    /// Selects the variant at an index, with a default value in it.
    pub select: fn(&mut T, usize),
}

impl VariantsTable {
    /// Creates the table of a choice from the rows of its variants.
    pub const fn choice<T>(
        this: &'static Of<T, Self>,
        names: &'static [&'static str],
        rows: &'static [Row],
        namespaces: &'static [Namespace],
        functions: VariantsFunctions<T>,
    ) -> Of<T, Self> {
        Self::with(Kind::Variants(&this.table), names, Selection::Child(rows), namespaces, functions)
    }

    /// Creates the table of a polymorphic type from the types of its variants.
    ///
    /// `others` is `None` for an enum without a variant for other types. Otherwise, the last variant contains values of the types
    /// in `others`, and values of unknown types.
    pub const fn polymorphic<T>(
        this: &'static Of<T, Self>,
        names: &'static [&'static str],
        types: DerivedTypes,
        namespaces: &'static [Namespace],
        functions: VariantsFunctions<T>,
    ) -> Of<T, Self> {
        Self::with(Kind::Variants(&this.table), names, Selection::Type(types), namespaces, functions)
    }

    /// Creates the table of a union of simple types.
    pub const fn union<T: Union>(
        this: &'static Of<T, Self>,
        names: &'static [&'static str],
        functions: VariantsFunctions<T>,
    ) -> Of<T, Self> {
        Self::with(Kind::Union(as_union::<T>, &this.table), names, Selection::Text, &[], functions)
    }

    const fn with<T>(
        kind: Kind,
        names: &'static [&'static str],
        selection: Selection,
        namespaces: &'static [Namespace],
        functions: VariantsFunctions<T>,
    ) -> Of<T, Self> {
        // SAFETY: the function types differ only in the type behind a pointer and in lifetimes, so they have the same ABI
        // (invariant 4).
        let (content, content_mut, select) = unsafe {
            (
                transmute::<for<'v> fn(&'v T) -> (usize, ValueRef<'v>), _>(functions.content),
                transmute::<for<'v> fn(&'v mut T) -> ValueMut<'v>, _>(functions.content_mut),
                transmute::<fn(&mut T, usize), _>(functions.select),
            )
        };
        Of::new(Self { ty: ValueType::new::<T>(kind), names, selection, namespaces, content, content_mut, select })
    }
}

fn as_union<T: Union>(at: *mut ()) -> *mut dyn Union {
    at.cast::<T>()
}

impl Description {
    /// Creates the table of a complex type, or of a sequence inside a complex type, from its parts.
    ///
    /// `present` returns a bit for each own field: 0 if the field is absent. The last field has the lowest bit.
    pub const fn of<T>(
        this: &'static Of<T, Self>,
        rust_name: &'static str,
        (name, namespace): (&'static str, Option<Ns>),
        namespaces: &'static [Namespace],
        parts: &'static Parts<T>,
        present: fn(&T) -> u128,
    ) -> Of<T, Self> {
        // SAFETY: `FieldOf` is a transparent wrapper of `Field`, so the slices have the same layout.
        let fields = unsafe { &*(ptr::from_ref(parts.fields) as *const [Field]) };
        // SAFETY: the function types differ only in the type behind a pointer, so they have the same ABI (invariant 4).
        let present = unsafe { transmute::<fn(&T) -> u128, _>(present) };
        let rows = parts.rows;
        let mut new = Self {
            ty: ValueType::new::<T>(Kind::Complex(&this.table)),
            rust_name,
            name,
            namespace,
            namespaces,
            base: None,
            base_offset: 0,
            names: parts.names,
            fields,
            rows,
            present,
            offset: 0,
            properties: RowProperties::NONE,
        };
        if let Some(FieldOf { field, .. }) = &parts.base
            && let Some(base) = field.ty.get().description()
        {
            new.base = Some(base);
            new.base_offset = field.offset;
            new.offset = base.offset + base.rows.len();
            new.properties = base.properties;
        }
        new.properties = new.properties.with(rows);
        Of::new(new)
    }
}
