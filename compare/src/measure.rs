//! Measures programs that run alternately, so a change in the load of the machine affects all of them equally.

use std::hint::black_box;
use std::time::Instant;

/// A program to measure.
pub(crate) struct Runner<'a> {
    name: &'static str,
    run: Box<dyn FnMut() + 'a>,
    /// The number of bytes that a run reads or writes.
    bytes: usize,
}

impl<'a> Runner<'a> {
    /// Returns a runner for `work`. Its time includes dropping the returned value.
    pub(crate) fn new<T>(name: &'static str, bytes: usize, mut work: impl FnMut() -> T + 'a) -> Self {
        Self { name, run: Box::new(move || drop(black_box(work()))), bytes }
    }
}

/// The measured times of programs. Every program runs in each round.
pub(crate) struct Race {
    names: Vec<&'static str>,
    bytes: Vec<usize>,
    /// For each round: the seconds that each program takes, in the order of `names`.
    rounds: Vec<Vec<f64>>,
}

/// Runs programs alternately. Each runs `repetitions` times in each round.
pub(crate) fn race(mut runners: Vec<Runner<'_>>, rounds: usize, repetitions: u32) -> Race {
    let mut round = || {
        let times = runners.iter_mut().map(|runner| {
            let start = Instant::now();
            (0..repetitions).for_each(|_| (runner.run)());
            start.elapsed().as_secs_f64() / f64::from(repetitions)
        });
        times.collect::<Vec<f64>>()
    };
    // The first round fills caches.
    round();
    let rounds = (0..rounds).map(|_| round()).collect();
    let names = runners.iter().map(|runner| runner.name).collect();
    Race { names, bytes: runners.iter().map(|runner| runner.bytes).collect(), rounds }
}

impl Race {
    pub(crate) fn names(&self) -> &[&'static str] {
        &self.names
    }

    fn index(&self, name: &str) -> usize {
        self.names.iter().position(|known| *known == name).unwrap()
    }

    /// Returns the median time of a program in seconds.
    pub(crate) fn seconds(&self, name: &str) -> f64 {
        let index = self.index(name);
        median(self.rounds.iter().map(|times| times[index]))
    }

    /// Returns the median speed of a program in bytes per second.
    pub(crate) fn speed(&self, name: &str) -> f64 {
        self.bytes[self.index(name)] as f64 / self.seconds(name)
    }

    /// Returns the speed of program `name`, in bytes per second, divided by the speed of program `other`: the median over all rounds.
    pub(crate) fn ratio(&self, name: &str, other: &str) -> f64 {
        let [one, other] = [self.index(name), self.index(other)];
        let bytes = self.bytes[one] as f64 / self.bytes[other] as f64;
        median(self.rounds.iter().map(|times| times[other] / times[one] * bytes))
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
