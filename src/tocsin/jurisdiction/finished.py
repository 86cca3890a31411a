"""Where finished matters lie in the archive by kind, type and the time they were over.

So that what is due is found by looking at what is due, whatever else has been kept for how long.
An entry in short lies under `~over/KIND/TYPE/TIME/ID`; who else is made of an owner's words stands
under `~used/OWNER/SUBJECT`. Both are made from the matter, and go when it is destroyed.
"""

from datetime import UTC, datetime
from urllib.parse import quote, unquote

from tocsin.operations.holds import reached_by
from tocsin.operations.orders import Finished
from tocsin.operations.picture import Closure, Incident, Report
from tocsin.operations.picture.proposal import Proposal

FIRST = "~"
"""Every entry begins so, and no matter does."""
OVER = "~over/"
USED = "~used/"

COLLECTIONS = {
    "incident": "incidents",
    "report": "reports",
    "closure": "closures",
    "proposal": "proposals",
}


def finished_of(subject: str, position: int, noun: object) -> Finished | None:
    """A matter in short, from its noun; None of what was never over."""
    type_, over_at = _over(noun)
    if over_at is None:
        return None
    others = sorted(reached_by(noun) - {subject}) if isinstance(noun, Incident) else []
    return Finished(subject, type_ or "", over_at.astimezone(UTC), (subject, *others), position)


def _over(noun: object) -> tuple[str | None, datetime | None]:
    """Its type, and when it was over."""
    if isinstance(noun, Incident):
        return noun.type, noun.closed_at
    if isinstance(noun, Report):
        taken = noun.handed_over
        return noun.type, noun.disposed_at if taken is None else taken.at
    if isinstance(noun, Closure):
        return noun.kind, noun.lifted_at
    if isinstance(noun, Proposal):
        return noun.kind, noun.settled_at
    return None, None


def place_of(matter: Finished) -> str:
    """The name its entry lies under."""
    kind, _, id = matter.subject.partition("/")
    return f"{of_type(kind, matter.type)}{instant(matter.over_at)}/{id}"


def of_type(kind: str, type_: str) -> str:
    """What the entries of one kind and type begin with."""
    return f"{OVER}{kind}/{quote(type_, safe='')}/"


def type_in(place: str) -> str:
    """The type of an entry, from its name."""
    return unquote(place.split("/")[2])


def instant(at: datetime) -> str:
    """A time as a part of a name: names sort as times do. Whole seconds, UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def past(part: str) -> str:
    """The first name after all that begin with this part, which ends in a slash."""
    assert part.endswith("/"), part
    return part[:-1] + "0"


def uses_of(matter: Finished) -> list[str]:
    """Names that say who is made of which owner's words; a matter's own need not be said."""
    others = (each for each in matter.owners if each != matter.subject)
    return [f"{USED}{owner}/{matter.subject}" for owner in others]
