//! Implementations of [`Value`] for the types of fields: lexical types, `Option`, `Nillable`, `Vec`, `Box`, `Derived`,
//! `Unknown` and wildcards.

use std::any::Any;
use std::fmt;

use super::derived::{Derived, Kept};
use super::description::{Description, SchemaType};
use super::nillable::Nillable;
use super::unknown::{BasePlace, Unknown};
use super::view::{Complex, Fill, List, Optional, PRESENT_WORDS, UnknownElement, Value, View, ViewMut};
use super::walks::debug;
use crate::any::{AnyAttribute, AnyElement, AnyType};
use crate::lexical::{
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, HexBinary, Integer,
    Lexical, QName, Secret, Spelled, Time,
};
use crate::names::Namespace;

/// Implements [`Value`] for types whose view is one variant.
macro_rules! value {
    ($variant:ident: $($ty:ty),* $(,)?) => {$(
        impl Value for $ty {
            fn view(&self) -> View<'_> {
                View::$variant(self)
            }

            fn view_mut(&mut self) -> ViewMut<'_> {
                ViewMut::$variant(self)
            }
        }
    )*};
}

value! {
    Simple: bool, i8, i16, i32, i64, u8, u16, u32, u64, f32, f64, String,
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, HexBinary, Integer, QName,
    Secret, Time,
}

value! { AnyElement: AnyElement }
value! { AnyType: AnyType }
value! { AnyAttributes: Vec<AnyAttribute> }

impl<T: Lexical + Clone + PartialEq + fmt::Debug + 'static> Value for Spelled<T> {
    #[inline(never)]
    fn view(&self) -> View<'_> {
        View::Simple(self)
    }

    #[inline(never)]
    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::Simple(self)
    }
}

impl<T: Value + Default> Value for Option<T> {
    #[inline(never)]
    fn view(&self) -> View<'_> {
        match self {
            Some(value) => View::Optional(Some(value)),
            None => View::Optional(None),
        }
    }

    #[inline(never)]
    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::Optional(self)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Value + Default> Optional for Option<T> {
    #[inline(never)]
    fn fill(&mut self, fill: Fill) -> Option<&mut dyn Value> {
        if fill != Fill::Keep {
            *self = None;
        }
        match fill {
            Fill::Clear => None,
            Fill::Keep | Fill::Default => Some(self.get_or_insert_with(T::blank)),
        }
    }
}

impl<T: Value + Default> Value for Nillable<T> {
    #[inline(never)]
    fn view(&self) -> View<'_> {
        match self {
            Self::Value(value) => View::Nillable(Some(value)),
            Self::Nil => View::Nillable(None),
            Self::NilWith(attributes) => View::Nil(attributes),
        }
    }

    #[inline(never)]
    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::Nillable(self)
    }
}

impl<T: Value + Default> Optional for Nillable<T> {
    #[inline(never)]
    fn fill(&mut self, fill: Fill) -> Option<&mut dyn Value> {
        if fill != Fill::Keep || self.value().is_none() {
            *self = if fill == Fill::Clear { Self::Nil } else { Self::default() };
        }
        match self {
            Self::Value(value) => Some(value),
            Self::Nil | Self::NilWith(_) => None,
        }
    }

    fn set_nil(&mut self, attributes: Vec<AnyAttribute>) {
        *self = if attributes.is_empty() { Self::Nil } else { Self::NilWith(attributes) };
    }
}

impl<T: Value + Default> Value for Vec<T> {
    #[inline(never)]
    fn view(&self) -> View<'_> {
        View::List(self)
    }

    #[inline(never)]
    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::List(self)
    }
}

impl<T: Value + Default> List for Vec<T> {
    #[inline(never)]
    fn len(&self) -> usize {
        self.len()
    }

    #[inline(never)]
    fn get(&self, index: usize) -> Option<&dyn Value> {
        match self.as_slice().get(index) {
            Some(value) => Some(value),
            None => None,
        }
    }

    #[inline(never)]
    fn push(&mut self) -> Option<&mut dyn Value> {
        self.push(T::blank());
        match self.last_mut() {
            Some(value) => Some(value),
            None => None,
        }
    }

    #[inline(never)]
    fn truncate(&mut self, len: usize) {
        self.truncate(len);
    }

    #[inline(never)]
    fn item_size(&self) -> usize {
        size_of::<T>()
    }
}

impl<T: Value> Value for Box<T> {
    #[inline(never)]
    fn view(&self) -> View<'_> {
        T::view(self)
    }

    #[inline(never)]
    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::Boxed(size_of::<T>(), &mut **self)
    }
}

impl<T: Complex> Value for Derived<T> {
    #[inline(never)]
    fn view(&self) -> View<'_> {
        View::Complex(self)
    }

    #[inline(never)]
    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::Complex(self)
    }
}

impl<T: Complex> Complex for Derived<T> {
    fn as_any(&self) -> &dyn Any {
        self.base.as_any()
    }

    fn description(&self) -> &'static Description {
        self.base.description()
    }

    fn base(&self) -> Option<&dyn Complex> {
        self.base.base()
    }

    fn base_mut(&mut self) -> Option<&mut dyn Complex> {
        self.base.base_mut()
    }

    fn present(&self) -> [u64; PRESENT_WORDS] {
        self.base.present()
    }

    fn field(&self, index: usize) -> Option<&dyn Value> {
        self.base.field(index)
    }

    fn field_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        self.base.field_mut(index)
    }

    fn derived(&self) -> Option<(&QName, &Kept)> {
        Some((&self.xsi_type, &self.kept))
    }

    fn derived_mut(&mut self) -> Option<(&mut QName, &mut Kept)> {
        Some((&mut self.xsi_type, &mut self.kept))
    }
}

impl<B: Complex + SchemaType> UnknownElement for Unknown<B> {
    fn base(&self) -> &dyn Complex {
        &self.base
    }

    fn rest(&self) -> &AnyElement {
        &self.rest
    }

    fn places(&self) -> &[BasePlace] {
        &self.places
    }

    fn parts_mut(&mut self) -> (&mut dyn Complex, &mut AnyElement, &mut Vec<BasePlace>) {
        (&mut self.base, &mut self.rest, &mut self.places)
    }

    fn namespaces(&self) -> &'static [Namespace] {
        B::NAMESPACES
    }
}

impl<B: Complex + SchemaType> Value for Unknown<B> {
    #[inline(never)]
    fn view(&self) -> View<'_> {
        View::Unknown(self)
    }

    #[inline(never)]
    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::Unknown(self)
    }
}

impl<B: Complex + SchemaType> fmt::Debug for Unknown<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug(self, f)
    }
}
