"""Calls the example server `token_server` with zeep, a SOAP client that shares no code with this repository and reads its WSDL.

usage: zeep_client.py URL, where URL is the address that the server prints.
"""

import pathlib
import sys

import zeep
from lxml import etree

SCHEMAS = pathlib.Path("schemas").resolve()
NOTES = "2f6c3f58-0c2e-4b0a-8d0e-5a3c86a8c6d1"
T = "{http://schemas.microsoft.com/exchange/services/2006/types}"

url = sys.argv[1]
# Loads the WSDL by URL, not by file name: only then does zeep decode `%2E` in the `schemaLocation` of xml.xsd.
client = zeep.Client((SCHEMAS / "services.wsdl").as_uri(), settings=zeep.Settings(strict=True, xml_huge_tree=True))
(binding,) = [name for name in client.wsdl.bindings]
service = client.create_service(binding, url)
version = client.get_element(f"{T}RequestServerVersion")(Version="Exchange2016")


def equal(found, expected, what):
    if found != expected:
        sys.exit(f"{what}: expected {expected!r}, found {found!r}")
    print(f"{what}: {found!r}")


def call(name, **arguments):
    """Calls an operation, with the header RequestServerVersion if the WSDL binds it to the operation."""
    header = client.wsdl.bindings[binding].get(name).input.header
    parts = [part for part, element in header.type.elements if element.name == "RequestServerVersion"]
    return service[name](_soapheaders={part: version for part in parts} or None, **arguments)


# Requests two tokens. The server grants the first and denies the second.
answer = call(
    "GetClientAccessToken",
    TokenRequests={
        "TokenRequest": [{"Id": NOTES, "TokenType": "CallerIdentity"}, {"Id": "none", "TokenType": "ExtensionCallback"}]
    },
)
given, denied = [message["GetClientAccessTokenResponseMessage"] for message in answer.body.ResponseMessages._value_1]
equal(given.ResponseClass, "Success", "class of the token")
equal((given.Token.Id, given.Token.TokenType, given.Token.TTL), (NOTES, "CallerIdentity", 480), "token")
equal((denied.ResponseClass, denied.ResponseCode), ("Error", "ErrorInvalidClientAccessTokenRequest"), "denial")
equal(answer.header.ServerVersionInfo.Version, "V2017_07_11", "server version")

answer = call("GetAppManifests", ApiVersionSupported="1.1", SchemaVersionSupported="1.1")
names = [
    etree.fromstring(manifest).find("{*}DisplayName").get("DefaultValue") for manifest in answer.body.Manifests.Manifest
]
equal(names, ["Notes", "Maps & Routes"], "apps")

folders = {"_value_1": [{"DistinguishedFolderId": {"Id": "inbox"}}]}
answer = call("FindItem", Traversal="Shallow", ItemShape={"BaseShape": "IdOnly"}, ParentFolderIds=folders)
(message,) = [message["FindItemResponseMessage"] for message in answer.body.ResponseMessages._value_1]
equal(message.RootFolder.Items._value_1[0]["Message"].Subject, "Lunch <today>", "found")

# Requests for operations that the server does not serve. At the path /strict, the server reads each request in strict mode, and
# answers with a fault.
item = {"_value_1": [{"ItemId": {"Id": "AAAk", "ChangeKey": "CQ"}}]}
others = {
    "GetItem": {"ItemShape": {"BaseShape": "AllProperties"}, "ItemIds": item},
    "DeleteItem": {"DeleteType": "HardDelete", "ItemIds": item},
    "SendItem": {"SaveItemToFolder": True, "ItemIds": item},
    "MoveItem": {"ToFolderId": {"DistinguishedFolderId": {"Id": "inbox"}}, "ItemIds": item},
    "CopyItem": {"ToFolderId": {"DistinguishedFolderId": {"Id": "drafts"}}, "ItemIds": item},
    "GetFolder": {"FolderShape": {"BaseShape": "Default"}, "FolderIds": folders},
    "FindFolder": {"Traversal": "Deep", "FolderShape": {"BaseShape": "IdOnly"}, "ParentFolderIds": folders},
    "DeleteFolder": {"DeleteType": "SoftDelete", "FolderIds": folders},
    "EmptyFolder": {"DeleteType": "MoveToDeletedItems", "DeleteSubFolders": False, "FolderIds": folders},
    "ResolveNames": {"ReturnFullContactData": True, "UnresolvedEntry": "Ada & Grace"},
    "ExpandDL": {"Mailbox": {"EmailAddress": "all@example.com"}},
    "GetServerTimeZones": {"ReturnFullTimeZoneData": True, "Ids": {"Id": ["UTC"]}},
    "SyncFolderHierarchy": {"FolderShape": {"BaseShape": "IdOnly"}, "SyncState": "H4sI=="},
    "SyncFolderItems": {
        "ItemShape": {"BaseShape": "IdOnly"},
        "SyncFolderId": {"DistinguishedFolderId": {"Id": "calendar"}},
        "MaxChangesReturned": 100,
    },
    "GetEvents": {"SubscriptionId": "f6a1", "Watermark": "AQ=="},
    "Unsubscribe": {"SubscriptionId": "f6a1"},
    "GetUserOofSettings": {"Mailbox": {"Address": "ada@example.com"}},
    "GetAttachment": {"AttachmentIds": {"_value_1": [{"AttachmentId": {"Id": "AAAt"}}]}},
    "GetDelegate": {"IncludePermissions": True, "Mailbox": {"EmailAddress": "ada@example.com"}},
    "GetRoomLists": {},
    "GetUserConfiguration": {
        "UserConfigurationName": {"Name": "Settings", "DistinguishedFolderId": {"Id": "inbox"}},
        "UserConfigurationProperties": ["All"],
    },
    "GetPasswordExpirationDate": {"MailboxSmtpAddress": "ada@example.com"},
    "MarkAsJunk": {"IsJunk": True, "MoveItem": False, "ItemIds": item},
}
service = client.create_service(binding, url.replace("/EWS/Exchange.asmx", "/strict"))
for name, arguments in others.items():
    try:
        call(name, **arguments)
    except zeep.exceptions.Fault as fault:
        equal(fault.message, f"{name} is not served here", name)
    else:
        sys.exit(f"{name} was answered")
print(f"{len(others) + 3} operations")
