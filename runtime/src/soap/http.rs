//! The HTTP binding (SOAP 1.1, section 6).

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::lexical::{DateTime, Offset};

/// The value of the HTTP header `Content-Type` of requests and responses.
pub const CONTENT_TYPE: &str = "text/xml; charset=utf-8";

/// A field of an HTTP header: a pair of name and value, or a reference to another `HttpField`.
pub trait HttpField {
    /// Returns the name.
    fn name(&self) -> &str;

    /// Returns the value.
    fn value(&self) -> &[u8];
}

impl<N: AsRef<str>, V: AsRef<[u8]>> HttpField for (N, V) {
    fn name(&self) -> &str {
        self.0.as_ref()
    }

    fn value(&self) -> &[u8] {
        self.1.as_ref()
    }
}

impl<F: HttpField> HttpField for &F {
    fn name(&self) -> &str {
        (**self).name()
    }

    fn value(&self) -> &[u8] {
        (**self).value()
    }
}

/// The fields of an HTTP header: any collection that iterates over [`HttpField`]s by reference, such as a `Vec` of pairs, or the
/// `HeaderMap` of HTTP libraries.
pub trait HttpFields {
    /// Calls a function with the name and the value of each field.
    fn for_each_field(&self, visit: &mut dyn FnMut(&str, &[u8]));
}

impl<C> HttpFields for C
where
    for<'c> &'c C: IntoIterator<Item: HttpField>,
{
    fn for_each_field(&self, visit: &mut dyn FnMut(&str, &[u8])) {
        self.into_iter().for_each(|field| visit(field.name(), field.value()));
    }
}

/// The HTTP headers that determine what a client does after it has received a response.
#[derive(Default)]
pub(crate) struct ResponseFields {
    pub(crate) location: Option<String>,
    /// The schemes in `WWW-Authenticate` and `Proxy-Authenticate`.
    pub(crate) schemes: Vec<String>,
    pub(crate) content_length: Option<u64>,
    retry_after: Option<String>,
    date: Option<String>,
    is_encoded: bool,
}

impl ResponseFields {
    /// Collects the headers of a response.
    pub(crate) fn of(fields: &impl HttpFields) -> Self {
        let mut found = Self::default();
        fields.for_each_field(&mut |name, value| found.add(name, value));
        found
    }

    /// Adds a header field if this struct has a place for it. Ignores other fields, and values that are not UTF-8.
    pub(crate) fn add(&mut self, name: &str, value: &[u8]) {
        let Ok(value) = std::str::from_utf8(value).map(str::trim) else { return };
        match name.trim().to_ascii_lowercase().as_str() {
            "location" => self.location = Some(value.to_owned()),
            "www-authenticate" | "proxy-authenticate" => self.add_schemes(value),
            "content-length" => self.content_length = value.parse().ok(),
            "content-encoding" => self.is_encoded = !value.eq_ignore_ascii_case("identity"),
            "retry-after" => self.retry_after = Some(value.to_owned()),
            "date" => self.date = Some(value.to_owned()),
            _ => {}
        }
    }

    /// Adds the schemes of the challenges in a header (RFC 9110, section 11.6.1), without their parameters.
    fn add_schemes(&mut self, challenges: &str) {
        let (mut is_quoted, mut is_escaped) = (false, false);
        let parts = challenges.split(|c| {
            match c {
                _ if is_escaped => is_escaped = false,
                '\\' if is_quoted => is_escaped = true,
                '"' => is_quoted = !is_quoted,
                _ => {}
            }
            c == ',' && !is_quoted
        });
        for part in parts {
            let (scheme, rest) = part.trim().split_once(char::is_whitespace).unwrap_or((part.trim(), ""));
            let is_parameter = scheme.contains('=') || rest.trim_start().starts_with('=');
            let is_known = self.schemes.iter().any(|known| known.eq_ignore_ascii_case(scheme));
            let is_token =
                scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte));
            if !scheme.is_empty() && is_token && !is_parameter && !is_known {
                self.schemes.push(scheme.to_owned());
            }
        }
    }

    /// Returns the duration in `Retry-After`: a number of seconds, or a date relative to the header `Date`. Without `Date`, the
    /// date is relative to the clock of this machine.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        let value = self.retry_after.as_deref()?;
        if value.bytes().all(|byte| byte.is_ascii_digit()) {
            return value.parse().ok().map(Duration::from_secs);
        }
        let time = unix_seconds(value)?;
        let now = self.date.as_deref().and_then(unix_seconds).or_else(now)?;
        Some(Duration::from_secs(u64::try_from(time.saturating_sub(now)).unwrap_or_default()))
    }

    /// Returns whether a body of `length` bytes is shorter than `Content-Length` states. Returns `false` if the header
    /// `Content-Encoding` names an encoding, because the HTTP library may have decoded the body.
    pub(crate) fn is_cut_off(&self, length: usize) -> bool {
        !self.is_encoded && self.content_length.is_some_and(|announced| (length as u64) < announced)
    }
}

/// Returns the seconds since 1970-01-01T00:00:00Z according to the clock of this machine. Returns `None` on platforms
/// without a clock.
fn now() -> Option<i64> {
    if cfg!(all(target_family = "wasm", target_os = "unknown")) {
        return None;
    }
    i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs()).ok()
}

/// Converts an HTTP date (RFC 9110, section 5.6.7) to seconds since 1970-01-01T00:00:00Z. The date has one of three forms:
/// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`.
fn unix_seconds(date: &str) -> Option<i64> {
    let parts: Vec<&str> = date.split([' ', ',', '-']).filter(|part| !part.is_empty()).collect();
    let (day, month, year, time) = match parts[..] {
        [_, day, month, year, time, "GMT" | "UTC"] => (day, month, year, time),
        [_, month, day, time, year] => (day, month, year, time),
        _ => return None,
    };
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = MONTHS.iter().position(|known| known.eq_ignore_ascii_case(month))? + 1;
    let year = match (year.len(), year.parse::<i32>().ok()?) {
        // Years of two digits mean the years from 1970 to 2069.
        (2, year) => year + if year < 70 { 2000 } else { 1900 },
        (_, year) => year,
    };
    let mut clock = time.split(':').map(|part| part.parse::<u8>().ok());
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    let month = u8::try_from(month).ok()?;
    let time = DateTime::new(year, month, day.parse().ok()?, hour, minute, second).ok()?;
    time.with_offset(Offset::UTC).unix_seconds()
}
