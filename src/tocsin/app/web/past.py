"""Other times and finished matters, in the eyes of somebody today.

Who may see what is a question of today's policy, also about the past: a role that was taken away
sees nothing of yesterday, one that was given sees it. What is restricted now or was then is hidden
from whoever may not know of it now.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from datetime import datetime

import msgspec

from tocsin.access import Eye, Viewer
from tocsin.access.sight import Fields, visible_values
from tocsin.app.in_sight import as_seen
from tocsin.app.seeing import Seen
from tocsin.app.veil import hidden_from, veiled
from tocsin.jurisdiction.archive import Matter
from tocsin.operations.picture import Incident, Picture, Subject, subject

POLICY = (
    "people", "access", "agreements", "openness", "glass", "records_requests", "redaction_rules",
)  # fmt: skip
"""Collections that decide who may see what."""
KEPT = 4
"""Past pictures that are remembered: somebody who looks, looks again."""


def under_policy_of(now: Picture, past: Picture) -> Picture:
    """The nouns of the past with the policy of today."""
    return msgspec.structs.replace(past, **{kind: getattr(now, kind) for kind in POLICY})


class PastEye:
    """One viewer's look today at a picture of another time."""

    def __init__(self, past: Picture, now: Picture, viewer: Viewer, also_hidden: frozenset[str]):
        hidden = hidden_from(now, viewer.id) | hidden_from(past, viewer.id) | also_hidden
        self.picture = veiled(past, hidden)
        self._eye = Eye(under_policy_of(now, self.picture), viewer)

    def shown(self, key: Subject) -> Fields | None:
        """The viewer's version of a subject as it was, or None."""
        noun = subject(self.picture, key)
        fields = self._eye.fields(key)
        if not fields or not isinstance(noun, msgspec.Struct):
            return None
        return visible_values(noun, fields, self._eye.sees, self._eye.where, key)


def hidden_in_archive(town: Seen, past: Picture, viewer: Viewer) -> frozenset[str]:
    """Incidents of a past picture that have left the present one, and left it restricted."""
    gone = [each for each in past.incidents if each not in town.picture.incidents]
    found: set[str] = set()
    for name in gone:
        left = town.incident(name)
        if left is not None and left.is_restricted and viewer.id not in left.need_to_know:
            found.add(name)
    return frozenset(found)


def finished_in_sight(matter: Matter, now: Picture, viewer: Viewer) -> tuple[str, Fields] | None:
    """A finished incident as a viewer may see it today, or None."""
    incident = matter.incident
    if incident is None:
        return None
    eye = Eye(under_policy_of(now, matter.left), viewer)
    fields = eye.shown(("incidents", incident.id))
    return None if fields is None else (incident.id, fields)


def whole_in_sight(
    incidents: Iterator[Incident], now: Picture, viewer: Viewer, needed: frozenset[str]
) -> tuple[list[Incident], int]:
    """Incidents of which a viewer may see all these fields today, and how many were left out.

    What is made from whole records (measures, exports) is made from these and from no others.
    """
    kept: list[Incident] = []
    left_out = 0
    for each in incidents:
        alone = Picture(incidents=Picture().incidents.put(each.id, each), units=now.units)
        eye = Eye(under_policy_of(now, alone), viewer)
        fields = eye.fields(("incidents", each.id))
        if needed <= fields:
            kept.append(each)
        elif fields:
            left_out += 1
    return kept, left_out


def in_sight(incident: Incident, now: Picture, viewer: Viewer) -> Incident | None:
    """An incident without what a viewer may not see of it today; None where nothing is in sight."""
    alone = Picture(incidents=Picture().incidents.put(incident.id, incident), units=now.units)
    eye = Eye(under_policy_of(now, alone), viewer)
    return as_seen(eye, ("incidents", incident.id), incident)


class Pasts:
    """Past pictures, folded one at a time and kept for a while. Safe from any thread."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, datetime, int], Picture] = OrderedDict()
        self._lock = threading.Lock()
        self.waiting = 0
        """Who waits for a fold, more or less."""

    def picture(
        self, question: str, at: datetime, position: int, folded: Callable[[], Picture]
    ) -> Picture:
        """The picture for a question of time, as answered at a position of the log."""
        key = (question, at, position)
        self.waiting += 1
        try:
            with self._lock:
                found = self._kept.pop(key, None) or folded()
                self._kept[key] = found
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
                return found
        finally:
            self.waiting -= 1
