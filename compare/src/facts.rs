//! Sums over the messages of a document. All programs must compute the same sums. This shows that each program has read the content.

/// Sums over the messages of a document.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Facts {
    messages: usize,
    /// The number of changes in a SyncFolderItems response that delete a message or change its read flag.
    other_changes: usize,
    /// Bytes of ids and change keys.
    ids: usize,
    /// Bytes of subjects, after references such as `&amp;` are resolved.
    subjects: usize,
    /// Bytes of names and addresses of senders.
    senders: usize,
    sizes: u64,
    with_attachments: usize,
    read: usize,
    /// Bytes of MIME content.
    mime: usize,
}

/// The values of a message that [`Facts::add`] adds to the sums.
#[derive(Default)]
pub(crate) struct Message<'t> {
    pub(crate) id: &'t str,
    pub(crate) change_key: &'t str,
    pub(crate) subject: &'t str,
    pub(crate) sender: [&'t str; 2],
    pub(crate) size: u64,
    pub(crate) has_attachments: bool,
    pub(crate) is_read: bool,
    pub(crate) mime: &'t str,
}

impl Facts {
    pub(crate) fn add(&mut self, message: &Message<'_>) {
        self.messages += 1;
        self.ids += message.id.len() + message.change_key.len();
        self.subjects += message.subject.len();
        self.senders += message.sender.iter().map(|text| text.len()).sum::<usize>();
        self.sizes += message.size;
        self.with_attachments += usize::from(message.has_attachments);
        self.read += usize::from(message.is_read);
        self.mime += message.mime.len();
    }

    pub(crate) fn add_other_change(&mut self) {
        self.other_changes += 1;
    }
}

/// Computes the facts of a document from its tags and texts.
#[derive(Default)]
pub(crate) struct Collector {
    facts: Facts,
    open: Vec<String>,
}

impl Collector {
    pub(crate) fn start(&mut self, local: &str) {
        self.open.push(local.to_owned());
        match self.path().as_slice() {
            [.., "Message"] => self.facts.messages += 1,
            [.., "Changes", "Delete" | "ReadFlagChange"] => self.facts.other_changes += 1,
            _ => {}
        }
    }

    pub(crate) fn attribute(&mut self, local: &str, value: &str) {
        if let ([.., "Message", "ItemId"], "Id" | "ChangeKey") = (self.path().as_slice(), local) {
            self.facts.ids += value.len();
        }
    }

    /// Adds a text, or a part of a text, to the sum for the open element. Ignores the text if there is no such sum.
    pub(crate) fn text(&mut self, text: &str) {
        match self.path().as_slice() {
            [.., "Message", "Subject"] => self.facts.subjects += text.len(),
            [.., "From", "Mailbox", "Name" | "EmailAddress"] => self.facts.senders += text.len(),
            [.., "Message", "Size"] => self.facts.sizes += text.parse::<u64>().unwrap_or_default(),
            [.., "Message", "HasAttachments"] => self.facts.with_attachments += usize::from(text == "true"),
            [.., "Message", "IsRead"] => self.facts.read += usize::from(text == "true"),
            [.., "Message", "MimeContent"] => self.facts.mime += text.len(),
            _ => {}
        }
    }

    pub(crate) fn end(&mut self) {
        self.open.pop();
    }

    pub(crate) fn finish(self) -> Facts {
        self.facts
    }

    fn path(&self) -> Vec<&str> {
        let last = self.open.len().saturating_sub(3);
        self.open[last..].iter().map(String::as_str).collect()
    }
}
