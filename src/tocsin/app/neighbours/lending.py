"""What neighbours tell of units that are lent becomes orders of the own town: read and acted on.

Each entry is given to the town in its order, at least once; what is stale moves nothing there. A
release to this town is accepted so, at once and by itself.
"""

import hashlib
import logging
import threading
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from traceback import extract_tb
from typing import NamedTuple

import msgspec

from tocsin.access import Delta
from tocsin.access.slices import Verb
from tocsin.app.logs import FIELDS, told
from tocsin.app.neighbours import agreements, calls, lot_recalls, lots, places, regional_rows
from tocsin.app.neighbours.allowance import Allowance, Allowed, TooMuch
from tocsin.app.neighbours.own_town import OwnTown
from tocsin.app.outcome import Told
from tocsin.jurisdiction.orders import MalformedOrder
from tocsin.operations.agreement_sight import is_lending_agreed
from tocsin.operations.aid_hearing import HearAidAnswer, HearAidRequest, HeardWanted, full
from tocsin.operations.believing import HearCustody, HearingRefusal, unbelievable
from tocsin.operations.custody import custody_of, restored
from tocsin.operations.hearing import awaits_home
from tocsin.operations.picture.aid_request import AidAnswer, AidRequest, AidState, Wanted
from tocsin.operations.picture.custody import Custody, CustodyAnswer, CustodyEntry
from tocsin.operations.reconciling import AnswerRestored, HearAnswer, cannot_answer
from tocsin.operations.together import ToldOf, gathered, goes_together, parts_of

LOG = logging.getLogger("tocsin.lending")
AGAIN_S = 1.0
"""How often what could not be heard yet is tried again."""
AT_A_TIME = 5_000
"""Of one neighbour, what is open and tried in one round."""
AGAIN_AT_A_TIME = 200
"""Of those that were tried since they last changed."""
MOST_FAULTS = 600
"""Of one row that meets a fault of ours: then it is left until it changes."""
MOST_ENTRIES = 2_000
"""Of one unit; a neighbour that tells more is not believed."""


KINDS = (
    "custody", "log_lives", "heard_lives", "aid_requests", *lots.KINDS, *agreements.KINDS,
    *regional_rows.KINDS,
    *places.KINDS,
    *lot_recalls.KINDS,
    *calls.KINDS,
)  # fmt: skip


Key = tuple[str, str, str]
"""A neighbour, and the kind and id of what it tells of."""


class _Answer(msgspec.Struct):
    """What a neighbour's slice holds of its answer to a request of ours."""

    because: str | None = None
    remarks: str | None = None


class _Told(NamedTuple):
    """What a neighbour's slice holds of one unit, and the fields it was read from."""

    home: str
    life: str
    entries: tuple[CustodyEntry, ...]
    fields: dict[str, object]


class Waits:
    """What is not looked at before something is told of one of several units: releases of a team
    of which not all is told yet."""

    def __init__(self) -> None:
        self._keys: dict[str, set[Key]] = {}
        self._units: dict[Key, frozenset[str]] = {}

    def begin(self, key: Key, units: frozenset[str]) -> None:
        """Wait for these units, and for no others any more."""
        self._end(key)
        self._units[key] = units
        for unit in units:
            self._keys.setdefault(unit, set()).add(key)

    def ended_by(self, unit: str) -> set[Key]:
        """What need not wait any longer, as something was told of a unit."""
        found = set(self._keys.get(unit, ()))
        for key in found:
            self._end(key)
        return found

    def _end(self, key: Key) -> None:
        for unit in self._units.pop(key, frozenset()):
            keys = self._keys.get(unit, set())
            keys.discard(key)
            if not keys:
                self._keys.pop(unit, None)


Hearer = Callable[[str, str, dict[str, object]], bool]
"""Does what a row asks for: of a neighbour, under an id, with these fields; whether nothing of it
is left to do. Raises msgspec.ValidationError or KeyError where it makes no sense."""


def _hearers(town: Allowed) -> dict[str, Hearer]:
    """By kind, what hears it of stock, agreements, regional incidents, places, recalls, calls."""
    stock = lots.LotsHeard(town)
    found: dict[str, Hearer] = {kind: partial(stock.is_settled, kind) for kind in lots.KINDS}
    parts: tuple[tuple[tuple[str, ...], Hearer], ...] = (
        (agreements.KINDS, agreements.AgreementsHeard(town).is_settled),
        (regional_rows.KINDS, regional_rows.RegionalRows(town).is_settled),
        (places.KINDS, places.PlacesHeard(town).is_settled),
        (lot_recalls.KINDS, lot_recalls.LotRecallsHeard(town).is_settled),
        (calls.KINDS, calls.CallsHeard(town).is_settled),
    )
    return found | {kind: hearer for kinds, hearer in parts for kind in kinds}


class LendingLink:
    """Between the replicas of the neighbours and the town. `heard` is a `federation.replica.Heard`.

    Whatever a neighbour sends, nothing is raised: what makes no sense is left out and logged.
    """

    def __init__(self, town: OwnTown) -> None:
        self._town = Allowed(town, Allowance(is_at_work=town.is_at_work))
        self._hearers = _hearers(self._town) | {
            "custody": self._is_heard,
            "log_lives": self._is_answered,
            "heard_lives": self._is_taken,
            "aid_requests": self._is_asked,
        }
        self._lock = threading.Lock()
        self._fields: dict[Key, dict[str, object]] = {}
        self._read: dict[Key, int] = {}
        self._open: set[Key] = set()
        """What is told and not settled: looked at again and again, all else when it changes."""
        self._tried: set[Key] = set()
        """Of these, what was tried since it last changed; and how often a fault of ours met it."""
        self._faults: dict[Key, Counter[str]] = {}
        self._reached: dict[str, Key] = {}
        self._entries: dict[Key, _Told] = {}
        self._waits = Waits()
        self._too_many: set[str] = set()
        """Requests that were refused as one too many."""
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="tocsin-lending", daemon=True)

    def start(self) -> None:
        """Begin to try again what could not be heard yet."""
        self._thread.start()

    def close(self) -> None:
        """Try no more."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(AGAIN_S):
            self.hear_again()

    def heard(self, neighbour: str, deltas: Sequence[Delta]) -> None:
        """A neighbour's slice has changed."""
        with self._lock:
            for each in deltas:
                if each.kind not in KINDS:
                    continue
                key = (neighbour, each.kind, each.id)
                if each.kind == "custody":
                    self._open |= self._waits.ended_by(each.id) & self._fields.keys()
                if each.verb is Verb.withdrawn:
                    self._fields.pop(key, None)
                    self._entries.pop(key, None)
                    self._open.discard(key)
                    continue
                before = self._fields.get(key, {}) if each.verb is Verb.changed else {}
                self._fields[key] = {**before, **each.fields}
                self._open.add(key)
                self._tried.discard(key)
                self._faults.pop(key, None)
        self.hear_again()

    def hear_again(self) -> None:
        """Everything that is told and has not been heard: also what came before we could hear."""
        with self._lock:
            self._tried &= self._open
            self._faults = {key: n for key, n in self._faults.items() if key in self._open}
            waiting: set[str] = set()
            for key in self._in_turn():
                (neighbour, kind, name), fields = key, self._fields[key]
                if neighbour in waiting:
                    continue
                try:
                    if self._is_settled(neighbour, kind, name, fields):
                        self._open.discard(key)
                    else:
                        self._tried.add(key)
                except TooMuch:
                    waiting.add(neighbour)
                except (msgspec.ValidationError, KeyError, Told, MalformedOrder) as error:
                    self._open.discard(key)
                    told(
                        LOG, logging.WARNING, "a neighbour tells what makes no sense",
                        neighbour=neighbour, kind=kind, fault=type(error).__name__,
                    )  # fmt: skip
                except Exception as bug:
                    self._failed(key, bug)

    def _failed(self, key: Key, bug: Exception) -> None:
        """It cannot be tried: a few times more, as with a full disk, and then when it changes. A
        cause, by its type and place, is told once in full, and as the row is left how often it
        was met."""
        self._tried.add(key)
        met = self._faults.setdefault(key, Counter())
        place = extract_tb(bug.__traceback__)[-1]
        cause = f"{type(bug).__name__} at {place.name}:{place.lineno}"
        if not met[cause]:
            LOG.error("bug", exc_info=bug, extra={FIELDS: {}})
        met[cause] += 1
        if met.total() < MOST_FAULTS:
            return
        self._open.discard(key)
        for each, times in met.items():
            told(
                LOG, logging.ERROR, "a row is left until it changes",
                neighbour=key[0], kind=key[1], fault=each, times=times,
            )  # fmt: skip

    def _in_turn(self) -> list[Key]:
        """What is open, of each neighbour no more than one round takes; the rest comes next."""
        found: list[Key] = []
        for neighbour, all_ in groupby(sorted(self._open), key=itemgetter(0)):
            keys = list(all_)
            again = [each for each in keys if each in self._tried]
            if len(again) > AGAIN_AT_A_TIME:
                begins = bisect_right(again, self._reached.get(neighbour, again[-1]))
                again = (again[begins:] + again[:begins])[:AGAIN_AT_A_TIME]
                self._reached[neighbour] = again[-1]
            found += [each for each in keys if each not in self._tried][:AT_A_TIME] + again
        return found

    def _is_settled(self, neighbour: str, kind: str, name: str, fields: dict[str, object]) -> bool:
        """Do what it asks for; whether nothing of it is left to do."""
        return self._hearers[kind](neighbour, name, fields)

    def _is_heard(self, neighbour: str, unit: str, fields: dict[str, object]) -> bool:
        life = str(fields.get("life", ""))
        promised = self._town.picture().heard_lives.get(neighbour)
        if life != ("" if promised is None else promised.life):
            return False
        if not is_lending_agreed(self._town.picture(), neighbour):
            return False
        said = self._said(neighbour, unit, fields)
        key = (neighbour, unit, said.life)
        for entry in said.entries:
            if entry.number <= self._read.get(key, 0):
                continue
            custody = custody_of(self._town.picture(), unit, said.home)
            if custody is None or not custody.is_reconciled:
                return False
            hear = HearCustody(
                unit=unit, home=said.home, by=neighbour, entry=entry, incarnation=said.life
            )
            name = f"custody/{neighbour}/{said.life}/{unit}/{entry.number}"
            if self._is_too_early(hear, custody, name):
                return False
            is_new = custody.claim.epoch < entry.epoch
            if is_new and goes_together(entry, self._town.code):
                if not self._is_heard_together(hear, name):
                    units = frozenset(part.unit for part in parts_of(entry))
                    self._waits.begin((neighbour, "custody", unit), units)
                    return True
            else:
                self._town.order(neighbour, hear, name)
            self._read[key] = entry.number
        return True

    def _is_too_early(self, hear: HearCustody, custody: Custody, name: str) -> bool:
        """Whether it is heard later: its home has not spoken yet, or too many guests are here."""
        picture, me = self._town.picture(), self._town.code
        if awaits_home(hear, custody, picture, me):
            return True
        if unbelievable(hear, custody, picture, me) is not HearingRefusal.too_many_guests:
            return False
        self._town.order(hear.by, hear, f"{name}/full")
        return True

    def _said(self, neighbour: str, unit: str, fields: dict[str, object]) -> _Told:
        """What it tells of a unit, read once. Raises ValidationError where it tells too much."""
        key = (neighbour, "custody", unit)
        known = self._entries.get(key)
        if known is not None and known.fields is fields:
            return known
        entries = msgspec.convert(fields["entries"], tuple[CustodyEntry, ...], strict=False)
        if len(entries) > MOST_ENTRIES:
            raise msgspec.ValidationError("too many entries")
        said = _Told(str(fields["home"]), str(fields.get("life", "")), entries, fields)
        self._entries[key] = said
        return said

    def _is_heard_together(self, hear: HearCustody, name: str) -> bool:
        """All of a team in one order; whether it is all there."""
        told: dict[str, ToldOf] = {}
        for part in parts_of(hear.entry):
            fields = self._fields.get((hear.by, "custody", part.unit))
            if fields is None:
                continue
            said = self._said(hear.by, part.unit, fields)
            if said.life == hear.incarnation:
                told[part.unit] = ToldOf(said.home, said.entries)
        order = gathered(hear, told, self._town.picture())
        if order is None:
            return False
        self._town.order(hear.by, order, f"{name}/together")
        custody = custody_of(self._town.picture(), hear.unit, hear.home)
        if custody is not None and custody.claim.epoch < hear.entry.epoch:
            self._town.order(hear.by, hear, name)  # one of them is not believed: each by itself
        return True

    def _is_asked(self, neighbour: str, request: str, fields: dict[str, object]) -> bool:
        """It asks us for something, or says what it gives of what we asked."""
        picture = self._town.picture()
        known = picture.aid_requests.get(request)
        if fields["by"] == self._town.code:
            self._hear_answer(neighbour, request, known, fields)
            return True
        if request in self._too_many and full(picture, neighbour) is not None:
            return False
        wanted = msgspec.convert(fields["wanted"], HeardWanted, strict=False)
        state = msgspec.convert(fields.get("state", "open"), AidState)
        is_new = known is None and state is AidState.open
        is_changed = known is not None and known.is_open and _is_otherwise(wanted, known.wanted)
        is_ended = known is not None and known.is_open and state is not AidState.open
        if not (is_new or is_changed or is_ended):
            return True  # nothing that it says of it changes anything here
        if not is_lending_agreed(picture, neighbour):
            return False
        is_full = is_new and full(picture, neighbour) is not None
        order = HearAidRequest(request=request, by=neighbour, wanted=wanted, state=state)
        name = f"aid/{neighbour}/{request}/{_digest(order)}"
        if known is not None and known.changed_at is not None:
            name += f"/{known.changed_at.isoformat()}"  # wanted as before again, it is news again
        self._town.order(neighbour, order, f"{name}/full" if is_full else name)
        if is_full:
            self._too_many.add(request)
        return not is_full

    def _hear_answer(
        self, neighbour: str, request: str, known: AidRequest | None, fields: dict[str, object]
    ) -> None:
        answer = msgspec.convert(fields.get("answer") or {}, _Answer, strict=False)
        before = AidAnswer(neighbour) if known is None else known.answer_of(neighbour)
        if not answer.because or answer.because == before.because:
            return
        order = HearAidAnswer(
            request=request, by=neighbour, because=answer.because, remarks=answer.remarks
        )
        # Said before another answer, it is said anew after that.
        after = "" if before.because is None else f"/{before.at}"
        self._town.order(neighbour, order, f"aid/{neighbour}/{request}/{_digest(order)}{after}")

    def _is_answered(self, neighbour: str, _name: str, fields: dict[str, object]) -> bool:
        """It was restored and asks: by answering we promise to hear no older life."""
        life = str(fields["life"])
        heard = self._town.picture().heard_lives.get(neighbour)
        if heard is not None and heard.life == life:
            return True
        if cannot_answer(self._town.picture()) is None:
            order = AnswerRestored(neighbour=neighbour, life=life)
            self._town.order(neighbour, order, f"restored/{neighbour}/{life}/{self._count()}")
        return False

    def _count(self) -> int:
        """A refusal is kept under its id: asked again after more was heard, it is another order."""
        return sum(self._read.values())

    def _is_taken(self, neighbour: str, name: str, fields: dict[str, object]) -> bool:
        if name != self._town.code:
            return True
        own, life = restored(self._town.picture()), str(fields["life"])
        if own is None or own.life != life:
            return False
        if any(each.neighbour == neighbour for each in own.answers):
            return True
        units = msgspec.convert(fields.get("units", ()), tuple[CustodyAnswer, ...], strict=False)
        towns = msgspec.convert(fields.get("towns", ()), tuple[str, ...], strict=False)
        order = HearAnswer(neighbour=neighbour, life=life, units=units, towns=towns)
        self._town.order(neighbour, order, f"answered/{neighbour}/{life}")
        return False


def _is_otherwise(told: HeardWanted, known: Wanted) -> bool:
    before = (known.quantity, known.until, known.answer_by)
    return (told.quantity, told.until, told.answer_by) != before


def _digest(order: HearAidRequest | HearAidAnswer) -> str:
    return hashlib.blake2b(msgspec.json.encode(order), digest_size=8).hexdigest()
