"""Signing in by a page without script: for the first evening, and for the day on which the console
does not load.
"""

from tocsin.app.credentials import LONGEST, SHORTEST
from tocsin.app.desk import officer
from tocsin.app.sign_in.sessions import Proof
from tocsin.app.web import ui_files
from tocsin.app.web.cross_site import check_same_site
from tocsin.app.web.html import Html, tag
from tocsin.app.web.limits import body_of
from tocsin.app.web.me import signing_of
from tocsin.app.web.page_words import Wording
from tocsin.app.web.password_proof import PasswordSignIn, proven
from tocsin.app.web.problem import Problem
from tocsin.app.web.resident_pages import problem
from tocsin.app.web.residents import fields_of, page, place_of
from tocsin.app.web.route import Asked, Parameter, Reply, Route
from tocsin.app.web.sign_in import link_proof, password_set, started

FORM_BYTES = 10_000
PATH = "/sign-in/plain"
AFTERWARDS = "/"

Given = dict[str, str]


async def entrance(asked: Asked) -> Reply:
    """The page with script, where it was built; else the plain one."""
    return ui_files.page("console") if ui_files.is_built("console") else await empty(asked)


async def empty(asked: Asked) -> Reply:
    """The form."""
    once = asked.query("once")
    return _form(asked, {} if once is None else {"once": once})


async def sent(asked: Asked) -> Reply:
    """What was filled in."""
    try:
        check_same_site(asked.request, is_form=True)
    except Problem:
        return _form(asked, {}, "elsewhere", 403)
    given = fields_of(await body_of(asked.request, FORM_BYTES))
    wrong = _wrong(asked, given)
    if wrong:
        return _form(asked, given, wrong, 400)
    try:
        if "once" in given:
            proof = link_proof(asked, given["once"])
        else:
            known = {name: given.get(name, "")[:LONGEST] for name in ("handle", "password")}
            proof = await proven(asked, PasswordSignIn(**known, code=given.get("code") or None))
        return await _come_in(asked, proof, given)
    except Problem as why:
        return _said(asked, given, why)


def _wrong(asked: Asked, given: Given) -> str:
    """What is wrong with a form before anything is tried."""
    if "once" not in given:
        return "" if given.get("handle") and given.get("password") else "not_good"
    link = signing_of(asked).links.looked_at(given["once"])
    if link is None or link.is_kept:
        return ""
    new = given.get("new", "")
    if not SHORTEST <= len(new) <= LONGEST:
        return "short"
    return "" if new == given.get("again") else "differs"


async def _come_in(asked: Asked, proof: Proof, given: Given) -> Reply:
    """Into the console, with a session; who came by a link that is good once has a password now."""
    session, cookies = await started(asked, proof)
    if not proof.is_whole:
        await password_set(asked, session, given["new"])
    headers = {"Location": AFTERWARDS, "Cache-Control": "no-store"}
    return Reply(b"", 303, "text/html", headers, cookies=cookies)


def _said(asked: Asked, given: Given, why: Problem) -> Reply:
    code = why.body.code.removeprefix("sign_in_")
    words = place_of(asked).words
    known = code if f"sign_in_{code}" in words else "trouble"
    reply = _form(asked, given, known, why.body.status, why.after_s or 0)
    wait = {} if why.after_s is None else {"Retry-After": str(why.after_s)}
    return Reply(reply.body, reply.status, reply.media_type, {**reply.headers, **wait})


def _form(asked: Asked, given: Given, wrong: str = "", status: int = 200, wait_s: int = 0) -> Reply:
    place = place_of(asked)
    words = place.words
    link = signing_of(asked).links.looked_at(given["once"]) if "once" in given else None
    name = None if link is None else officer(asked.door.house.picture, link.person)
    found = None if name is None else asked.door.house.picture.people.get(name)
    if "once" in given and found is None:
        wrong = wrong or "link_not_good"
    said = words[f"sign_in_{wrong}"].format(least=SHORTEST, seconds=wait_s) if wrong else ""
    if link is None or found is None:
        lead = words["sign_in_lead"].format(town=place.town)
        inside = _by_password(words, given)
    else:
        begin = "sign_in_as" if link.is_kept else "sign_in_first"
        lead = words[begin].format(handle=found.handle or found.id)
        inside = _by_link(words, given["once"], is_kept=link.is_kept)
    body = place.page(
        words["sign_in_title"],
        problem(words, [("send", said)] if said else []),
        tag("p", lead),
        tag("form", *inside, method="post", action=PATH),
    )
    return page(body, status)


def _by_password(words: Wording, given: Given) -> list[Html]:
    return [
        _field(words["sign_in_handle"], "handle", value=given.get("handle", ""),
               autocomplete="username"),
        _field(words["sign_in_password"], "password", type="password",
               autocomplete="current-password"),
        _field(words["sign_in_code"], "code", words["optional"], inputmode="numeric",
               autocomplete="one-time-code"),
        tag("button", words["sign_in_button"], type="submit", id="send"),
    ]  # fmt: skip


def _by_link(words: Wording, secret: str, *, is_kept: bool) -> list[Html]:
    hidden = tag("input", type="hidden", name="once", value=secret)
    if is_kept:
        return [hidden, tag("button", words["sign_in_come"], type="submit", id="send")]
    new = words["sign_in_new"].format(least=SHORTEST)
    same = {"type": "password", "autocomplete": "new-password"}
    return [
        hidden,
        _field(new, "new", **same),
        _field(words["sign_in_again"], "again", **same),
        tag("button", words["sign_in_set"], type="submit", id="send"),
    ]


def _field(label: str, name: str, hint: str = "", **more: str) -> Html:
    optional = tag("span", f" {hint}", class_="optional") if hint else ""
    kind = more.pop("type", "text")
    return tag(
        "div",
        tag("label", label, optional, for_=name),
        tag("input", type=kind, id=name, name=name, spellcheck="false", autocapitalize="off",
            **more),
        class_="field",
    )  # fmt: skip


ONCE = Parameter("once", "The secret of a one-time link.")

ROUTES = (
    Route(method="GET", path="/sign-in", says="Sign in", handler=entrance, tag="signing in",
          parameters=(ONCE,), is_open_query=True, media_type="text/html", errors=(409, 503)),
    Route(method="GET", path=PATH, says="Sign in without script", handler=empty, tag="signing in",
          parameters=(ONCE,), media_type="text/html", errors=(409,)),
    Route(method="POST", path=PATH, says="Sign in without script", handler=sent, tag="signing in",
          body_media_type="application/x-www-form-urlencoded", media_type="text/html",
          errors=(303, 401, 403, 409, 413, 429, 503)),
)  # fmt: skip
