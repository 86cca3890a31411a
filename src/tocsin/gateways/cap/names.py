"""Namespaces a CAP message is found under, and those around it."""

CAP_12 = "urn:oasis:names:tc:emergency:cap:1.2"
CAP_11 = "urn:oasis:names:tc:emergency:cap:1.1"
CAP_10 = "http://www.incident.com/cap/1.0"
DSIG = "http://www.w3.org/2000/09/xmldsig#"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

ATOM = "http://www.w3.org/2005/Atom"
EDXL_DE = "urn:oasis:names:tc:emergency:EDXL:DE:"
"""Without its version: 1.0 and 2.0 are looked through alike."""
SOAP = frozenset(
    {"http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"}
)

VERSIONS = {CAP_12: "1.2", CAP_11: "1.1", CAP_10: "1.0"}


def split(tag: str) -> tuple[str, str]:
    """Namespace ("" for none) and local name of a tag. A prefix that was never declared goes."""
    space, _, local = tag[1:].rpartition("}") if tag[:1] == "{" else ("", "", tag)
    return space, local.rpartition(":")[2]
