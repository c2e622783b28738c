//! The tables of types with a lexical form, of wildcards, and of types that wrap other values: `Option`, [`Nillable`], `Vec`, `Box`,
//! [`Derived`] and [`Unknown`].

use std::mem::{offset_of, transmute};
use std::ptr;

use super::kinds::{Fill, Simple};
use super::storage::Storage as _;
use super::types::{Base, Kind, List, NillableTable, Optional, TypeOf, Value, ValueMut, ValueRef, ValueType};
use crate::any::{AnyAttribute, AnyElement, AnyType};
use crate::engine::derived::Derived;
use crate::engine::nillable::Nillable;
use crate::engine::unknown::Unknown;

impl<T: Simple> TypeOf<T> {
    /// The table of a type with a lexical form.
    pub(crate) const SIMPLE: Self = Self::new(&const { ValueType::new::<T>(Kind::Simple(as_simple::<T>)) });
}

fn as_simple<T: Simple>(at: *mut ()) -> *mut dyn Simple {
    at.cast::<T>()
}

macro_rules! wildcard {
    ($($ty:ty: $kind:ident,)*) => {$(
        impl Value for $ty {
            #[doc(hidden)]
            const TYPE: TypeOf<Self> = TypeOf::new(&const { ValueType::new::<$ty>(Kind::$kind) });
        }
    )*};
}

wildcard! { AnyElement: AnyElement, AnyType: AnyType, Vec<AnyAttribute>: AnyAttributes, }

impl<T: Value + Default> Value for Option<T> {
    #[doc(hidden)]
    const TYPE: TypeOf<Self> = TypeOf::new(
        &const {
            ValueType::new::<Self>(Kind::Optional(Optional {
                item: T::TYPE.table,
                get: get_optional::<T>,
                clear: Vec::<T>::clear_optional,
                set: Vec::<T>::set_optional,
            }))
        },
    );

    #[doc(hidden)]
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

/// # Safety
/// `at` is a valid pointer to a shared `Option<T>`.
unsafe fn get_optional<T>(at: *const ()) -> *const () {
    // SAFETY: by the contract.
    match unsafe { &*at.cast::<Option<T>>() } {
        Some(value) => ptr::from_ref(value).cast(),
        None => ptr::null(),
    }
}

impl<T: Value + Default> Value for Nillable<T> {
    #[doc(hidden)]
    const TYPE: TypeOf<Self> = TypeOf::new(
        &const {
            // SAFETY: the function types differ only in the type behind the pointer argument and in the lifetime of the result.
            let table = unsafe {
                NillableTable {
                    get: transmute::<NillableGet<T>, _>(Self::get),
                    fill: transmute::<NillableFill<T>, _>(Self::fill),
                    set_nil: transmute::<fn(&mut Self, Vec<AnyAttribute>), _>(Self::set_nil),
                }
            };
            ValueType::new::<Self>(Kind::Nillable(table))
        },
    );
}

type NillableGet<T> = fn(&Nillable<T>) -> std::result::Result<ValueRef<'_>, Option<&[AnyAttribute]>>;
type NillableFill<T> = fn(&mut Nillable<T>, Fill) -> Option<ValueMut<'_>>;

impl<T: Value + Default> Nillable<T> {
    fn get(&self) -> std::result::Result<ValueRef<'_>, Option<&[AnyAttribute]>> {
        match self {
            Self::Value(value) => Ok(ValueRef::of(value)),
            Self::Nil => Err(None),
            Self::NilWith(attributes) => Err(Some(attributes)),
        }
    }

    fn fill(&mut self, fill: Fill) -> Option<ValueMut<'_>> {
        if fill != Fill::Keep || self.value().is_none() {
            *self = if fill == Fill::Clear { Self::Nil } else { Self::default() };
        }
        match self {
            Self::Value(value) => Some(ValueMut::of(value)),
            Self::Nil | Self::NilWith(_) => None,
        }
    }

    fn set_nil(&mut self, attributes: Vec<AnyAttribute>) {
        *self = if attributes.is_empty() { Self::Nil } else { Self::NilWith(attributes) };
    }
}

impl<T: Value + Default> Value for Vec<T> {
    #[doc(hidden)]
    const TYPE: TypeOf<Self> = TypeOf::new(
        &const {
            ValueType::new::<Self>(Kind::List(List {
                item: T::TYPE.table,
                items: items::<T>,
                push: Vec::<T>::push_blank,
                truncate: Vec::<T>::truncate_at,
            }))
        },
    );
}

/// # Safety
/// `at` is a valid pointer to a shared `Vec<T>`.
unsafe fn items<T>(at: *const ()) -> (*const (), usize) {
    // SAFETY: by the contract.
    let list = unsafe { &*at.cast::<Vec<T>>() };
    (list.as_ptr().cast(), list.len())
}

impl<T: Value + Default> Value for Box<T> {
    #[doc(hidden)]
    const TYPE: TypeOf<Self> = TypeOf::new(&const { ValueType::new::<Self>(Kind::Boxed(T::TYPE.table)) });

    #[doc(hidden)]
    #[inline]
    fn blank() -> Self {
        Vec::<T>::boxed()
    }
}

impl<T: Value> Value for Derived<T> {
    #[doc(hidden)]
    const TYPE: TypeOf<Self> = TypeOf::new(
        &const {
            ValueType::new::<Self>(Kind::Derived {
                base: Base::of::<T>(offset_of!(Self, base)),
                xsi_type: offset_of!(Self, xsi_type),
                kept: offset_of!(Self, kept),
            })
        },
    );
}

impl<B: Value> Value for Unknown<B> {
    #[doc(hidden)]
    const TYPE: TypeOf<Self> = TypeOf::new(
        &const {
            ValueType::new::<Self>(Kind::Unknown {
                base: Base::of::<B>(offset_of!(Self, base)),
                rest: offset_of!(Self, rest),
                places: offset_of!(Self, places),
            })
        },
    );
}
