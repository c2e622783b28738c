//! The tables of the types with a lexical form.

use std::fmt;

use super::access::{TypeOf, Value, ValueRef};
use super::unknown::Unknown;
use super::walks::debug;
use crate::lexical::{
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, HexBinary, Integer,
    Lexical, QName, Secret, Spelled, Time,
};

macro_rules! simple {
    ($($ty:ty),* $(,)?) => {$(
        impl Value for $ty {
            #[doc(hidden)]
            const TYPE: TypeOf<Self> = TypeOf::SIMPLE;
        }
    )*};
}

simple! {
    bool, i8, i16, i32, i64, u8, u16, u32, u64, f32, f64, String,
    Base64Binary, Date, DateTime, Decimal, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, HexBinary, Integer, QName,
    Secret, Time,
}

impl<T: Lexical + Clone + PartialEq + fmt::Debug + 'static> Value for Spelled<T> {
    #[doc(hidden)]
    const TYPE: TypeOf<Self> = TypeOf::SIMPLE;
}

impl<B: Value> fmt::Debug for Unknown<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug(ValueRef::of(self), f)
    }
}
