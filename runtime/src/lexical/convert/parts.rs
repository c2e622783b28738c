//! Years and offsets from and to those of other crates.

use std::fmt;

use super::super::{ConversionError, ConversionErrorKind, Offset};

/// The number of the year when 1 BCE is the year 0, as the other crates have it, from that of XML Schema, where it is -1.
pub(super) fn to_other_year(year: i32) -> i32 {
    if year < 0 { year + 1 } else { year }
}

/// The number of the year in XML Schema.
pub(super) fn from_other_year(year: i32) -> i32 {
    if year <= 0 { year.saturating_sub(1) } else { year }
}

pub(super) fn with_offset(
    offset: Option<Offset>,
    target: &'static str,
    value: &impl fmt::Display,
) -> Result<Offset, ConversionError> {
    offset.ok_or_else(|| ConversionError::new(ConversionErrorKind::NoOffset, target, value))
}

pub(super) fn without_offset(
    offset: Option<Offset>,
    target: &'static str,
    value: &impl fmt::Display,
) -> Result<(), ConversionError> {
    match offset {
        Some(_) => Err(ConversionError::new(ConversionErrorKind::HasOffset, target, value)),
        None => Ok(()),
    }
}

pub(super) fn out_of_range(target: &'static str, value: &impl fmt::Display) -> ConversionError {
    ConversionError::new(ConversionErrorKind::OutOfRange, target, value)
}

/// An offset of whole minutes, no more than 14 hours.
pub(super) fn offset_from_seconds(seconds: i32) -> Option<Offset> {
    if seconds % 60 != 0 {
        return None;
    }
    Offset::from_minutes(i16::try_from(seconds / 60).ok()?)
}
