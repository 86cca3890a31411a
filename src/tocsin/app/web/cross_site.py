"""What a session's cookie is good for: only what a page of this town asks for itself.

A browser sends cookies with whatever asks, so each request is held against where it comes from
(Fetch Metadata, W3C; Origin, RFC 6454), and what changes something needs a header that no form and
no other site can send. Programs with a token are not concerned.

Source: OWASP Cross-Site Request Forgery Prevention Cheat Sheet (Fetch Metadata; custom header).
"""

from starlette.requests import Request

from tocsin.app.sign_in.sessions import DeskSession, Sessions
from tocsin.app.tongue import with_step
from tocsin.app.web.problem import Problem
from tocsin.app.web.route import Route

HEADER = "Tocsin-Console"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def check_same_site(request: Request, *, is_form: bool = False) -> None:
    """Raise Problem 403 unless a page of this town asks; a form cannot send the header."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        is_ours = site == "same-origin"
    else:
        origin, host = request.headers.get("origin", ""), request.headers.get("host", "")
        is_ours = bool(host) and origin.partition("://")[2].lower() == host.lower()
    if not is_ours or not (is_form or request.headers.get(HEADER) == "1"):
        raise Problem(
            403,
            "cross_site",
            *with_step("problem-cross-site", header=HEADER),
            where=HEADER if is_ours else "Origin",
        )


def check_session(route: Route, request: Request, session: DeskSession, sessions: Sessions) -> None:
    """Raise Problem 403 unless a session is good for this now; note that somebody is there."""
    is_safe = request.method in SAFE
    if not is_safe:
        check_same_site(request)
    elif request.headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        raise Problem(
            403,
            "cross_site",
            *with_step("problem-cross-site", header=HEADER),
            where="Sec-Fetch-Site",
        )
    if not session.is_whole and not route.is_for_begun:
        raise Problem(
            403,
            "sign_in_unfinished",
            *with_step("problem-sign-in-unfinished"),
        )
    if is_safe or route.is_for_locked:
        return
    if sessions.is_locked(session):
        raise Problem(
            403,
            "locked",
            *with_step("problem-locked"),
        )
    sessions.touch(session)
