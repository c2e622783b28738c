//! Counts steps of algorithms, so that unit tests can check that the work is linear in the input. Other builds do not count.

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Counts a step.
#[inline(always)]
pub(crate) fn step() {
    #[cfg(test)]
    STEPS.set(STEPS.get() + 1);
}

/// Calls a function, and returns the number of steps that were counted meanwhile.
#[cfg(test)]
pub(crate) fn steps(of: impl FnOnce()) -> usize {
    let before = STEPS.get();
    of();
    STEPS.get() - before
}
