//! NTLM messages in HTTP headers, and the handshake of client and server.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sspi::{
    AuthIdentity, AuthIdentityBuffers, BufferType, ClientRequestFlags, CredentialUse, DataRepresentation, Ntlm,
    SecurityBuffer, SecurityStatus, ServerRequestFlags, Sspi as _, SspiImpl as _, Username,
};

use crate::Result;

/// The name of the HTTP authentication scheme.
pub(crate) const SCHEME: &str = "NTLM";

/// Returns the credentials of a user without a domain.
pub(crate) fn identity(user: &str, password: &str) -> Result<AuthIdentity> {
    Ok(AuthIdentity { username: Username::new(user, None)?, password: password.to_owned().into() })
}

/// Returns the header value for an NTLM message.
pub(crate) fn to_header(message: &[u8]) -> String {
    format!("{SCHEME} {}", STANDARD.encode(message))
}

/// Returns the NTLM message in a header value. Returns `None` for another scheme and for a bare `NTLM`.
pub(crate) fn from_header(value: &str) -> Option<Vec<u8>> {
    let (scheme, message) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case(SCHEME) {
        return None;
    }
    STANDARD.decode(message.trim()).ok()
}

/// The client's end of a handshake.
pub(crate) struct Initiator {
    ntlm: Ntlm,
    credentials: Option<AuthIdentityBuffers>,
}

impl Initiator {
    pub(crate) fn new(identity: &AuthIdentity) -> Result<Self> {
        let (ntlm, credentials) = begin(identity, CredentialUse::Outbound)?;
        Ok(Self { ntlm, credentials })
    }

    /// Returns the answer to a message of the server. Without such a message, returns the first message of the handshake.
    pub(crate) fn next(&mut self, received: Option<Vec<u8>>) -> Result<Vec<u8>> {
        let mut input = [token(received.unwrap_or_default())];
        let mut output = [token(Vec::new())];
        let mut step = self
            .ntlm
            .initialize_security_context()
            .with_credentials_handle(&mut self.credentials)
            .with_context_requirements(ClientRequestFlags::empty())
            .with_target_data_representation(DataRepresentation::Native)
            .with_input(&mut input)
            .with_output(&mut output);
        let status = self.ntlm.initialize_security_context_impl(&mut step)?.resolve_to_result()?.status;
        if is_to_be_completed(status) {
            self.ntlm.complete_auth_token(&mut output)?;
        }
        let [output] = output;
        Ok(output.buffer)
    }
}

/// The server's end of a handshake.
///
/// `sspi` checks the message integrity code, which only a client with the password can compute, but also accepts messages without a
/// code. The client of `sspi` always sends a code. A server that other machines can reach must refuse messages without a code.
pub(crate) struct Acceptor {
    ntlm: Ntlm,
    credentials: Option<AuthIdentityBuffers>,
}

/// The state of a handshake after a message of the client.
pub(crate) enum Step {
    /// The server answers with this message.
    Challenge(Vec<u8>),
    /// The handshake is complete: the client knows the password.
    SignedIn,
}

impl Acceptor {
    pub(crate) fn new(identity: &AuthIdentity) -> Result<Self> {
        let (ntlm, credentials) = begin(identity, CredentialUse::Inbound)?;
        Ok(Self { ntlm, credentials })
    }

    /// Returns the next step after a message of the client, or an error if the server refuses the message.
    pub(crate) fn next(&mut self, received: Vec<u8>) -> Result<Step> {
        let mut input = [token(received)];
        let mut output = [token(Vec::new())];
        let step = self
            .ntlm
            .accept_security_context()
            .with_credentials_handle(&mut self.credentials)
            .with_context_requirements(ServerRequestFlags::empty())
            .with_target_data_representation(DataRepresentation::Native)
            .with_input(&mut input)
            .with_output(&mut output);
        let status = self.ntlm.accept_security_context_impl(step)?.resolve_to_result()?.status;
        if is_to_be_completed(status) {
            self.ntlm.complete_auth_token(&mut output)?;
            return Ok(Step::SignedIn);
        }
        let [output] = output;
        Ok(Step::Challenge(output.buffer))
    }
}

/// Begins a handshake: as the client if `credential_use` is `Outbound`, as the server if it is `Inbound`.
fn begin(identity: &AuthIdentity, credential_use: CredentialUse) -> Result<(Ntlm, Option<AuthIdentityBuffers>)> {
    let mut ntlm = Ntlm::new();
    let credentials = ntlm
        .acquire_credentials_handle()
        .with_credential_use(credential_use)
        .with_auth_data(identity)
        .execute(&mut ntlm)?
        .credentials_handle;
    Ok((ntlm, credentials))
}

fn token(bytes: Vec<u8>) -> SecurityBuffer {
    SecurityBuffer::new(bytes, BufferType::Token)
}

fn is_to_be_completed(status: SecurityStatus) -> bool {
    matches!(status, SecurityStatus::CompleteNeeded | SecurityStatus::CompleteAndContinue)
}
