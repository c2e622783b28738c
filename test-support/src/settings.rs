//! Environment variables that tests read.

/// Returns whether long tests run in full: the environment variable `FULL_TESTS` is set.
pub fn is_full() -> bool {
    std::env::var_os("FULL_TESTS").is_some()
}

/// Returns the number of cases of a long test: `full` if [`is_full`], otherwise a tenth of `full`.
pub fn cases(full: u64) -> u64 {
    if is_full() { full } else { full.div_ceil(10) }
}

/// Returns the number in an environment variable, if it is set.
pub fn number(variable: &str) -> Option<u64> {
    Some(std::env::var(variable).ok()?.parse().unwrap_or_else(|error| panic!("{variable}: {error}")))
}
