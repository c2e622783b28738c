//! Counts the steps of algorithms, so that unit tests and fuzz targets can check that work is linear in the input and the output.
//! In other builds, counting costs nothing.
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

/// Calls a function and returns the number of its steps; 0 outside of unit tests and fuzz targets.
pub fn steps(of: impl FnOnce()) -> usize {
    let before = STEPS.get();
    of();
    STEPS.get() - before
}
