"""The pages of a group's inbox as HTML: pure functions from what the group may know."""

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo

import msgspec

from tocsin.app.web.html import Html, tag
from tocsin.app.web.inbox import Inbox
from tocsin.app.web.pictures import SubjectFields
from tocsin.app.web.resident_pages import Place, Wrong, problem
from tocsin.geo.places import Place as Where
from tocsin.terms.words import Words


class View(msgspec.Struct, frozen=True):
    """How a page is read: the town's zone, the secret, how words are opened, notices that the
    member has read.
    """

    zone: tzinfo
    secret: str
    read: Callable[[Words], str | None]
    has_read: frozenset[str]
    trouble: str | None = None


def knock_page(place: Place, wrong: Wrong) -> bytes:
    """Where a member types the secret of their group."""
    words = place.words
    said = dict(wrong).get("secret")
    field = tag(
        "div",
        tag("label", words["group_secret"], for_="secret"),
        tag("p", words["group_secret_hint"], class_="hint", id="hint"),
        tag("p", said, id="secret-wrong", class_="wrong-says") if said else "",
        tag("input", type="password", id="secret", name="secret", autocomplete="current-password",
            aria_describedby="secret-wrong hint" if said else "hint",
            aria_invalid="true" if said else None),
        class_="field wrong" if said else "field",
    )  # fmt: skip
    return place.page(
        words["inbox_title"],
        problem(words, wrong),
        tag("p", words["inbox_lead"]),
        tag("form", field, tag("button", words["open"], type="submit"),
            method="post", action="/inbox", novalidate=True),
    )  # fmt: skip


def inbox_page(place: Place, inbox: Inbox, view: View) -> bytes:
    """What a group may know now: what it was told, then what happens in its area."""
    words = place.words
    told = [_notice(words, each, view) for each in inbox.notices]
    matters = [_matter(words, each, view) for each in inbox.incidents]
    return place.page(
        str(inbox.group.fields.get("name", words["inbox_title"])),
        tag("p", view.trouble, class_="danger", role="alert") if view.trouble else "",
        tag("h2", words["notices"]),
        tag("ul", *told, class_="cards") if told else tag("p", words["no_notices"]),
        tag("h2", words["matters"]),
        tag("ul", *matters, class_="cards") if matters else tag("p", words["no_matters"]),
        _again(view, tag("button", words["look_again"], type="submit")),
        tag("p", tag("a", words["close_inbox"], href="/inbox")),
    )


def _again(view: View, *inside: object) -> Html:
    """A form that opens the inbox again: the secret is in it, as in the one before."""
    secret = tag("input", type="hidden", name="secret", value=view.secret)
    return tag("form", secret, *inside, method="post", action="/inbox")


def _notice(words: Mapping[str, str], each: SubjectFields, view: View) -> Html:
    said = each.fields.get("words")
    text = view.read(said) if isinstance(said, Words) else None
    button = tag("button", words["i_have_read"], type="submit", name="read", value=each.id)
    read = (
        tag("p", words["you_have_read"], class_="hint")
        if each.id in view.has_read
        else _again(view, button)
    )
    since = _since(each.fields.get("sent_at"), view)
    return tag("li", since, tag("p", text or "", class_="said"), read)


def _matter(words: Mapping[str, str], each: SubjectFields, view: View) -> Html:
    fields = each.fields
    kind = str(fields.get("type") or words["matter"]).replace(".", ", ").replace("_", " ")
    is_closed = fields.get("closed_at") is not None or str(fields.get("status")) == "closed"
    state = words["matter_closed"] if is_closed else words["matter_open"]
    found = (fields.get(name) for name in ("summary", "public_words"))
    lines = [view.read(said) for said in found if isinstance(said, Words)]
    where = _where(words, fields.get("place"))
    return tag(
        "li",
        _since(fields.get("opened_at"), view),
        tag("h3", kind[:1].upper() + kind[1:]),
        tag("p", where) if where else "",
        tag("p", state),
        *(tag("p", line, class_="said") for line in lines if line),
    )


def _where(words: Mapping[str, str], place: object) -> str:
    """A place as far as the group sees it."""
    if not isinstance(place, Where):
        return ""
    parts = [place.label or "", *place.areas.values()]
    if place.point is not None:
        lat, lon = place.point.degrees
        parts.append(words["about"].format(position=f"{lat:.3f}, {lon:.3f}"))
    return " · ".join(each for each in parts if each)


def _since(at: object, view: View) -> Html | str:
    if not isinstance(at, datetime):
        return ""
    local = at.astimezone(view.zone)
    return tag("time", f"{local:%Y-%m-%d %H:%M}", datetime=local.isoformat())
