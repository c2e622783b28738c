#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use regex::RegexBuilder;
use test_support::settings::cases;

use super::properties::is_category;
use super::{Translation, translate};

/// Checks that a pattern matches each text in `accepted` and no text in `refused`.
fn check(pattern: &str, accepted: &[&str], refused: &[&str]) {
    let translated = translate(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"));
    let regex = RegexBuilder::new(&translated).size_limit(1 << 30).build().unwrap();
    for text in accepted {
        assert!(regex.is_match(text), "{pattern} does not match {text:?}: {translated}");
    }
    for text in refused {
        assert!(!regex.is_match(text), "{pattern} matches {text:?}: {translated}");
    }
}

/// Checks that an invalid pattern causes an error at `part`, and that its message contains `message`.
fn check_error_at(pattern: &str, part: &str, message: &str) {
    let error = translate(pattern).expect_err(pattern);
    assert!(error.message.contains(message), "{pattern}: {error}");
    assert!(!error.help.is_empty(), "{pattern}");
    assert_eq!(pattern.get(error.range.clone()), Some(part), "{pattern}: {error}");
}

/// Checks that an invalid pattern causes an error whose message contains `message`.
fn check_error(pattern: &str, message: &str) {
    let error = translate(pattern).expect_err(pattern);
    assert!(error.message.contains(message), "{pattern}: {error}");
    assert!(pattern.get(error.range.clone()).is_some(), "{pattern}: {:?}", error.range);
}

#[test]
fn branches() {
    check("", &[""], &["a", "\n"]);
    check("a|b", &["a", "b"], &["", "ab", "a|b"]);
    check("a|bc|", &["a", "bc", ""], &["abc", "b"]);
    check("|a", &["a", ""], &["|a"]);
    check("||", &[""], &["|"]);
}

#[test]
fn the_whole_text_must_match() {
    check("b", &["b"], &["ab", "bc", "b\n", "\nb", "a\nb\nc"]);
    check("a|b", &[], &["ax", "xb"]);
    check("(a|ab)(c|bcd)(d*)", &["abcd", "acd", "abcdd"], &["abcdx"]);
}

#[test]
fn quantifiers() {
    check("ab?", &["a", "ab"], &["abb", "b"]);
    check("ab*", &["a", "ab", "abbb"], &["b"]);
    check("ab+", &["ab", "abbb"], &["a"]);
    check("a{2}", &["aa"], &["a", "aaa"]);
    check("a{2,}", &["aa", "aaaaa"], &["a"]);
    check("a{2,3}", &["aa", "aaa"], &["a", "aaaa"]);
    check("a{0,2}b", &["b", "ab", "aab"], &["aaab"]);
    check("a{0}", &[""], &["a"]);
    check("a{0,0}b", &["b"], &["ab"]);
    check("a{3,3}", &["aaa"], &["aa"]);
    check("a{002}", &["aa"], &["a"]);
    check("(ab){2}", &["abab"], &["abb", "ab"]);
    check("[ab]{2}", &["ab", "ba"], &["a"]);
    check(r"\d{2}", &["12"], &["1"]);
    check("ä{2}", &["ää"], &["ä"]);
    check(r"\w{1,255}", &["a", &"ä".repeat(255)], &["", &"ä".repeat(256)]);
    check_error_at("a{3,2}", "{3,2}", "3 is greater than 2");
    check_error_at("a{,2}", "{,2}", "is not a quantifier");
    check_error_at("a{}", "{}", "is not a quantifier");
    check_error_at("a{ 2}", "{ 2}", "is not a quantifier");
    check_error_at("a{2, 3}", "{2, 3}", "is not a quantifier");
    check_error_at("a{1,2,3}", "{1,2,3}", "is not a quantifier");
    check_error_at("a{-1}", "{-1}", "is not a quantifier");
    check_error_at("a{+1}", "{+1}", "is not a quantifier");
    check_error_at("a{x}", "{x}", "is not a quantifier");
    check_error_at("a{٣}", "{٣}", "is not a quantifier");
    check_error_at("ab{2", "{", "not closed");
    check_error_at("a{99999999999}", "{99999999999}", "too big");
    check_error_at("a{1,99999999999}", "{1,99999999999}", "too big");
}

#[test]
fn nothing_to_repeat() {
    for pattern in ["?", "*a", "+", "{2}", "a|*", "(*)", "(a|+b)"] {
        check_error(pattern, "has nothing to repeat");
    }
    for pattern in ["a??", "a*?", "a+?", "a++", "a**", "a{2}?", "a{2}{3}", "a?{2}", "(a)*+"] {
        check_error(pattern, "follows another quantifier");
    }
}

#[test]
fn groups() {
    check("(a|b)c", &["ac", "bc"], &["a", "c", "abc"]);
    check("()", &[""], &["()"]);
    check("()*a", &["a"], &["()a"]);
    check("((a)(b|(c)))+", &["ab", "acab"], &["a", "abc"]);
    check_error_at("a(b", "(", "not closed");
    check_error_at("(a(b)", "(", "not closed");
    check_error_at("a)", ")", "closes no group");
    check_error_at(")(", ")", "closes no group");
}

#[test]
fn syntax_of_other_dialects() {
    for pattern in ["(?i)a", "(?:a)", "(?=a)", "(?!a)", "(?<=a)b", "(?<n>a)", "(?P<n>a)", "a(?#b)"] {
        check_error_at(pattern, "(?", "has no meaning");
    }
    for pattern in [r"\b", r"\B", r"\A", r"\z", r"\Z", r"\1", r"\0", r"\x41", r"\u0041", r"\Q", r"\h", r"\k", r"\f"] {
        check_error_at(pattern, &pattern[..2], "is not an escape");
        let class = format!("[{pattern}]");
        check_error_at(&class, &pattern[..2], "is not an escape");
    }
    check("^a$", &["^a$"], &["a"]);
    check("a^|$b", &["a^", "$b"], &["a", "b"]);
    check("^*a$?", &["a", "^^a", "a$"], &["$a"]);
    check("(^|x)a", &["^a", "xa"], &["a"]);
    check("a(,|$)", &["a,", "a$"], &["a"]);
}

#[test]
fn literal_characters() {
    for c in
        (' '..='~').chain(['\t', '\n', '\r', 'ä', '€', '\u{85}', '\u{A0}', '\u{301}', '\u{2028}', '😀', '\u{10FFFF}'])
    {
        if !r".\?*+{}()|[]".contains(c) {
            let (one, two) = (c.to_string(), format!("{c}{c}"));
            check(&one, &[&one], &["", &two, "Ω"]);
            check(&two, &[&two], &[&one]);
        }
        if !r"\[]".contains(c) {
            check(&format!("[a{c}b-]"), &["a", "b", "-", &c.to_string()], &["Ω", "", "ab"]);
        }
    }
    check("a # b", &["a # b"], &["a", "a#b"]);
    check("A", &["A"], &["a"]);
    check("ß", &["ß"], &["ẞ", "ss"]);
    check("é", &["é"], &["e\u{301}"]);
    check("-&-~~&&--", &["-&-~~&&--"], &[]);
    for c in ["]", "}"] {
        check_error_at(&format!("a{c}"), c, "has no matching bracket");
    }
}

#[test]
fn the_dot() {
    check(".", &["a", " ", "\t", "ä", "😀", "\u{85}", "\u{2028}"], &["", "\n", "\r", "ab"]);
    check(".*", &["", "abc"], &["a\nb", "a\r", "\n"]);
    check("[.]", &["."], &["a"]);
}

#[test]
fn escapes_of_one_character() {
    check(r"\n\r\t", &["\n\r\t"], &["nrt"]);
    check(r"[\n\r\t]", &["\n", "\r", "\t"], &["n", "\\"]);
    for c in r"\|.-^?*+{}()[]".chars() {
        check(&format!(r"\{c}"), &[&c.to_string()], &["a", ""]);
        check(&format!(r"a\{c}*"), &["a", &format!("a{c}{c}")], &["aa"]);
        check(&format!(r"[\{c}]"), &[&c.to_string()], &["a", ""]);
        check(&format!(r"[^\{c}]"), &["a"], &[&c.to_string(), ""]);
    }
    check_error_at(r"a\", r"\", "has nothing to escape");
    check_error_at(r"[\", r"\", "has nothing to escape");
    for pattern in [r"\$", r"\/", r"\ ", r"\_", r"\&", r"\#", r"\'", r"\,", r"\:", r"\ä", r"\😀", "\\\n"] {
        check_error_at(pattern, pattern, "is not an escape");
    }
}

#[test]
fn escapes_of_many_characters() {
    check(r"\s", &[" ", "\t", "\n", "\r"], &["a", "\u{A0}", "\u{85}", "\u{B}", "\u{C}", "\u{2003}", ""]);
    check(r"\S", &["a", "\u{A0}", "\u{B}"], &[" ", "\t", "\n", "\r", ""]);
    check(r"\d", &["0", "9", "٣", "𝟘"], &["a", "Ⅷ", "½", ""]);
    check(r"\D", &["a", "Ⅷ", "\n"], &["0", "٣", ""]);
    check(
        r"\w",
        &["a", "Ä", "0", "٣", "+", "$", "<", "^", "`", "|", "~", "€", "\u{301}", "漢"],
        &["_", "-", ".", ",", "!", "#", "&", " ", "\t", "\n", "\u{A0}", "\u{AD}", "\u{E000}", "\u{378}"],
    );
    check(r"\W", &["_", "-", ".", " ", "\n", "\u{AD}", "\u{E000}", "\u{378}"], &["a", "0", "+", "$"]);
    check(r"\i", &["a", "Z", "_", ":", "é", "漢", "𐀀"], &["0", "-", ".", "\u{B7}", "\u{300}", "×", " ", "", "+"]);
    check(r"\I", &["0", "-", ".", "\u{B7}", "×", " ", "\n"], &["a", "_", ":", "é"]);
    check(r"\c", &["a", "_", ":", "0", "-", ".", "\u{B7}", "\u{300}", "é"], &["×", " ", "+", "/", "", "@"]);
    check(r"\C", &["×", " ", "+", "\n"], &["a", ":", "0", "-", "."]);
    check(r"\i\c*", &["xs:element", "_1"], &["1a", "a b", ""]);
    check(r"[\i-[:]][\c-[:]]*", &["element", "a-1"], &["xs:element", ":a", "-a"]);
    check(r"[\s\d]", &[" ", "0"], &["a"]);
    check(r"[^\s\d]", &["a"], &[" ", "0"]);
    check(r"[\S]", &["a"], &[" "]);
    check(r"[^\S]", &[" "], &["a"]);
    check(r"[\D]", &["a"], &["0"]);
    check(r"[\w]", &["a", "+"], &["_", " "]);
    check(r"[\w_]", &["a", "+", "_"], &[" ", "-"]);
    check(r"[\W+]", &["_", " ", "+"], &["a"]);
    check(r"[^\w]", &["_", " "], &["a"]);
    check(r"[\I\i]", &["a", "0", "\n"], &["", "aa"]);
    check(r"[\C:]", &["+", ":"], &["a"]);
    check(r"[^\c]", &["+"], &["a", ":"]);
}

#[test]
fn general_categories() {
    for (category, member, other) in [
        ("L", "a", "1"),
        ("Lu", "Ä", "a"),
        ("Ll", "ä", "A"),
        ("Lt", "ǅ", "A"),
        ("Lm", "ʰ", "a"),
        ("Lo", "א", "a"),
        ("M", "\u{301}", "a"),
        ("Mn", "\u{301}", "\u{903}"),
        ("Mc", "\u{903}", "\u{301}"),
        ("Me", "\u{20DD}", "a"),
        ("N", "½", "a"),
        ("Nd", "٣", "½"),
        ("Nl", "Ⅷ", "8"),
        ("No", "½", "1"),
        ("P", "_", "+"),
        ("Pc", "_", "-"),
        ("Pd", "-", "_"),
        ("Ps", "(", ")"),
        ("Pe", ")", "("),
        ("Pi", "«", "»"),
        ("Pf", "»", "«"),
        ("Po", "!", "("),
        ("Z", " ", "\t"),
        ("Zs", "\u{A0}", "\u{2028}"),
        ("Zl", "\u{2028}", " "),
        ("Zp", "\u{2029}", " "),
        ("S", "+", "-"),
        ("Sm", "+", "$"),
        ("Sc", "€", "+"),
        ("Sk", "^", "+"),
        ("So", "©", "+"),
        ("C", "\u{AD}", "a"),
        ("Cc", "\n", "\u{AD}"),
        ("Cf", "\u{AD}", "\n"),
        ("Co", "\u{E000}", "a"),
        ("Cn", "\u{378}", "a"),
    ] {
        assert!(is_category(category));
        check(&format!(r"\p{{{category}}}"), &[member], &[other, ""]);
        check(&format!(r"\P{{{category}}}"), &[other], &[member, ""]);
        check(&format!(r"[\p{{{category}}}]"), &[member], &[other, ""]);
        check(&format!(r"[^\p{{{category}}}]"), &[other], &[member, ""]);
        check(&format!(r"[^\P{{{category}}}]"), &[member], &[other, ""]);
    }
    for name in ["Cs", "X", "lu", "LU", "Letter", "Lx", "L&", "", " L", "Greek", "^L", "gc=L", "Any"] {
        check_error_at(&format!(r"\p{{{name}}}"), &format!(r"\p{{{name}}}"), "is not a general category");
        check_error(&format!(r"[\P{{{name}}}]"), "is not a general category");
    }
    for pattern in [r"\p", r"\pL", r"\p{", r"\P{L", r"[\p]", r"\p L}", r"\p(L)}"] {
        check_error(pattern, "the category or block is missing");
    }
}

#[test]
fn blocks() {
    check(r"\p{IsBasicLatin}", &["\0", "a", "\u{7F}"], &["\u{80}", "ä", ""]);
    check(r"\P{IsBasicLatin}", &["\u{80}", "ä"], &["a", "\n", ""]);
    check(r"\p{IsLatin-1Supplement}+", &["äÿ"], &["a", "Ā"]);
    check(r"\p{IsGreek}", &["α", "\u{378}"], &["a", "ἀ"]);
    check(r"\p{IsCombiningMarksforSymbols}", &["\u{20DD}"], &["a"]);
    check(r"\p{IsCJKUnifiedIdeographsExtensionA}", &["\u{3400}", "\u{4DB5}"], &["\u{4DB6}"]);
    check(r"\p{IsSpecials}", &["\u{FEFF}", "\u{FFF0}", "\u{FFFD}"], &["\u{FF00}", "\u{FE70}"]);
    check(r"\P{IsSpecials}", &["\u{FF00}", "\u{FE70}"], &["\u{FEFF}", "\u{FFF0}"]);
    check(r"\p{IsArabicPresentationForms-B}", &["\u{FE70}"], &["\u{FEFF}"]);
    check(r"\p{IsPrivateUse}", &["\u{E000}", "\u{F0000}", "\u{10FFFD}"], &["a"]);
    check(r"\p{IsMusicalSymbols}", &["𝄞"], &["a"]);
    check(r"[\p{IsBasicLatin}-[\p{L}]]", &["1", "-"], &["a", "ä"]);
    check(r"[^\p{IsBasicLatin}é]", &["ä"], &["a", "é"]);
    check(r"[\P{IsBasicLatin}a]", &["ä", "a"], &["b"]);
    check(r"a\p{IsHighSurrogates}?", &["a"], &["aa", "a\u{FFFD}"]);
    check(r"\P{IsLowSurrogates}", &["a", "😀"], &[""]);
    check(r"[\p{IsHighPrivateUseSurrogates}b]", &["b"], &["a"]);
    for name in ["Is", "IsElvish", "Isbasiclatin", "IsBasic Latin", "IsLatin", "IsGreekandCoptic", "IsL"] {
        check_error_at(&format!(r"\p{{{name}}}"), &format!(r"\p{{{name}}}"), "is not a Unicode block");
    }
}

#[test]
fn classes() {
    check("[abc]", &["a", "b", "c"], &["d", "", "ab"]);
    check("[a-c]", &["a", "b", "c"], &["d", "-"]);
    check("[a-cx-z0]", &["b", "y", "0"], &["d", "-"]);
    check("[^a-c]", &["d", "-", "^", "\n"], &["a", "b", ""]);
    check("[a-a]", &["a"], &["b"]);
    check("[ä-ü]", &["ö"], &["o"]);
    check("[a b]", &["a", " ", "b"], &["", "\t"]);
    check("[ -~]", &[" ", "a", "~"], &["\n", "ä"]);
    check("[\t- ]", &["\t", "\n", " "], &["a"]);
    check("[aab]", &["a"], &[]);
    check("[a-zb-y]", &["b"], &["A"]);
    check("[😀-😂]", &["😁"], &["a"]);
    check_error_at("a[b", "[", "not closed");
    check_error_at("[a-", "[", "not closed");
    check_error_at("[a-b", "[", "not closed");
    check_error_at("[", "[", "not closed");
    check_error_at("[^", "[", "not closed");
    check_error_at("[]", "[]", "empty");
    check_error_at("[^]", "[^]", "empty");
    check_error_at("[]a]", "[]", "empty");
    check_error_at("[a]]", "]", "has no matching bracket");
    check_error_at("[a[b]]", "[", "is not allowed in a character class");
    check_error_at("[[:alpha:]]", "[", "is not allowed in a character class");
}

#[test]
fn ranges() {
    check(r"[\n-\r]", &["\n", "\u{B}", "\r"], &["n", "-"]);
    check(r"[\t-a]", &["\n", "A"], &["b"]);
    check(r"[!-\-]", &["!", "-", "+"], &["."]);
    check(r"[\--0]", &["-", ".", "0"], &["1", ","]);
    check(r"[\[-\]]", &["[", r"\", "]"], &["a"]);
    check(r"[Z-\^]", &["Z", "[", "^"], &["Y"]);
    check("[Z-^]", &["Z", "[", "^"], &["Y"]);
    check("[$-&]", &["$", "%", "&"], &["'"]);
    check("[+-.]", &["+", ",", "-", "."], &["/"]);
    check("[#-~]", &["#", "a", "~"], &["!"]);
    check("[0-:]", &["0", ":"], &[";"]);
    check_error_at("[z-a]", "z-a", "the end of the range is before its beginning");
    check_error_at(r"[\r-\n]", r"\r-\n", "the end of the range is before its beginning");
    check_error_at(r"[a-\d]", r"\d", "the end of a range must be a character");
    check_error_at(r"[a-\p{L}]", r"\p{L}", "the end of a range must be a character");
    check_error_at(r"[a-\", r"\", "has nothing to escape");
}

#[test]
fn dashes() {
    check("[-a]", &["-", "a"], &["b"]);
    check("[a-]", &["-", "a"], &["b"]);
    check("[-]", &["-"], &["a"]);
    check("[--]", &["-"], &["a"]);
    check("[^-]", &["a"], &["-"]);
    check("[^--]", &["a"], &["-"]);
    check("[-a-c-]", &["-", "b"], &["d"]);
    check("[^-a]", &["b"], &["-", "a"]);
    check("[^a-]", &["b"], &["-", "a"]);
    check("[-a-c]", &["-", "b"], &["d"]);
    check("[a-c-]", &["-", "b"], &["d"]);
    check(r"[\d-]", &["-", "1"], &["a"]);
    check(r"[-\d]", &["-", "1"], &["a"]);
    check(r"[a\-z]", &["-", "a", "z"], &["b"]);
    check("a-b", &["a-b"], &["a"]);
    for pattern in ["[a-c-e]", r"[\d-z]", r"[\w-.]", "[a--]", "[a--z]", "[--z]", "[---]", "[+--]", r"[\s-\d]", "[-a--]"]
    {
        check_error_at(pattern, "-", "is allowed only in a range and");
    }
}

#[test]
fn circumflexes() {
    check("[a^]", &["a", "^"], &["b"]);
    check("[a^b]", &["^"], &["c"]);
    check("[^^]", &["a"], &["^"]);
    check("[^^a]", &["b"], &["^", "a"]);
    check(r"[\^]", &["^"], &["a"]);
    check(r"[\^a]", &["^", "a"], &["b"]);
    check("[^^-a]", &["b"], &["^", "_", "a"]);
    check("[X-^]", &["^", "Y"], &["a"]);
}

#[test]
fn characters_special_to_regex_in_a_class() {
    check("[a&&b]", &["a", "&", "b"], &["c"]);
    check("[a-z&&aeiou]", &["b", "&"], &["A"]);
    check("[a~~b]", &["a", "~", "b"], &["c"]);
    check("[~~]", &["~"], &["a"]);
    check("[&&]", &["&"], &["a"]);
    check("[^&&a]", &["b"], &["&", "a"]);
    check("[a#b ]", &["#", " "], &["c"]);
    check("[:alpha:]", &[":", "a", "l", "p", "h"], &["b", "["]);
    check("[:alpha:-[x]]", &[":", "a", "l"], &["b", "["]);
    check("[^:alpha:-[x]]", &["b"], &["a", ":", "x"]);
    check("[a-z-[:alpha:]]", &["b"], &["a", "l", ":"]);
    check("[<>/\"'=!@%_`;,]", &["<", ">", "/", "\"", "'", "=", "!", "@", "%", "_", "`", ";", ","], &["a"]);
    check("[?*+(){}|.$]", &["?", "*", "+", "(", ")", "{", "}", "|", ".", "$"], &["a", ""]);
    check("[(]a[)]", &["(a)"], &["a"]);
    check("[{]1[}]", &["{1}"], &["1"]);
}

#[test]
fn subtraction() {
    check("[a-z-[aeiou]]", &["b", "z"], &["a", "u", "-", "B"]);
    check("[a-z-[aeiou]]+", &["bcd"], &["bad"]);
    check("[a-z-[b-y-[m]]]", &["a", "m", "z"], &["b", "y"]);
    check("[a-z-[b-y-[c-x-[m]]]]", &["a", "c", "x", "z"], &["b", "y", "m"]);
    check("[^a-z-[0-9]]", &["A", "-"], &["a", "5"]);
    check("[a-z-[^aeiou]]", &["a", "e"], &["b", "A"]);
    check("[^a-[^b]]", &["b"], &["a", "c"]);
    check(r"[\w-[\d_]]", &["a"], &["1", "_"]);
    check(r"[\p{L}-[\p{Lu}]]", &["a"], &["A", "1"]);
    check("[a--[b]]", &["a", "-"], &["b"]);
    check("[--[a]]", &["-"], &["a"]);
    check("[-a-[a]]", &["-"], &["a"]);
    check("[a-c--[b]]", &["a", "c", "-"], &["b"]);
    check(r"[\[-[a]]", &["["], &["a"]);
    check("[a-[-]]", &["a"], &["-"]);
    check("[a-[a]]", &[], &["a", "b", ""]);
    check("[a-[a]]?", &[""], &["a"]);
    check("[a-[b]]-[c]", &["a-c"], &["a", "c"]);
    check("[&&-[&]]", &[], &["&"]);
    check("[~-[&~]]", &[], &["~"]);
    check_error_at("[-[a]]", "-[", "nothing to subtract from");
    check_error_at("[^-[a]]", "-[", "nothing to subtract from");
    check_error_at("[a-[b]c]", "c", "nothing may follow a subtraction");
    check_error_at("[a-[b]-[c]]", "-", "nothing may follow a subtraction");
    check_error("[a-[b]", "nothing may follow a subtraction");
    check_error("[a-[b", "not closed");
    check_error("[a-[]]", "empty");
}

#[test]
fn nested_patterns() {
    let groups = |count: usize| format!("{}a{}", "(b|c*".repeat(count), ")*".repeat(count));
    let classes = |count: usize| format!("{}[a]{}", "[b-".repeat(count), "]".repeat(count));
    check(&groups(50), &["b", "a"], &["d"]);
    check(&classes(49), &["b"], &["a"]);
    check(&format!("{}{}{}", "(b|c*".repeat(25), classes(24), ")*".repeat(25)), &["b"], &["d"]);
    check_error(&groups(51), "nested more than 50 deep");
    check_error(&classes(50), "nested more than 50 deep");
    check_error(&"(".repeat(30_000), "nested more than 50 deep");
    check_error(&"[a-".repeat(10_000), "nested more than 50 deep");
}

#[test]
fn patterns_that_are_too_big() {
    check_error(&"a".repeat(40_000), "longer than 32768 bytes");
    check_error("((((a{1000}){1000}){1000}){1000}){1000}", "too big to compile");
    check_error("a{4294967295}", "too big to compile");
    check_error(r"(\w{255}){255}", "too big to compile");
    check_error(r"([a-[a]]{4000000000}){4000000000}", "too big to compile");
}

#[test]
fn long_patterns() {
    check(&"abc|".repeat(cases(8_000) as usize), &["abc", ""], &["abcabc"]);
    check(&"(a*)*".repeat(cases(5_000) as usize), &["", "aaa"], &["b"]);
}

#[test]
fn truncated_patterns() {
    let pattern = r"a(ä|\p{IsGreek}{2,3}[^A-\]\d-[\p{Lu}é-ü-[x]]])*\P{L}😀?";
    check(pattern, &["a1", "aä1", "aααx1😀"], &["a", "aα1"]);
    for end in (0..pattern.len()).filter(|&end| pattern.is_char_boundary(end)) {
        if let Err(error) = translate(&pattern[..end]) {
            assert!(pattern[..end].get(error.range.clone()).is_some(), "{end}: {error:?}");
        }
    }
}

#[test]
fn patterns_of_published_schemas() {
    check(
        "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}",
        &["5ba0c3a8-4A6E-4a32-9b4e-0f2d8d1c7e11"],
        &["5ba0c3a8-4a6e-4a32-9b4e-0f2d8d1c7e1", "{5ba0c3a8-4a6e-4a32-9b4e-0f2d8d1c7e11}", ""],
    );
    check("(0x|0X)[0-9A-Fa-f]{1,4}", &["0x3", "0XfFfF"], &["0x", "3", "0x12345"]);
    check("((0x|0X)[0-9A-Fa-f]*)|([0-9]*)", &["0x", "0XAB", "12", ""], &["AB", "x0"]);
    check(
        r"[0-9]{1,4}\.[0-9]{1,4}(\.[0-9]{1,4}(\.[0-9]{1,4})?)?",
        &["15.1", "15.1.2", "15.01.0225.042"],
        &["15", "15.", "15.1.2.3.4", "15,1"],
    );
    check("[a-zA-Z0-9]+_[a-zA-Z0-9]+", &["a_b", "A1_0"], &["_b", "a_", "a_b_c", "a-b"]);
    // From the schema for schemas and from XML 1.0.
    check("[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*", &["de", "de-CH-1996"], &["de-", "abcdefghi"]);
    check(r"[\-+]?[0-9]+", &["-1", "+1", "1"], &["1.0", "-"]);
    check(r"\c+", &["1a:b"], &["", "a b"]);
}

#[test]
fn classes_are_spelled_out() {
    let check = |pattern: &str, expected: &str| {
        let translated = Translation::of(pattern).map(|translation| translation.runtime);
        assert_eq!(translated.as_deref(), Ok(expected), "{pattern}");
    };
    check("[0-9A-F]{2}-x?", r"^(?:[0-9A-F]{2}\-x?)$");
    check("[a-f-[c-d]]+", r"(?:\A[abef]+\z)");
    check(r"\p{IsBasicLatin}-[^a]", r"^(?:[\x{0}-\x{7F}]\-[^a])$");
}
