//! The views of the types of which generated types consist: lexical types, `Option`, `Vec`, `Box` and the like.

use super::derived::{Derived, Kept};
use super::description::Description;
use super::nillable::Nillable;
use super::view::{Complex, List, Optional, PRESENT_WORDS, Value, View, ViewMut};
use crate::any::{AnyAttribute, AnyElement, AnyType};
use crate::lexical::{
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, HexBinary, Integer,
    QName, Secret, Time,
};

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

impl<T: Value + Default> Value for Option<T> {
    fn view(&self) -> View<'_> {
        View::Optional(self.as_ref().map(|value| value as &dyn Value))
    }

    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::Optional(self)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Value + Default> Optional for Option<T> {
    fn fill(&mut self, keeps: bool) -> Option<&mut dyn Value> {
        if !keeps {
            *self = None;
        }
        Some(self.get_or_insert_default())
    }

    fn clear(&mut self) {
        *self = None;
    }
}

impl<T: Value + Default> Value for Nillable<T> {
    fn view(&self) -> View<'_> {
        View::Nillable(self.value().map(|value| value as &dyn Value))
    }

    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::Nillable(self)
    }
}

impl<T: Value + Default> Optional for Nillable<T> {
    fn fill(&mut self, keeps: bool) -> Option<&mut dyn Value> {
        if !keeps || self.value().is_none() {
            *self = Self::default();
        }
        match self {
            Self::Nil => None,
            Self::Value(value) => Some(value),
        }
    }

    fn clear(&mut self) {
        *self = Self::Nil;
    }
}

impl<T: Value + Default> Value for Vec<T> {
    fn view(&self) -> View<'_> {
        View::List(self)
    }

    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::List(self)
    }
}

impl<T: Value + Default> List for Vec<T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn get(&self, index: usize) -> Option<&dyn Value> {
        self.as_slice().get(index).map(|value| value as &dyn Value)
    }

    fn push(&mut self) -> Option<&mut dyn Value> {
        self.push(T::default());
        self.last_mut().map(|value| value as &mut dyn Value)
    }

    fn truncate(&mut self, len: usize) {
        self.truncate(len);
    }

    fn item_size(&self) -> usize {
        size_of::<T>()
    }
}

impl<T: Value> Value for Box<T> {
    fn view(&self) -> View<'_> {
        T::view(self)
    }

    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::Boxed(size_of::<T>(), &mut **self)
    }
}

impl<T: Complex> Value for Derived<T> {
    fn view(&self) -> View<'_> {
        View::Complex(self)
    }

    fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut::Complex(self)
    }
}

impl<T: Complex> Complex for Derived<T> {
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
