"""Cookies of a town's pages: which session, which desk.

Names hold the town's code and what its log is, so that a drill and an actual town share none,
though cookies know no ports. Under TLS they have the prefix `__Host-` (RFC 6265bis, 4.1.3.2).
"""

from starlette.requests import Request

from tocsin.app.sign_in.known import DESK_KNOWN_FOR
from tocsin.app.sign_in.sessions import LONGEST
from tocsin.app.sign_in.signing import Signing


def is_secure(request: Request, signing: Signing) -> bool:
    """Whether the browser asks by https: of this process, or of a proxy before it."""
    return request.url.scheme == "https" or (signing.origin or "").startswith("https:")


def _name(request: Request, signing: Signing, what: str) -> str:
    header = signing.header
    prefix = "__Host-" if is_secure(request, signing) else ""
    return f"{prefix}tocsin-{header.code}-{header.kind.value.lower()}-{what}"


def session_secret(request: Request, signing: Signing | None) -> str | None:
    """The secret of the session that the browser shows."""
    if signing is None or "cookie" not in request.headers:
        return None
    return request.cookies.get(_name(request, signing, "session"))


def desk_secret(request: Request, signing: Signing) -> str | None:
    """The secret by which a desk is known again."""
    return request.cookies.get(_name(request, signing, "desk"))


def session_cookie(request: Request, signing: Signing, secret: str) -> str:
    """The cookie of a new session."""
    seconds = int(LONGEST.total_seconds())
    return _cookie(request, signing, "session", secret, seconds)


def desk_cookie(request: Request, signing: Signing, secret: str) -> str:
    """The cookie of a desk."""
    seconds = int(DESK_KNOWN_FOR.total_seconds())
    return _cookie(request, signing, "desk", secret, seconds)


def no_session_cookie(request: Request, signing: Signing) -> str:
    """Has the browser drop the cookie of its session."""
    return _cookie(request, signing, "session", "", 0)


def _cookie(request: Request, signing: Signing, what: str, secret: str, seconds: int) -> str:
    guarded = "; Secure" if is_secure(request, signing) else ""
    return (
        f"{_name(request, signing, what)}={secret}; Path=/; Max-Age={seconds}; HttpOnly;"
        f" SameSite=Strict{guarded}"
    )
