"""What holds at an address: the warnings in force whose area the place lies in.

A warning whose area is only named, or only a code of a list, is shown apart: nobody here can say
whether it holds.
"""

from collections.abc import Sequence

import msgspec

from tocsin.app.public.frame import Frame
from tocsin.app.public.published import Notice
from tocsin.app.public.warning_pages import heading, inner
from tocsin.app.web.html import Html, tag, together
from tocsin.geo.places import Point
from tocsin.geo.rings import within
from tocsin.operations.warning_content import shapes_of

HERE = "here.html"
LONGEST = 200


class Spot(msgspec.Struct, frozen=True):
    """A place that may be meant."""

    label: str
    point: Point


def form(frame: Frame, typed: str = "") -> Html | str:
    """Where an address is typed; a copy elsewhere looks up none."""
    if frame.door != "":
        return ""
    return tag(
        "form",
        tag("label", frame.say("here"), for_="q"),
        tag("p", frame.say("here_hint"), id="q-hint", class_="soft"),
        tag("input", type="text", id="q", name="q", value=typed, maxlength=str(LONGEST),
            autocomplete="street-address", aria_describedby="q-hint"),
        tag("button", frame.say("here_look"), type="submit"),
        action=frame.to(HERE), method="get", role="search",
    )  # fmt: skip


def page(
    frame: Frame, typed: str, spots: Sequence[Spot], trouble: str, more: object
) -> tuple[str, Html]:
    """What holds at each place that may be meant; `trouble` is the name of what was in the way."""
    title = frame.say("here")
    told: list[object] = [tag("h1", title)]
    if trouble:
        told.append(tag("p", frame.say(trouble), class_="box"))
    told += [_at(frame, each) for each in spots]
    undrawn = [each for each in frame.published.in_force if not shapes_of(each.facts.areas)]
    if undrawn:
        told += [tag("p", frame.say("here_undrawn")), _links(frame, undrawn)]
    return title, inner(*told, form(frame, typed), more)


def _at(frame: Frame, spot: Spot) -> Html:
    found = [each for each in frame.published.in_force if holds_at(each, spot.point)]
    told = _links(frame, found) if found else tag("p", frame.say("here_calm"))
    return together(tag("h2", spot.label), told)


def _links(frame: Frame, notices: Sequence[Notice]) -> Html:
    rows = []
    for each in notices:
        said = each.in_language(frame.language)
        words = frame.in_its("span", said.language, heading(frame, each, said))
        rows.append(tag("li", tag("a", words, href=frame.to(f"{each.id}.html"))))
    return tag("ul", *rows)


def holds_at(notice: Notice, point: Point) -> bool:
    """Whether a place lies in the area of a warning; its border belongs to it, its holes do not."""
    return any(
        within(ring, point) and not any(within(hole, point) for hole in holes)
        for ring, holes in shapes_of(notice.facts.areas)
    )
