//! Random values that fit the name and the type of an element or attribute. The values are the same in every run.

/// A reproducible sequence of random numbers, and the values made from it.
pub(crate) struct Random {
    state: u64,
    /// True if some texts contain escaped characters, such as `&amp;`.
    has_special: bool,
}

/// For each element that only some messages have: a number `n`. About one of `n` messages has the element.
const RARE: &[(&str, u64)] =
    &[("Categories", 4), ("CcRecipients", 3), ("DisplayCc", 3), ("InReplyTo", 3), ("References", 3), ("ReplyTo", 8)];

impl Random {
    pub(crate) fn new(has_special: bool) -> Self {
        Self { state: 0x2545_F491_4F6C_DD1D, has_special }
    }

    /// Returns a number below a bound (xorshift).
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 11) % bound
    }

    /// Returns the number of occurrences of an element in its parent.
    pub(crate) fn occurrences(&mut self, name: &str, is_list: bool) -> u64 {
        match RARE.iter().find(|(rare, _)| *rare == name) {
            Some((_, of)) => u64::from(self.below(*of) == 0),
            None if is_list && name == "Mailbox" => 1 + self.below(3),
            None => 1,
        }
    }

    /// Returns one of the words in `words`, which are separated by spaces.
    fn pick(&mut self, words: &'static str) -> &'static str {
        let count = words.split(' ').count() as u64;
        words.split(' ').nth(self.below(count) as usize).unwrap_or_default()
    }

    /// Returns the base64 text of `bytes` random bytes.
    pub(crate) fn base64(&mut self, bytes: usize) -> String {
        const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let padding = ["", "==", "="][bytes % 3];
        let digits = bytes.div_ceil(3) * 4 - padding.len();
        let mut text: String = (0..digits).map(|_| char::from(DIGITS[self.below(64) as usize])).collect();
        if !padding.is_empty() {
            // The unused bits of the last digit must be zero, as they are in `A`.
            text.pop();
            text.push('A');
        }
        text + padding
    }

    fn words(&mut self, count: u64) -> String {
        let words: Vec<&str> = (0..count).map(|_| self.pick(WORDS)).collect();
        words.join(" ")
    }

    fn name(&mut self) -> String {
        format!("{} {}", self.pick(FIRST), self.pick(LAST))
    }

    fn message_id(&mut self) -> String {
        let id = format!("{}@mail{}.contoso.example", self.base64(24).replace(['+', '/'], "x"), self.below(40));
        if self.has_special { format!("&lt;{id}&gt;") } else { id }
    }
}

/// Returns an escaped value for the element or attribute `name`, whose built-in type is `ty`.
pub(crate) fn value(name: &str, ty: &str, random: &mut Random) -> String {
    match (name, ty) {
        ("ItemClass", _) => "IPM.Note".to_owned(),
        ("Culture", _) => "en-US".to_owned(),
        ("RoutingType", _) => "SMTP".to_owned(),
        ("MailboxType", _) => random.pick("Mailbox OneOff Contact").to_owned(),
        ("Sensitivity", _) => "Normal".to_owned(),
        ("Importance", _) => random.pick("Normal Normal Normal High Low").to_owned(),
        ("FlagStatus", _) => random.pick("NotFlagged NotFlagged Flagged Complete").to_owned(),
        ("IconIndex", _) => random.pick("Default MailReplied MailForwarded").to_owned(),
        ("InferenceClassification", _) => random.pick("Focused Other").to_owned(),
        ("CharacterSet", _) => "UTF-8".to_owned(),
        ("Id", _) => random.base64(114),
        ("ChangeKey", _) => random.base64(30),
        ("InternetMessageId" | "InReplyTo" | "References", _) => random.message_id(),
        ("EmailAddress", _) => {
            let name = random.name().to_lowercase().replace(' ', ".").replace(|c: char| !c.is_ascii(), "e");
            format!("{name}@contoso.example")
        }
        ("Name" | "LastModifiedName" | "DisplayTo" | "DisplayCc", _) => random.name(),
        ("String", _) => random.pick("Red Travel Orion").to_owned(),
        ("Preview", _) => random.words(36),
        ("WebClientReadFormQueryString" | "WebClientEditFormQueryString", _) => {
            let and = if random.has_special { "&amp;" } else { "," };
            let id = random.base64(114);
            format!("https://mail.contoso.example/owa/?ItemID={id}{and}exvsurl=1{and}viewmodel=ReadMessageItem")
        }
        ("Subject" | "ConversationTopic", _) => {
            let words = 3 + random.below(6);
            let mark = if random.has_special && random.below(8) == 0 { " &amp; " } else { " " };
            format!("{}{mark}{}", random.words(words / 2), random.words(words - words / 2))
        }
        (_, "xs:boolean") => random.pick("false true false").to_owned(),
        (_, "xs:int" | "xs:long") => random.below(250_000).to_string(),
        (_, "xs:base64Binary") => random.base64(22),
        (_, "xs:dateTime") => {
            let (day, time) = (1 + random.below(28), random.below(86_400));
            format!("2026-03-{day:02}T{:02}:{:02}:{:02}Z", time / 3600, time / 60 % 60, time % 60)
        }
        (name, ty) => unreachable!("no rule for a value of {name} of type {ty}"),
    }
}

const FIRST: &str = "Ada Grace Edsger Barbara Zoë Konrad Radia Jürgen Mary Alan";
const LAST: &str = "Lovelace Hopper Dijkstra Liskov Müller Zuse Perlman Turing Shaw";
const WORDS: &str = "the budget meeting for review of please find attached quarterly report and minutes project schedule we \
                     will discuss next week your comments Grüße aus Köln until Friday invoice number draft contract travel \
                     request approved café is not available";
