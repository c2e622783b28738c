//! The lexical spaces of the built-in types (part 2, section 3).

use super::order::{Decimal, Duration, Moment};
use crate::schema::Builtin;
use crate::xsd::is_nc_name;

/// Returns whether a text without surplus white space is in the lexical space of a built-in type.
pub(super) fn is_lexical(builtin: Builtin, text: &str) -> bool {
    match builtin {
        Builtin::Boolean => matches!(text, "true" | "false" | "0" | "1"),
        Builtin::Float | Builtin::Double => is_float(text),
        Builtin::HexBinary => text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit()),
        Builtin::Base64Binary => text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/= ".contains(&byte)),
        Builtin::Duration => is_huge(text) || Duration::of(text).is_some(),
        Builtin::DateTime
        | Builtin::Time
        | Builtin::Date
        | Builtin::GYearMonth
        | Builtin::GYear
        | Builtin::GMonthDay
        | Builtin::GDay
        | Builtin::GMonth => is_huge(text) || Moment::of(builtin, text).is_some(),
        Builtin::Language => text.split('-').enumerate().all(|(at, part)| {
            let is_allowed = |byte: u8| byte.is_ascii_alphabetic() || (at > 0 && byte.is_ascii_digit());
            (1..=8).contains(&part.len()) && part.bytes().all(is_allowed)
        }),
        // A name token or name with colons is valid if it is valid without them.
        Builtin::NmToken => !text.is_empty() && is_nc_name(&format!("_{}", text.replace(':', ""))),
        Builtin::Name => {
            let rest = text.trim_start_matches(':').replace(':', "");
            is_nc_name(&rest) || (rest.is_empty() && !text.is_empty())
        }
        Builtin::NcName | Builtin::Id | Builtin::IdRef | Builtin::Entity => is_nc_name(text),
        Builtin::QName | Builtin::Notation => {
            let mut parts = text.splitn(2, ':');
            parts.all(is_nc_name)
        }
        _ if builtin.primitive() == Builtin::Decimal => Decimal::of(text).is_some() && is_integer(builtin, text),
        _ => true,
    }
}

/// Returns whether a value is longer than any value of practical use, which is not parsed.
fn is_huge(text: &str) -> bool {
    text.len() > 60
}

fn is_integer(builtin: Builtin, text: &str) -> bool {
    builtin == Builtin::Decimal || !text.contains('.')
}

fn is_float(text: &str) -> bool {
    let (mantissa, exponent) = text.split_once(['e', 'E']).map_or((text, None), |(m, e)| (m, Some(e)));
    let is_exponent = |exponent: &str| !exponent.contains('.') && Decimal::of(exponent).is_some();
    matches!(text, "INF" | "-INF" | "NaN") || (Decimal::of(mantissa).is_some() && exponent.is_none_or(is_exponent))
}
