//! The lexical spaces of the built-in types (XML Schema part 2, section 3).

use super::order::{Decimal, Duration, Moment};
use crate::schema::Builtin;
use crate::xsd::{is_language, is_nc_name};

/// Returns whether a text, after the normalization of white space, is in the lexical space of a built-in type.
pub(super) fn is_lexical(builtin: Builtin, text: &str) -> bool {
    match builtin {
        Builtin::Boolean => matches!(text, "true" | "false" | "0" | "1"),
        Builtin::Float | Builtin::Double => is_float(text),
        Builtin::HexBinary => text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit()),
        Builtin::Base64Binary => is_base64(text),
        Builtin::Duration => is_huge(text) || Duration::of(text).is_some(),
        Builtin::DateTime
        | Builtin::Time
        | Builtin::Date
        | Builtin::GYearMonth
        | Builtin::GYear
        | Builtin::GMonthDay
        | Builtin::GDay
        | Builtin::GMonth => is_huge(text) || Moment::of(builtin, text).is_some(),
        Builtin::Language => is_language(text),
        // `NMTOKEN` and `Name` allow colons in every position, so the colons are removed before the check. An `NMTOKEN` can begin with
        // any name character, such as a digit, so `_` is added before it.
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

/// Returns whether a text is valid base64 (XML Schema part 2, 3.2.16): groups of four characters. The unused bits of the last
/// character before the padding must be 0.
fn is_base64(text: &str) -> bool {
    let text = text.replace(' ', "");
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    let has_unused_bits = match padding {
        0 => false,
        1 => !digits.ends_with(|last| "AEIMQUYcgkosw048".contains(last)),
        2 => !digits.ends_with(|last| "AQgw".contains(last)),
        _ => true,
    };
    text.len().is_multiple_of(4)
        && !has_unused_bits
        && digits.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(&byte))
}

/// Returns whether a text is longer than any duration, date or time of practical use. Such texts are accepted without parsing them.
pub(super) fn is_huge(text: &str) -> bool {
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
