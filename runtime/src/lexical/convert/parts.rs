//! Conversions of years and offsets, shared by the conversions for chrono, jiff and time.

use std::fmt;

use super::super::{ConversionError, ConversionErrorKind, Offset};

/// Converts a year of XML Schema to a year of the other crates: 1 BCE is -1 in XML Schema, and 0 in the other crates.
pub(super) fn to_other_year(year: i32) -> i32 {
    if year < 0 { year + 1 } else { year }
}

/// Converts a year of the other crates to a year of XML Schema.
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

/// Returns the offset if it has whole minutes and does not exceed 14 hours.
pub(super) fn offset_from_seconds(seconds: i32) -> Option<Offset> {
    if seconds % 60 != 0 {
        return None;
    }
    Offset::from_minutes(i16::try_from(seconds / 60).ok()?)
}
