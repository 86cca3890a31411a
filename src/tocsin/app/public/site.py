"""The public site as files: every page in every language it has, and the feeds, by name.

Made when it is first asked for, and kept as long as what is published is the same: a stampede is
served from memory, and costs the town no more than one quiet reader does.
"""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime

import msgspec

from tocsin.app.public import here_page, place_pages, warning_pages
from tocsin.app.public.calendar import calendar
from tocsin.app.public.features import features
from tocsin.app.public.frame import Frame, policy
from tocsin.app.public.published import CLOSURES, Notice, Published
from tocsin.app.public.work_zones import work_zones
from tocsin.app.subscribing.links import PATH as SUBSCRIBE
from tocsin.app.web.html import Html, tag, together
from tocsin.app.wording import languages

HTML, GEOJSON, ICAL = "text/html", "application/geo+json", "text/calendar"
HOME, ARCHIVE, SHELTERS, ROADS = "index.html", "warnings.html", "shelters.html", "roads.html"
RUMOURS = "rumours.html"
FEATURES, CALENDAR, WORK_ZONES = "warnings.geojson", "closures.ics", "wzdx.geojson"


class Leaf(msgspec.Struct, frozen=True):
    """One file as it is sent: its bytes, what they are, their strong entity tag (RFC 9110)."""

    body: bytes
    media_type: str
    tag: str


class Site:
    """The files of one state of what is published, made at `made_at`. `as_of` is said on pages
    where it may be old; `door` is where forms are taken (see `Frame`).
    """

    def __init__(
        self,
        published: Published,
        made_at: datetime,
        *,
        as_of: datetime | None = None,
        door: str | None = "",
    ) -> None:
        self.published = published
        self._made_at = made_at
        self._as_of = as_of
        self._door = door
        self._made: dict[tuple[str, str], Leaf | None] = {}
        self.languages = _tongues(published)

    @property
    def as_of(self) -> datetime | None:
        """As of when, where it may be another by now."""
        return self._as_of

    def leaf(self, name: str, language: str = "") -> Leaf | None:
        """A file by its name: `ar/index.html`, or `index.html` in a `language`; None where there is
        none.
        """
        key = name, language
        if key not in self._made:
            made = self._make(name, language or self.languages[0])
            if made is None:  # what anybody may ask for is not kept
                return None
            self._made[key] = made
        return self._made[key]

    def names(self) -> Iterator[str]:
        """Every file, for whoever carries them elsewhere."""
        yield from (HOME, FEATURES, CALENDAR)
        if CLOSURES in self.published.shows:
            yield WORK_ZONES
        for each in self.published.notices:
            yield f"{each.id}.html"
        for language in self.languages:
            yield from (f"{language}/{each}" for each in (HOME, *PAGES))
        for each in self.published.notices:
            yield from (f"{tongue}/{each.id}.html" for tongue in self._tongues_of(each))

    def _tongues_of(self, notice: Notice) -> tuple[str, ...]:
        """Those of every page, and those that a message was written in."""
        return tuple(dict.fromkeys((*self.languages, *(each.language for each in notice.said))))

    def _make(self, name: str, language: str) -> Leaf | None:
        if name == FEATURES:
            return _leaf(features(self.published), GEOJSON)
        if name == CALENDAR:
            return _leaf(calendar(self.published), ICAL)
        if name == WORK_ZONES and CLOSURES in self.published.shows:
            as_of = self._as_of
            told = work_zones(self.published, as_of or self._made_at, is_kept_fresh=as_of is None)
            return _leaf(told, GEOJSON)
        folder, _, file = name.rpartition("/")
        notice = self.published.notice(file.removesuffix(".html"))
        tongues = self.languages if notice is None else self._tongues_of(notice)
        if folder:
            language = folder
        if language not in tongues or not file.endswith(".html"):
            return None
        depth = 1 if folder else 0
        as_of = self._as_of if notice is None or notice.is_in_force else None
        frame = Frame(self.published, language, depth, as_of, self._door)
        made = self._main(frame, file, notice)
        if made is None:
            return None
        title, main = made
        return _leaf(frame.page(file, title, main, tongues), HTML)

    def _main(self, frame: Frame, file: str, notice: Notice | None) -> tuple[str, Html] | None:
        on = ways(frame)
        if notice is not None:
            return warning_pages.one(frame, notice, on)
        if file == HOME:
            hint = place_pages.hint(frame, SHELTERS)
            return warning_pages.home(frame, together(here_page.form(frame), hint, on))
        page = PAGES.get(file)
        return None if page is None else page(frame, on)


PAGES: dict[str, Callable[[Frame, object], tuple[str, Html]]] = {
    ARCHIVE: warning_pages.archive,
    SHELTERS: place_pages.shelters,
    ROADS: place_pages.roads,
    RUMOURS: warning_pages.rumours,
}
"""Every page of a language, beside the first one and those of warnings."""


def ways(frame: Frame) -> Html:
    """Where a page leads on to."""
    names = (
        ("home", HOME), ("shelters", SHELTERS), ("roads", ROADS), ("rumours", RUMOURS),
        ("all_warnings", ARCHIVE),
    )  # fmt: skip
    rows = [tag("a", frame.say(name), href=frame.to(file)) for name, file in names]
    if frame.published.takes_subscribers and frame.door is not None:
        rows.append(tag("a", frame.say("subscribe"), href=f"{frame.door}{SUBSCRIBE}"))
    return together(forms(frame), tag("ul", *(tag("li", each) for each in rows), class_="ways"))


def forms(frame: Frame) -> Html:
    """To say that one is safe, or needs help: where that is taken, or that it is not."""
    number = frame.published.emergency_number
    if frame.door is None:
        told = (
            frame.say("no_forms") if number is None else frame.say("no_forms_ring", number=number)
        )
        return tag("p", told, class_="box")
    asks = f"?lang={frame.spoken}"
    return tag(
        "p",
        tag("a", frame.say("need_help"), href=f"{frame.door}/report/help{asks}", class_="act help"),
        " ",
        tag("a", frame.say("am_safe"), href=f"{frame.door}/report/safe{asks}", class_="act"),
        class_="acts",
    )


def _tongues(published: Published) -> tuple[str, ...]:
    """Languages of every page: the town's own first, ours, those of warnings in force."""
    ours = languages()
    usual = [each for each in ours if each == published.language]
    theirs = [text.language for each in published.in_force for text in each.said]
    others = sorted(each for each in set(theirs) if each.partition("-")[0] not in ours)
    return tuple(dict.fromkeys((*usual, *ours, *others)))


def _leaf(body: bytes, media_type: str) -> Leaf:
    return Leaf(body, media_type, f'"{hashlib.sha256(body).hexdigest()[:32]}"')


__all__ = ["Leaf", "Site", "policy"]
