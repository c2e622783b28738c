//! Ways to break a document. Each takes a text and gives the bytes of a mutant, or nothing where it does not apply.

use std::ops::Range;

/// Numbers that look random and are the same for the same seed (SplitMix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below another; 0 if there is none.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    pub(crate) fn of<'t, T>(&mut self, list: &'t [T]) -> Option<&'t T> {
        let index = self.below(list.len());
        list.get(index)
    }

    /// Two different ones, in order.
    fn two_of<'t, T>(&mut self, list: &'t [T]) -> Option<(&'t T, &'t T)> {
        let second = 1 + self.below(list.len().checked_sub(1)?);
        let first = self.below(second);
        Some((list.get(first)?, list.get(second)?))
    }

    /// A place between two characters.
    fn place(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// What a way may draw from: the text to break, another document, and luck.
pub(crate) struct Source<'a> {
    pub(crate) text: &'a str,
    pub(crate) other: &'a str,
    pub(crate) random: &'a mut Random,
}

/// A way to break a document.
pub(crate) type Break = fn(&mut Source<'_>) -> Option<Vec<u8>>;

/// All of them, by name.
pub(crate) const WAYS: &[(&str, Break)] = &[
    ("a byte goes", byte_goes),
    ("a byte twice", byte_twice),
    ("two bytes swapped", bytes_swapped),
    ("a bit flipped", bit_flipped),
    ("cut", cut),
    ("an element goes", element_goes),
    ("an element twice", element_twice),
    ("two elements swapped", elements_swapped),
    ("an element renamed", element_renamed),
    ("an element in another", element_nested),
    ("an element of another document", element_of_another),
    ("an attribute goes", attribute_goes),
    ("an attribute twice", attribute_twice),
    ("an attribute renamed", attribute_renamed),
    ("two values swapped", values_swapped),
    ("a hostile value", hostile_value),
    ("a hostile text", hostile_text),
    ("a reference", reference),
    ("a declaration goes", declaration_goes),
    ("another declaration", declaration_altered),
    ("another prefix", prefix_altered),
    ("markup in between", markup),
    ("a document type", document_type),
    ("nil or type", nil_or_type),
    ("another encoding", encoding),
    ("a byte order mark or NUL", mark),
    ("wrapped", wrapped),
    ("two documents spliced", spliced),
    ("tags unbalanced", unbalanced),
];

// -- bytes -----------------------------------------------------------------------------------------------------------

fn byte_goes(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let mut bytes = source.text.as_bytes().to_vec();
    let at = source.random.below(bytes.len());
    (!bytes.is_empty()).then(|| bytes.remove(at))?;
    Some(bytes)
}

fn byte_twice(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let mut bytes = source.text.as_bytes().to_vec();
    let at = source.random.below(bytes.len());
    bytes.insert(at, *bytes.get(at)?);
    Some(bytes)
}

fn bytes_swapped(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let mut bytes = source.text.as_bytes().to_vec();
    let (one, other) = (source.random.below(bytes.len()), source.random.below(bytes.len()));
    (!bytes.is_empty()).then(|| bytes.swap(one, other))?;
    Some(bytes)
}

fn bit_flipped(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let mut bytes = source.text.as_bytes().to_vec();
    let at = source.random.below(bytes.len());
    *bytes.get_mut(at)? ^= 1 << source.random.below(8);
    Some(bytes)
}

fn cut(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let end = source.random.below(source.text.len());
    Some(source.text.as_bytes()[..end].to_vec())
}

// -- elements --------------------------------------------------------------------------------------------------------

fn element_goes(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let element = source.random.of(&Outline::of(source.text).elements)?.clone();
    replaced(source.text, element, "")
}

fn element_twice(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let element = source.random.of(&Outline::of(source.text).elements)?.clone();
    let times = 1 + source.random.below(3);
    replaced(source.text, element.start..element.start, &source.text[element].repeat(times))
}

fn elements_swapped(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let outline = Outline::of(source.text);
    let (one, other) = source.random.two_of(&outline.elements)?;
    exchanged(source.text, one, other)
}

fn element_renamed(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let outline = Outline::of(source.text);
    let element = source.random.of(&outline.elements)?.clone();
    let start = outline.tags.iter().find(|tag| tag.range.start == element.start)?;
    let name = match source.random.below(3) {
        0 => source.text[source.random.of(&outline.tags)?.name.clone()].to_owned(),
        1 => source.random.of(NAMES)?.to_string(),
        _ => {
            let mut name = source.text[start.name.clone()].to_owned();
            name.push_str(source.random.of(&["x", ":", "-", "\u{e9}", "\u{2028}"])?);
            name
        }
    };
    let mut out = replaced(source.text, start.name.clone(), &name)?;
    let end = outline.tags.iter().find(|tag| tag.range.end == element.end && tag.is_end);
    if let Some(end) = end {
        let shift = name.len() as isize - start.name.len() as isize;
        let at = |place: usize| place.saturating_add_signed(shift);
        out.splice(at(end.name.start)..at(end.name.end), name.bytes());
    }
    Some(out)
}

fn element_nested(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let outline = Outline::of(source.text);
    let element = source.text[source.random.of(&outline.elements)?.clone()].to_owned();
    let at = source.random.of(&outline.tags)?.range.end;
    replaced(source.text, at..at, &element)
}

fn element_of_another(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let element = source.other[source.random.of(&Outline::of(source.other).elements)?.clone()].to_owned();
    let place = source.random.of(&Outline::of(source.text).elements)?.clone();
    replaced(source.text, place, &element)
}

fn unbalanced(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let outline = Outline::of(source.text);
    let (one, other) = source.random.two_of(&outline.tags)?;
    match source.random.below(3) {
        0 => replaced(source.text, one.range.clone(), ""),
        1 => exchanged(source.text, &one.range, &other.range),
        _ => replaced(source.text, other.range.end..other.range.end, &source.text[one.range.clone()]),
    }
}

fn wrapped(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let outline = Outline::of(source.text);
    let element = source.random.of(&outline.elements)?.clone();
    let name = match source.random.below(2) {
        0 => &source.text[source.random.of(&outline.tags)?.name.clone()],
        _ => source.random.of(NAMES)?,
    };
    let times = *source.random.of(&[1, 1, 2, 10, 300])?;
    let inside = &source.text[element.clone()];
    let wrapped = [&format!("<{name}>").repeat(times), inside, &format!("</{name}>").repeat(times)].concat();
    replaced(source.text, element, &wrapped)
}

fn spliced(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let head = source.random.place(source.text);
    let tail = source.random.place(source.other);
    Some([&source.text[..head], &source.other[tail..]].concat().into_bytes())
}

// -- attributes ------------------------------------------------------------------------------------------------------

fn attribute_goes(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let attribute = source.random.of(&Outline::of(source.text).attributes)?.range.clone();
    replaced(source.text, attribute, "")
}

fn attribute_twice(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let outline = Outline::of(source.text);
    let attribute = format!(" {}", &source.text[source.random.of(&outline.attributes)?.range.clone()]);
    // In its own tag, or in any.
    let at = source.random.of(&outline.tags)?.name.end;
    replaced(source.text, at..at, &attribute)
}

fn attribute_renamed(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let outline = Outline::of(source.text);
    let name = source.random.of(&outline.attributes)?.name.clone();
    let new = match source.random.below(2) {
        0 => &source.text[source.random.of(&outline.attributes)?.name.clone()],
        _ => source.random.of(NAMES)?,
    };
    replaced(source.text, name, new)
}

fn values_swapped(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let outline = Outline::of(source.text);
    let (one, other) = source.random.two_of(&outline.attributes)?;
    exchanged(source.text, &one.value, &other.value)
}

fn hostile_value(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let outline = Outline::of(source.text);
    let value = source.random.of(&outline.attributes)?.value.clone();
    let text = hostile(source.random)?;
    replaced(source.text, value, &text)
}

fn nil_or_type(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let outline = Outline::of(source.text);
    let at = source.random.of(&outline.tags)?.name.end;
    let name = source.random.of(&["nil", "nil", "type", "type", "type", "schemaLocation", "x"])?;
    let value = match source.random.below(3) {
        0 => format!("t:{}Type", source.text[source.random.of(&outline.tags)?.name.clone()].rsplit(':').next()?),
        1 => hostile(source.random)?,
        _ => source.random.of(TYPES)?.to_string(),
    };
    let attribute = format!(
        " xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\" \
         xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:{name}=\"{value}\""
    );
    replaced(source.text, at..at, &attribute)
}

// -- namespaces ------------------------------------------------------------------------------------------------------

fn declaration(source: &mut Source<'_>) -> Option<Attribute> {
    let mut attributes = Outline::of(source.text).attributes;
    attributes.retain(|attribute| source.text[attribute.name.clone()].starts_with("xmlns"));
    source.random.of(&attributes).cloned()
}

fn declaration_goes(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let declaration = declaration(source)?;
    replaced(source.text, declaration.range, "")
}

fn declaration_altered(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let declaration = declaration(source)?;
    let uri = &source.text[declaration.value.clone()];
    let new = match source.random.below(8) {
        0 => uri.replace("http:", "https:"),
        1 => format!(" {uri}\n"),
        2 => uri.replacen("types", "messages", 1),
        3 => uri.replacen("messages", "types", 1),
        4 => uri[..source.random.place(uri)].to_owned(),
        5 => hostile(source.random)?,
        _ => source.random.of(NAMESPACE_NAMES)?.to_string(),
    };
    replaced(source.text, declaration.value, &new)
}

fn prefix_altered(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let outline = Outline::of(source.text);
    let name = match source.random.below(2) {
        0 => source.random.of(&outline.tags)?.name.clone(),
        _ => source.random.of(&outline.attributes)?.name.clone(),
    };
    let prefix = match source.text[name.clone()].split_once(':') {
        Some((prefix, _)) => name.start..name.start + prefix.len() + source.random.below(2),
        None => name.start..name.start,
    };
    let new =
        source.random.of(&["", "xml:", "xmlns:", "xsi:", "q:", "t:", "m:", "e:", ":", "ns0:", "a:b:", "\u{e9}:"])?;
    replaced(source.text, prefix, new)
}

// -- text and markup -------------------------------------------------------------------------------------------------

fn hostile_text(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let outline = Outline::of(source.text);
    let text = source.random.of(&outline.texts)?.clone();
    let new = hostile(source.random)?;
    replaced(source.text, text, &new)
}

fn reference(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let outline = Outline::of(source.text);
    let place = match source.random.below(2) {
        0 => source.random.of(&outline.texts)?.clone(),
        _ => source.random.of(&outline.attributes)?.value.clone(),
    };
    let at = place.start + source.random.place(&source.text[place]);
    let new = source.random.of(&[
        "&",
        "&;",
        "&amp",
        "&#;",
        "&#x;",
        "&#0;",
        "&#x0;",
        "&#xD800;",
        "&#xFFFE;",
        "&#x110000;",
        "&#99999999999;",
        "&lt;",
        "&#13;",
        "&#xA;",
        "&#9;",
        "&nbsp;",
        "&x;",
        "&&amp;",
        "&#-1;",
        "&#x1F600;",
        "&#38;",
        "&amp;amp;",
        "& ;",
        "&#X41;",
    ])?;
    replaced(source.text, at..at, new)
}

fn markup(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let outline = Outline::of(source.text);
    let at = match source.random.below(3) {
        0 => source.random.place(source.text),
        1 => source.random.of(&outline.tags)?.range.end,
        _ => {
            let text = source.random.of(&outline.texts)?.clone();
            text.start + source.random.place(&source.text[text])
        }
    };
    let new = source.random.of(&[
        "<![CDATA[]]>",
        "<![CDATA[x]]>",
        "<![CDATA[<&]]]]>",
        "<![CDATA[",
        "]]>",
        "<!---->",
        "<!-- - -->",
        "<!-- -- -->",
        "<!--",
        "-->",
        "<!--->",
        "<?p?>",
        "<?p i?>",
        "<?",
        "?>",
        "<?xml version=\"1.0\"?>",
        "<?xml version=\"1.1\"?>",
        "<![cdata[x]]>",
        "<!x>",
        "<![CDATA[\r\n\0]]>",
        "<![CDATA[ ]]>",
    ])?;
    replaced(source.text, at..at, new)
}

fn document_type(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let outline = Outline::of(source.text);
    let new = source.random.of(&[
        "<!DOCTYPE a>",
        "<!DOCTYPE a []>",
        "<!DOCTYPE a [<!ENTITY b \"c\">]>",
        "<!DOCTYPE a SYSTEM \"file:///none\">",
        "<!doctype html>",
        "<!DOCTYPE",
    ])?;
    let at = match source.random.below(2) {
        0 => outline.tags.first()?.range.start,
        _ => source.random.of(&outline.tags)?.range.end,
    };
    replaced(source.text, at..at, new)
}

// -- encodings -------------------------------------------------------------------------------------------------------

fn encoding(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let declared = match source.random.below(3) {
        0 => source.text.to_owned(),
        _ => {
            let name =
                source.random.of(&["utf-8", "UTF-16", "iso-8859-1", "us-ascii", "windows-1252", "", "\u{e9}"])?;
            format!("<?xml version=\"1.0\" encoding=\"{name}\"?>{}", source.text)
        }
    };
    let wide = |unit: fn(u16) -> [u8; 2], mark: &str| -> Vec<u8> {
        format!("{mark}{declared}").encode_utf16().flat_map(unit).collect()
    };
    let mut bytes = match source.random.below(6) {
        0 => wide(u16::to_le_bytes, "\u{FEFF}"),
        1 => wide(u16::to_be_bytes, "\u{FEFF}"),
        2 => wide(u16::to_le_bytes, ""),
        3 => wide(u16::to_be_bytes, ""),
        _ => declared.into_bytes(),
    };
    if source.random.below(2) == 0 {
        let at = source.random.below(bytes.len() + 1);
        let invalid: &[u8] = source.random.of(&[
            &b"\xFF"[..],
            b"\xC0\x80",
            b"\xED\xA0\x80",
            b"\xD8\x00",
            b"\x00\xD8",
            b"\xE9",
            b"\xEF\xBF\xBE",
        ])?;
        bytes.splice(at..at, invalid.iter().copied());
    }
    Some(bytes)
}

fn mark(source: &mut Source<'_>) -> Option<Vec<u8>> {
    let at = match source.random.below(2) {
        0 => 0,
        _ => source.random.place(source.text),
    };
    replaced(
        source.text,
        at..at,
        source.random.of(&["\u{FEFF}", "\0", "\u{FEFF}\u{FEFF}", "\u{FFFE}", " ", "\u{85}", "\u{A0}"])?,
    )
}

// -- what they are made of -------------------------------------------------------------------------------------------

const NAMES: &[&str] = &[
    "a",
    "t:Message",
    "t:Items",
    "m:ResponseMessages",
    "s:Body",
    "Id",
    "xml:lang",
    "xmlns",
    "xmlns:t",
    "xml:x",
    "1",
    "-",
    ":",
    "a:",
    ":a",
    "a:b:c",
    "",
    "\u{e9}",
    "a\u{B7}",
    "\u{B7}",
    "q:x",
    "xsi:nil",
    "xsi:type",
];

const TYPES: &[&str] = &[
    "true",
    "1",
    " true ",
    "false",
    "TRUE",
    "",
    "t:ItemType",
    "t:MessageType",
    "t:TaskType",
    " t:ItemType ",
    "q:ItemType",
    "ItemType",
    "t:",
    ":",
    "t:a b",
    "t:\u{e9}",
    "t:1",
    "t:ItemType:x",
    "xml:ItemType",
    "xs:string",
    "&#116;:ItemType",
];

const NAMESPACE_NAMES: &[&str] = &[
    "",
    " ",
    "urn:x",
    "a\"b'",
    "http://www.w3.org/2000/xmlns/",
    "http://www.w3.org/XML/1998/namespace",
    "http://www.w3.org/2001/XMLSchema-instance",
    "http://schemas.xmlsoap.org/soap/envelope/",
    "&lt;&#xFFFE;",
    "\u{e9}",
];

/// A text that is hardly a value of any type.
fn hostile(random: &mut Random) -> Option<String> {
    const TEXTS: &[&str] = &[
        "",
        " ",
        "\n\t \r",
        "x",
        "-",
        "+",
        ".",
        "-0",
        "+1",
        "00",
        "1e999",
        "-1e999",
        "NaN",
        "INF",
        "-INF",
        "inf",
        "1e-999",
        "2147483647",
        "2147483648",
        "-2147483649",
        "9223372036854775808",
        "-9223372036854775809",
        "18446744073709551616",
        "99999999999999999999999999999999999999999999999999",
        "0.1.2",
        "1,5",
        "0x10",
        "\u{661}\u{662}",
        "true",
        "TRUE",
        "2026-02-29",
        "2024-02-29",
        "2026-13-01",
        "0000-01-01",
        "-0001-01-01",
        "99999-12-31T23:59:59Z",
        "999999999999-01-01T00:00:00",
        "2026-01-01T24:00:00",
        "9999-12-31T24:00:00",
        "2026-01-01T23:59:60",
        "2026-01-01T00:00:00+14:01",
        "2026-01-01T00:00:00-14:00",
        "2026-01-01T00:00:00.99999999999999999999",
        "2026-01-01T00:00:00,5",
        "24:00:00",
        "25:00:00",
        "P",
        "PT",
        "P1Y",
        "-P1DT2H",
        "P99999999999999999999D",
        "PT0.000S",
        "PT1.9999999999999999S",
        "PT-1S",
        "AQIDBA=",
        "AQ==",
        "A",
        "====",
        "A Q = =",
        "!!",
        "0g",
        "0AFF",
        "a\u{1}b",
        "\u{7F}\u{80}",
        "\u{FFFE}",
        "\u{1F600}",
        "e\u{301}",
        "\u{202E}",
        "]]&gt;",
        "&lt;x/&gt;",
        "<x/>",
        "<x>",
        "a b c",
        "a&#32;b",
        "&#13;&#10;",
        "t:x",
        "http://",
        "%",
        "{",
        "00000000-0000-0000-0000-000000000000",
        "de-",
        "\u{A0}1\u{A0}",
        " 1 ",
    ];
    match random.below(12) {
        0 => Some("9".repeat(random.below(400))),
        1 => Some(" \u{e9}x".repeat(random.below(2000))),
        _ => random.of(TEXTS).map(|text| text.to_string()),
    }
}

/// Where things stand in a document, broken or not.
#[derive(Default)]
struct Outline {
    elements: Vec<Range<usize>>,
    tags: Vec<Tag>,
    attributes: Vec<Attribute>,
    texts: Vec<Range<usize>>,
}

struct Tag {
    range: Range<usize>,
    name: Range<usize>,
    is_end: bool,
}

#[derive(Clone)]
struct Attribute {
    range: Range<usize>,
    name: Range<usize>,
    value: Range<usize>,
}

impl Outline {
    fn of(text: &str) -> Self {
        let mut outline = Self::default();
        let mut open = Vec::new();
        let mut at = 0;
        while let Some(start) = text[at..].find('<').map(|found| at + found) {
            if start > at {
                outline.texts.push(at..start);
            }
            let close = ["<!--", "<![CDATA[", "<?", "<!"].iter().position(|begin| text[start..].starts_with(begin));
            let close = close.map_or(">", |index| ["-->", "]]>", "?>", ">"][index]);
            let end = text[start..].find(close).map_or(text.len(), |found| start + found + close.len());
            at = end;
            if close != ">" || text[start..].starts_with("<!") {
                continue;
            }
            let is_end = text[start..].starts_with("</");
            let from = start + 1 + usize::from(is_end);
            let length = text[from..end].find([' ', '\n', '\t', '\r', '/', '>']).unwrap_or(end - from);
            let name = from..from + length;
            match is_end {
                true => outline.elements.extend(open.pop().map(|start| start..end)),
                false if text[..end].ends_with("/>") => outline.elements.push(start..end),
                false => open.push(start),
            }
            outline.attributes(text, name.end..end);
            outline.tags.push(Tag { range: start..end, name, is_end });
        }
        outline
    }

    fn attributes(&mut self, text: &str, tag: Range<usize>) {
        let mut at = tag.start;
        while let Some(equals) = text[at..tag.end].find('=').map(|found| at + found) {
            let start = at + (text[at..equals].len() - text[at..equals].trim_start().len());
            let Some(quote) = text[equals + 1..tag.end].chars().next().filter(|quote| "\"'".contains(*quote)) else {
                return;
            };
            let value = equals + 2;
            let Some(length) = text[value..tag.end].find(quote) else { return };
            at = value + length + 1;
            self.attributes.push(Attribute { range: start..at, name: start..equals, value: value..value + length });
        }
    }
}

/// A document without one of its elements, by number from the last one.
pub(crate) fn without_element(text: &str, number: usize) -> Option<Vec<u8>> {
    let element = Outline::of(text).elements.iter().rev().nth(number).cloned()?;
    replaced(text, element, "")
}

fn replaced(text: &str, range: Range<usize>, new: &str) -> Option<Vec<u8>> {
    Some([text.get(..range.start)?, new, text.get(range.end..)?].concat().into_bytes())
}

/// Two parts, each in the place of the other; of one that is inside of the other, it takes the place of that.
fn exchanged(text: &str, one: &Range<usize>, other: &Range<usize>) -> Option<Vec<u8>> {
    let (first, second) = if one.start <= other.start { (one, other) } else { (other, one) };
    if second.start < first.end {
        return replaced(text, first.clone(), &text[second.clone()]);
    }
    let parts = [&text[..first.start], &text[second.clone()], &text[first.end..second.start], &text[first.clone()]];
    Some([parts.concat().as_str(), &text[second.end..]].concat().into_bytes())
}
