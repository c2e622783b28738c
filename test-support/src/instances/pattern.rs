//! Texts that match a pattern.

/// Returns a text that matches a pattern: the first alternative, with as few repetitions as possible, but at least one. `[0-9]*x{2}|y`
/// gives `0xx`.
pub(super) fn sample(pattern: &str) -> String {
    let mut out = String::new();
    Sampler { rest: pattern }.alternatives(&mut out);
    out
}

struct Sampler<'p> {
    rest: &'p str,
}

impl Sampler<'_> {
    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let c = chars.next();
        self.rest = chars.as_str();
        c
    }

    /// Reads alternatives up to the end or the `)` that closes the group, and writes the first one.
    fn alternatives(&mut self, out: &mut String) {
        self.sequence(out);
        while self.rest.starts_with('|') {
            self.next();
            self.sequence(&mut String::new());
        }
    }

    fn sequence(&mut self, out: &mut String) {
        while !self.rest.is_empty() && !self.rest.starts_with(['|', ')']) {
            let mut atom = String::new();
            match self.next() {
                Some('(') => {
                    self.alternatives(&mut atom);
                    self.next();
                }
                Some('[') => atom.extend(self.class()),
                Some('\\') => atom.push(match self.next() {
                    Some('d') => '1',
                    Some('w' | 'i' | 'c') => 'a',
                    Some('s') => ' ',
                    Some(c) => c,
                    None => '\\',
                }),
                Some('.') => atom.push('a'),
                Some(c) => atom.push(c),
                None => {}
            }
            let times = self.quantifier();
            out.push_str(&atom.repeat(times));
        }
    }

    /// Reads a character class. Returns the first character that the class contains; `~` for a negated class.
    fn class(&mut self) -> Option<char> {
        let first = match self.next()? {
            '^' => None,
            '\\' => self.next().map(|c| if c == 'd' { '1' } else { c }),
            c => Some(c),
        };
        while let Some(c) = self.next() {
            match c {
                ']' => break,
                '\\' => drop(self.next()),
                _ => {}
            }
        }
        Some(first.unwrap_or('~'))
    }

    fn quantifier(&mut self) -> usize {
        match self.rest.chars().next() {
            Some('*' | '?' | '+') => {
                self.next();
                1
            }
            Some('{') => {
                let (inside, rest) = self.rest[1..].split_once('}').unwrap_or((&self.rest[1..], ""));
                self.rest = rest;
                let min = inside.split(',').next().and_then(|min| min.parse().ok()).unwrap_or(1);
                usize::max(min, 1)
            }
            _ => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_of_patterns() {
        let check = |pattern: &str, expected: &str| assert_eq!(sample(pattern), expected, "{pattern}");
        check("[0-9A-F]{8}-[0-9]{2,4}", "00000000-00");
        check("(0x|0X)[0-9a-f]*", "0x0");
        check("((0x|0X)[0-9]*)|([0-9]*)", "0x0");
        check("a+_b?\\.c", "a_b.c");
    }
}
