//! Counts the steps of algorithms in unit tests and fuzz targets, which check with it that work is linear in the input and the
//! output. Otherwise costs nothing.
#![allow(unexpected_cfgs, reason = "fuzz targets are built with the configuration `fuzzing`")]

use std::cell::Cell;

thread_local! {
    static STEPS: Cell<usize> = const { Cell::new(0) };
}

/// Counts a step.
#[inline(always)]
pub(crate) fn step() {
    #[cfg(any(test, fuzzing))]
    STEPS.set(STEPS.get() + 1);
}

/// Returns the number of steps of a function; 0 outside of unit tests and fuzz targets.
pub fn steps(of: impl FnOnce()) -> usize {
    let before = STEPS.get();
    of();
    STEPS.get() - before
}
