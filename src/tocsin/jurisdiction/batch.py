"""One batch of orders on its way into the log: validate → require → decide → append → evolve.

A batch works on a picture of its own. What it decides is shown to nobody before the commit
returned.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import msgspec

from tocsin.access import in_sight_only
from tocsin.jurisdiction.fold import READER, SHELVING, Left, Step, taken_out
from tocsin.jurisdiction.orders import Accepted, Denied, Order, Outcome
from tocsin.log import Cause, Entry, Forgotten, LogStore, Record, Sealer, Span, StorageUnknown
from tocsin.log.clock import truncated
from tocsin.operations.answers import AlreadySo, AnswerRefusal, CommandRefused
from tocsin.operations.catalogue import NAMES, decide
from tocsin.operations.orders import Command, Context, Event, Refused, Seal, refuse
from tocsin.operations.picture import Picture

ALREADY_SO = NAMES[AlreadySo]
REFUSED = NAMES[CommandRefused]
Require = Callable[[Command, Picture, Context], Refused | None]


def restored_life(store: LogStore) -> str:
    """The life that the log has begun when it was last restored; "" where it never was."""
    lives = (each for each in reversed(store.incarnations) if each.cause is Cause.restored)
    found = next(lives, None)
    return "" if found is None else found.incarnation


class Batch:
    """Orders decided one after the other; `commit` makes them durable together."""

    def __init__(
        self,
        store: LogStore,
        sealer: Sealer,
        now: datetime,
        picture: Picture,
        number_key: bytes,
        known: Mapping[str, Span],
        seal: Seal,
    ) -> None:
        """`known`: where on record the orders are that were granted before, by id."""
        self._store = store
        self._known = known
        self._sealer = sealer
        self._now = now
        self._number_key = number_key
        self._seal = seal
        self._life = restored_life(store)
        self._after = store.head().position
        self._entries: list[Entry] = []
        self._ids: dict[str, int] = {}
        self.picture = picture
        self.position = self._after
        self.outcomes: list[Outcome | Exception] = []
        self.archived: list[tuple[Record, Left]] = []
        """Records that the archive is told of, each with what it took out of the picture."""
        self.steps: list[Step] = []
        """Every record, with the pictures before and after it."""

    def decide(self, order: Order, require: Require) -> None:
        """Decide one order on the picture that the ones before it left; its outcome is the next
        one.

        A bug met on the way is the outcome of this order alone. Raises StorageUnknown.
        """
        known = self._ids.setdefault(order.command_id, len(self.outcomes))
        if known < len(self.outcomes):
            self.outcomes.append(_again(self.outcomes[known]))
            return
        before = len(self._entries), len(self.archived), len(self.steps)
        picture, position = self.picture, self.position
        try:
            outcome = self._granted_before(order) or self._decided(order, require)
        except StorageUnknown:
            raise
        except Exception as bug:
            entries, archived, steps = before
            self.picture, self.position = picture, position
            del self._entries[entries:], self.archived[archived:], self.steps[steps:]
            self.outcomes.append(bug)
        else:
            self.outcomes.append(outcome)

    def _decided(self, order: Order, require: Require) -> Outcome:
        context = Context(
            code=self._store.header.code,
            now=self._now,
            occurred_at=_utc(order.occurred_at) or self._now,
            command_id=order.command_id,
            actor=order.actor,
            on_behalf_of=order.on_behalf_of,
            session=order.session,
            number_key=self._number_key,
            old=order.old,
            seal=self._seal,
            life=self._life,
            kind=self._store.header.kind,
            survey=order.survey,
        )
        picture = _looked_into(self.picture, order)
        answer = require(order.command, picture, context) or decide(order.command, picture, context)
        if isinstance(answer, Refused):
            return self._refuse(
                order, context, in_sight_only(answer, order.command, picture, context)
            )
        return self._grant(order, context, answer)

    def _grant(self, order: Order, context: Context, events: list[Event]) -> Outcome:
        first = self.position + 1
        recorded = events or [AlreadySo(command=type(order.command).__name__)]
        try:
            payloads = [self._sealer.encode(event) for event in recorded]
        except Forgotten as error:
            refused = refuse(AnswerRefusal.subject_is_forgotten, owner=error.owner)
            return self._refuse(order, context, refused)
        for event, payload in zip(recorded, payloads, strict=True):
            self._record(NAMES[type(event)], payload, order, context)
        names = tuple(NAMES[type(event)] for event in events)
        subjects = tuple(dict.fromkeys(s for event in events for s in _subjects(event)))
        return Accepted(order.command_id, first, self.position, names, subjects)

    def _refuse(self, order: Order, context: Context, refused: Refused) -> Outcome:
        event = CommandRefused(
            command=type(order.command).__name__, code=refused.code, parameters=refused.parameters
        )
        self._record(REFUSED, self._sealer.encode(event), order, context)
        return Denied(order.command_id, refused, self.position)

    def commit(self) -> None:
        """Make it durable, new keys first. Raises StorageUnknown, StoreStopped."""
        if self._entries:
            self._store.append(self._entries, after=self._after, recorded_at=self._now)

    def _record(self, name: str, payload: bytes, order: Order, context: Context) -> None:
        """Queue an entry and evolve from its bytes: the live picture is what a replay would
        give.
        """
        entry = Entry(
            name=name,
            payload=msgspec.Raw(payload),
            occurred_at=context.occurred_at,
            occurred_after=_utc(order.occurred_after),
            source_known_at=_utc(order.source_known_at),
            command_id=order.command_id,
            actor=order.actor,
            on_behalf_of=order.on_behalf_of,
        )
        self._entries.append(entry)
        self.position += 1
        record = Record.of(entry, self.position, self._now)
        before = self.picture
        self.picture = READER.fold(before, name, payload, record)
        self.steps.append(Step(record, before, self.picture))
        if name in SHELVING:
            self.archived.append((record, taken_out(before, self.picture)))

    def _granted_before(self, order: Order) -> Outcome | None:
        found = self._known.get(order.command_id)
        if found is None:
            return None
        first, last = found
        return outcome_on_record(order.command_id, list(self._store.read(first - 1, last)))


def outcome_on_record(command_id: str, records: Sequence[Record]) -> Outcome:
    """What was answered to an order, from all the records it led to."""
    first, last = records[0].position, records[-1].position
    if len(records) == 1 and records[0].name == REFUSED:
        event = READER.event(records[0].name, bytes(records[0].payload))
        assert isinstance(event, CommandRefused)
        return Denied(command_id, Refused(event.code, event.parameters), first)
    told = [each for each in records if each.name != ALREADY_SO]
    events = [READER.event(each.name, bytes(each.payload)) for each in told]
    return Accepted(
        command_id,
        first,
        last,
        tuple(each.name for each in told),
        tuple(dict.fromkeys(s for event in events for s in _subjects(event))),
        is_repeat=True,
    )


def _again(outcome: Outcome | Exception) -> Outcome | Exception:
    if isinstance(outcome, Accepted):
        return msgspec.structs.replace(outcome, is_repeat=True)
    return outcome


def _subjects(event: Event) -> list[str]:
    """Ids an event names first of all: what the answer can point at."""
    found = [getattr(event, name, None) for name in POINTED_AT]
    found.append(getattr(getattr(event, "involved", None), "person", None))
    return [each for each in found if isinstance(each, str)]


POINTED_AT = (
    *("incident", "unit", "report", "person"),
    *("proposal", "task", "objective", "obligation", "entry", "request", "redaction"),
    *("agreement", "token", "hold", "group", "notice", "closure", "local_name", "checksum"),
    *("warning", "template", "delivery"),
)
"""Fields that hold an id; what hangs on another thing comes after it."""


def _looked_into(picture: Picture, order: Order) -> Picture:
    """The picture in which an order is decided: a finished incident that it looks at is there."""
    found = order.archived
    if found is None or found.id in picture.incidents:
        return picture
    return msgspec.structs.replace(picture, incidents=picture.incidents.put(found.id, found))


def _utc(moment: datetime | None) -> datetime | None:
    """As it is recorded: the live picture holds the times that a replay would read."""
    return None if moment is None else truncated(moment)
