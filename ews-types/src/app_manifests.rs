//! The mail apps of a mailbox, from the operation `GetAppManifests`.
//!
//! A program needs the id of an app to request a token for the app with [`client_access_token`](crate::client_access_token).
//!
//! The request is the generated element `GetAppManifests`. Its fields are optional.
//!
//! ```
//! use ews_types::app_manifests::Apps;
//! use ews_types::client_access_token::{TokenRequests, TokenType};
//! use ews_types::prelude::*;
//! # fn post(_: &[u8], _: &[(&str, String)]) -> xml::Result<Vec<u8>> {
//! #     use ews_types::{messages, types};
//! #     let mut answer = messages::elements::GetAppManifestsResponse::default();
//! #     answer.response_class = types::ResponseClassType::Success;
//! #     let manifest = r#"<OfficeApp xmlns="http://schemas.microsoft.com/office/appforoffice/1.1"><Id>1-2-3</Id>
//! #         <Version>1.0</Version><DisplayName DefaultValue="Notes"/></OfficeApp>"#;
//! #     answer.apps_or_manifests = Some(messages::AppsOrManifests::Manifests(vec![manifest.as_bytes().into()]));
//! #     soap::answer::<operations::GetAppManifests>(&answer).to_vec()
//! # }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let get = build!(GetAppManifests { api_version_supported: "1.1", schema_version_supported: "1.1" });
//! let answer = soap::request(&get).version(ExchangeVersionType::Exchange2013SP1).send(post)?;
//!
//! for app in Apps::try_from(answer)?.apps {
//!     let app = app?;
//!     println!("{} {}", app.version, app.display_name);
//!     // The request for a token of the app: see `client_access_token`.
//!     let tokens = TokenRequests::new().token(&app.id, TokenType::CallerIdentity);
//!     # assert!(String::from_utf8(tokens.to_vec()?)?.contains("1-2-3"));
//!     # assert_eq!((app.id.as_str(), app.display_name.as_str()), ("1-2-3", "Notes"));
//! }
//! # Ok(())
//! # }
//! ```

use std::fmt;

use crate::messages::AppsOrManifests;
use crate::operations;
use crate::soap::{self, AnyResponseMessage as _, HttpField, Outcome, Response, ResponseError, ResponseMessageError};
use crate::types::{AppMetadata, AppType, ServerVersionInfoType};
use crate::xml::{self, ErrorKind, Options, Reader, Step};

/// The mail apps in a response of GetAppManifests, and the version of the server.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Apps {
    /// The apps in the order of the response. An app whose manifest cannot be read is an `Err`, and does not affect the others.
    pub apps: Vec<Result<App, ManifestError>>,
    /// The version of the server, if the server states it.
    pub server_version: Option<ServerVersionInfoType>,
}

/// A mail app, with some fields of its manifest.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct App {
    /// `Id`: the id that a request for a token contains.
    pub id: String,
    /// `DisplayName`, in the default language of the app.
    pub display_name: String,
    /// `Version`, such as `1.0.0.0`.
    pub version: String,
    /// The metadata that the server adds. `None` if the response contains only manifests, as from Exchange 2013 without a service
    /// pack.
    pub metadata: Option<AppMetadata>,
    /// The whole manifest: an XML document in UTF-8 or UTF-16.
    pub manifest: Vec<u8>,
}

/// The reason why there is no list of apps.
#[derive(Debug)]
#[non_exhaustive]
pub enum AppsError {
    /// The response is a fault, or cannot be read.
    Response(ResponseError),
    /// The response message states an error.
    Denied(ResponseMessageError),
    /// The response contains an element with this name instead of apps or manifests.
    Unknown(String),
}

/// A manifest that cannot be read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ManifestError {
    message: String,
    /// The bytes of the manifest, decoded from base64.
    pub manifest: Vec<u8>,
}

/// Reads the apps in a response. Exchange 2013 without a service pack sends only the manifests of the apps, without metadata.
///
/// # Errors
/// The response is a fault or cannot be read; the response message states an error; or the response contains another element
/// instead of apps or manifests.
// `read` and `try_from` are inline, so that the code that drops a response is compiled only in programs that call them.
#[inline]
pub fn read(response: &[u8]) -> Result<Apps, AppsError> {
    soap::response(response).map_err(AppsError::Response)?.try_into()
}

/// Interprets the status, headers and body of an HTTP response; [`read`] reads only the body. See [`soap::outcome()`].
pub fn outcome(
    status: u16,
    headers: impl IntoIterator<Item: HttpField>,
    body: &[u8],
) -> Outcome<Result<Apps, AppsError>> {
    soap::outcome(status, headers, body).map(Apps::try_from)
}

impl TryFrom<Response<operations::GetAppManifests>> for Apps {
    type Error = AppsError;

    /// Finds the apps in a response.
    #[inline]
    fn try_from(mut response: Response<operations::GetAppManifests>) -> Result<Self, AppsError> {
        Self::of(&mut response)
    }
}

impl Apps {
    fn of(response: &mut Response<operations::GetAppManifests>) -> Result<Self, AppsError> {
        response.body.result().map_err(AppsError::Denied)?;
        let server_version = response.server_version().cloned();
        let apps = match &mut response.body.0.apps_or_manifests {
            Some(AppsOrManifests::Apps(apps)) => {
                let app = |app: &mut AppType| App::of(std::mem::take(&mut app.manifest).into(), app.metadata.take());
                apps.app.iter_mut().map(app).collect()
            }
            Some(AppsOrManifests::Manifests(manifests)) => {
                manifests.iter_mut().map(|manifest| App::of(std::mem::take(manifest).into(), None)).collect()
            }
            Some(AppsOrManifests::Unknown(element)) => {
                return Err(AppsError::Unknown(std::mem::take(&mut element.local)));
            }
            None => Vec::new(),
        };
        Ok(Self { apps, server_version })
    }
}

impl App {
    /// Creates an app with the id, the name and the version in `manifest`.
    fn of(manifest: Vec<u8>, metadata: Option<AppMetadata>) -> Result<Self, ManifestError> {
        match read_manifest(&manifest) {
            Ok((id, display_name, version)) => Ok(Self { id, display_name, version, metadata, manifest }),
            Err(error) => Err(ManifestError { message: error.to_string(), manifest }),
        }
    }
}

/// Reads id, display name and version. Ignores namespaces, because each version of the manifest's schema has another namespace.
fn read_manifest(manifest: &[u8]) -> xml::Result<(String, String, String)> {
    let text = xml::decode(manifest)?;
    let mut reader = Reader::new(&text, &[], Options::new());
    loop {
        match reader.step()? {
            Step::Start => break,
            Step::Eof => return Err(reader.error(ErrorKind::Root, "the manifest has no root element")),
            Step::Text(_) | Step::End => {}
        }
    }
    let (mut id, mut display_name, mut version) = (None, String::new(), String::new());
    loop {
        match reader.step()? {
            Step::Start => match reader.local_name() {
                "Id" => id = Some(reader.text()?.trim().to_owned()),
                "Version" => version = reader.text()?.trim().to_owned(),
                "DisplayName" => {
                    let name = reader.attribute("", "DefaultValue")?;
                    display_name = name.map(|name| name.into_owned()).unwrap_or_default();
                    reader.skip()?;
                }
                _ => reader.skip()?,
            },
            Step::Text(_) => {}
            Step::End | Step::Eof => break,
        }
    }
    match id.filter(|id| !id.is_empty()) {
        Some(id) => Ok((id, display_name, version)),
        None => Err(reader.error(ErrorKind::Missing, "the manifest has no Id")),
    }
}

impl fmt::Display for AppsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Response(error) => error.fmt(f),
            Self::Denied(error) => write!(f, "the server denied the list of apps: {error}"),
            Self::Unknown(name) => write!(f, "the response contains <{name}> instead of apps or manifests"),
        }
    }
}

impl std::error::Error for AppsError {}

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the manifest cannot be read: {}", self.message)
    }
}

impl std::error::Error for ManifestError {}
