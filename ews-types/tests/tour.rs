//! Runs the programs of the tour against the example `mailbox_server`, and compares their output.

use std::process::Command;

use crate::servers::{Server, example};

/// Runs a program against the server, with the path `path` in the URL, and compares its output.
#[track_caller]
fn check_at(path: &str, program: &str, expected: &[&str]) {
    let server = Server::start(&mut Command::new(example("mailbox_server")));
    let url = server.url.replace("/EWS/Exchange.asmx", path);
    let mut command = Command::new(example(program));
    command.env("EWS_URL", url).env("EWS_USER", "ada").env("EWS_PASSWORD", "any").env_remove("EWS_BEARER_TOKEN");
    let output = command.output().unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{program}: {errors}");
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(printed.lines().collect::<Vec<_>>(), expected, "{program}");
}

#[track_caller]
fn check(program: &str, expected: &[&str]) {
    check_at("/EWS/Exchange.asmx", program, expected);
}

test_support::cases! { check {
    first_request: (
        "first_request",
        &["Exchange version 15", "Inbox: 5 items", "5 of them are unread"],
    );
    identifiers: (
        "identifiers",
        &[
            "item-1 has the change key version-1",
            "item-1 has the change key version-7",
            "ErrorIrresolvableConflict: The send or update operation could not be performed because the change key passed in \
             the request does not match the current change key for the item. (at \
             /UpdateItemResponse/ResponseMessages/UpdateItemResponseMessage[1])",
        ],
    );
    shapes: (
        "shapes",
        &[
            "Minutes 1", "  Text 1", "Report 2", "  Text 2", "  invoice 2026-0042", "Minutes 3", "  Text 3", "Report 4",
            "  Text 4", "Minutes 5", "  Text 5",
        ],
    );
    paging: (
        "paging",
        &[
            "page of 5 items", "  Minutes 1", "  Report 2", "page of 5 items", "  Minutes 3", "  Report 4",
            "page of 5 items", "  Minutes 5",
        ],
    );
    servers: ("servers", &["Lunch: true", "ErrorItemNotFound: There is no such message. (at /GetItemResponse/ResponseMessages/GetItemResponseMessage[2])"]);
    restrictions: ("restrictions", &["2026-03-04T08:00:00Z Report 4", "2026-03-02T08:00:00Z Report 2"]);
    folders: ("folders", &["Inbox (items)", "Drafts (items)", "Calendar (calendar)", "Invoices (items)"]);
    attachments: ("attachments", &["figures.csv: 6 bytes", "new change key: version-7"]);
    calendar: (
        "calendar",
        &["2026-03-03T09:00:00Z Planning (Occurrence)", "2026-03-10T09:00:00Z Planning (Occurrence)"],
    );
    time_zones: (
        "time_zones",
        &["(UTC+09:00) Osaka, Sapporo, Tokyo", "2026-03-20T10:00:00+09:00 is 2026-03-20T01:00:00Z: Call to Tokyo"],
    );
    synchronization: (
        "synchronization",
        &["Create: item-1", "Create: item-2", "Create: item-3", "Create: item-4", "Create: item-5", "and later:", "Create: item-7"],
    );
    notifications: ("notifications", &["2026-03-07T08:00:00Z CreatedEvent: item-7", "2026-03-08T08:00:00Z CreatedEvent: item-8", "the server closes the connection"]);
    impersonation: ("impersonation", &["bob@example.com: 2 items", "nobody@example.com: ErrorNonExistentMailbox"]);
    authentication: ("authentication", &["the server offers Negotiate, NTLM, Basic", "signed in"]);
    tokens: (
        "tokens",
        &[
            "CallerIdentity: valid for 480 minutes",
            "ExtensionCallback: valid for 480 minutes",
            "the server denied the token: ErrorInvalidClientAccessTokenRequest: The app is not installed.",
        ],
    );
}}

test_support::cases! { check_at {
    throttling: ("/busy/EWS/Exchange.asmx", "throttling", &["the server is busy, wait 20 ms", "the server is busy, wait 20 ms", "done"]);
}}
