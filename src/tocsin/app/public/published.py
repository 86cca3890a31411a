"""What a town has published, as values: the public's slice of the picture with its words open.

Everything comes through the public's own eye (`access`), field by field; the one thing more is
whether somebody stands by a translation, and whether a message is about a rumour: a yes or a no.

Source: CAP 1.2 §3.2; ISO 22322:2022 §6 (content of a warning).
"""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from operator import attrgetter

import msgspec

from tocsin.access import Eye, audience
from tocsin.access.sight import Fields
from tocsin.app.desk import town_zone
from tocsin.app.warnings.clear import FORGOTTEN, Keys
from tocsin.geo.places import Place
from tocsin.operations.picture import Picture
from tocsin.operations.picture.facility import Capacity, Extent, FacilityState
from tocsin.operations.picture.warning import AlertFacts, Reference, ToldText, WarningState
from tocsin.operations.resident_reports import form_of
from tocsin.operations.subscriptions import open_channels
from tocsin.operations.warning_content import is_reviewed
from tocsin.terms.cap import CapMsgType, CapSeverity, CapStatus
from tocsin.terms.words import Words

Struct = msgspec.Struct
SUPPLIES = ("without_power", "without_water", "without_telecom")
RUMOUR = "rumour"
"""The hazard, and the template that is shipped, of messages that say what is true of a rumour."""
CLOSURES = "closures"
"""The kind that a town opens, so that the public is told what is closed."""
PEOPLE = "people"
"""What is counted in a shelter."""
BAD = (CapSeverity.extreme, CapSeverity.severe, CapSeverity.moderate, CapSeverity.minor)


class Said(Struct, frozen=True):
    """What a message says in one language. `is_reviewed`: a named speaker stands by the words."""

    language: str
    event: str
    headline: str
    description: str
    instruction: str
    is_reviewed: bool


class Notice(Struct, frozen=True):
    """One message that went out, as everybody may know it."""

    id: str
    state: WarningState
    status: CapStatus
    msg_type: CapMsgType
    sender_name: str
    facts: AlertFacts
    said: tuple[Said, ...]
    sent: datetime
    follows: str | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None
    references: tuple[Reference, ...] = ()
    is_rumour: bool = False
    """Whether it says what is true of a rumour."""

    @property
    def is_in_force(self) -> bool:
        """Whether it asks people to do something now or soon."""
        return self.state is WarningState.issued and self.msg_type is not CapMsgType.cancel

    @property
    def is_test(self) -> bool:
        """Whether it is an announced test: then that is its first word."""
        return self.status is not CapStatus.actual

    def in_language(self, language: str) -> Said:
        """The text in a language; else in the first that it was written in."""
        wanted = language.partition("-")[0]
        like = (each for each in self.said if each.language.partition("-")[0] == wanted)
        return next((each for each in self.said if each.language == language), None) or next(
            like, self.said[0]
        )


class Closed(Struct, frozen=True):
    """A road or an area that cannot be used as usual; or one without power, water, telephone."""

    id: str
    kind: str
    extent: Extent
    where: str
    since: datetime
    ends_at: datetime | None
    passable_for: tuple[str, ...] | None
    """None: the town does not say."""
    depth_cm: int | None


class Shelter(Struct, frozen=True):
    """A place that takes people in now. `free` are places that anybody may have, as of `at`;
    `point` is (latitude, longitude).
    """

    id: str
    name: str
    where: str
    since: datetime | None
    free: int | None
    total: int | None
    at: datetime | None
    is_limited: bool
    is_step_free: bool | None
    takes_pets: bool | None
    point: tuple[float, float] | None


class Published(Struct, frozen=True):
    """Everything that is on the public pages of a town. `updated` is when any of it last changed;
    None where there is nothing. `shows` are the kinds that the town opened to the public.
    `takes_subscribers`: people can ask to be warned of what concerns their place.
    """

    town: str
    language: str
    zone: tzinfo
    emergency_number: str | None
    notices: tuple[Notice, ...]
    closed: tuple[Closed, ...]
    shelters: tuple[Shelter, ...]
    shows: frozenset[str]
    updated: datetime | None
    takes_subscribers: bool

    @property
    def in_force(self) -> tuple[Notice, ...]:
        """What is in force, the worst first, then the newest."""
        return tuple(sorted((e for e in self.notices if e.is_in_force), key=_urgency))

    @property
    def roads(self) -> tuple[Closed, ...]:
        """Where one cannot pass."""
        return tuple(each for each in self.closed if each.kind not in SUPPLIES)

    @property
    def cut_off(self) -> tuple[Closed, ...]:
        """Where there is no power, water or telephone."""
        return tuple(each for each in self.closed if each.kind in SUPPLIES)

    def notice(self, name: str) -> Notice | None:
        """The message of this id."""
        return next((each for each in self.notices if each.id == name), None)

    def after(self, notice: Notice) -> Notice | None:
        """The message that updated or ended this one."""
        return next((each for each in self.notices if each.follows == notice.id), None)


def _urgency(notice: Notice) -> tuple[object, ...]:
    severity = notice.facts.severity
    order = BAD.index(severity) if severity in BAD else len(BAD)
    return notice.is_test, order, -notice.sent.timestamp(), notice.id


LOOKED_AT = attrgetter(
    "warnings", "warning_templates", "closures", "facilities", "report_forms", "settings",
    "access", "openness", "forgotten", "warning_channels",
)  # fmt: skip
"""Everything of a picture on which the pages hang: where all of it is the same, they are."""


def published(picture: Picture, keys: Keys, name: str) -> Published:
    """What the public may know now; `name` is the town's where it was not described."""
    eye = Eye(picture, audience())
    settings = picture.settings.get("town")
    notices = tuple(sorted(_notices(eye, keys), key=lambda e: (e.sent, e.id), reverse=True))
    closed = tuple(sorted(_closed(eye, keys), key=lambda each: (each.since, each.id)))
    shelters = tuple(sorted(_shelters(eye, keys), key=lambda each: (each.name, each.id)))
    times = [
        *(at for each in notices for at in (each.sent, each.ended_at) if at is not None),
        *(each.since for each in closed),
        *(at for each in shelters for at in (each.since, each.at) if at is not None),
    ]
    return Published(
        town=settings.name if settings else name,
        language=settings.language if settings else "en",
        zone=town_zone(picture),
        emergency_number=form_of(picture).emergency_number,
        notices=notices,
        closed=closed,
        shelters=shelters,
        shows=_shown(eye),
        updated=max(times, default=None),
        takes_subscribers=bool(open_channels(picture)),
    )


def _notices(eye: Eye, keys: Keys) -> Iterator[Notice]:
    for name in eye.picture.warnings:
        shown = eye.shown(("warnings", name))
        if shown and shown.get("sent") is not None:
            said = tuple(_said(eye.picture, each, keys) for each in shown.pop("texts"))  # type: ignore[attr-defined]
            known = {name: shown[name] for name in Notice.__struct_fields__ if name in shown}
            is_rumour = _is_of_rumour(eye.picture, name)
            yield Notice(**known, said=said, is_rumour=is_rumour)  # type: ignore[arg-type]


def _is_of_rumour(picture: Picture, warning: str) -> bool:
    found = picture.warnings.get(warning)
    name = None if found is None else found.template
    adopted = None if name is None else picture.warning_templates.get(name)
    return name == RUMOUR or (adopted is not None and adopted.content.hazard == RUMOUR)


def _said(picture: Picture, text: ToldText, keys: Keys) -> Said:
    def opened(words: Words | None) -> str:
        if words is None:
            return ""
        clear = words.text if words.text is not None else keys.open(words)
        return FORGOTTEN if clear is None else clear

    return Said(
        language=text.language,
        event=text.event,
        headline=opened(text.headline),
        description=opened(text.description),
        instruction=opened(text.instruction),
        is_reviewed=is_reviewed(picture, text.source),
    )


def _closed(eye: Eye, keys: Keys) -> Iterator[Closed]:
    for name in eye.picture.closures:
        shown = eye.shown(("closures", name)) or {}
        if shown.keys() >= TELLING and shown["lifted_at"] is None:
            yield _closure(shown, keys)


def _shown(eye: Eye) -> frozenset[str]:
    """Kinds that the town's policy opens."""
    publicity = eye.where.publicity
    return frozenset() if publicity is None else frozenset(each.kind for each in publicity.fields)


def _shelters(eye: Eye, keys: Keys) -> Iterator[Shelter]:
    for name in eye.picture.facilities:
        shown = eye.shown(("facilities", name)) or {}
        place = shown.get("place")
        if "name" not in shown or not isinstance(place, Place):
            continue
        counts = shown.get("capacities", ())
        assert isinstance(counts, tuple), "places are counted by kind"
        people = next((each for each in counts if each.kind == PEOPLE), Capacity(PEOPLE))
        told = {name: shown.get(name) for name in ("id", "name", "is_step_free", "takes_pets")}
        yield Shelter(
            **told,  # type: ignore[arg-type]
            where=where_of(place, keys),
            since=shown.get("state_at"),  # type: ignore[arg-type]
            free=None if people.open is None else max(0, people.open),
            total=people.total,
            at=people.at,
            is_limited=shown.get("state") is FacilityState.limited,
            point=None if place.point is None else place.point.degrees,
        )


TELLING = frozenset({"id", "kind", "extent", "since", "lifted_at"})
"""Fields without which nothing can be said of a closure: the town's policy opens them, or not."""


def _closure(shown: Fields, keys: Keys) -> Closed:
    extent = shown["extent"]
    assert isinstance(extent, Extent), "the public sees where a closure holds"
    known = {name: shown.get(name) for name in Closed.__struct_fields__ if name != "where"}
    return Closed(where=where_of(extent.place, keys), **known)  # type: ignore[arg-type]


def where_of(place: Place, keys: Keys) -> str:
    """A place in words: as somebody said it, else by its address and areas."""
    said = place.words
    clear = None if said is None else (said.text if said.text is not None else keys.open(said))
    parts = [clear or place.label or "", *place.areas.values()]
    return ", ".join(dict.fromkeys(each for each in parts if each))
