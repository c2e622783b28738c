//! A tour of Exchange Web Services for those who do not know them yet. Each chapter ends with a program that runs.
//!
//! | chapter | question |
//! | --- | --- |
//! | [`first_request`] | How does a program send a request, and what can go wrong? |
//! | [`authentication`] | Which credentials does a server ask for, and which crates provide them? |
//! | [`identifiers`] | What are ids and change keys? |
//! | [`shapes`] | Which properties does a response contain? |
//! | [`paging`] | How does a program list a long folder? |
//! | [`restrictions`] | How does a program search a folder? |
//! | [`folders`] | How does a program find and create folders? |
//! | [`attachments`] | How are files read and added? |
//! | [`calendar`] | What are series, occurrences, invitations? |
//! | [`time_zones`] | In which time zone is a time? |
//! | [`synchronization`] | How does a program keep a copy up to date? |
//! | [`notifications`] | How does a program learn of changes at once? |
//! | [`impersonation`] | How does a service work for many users? |
//! | [`throttling`] | What does a program do if the server is busy? |
//! | [`tokens`] | How does a mail app prove the identity of its user? |
//! | [`servers`] | How does a program answer requests? |
//!
//! The programs are in the folder `examples/tour` of the crate. Most of them share a small client, which the first chapter shows, and
//! run against a small server, which is also written with this crate:
//!
//! ```sh
//! cargo run --example mailbox_server -- --port 8080 &
//! export EWS_URL=http://127.0.0.1:8080/EWS/Exchange.asmx EWS_USER=ada EWS_PASSWORD=any
//! cargo run --example first_request
//! ```
//!
//! With another address and other credentials, the programs run against an Exchange server. Some programs create items there, and
//! `calendar` sends invitations to addresses of example.com.
//!
//! The chapters are modules without items, which exist in the documentation only.

/// Declares a module for each chapter. Its docs are the `.md` file with the name of the chapter, and the code of the programs.
macro_rules! chapters {
    ($($name:ident: $($program:literal),*;)*) => {
        $(
            #[doc = include_str!(concat!(stringify!($name), ".md"))]
            $(
                #[doc = ""]
                #[doc = concat!("`examples/tour/", $program, "`:")]
                #[doc = ""]
                #[doc = "```no_run"]
                #[doc = include_str!(concat!("../../examples/tour/", $program))]
                #[doc = "```"]
            )*
            pub mod $name {}
        )*
    };
}

chapters! {
    first_request: "first_request.rs", "client/mod.rs";
    authentication: "authentication.rs";
    identifiers: "identifiers.rs";
    shapes: "shapes.rs";
    paging: "paging.rs";
    restrictions: "restrictions.rs";
    folders: "folders.rs";
    attachments: "attachments.rs";
    calendar: "calendar.rs";
    time_zones: "time_zones.rs";
    synchronization: "synchronization.rs";
    notifications: "notifications.rs", "push_listener.rs";
    impersonation: "impersonation.rs";
    throttling: "throttling.rs";
    tokens: "tokens.rs";
    servers: "servers.rs";
}
