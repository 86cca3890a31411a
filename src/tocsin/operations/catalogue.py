"""The catalogue: every command and every stored event, gathered from the tables at the foot of the
topics.

Event names in the log come from here ("unit_dispatched.1"), never from Python paths. A changed
event gets a new number, an upcast and a golden log; the old number stays readable for ever.
"""

import hashlib
from collections.abc import Callable
from functools import cache, partial
from importlib import resources
from types import ModuleType
from typing import cast

import msgspec

from tocsin.operations import (
    adopting,
    advice,
    agreement_hearing,
    agreement_standing,
    agreements,
    aid_changing,
    aid_closing,
    aid_hearing,
    aid_requests,
    alarm,
    answers,
    approvals,
    attaching,
    believing,
    call_closing,
    call_hearing,
    call_lists,
    call_transfers,
    closing_words,
    closures,
    command,
    covering,
    credentials,
    crews,
    deliveries,
    destruction,
    dispatch,
    dispatch_policy,
    disposal,
    duty,
    escalation,
    execution,
    facilities,
    fleet,
    forgetting,
    ground,
    groups,
    heard_warnings,
    hearing,
    holds,
    imported,
    incident,
    intake,
    involved,
    leaps,
    lending,
    lending_archive,
    likeness,
    local_names,
    looks,
    lost_transfers,
    lot_hearing,
    lot_recall_hearing,
    lot_recalls,
    lot_retiring,
    lot_transfers,
    lots,
    merging,
    mileage,
    narrative,
    need_to_know,
    neighbour_links,
    neighbours,
    objectives,
    obligations,
    officers,
    overriding,
    place_counts,
    place_hearing,
    place_loans,
    place_recalls,
    place_use,
    plan_changes,
    plans,
    policy,
    posts,
    proposals,
    reading,
    recalling,
    reconciling,
    records_requests,
    redaction,
    regional,
    regional_hearing,
    regional_lead,
    regional_levels,
    regional_shared,
    regional_told,
    registered,
    resident_reports,
    restriction,
    retention,
    runs,
    settings,
    sharing,
    span,
    stacking,
    status,
    subscriptions,
    takeover,
    tasks,
    team_members,
    team_orders,
    teams,
    telemetry,
    tellings,
    together,
    tokens,
    transfer,
    units,
    warning_channels,
    warning_issue,
    warning_sources,
    warning_stand_ins,
    warning_templates,
    warning_ways,
    warnings,
)
from tocsin.operations.order_text import inner_order
from tocsin.operations.orders import Command, Context, Decision, Event, Refused
from tocsin.operations.picture import Picture
from tocsin.terms.stamp import Stamp

Decide = Callable[[Command, Picture, Context], Decision]
Evolve = Callable[[Picture, Event, Stamp], Picture]
DecHook = Callable[[type, object], object]
Plain = dict[str, object]
"""An event's payload as plain JSON, as an upcast sees it."""

TOPICS: tuple[ModuleType, ...] = (
    incident,
    closing_words,
    units,
    covering,
    status,
    dispatch,
    advice,
    dispatch_policy,
    imported,
    answers,
    settings,
    takeover,
    intake,
    likeness,
    resident_reports,
    attaching,
    disposal,
    officers,
    credentials,
    tokens,
    policy,
    agreement_hearing,
    agreements,
    agreement_standing,
    restriction,
    duty,
    narrative,
    reading,
    looks,
    forgetting,
    holds,
    retention,
    leaps,
    destruction,
    records_requests,
    redaction,
    alarm,
    stacking,
    command,
    transfer,
    posts,
    span,
    objectives,
    tasks,
    plans,
    runs,
    plan_changes,
    escalation,
    approvals,
    proposals,
    execution,
    merging,
    mileage,
    sharing,
    need_to_know,
    involved,
    crews,
    fleet,
    facilities,
    closures,
    ground,
    local_names,
    groups,
    neighbours,
    neighbour_links,
    obligations,
    lending,
    recalling,
    adopting,
    overriding,
    believing,
    hearing,
    reconciling,
    aid_closing,
    aid_requests,
    aid_changing,
    aid_hearing,
    regional_told,
    regional,
    regional_shared,
    regional_lead,
    regional_levels,
    regional_hearing,
    call_closing,
    call_transfers,
    call_hearing,
    lots,
    lending_archive,
    lost_transfers,
    lot_hearing,
    lot_transfers,
    lot_recalls,
    lot_retiring,
    lot_recall_hearing,
    place_counts,
    place_loans,
    place_use,
    place_recalls,
    place_hearing,
    telemetry,
    tellings,
    team_members,
    teams,
    team_orders,
    together,
    warning_templates,
    call_lists,
    registered,
    subscriptions,
    warning_channels,
    deliveries,
    warnings,
    warning_issue,
    warning_ways,
    warning_stand_ins,
    warning_sources,
    heard_warnings,
)

DECIDE: dict[type[Command], Decide] = {}
EVENTS: dict[str, type[Event]] = {}
NAMES: dict[type[Event], str] = {}
EVOLVE: dict[str, Evolve] = {}
COMMANDS: dict[str, type[Command]] = {}
TOPIC_OF: dict[type, str] = {}

for _topic in TOPICS:
    _word = _topic.__name__.rpartition(".")[2]
    for _command, _decide in _topic.DECIDE.items():
        assert _command not in DECIDE, f"two topics decide {_command.__name__}"
        DECIDE[_command] = cast(Decide, _decide)
        COMMANDS[_command.__name__] = _command
        TOPIC_OF[_command] = _word
    for _name, (_event, _evolve) in _topic.EVOLVE.items():
        assert _name not in EVENTS, f"two topics store {_name}"
        EVENTS[_name] = _event
        NAMES[_event] = _name
        EVOLVE[_name] = cast(Evolve, _evolve)
        TOPIC_OF[_event] = _word


def evolve(picture: Picture, event: Event, stamp: Stamp) -> Picture:
    """The picture after one recorded event. Pure and total: a fact is never refused."""
    return EVOLVE[NAMES[type(event)]](picture, event, stamp)


BOOK = approvals.Book(COMMANDS, DECIDE, evolve)
"""The catalogue in the hands of topics that deal with other topics' orders."""

for _topic in TOPICS:
    for _command, _bound in getattr(_topic, "DECIDE_BY_BOOK", {}).items():
        assert _command not in DECIDE, f"two topics decide {_command.__name__}"
        DECIDE[_command] = cast(Decide, partial(_bound, book=BOOK))
        COMMANDS[_command.__name__] = _command
        TOPIC_OF[_command] = _topic.__name__.rpartition(".")[2]


def _then(first: Evolve, second: Evolve) -> Evolve:
    return lambda picture, event, stamp: second(first(picture, event, stamp), event, stamp)


for _topic in TOPICS:
    for _name, _also in getattr(_topic, "ALSO", {}).items():
        EVOLVE[_name] = _then(EVOLVE[_name], cast(Evolve, _also))

UPCASTS: dict[str, tuple[str, Callable[[Plain], Plain]]] = {}
"""Old name → (next name, what turns its payload into the next one's). Applied after
verification.
"""

for _topic in TOPICS:
    UPCASTS.update(getattr(_topic, "UPCASTS", {}))


def decide(command: Command, picture: Picture, context: Context) -> Decision:
    """What follows from this order in this picture: events, nothing, or a refusal. Pure.

    An order that the town has put under an approval rule is refused here: it must be proposed.
    """
    closed = approvals.gate(command, picture)
    if closed is not None:
        return closed
    return DECIDE[type(command)](command, picture, context)


def inner(command: execution.ExecuteProposal) -> Command | Refused:
    """The order that an execution would carry out: `access` is asked for it too, for its author."""
    return inner_order(command.text, BOOK)


class UnknownEvent(Exception):
    """A log holds an event of a newer version of Tocsin. Says which; the remedy is to upgrade."""

    def __init__(self, name: str) -> None:
        super().__init__(f"the log holds {name}, which this version does not know: upgrade tocsin")
        self.name = name


class Reader:
    """Decodes and folds stored payloads. Made once; keeps one decoder per event name.

    `dec_hook` turns the stored form of sealed words into `Words`; it comes from the log.
    """

    def __init__(self, dec_hook: DecHook) -> None:
        self._dec_hook = dec_hook
        self._known: dict[str, tuple[Callable[[bytes], Event], Evolve]] = {
            name: (msgspec.json.Decoder(event, dec_hook=dec_hook).decode, EVOLVE[name])
            for name, event in EVENTS.items()
        }

    def event(self, name: str, payload: bytes) -> Event:
        """The event of a stored payload. Raises UnknownEvent, or msgspec.ValidationError on
        damage.
        """
        known = self._known.get(name)
        if known is not None:
            return known[0](payload)
        return self._upcast(name, payload)

    def fold(self, picture: Picture, name: str, payload: bytes, stamp: Stamp) -> Picture:
        """Decode and evolve in one step."""
        known = self._known.get(name)
        if known is not None:
            return known[1](picture, known[0](payload), stamp)
        return evolve(picture, self._upcast(name, payload), stamp)

    def _upcast(self, name: str, payload: bytes) -> Event:
        if name not in UPCASTS:
            raise UnknownEvent(name)
        plain = cast(Plain, msgspec.json.decode(payload))
        while name in UPCASTS:
            name, change = UPCASTS[name]
            plain = change(plain)
        return msgspec.convert(plain, EVENTS[name], dec_hook=self._dec_hook)


@cache
def fold_version() -> str:
    """A digest of everything that folding depends on: the sources of this room and of those below.
    Read once: a running program goes on with the code that it was started with.

    Any change of code makes a new version, so a snapshot can never be older than the fold it
    stands for.
    """
    digest = hashlib.sha256()
    for room in ("tocsin.terms", "tocsin.geo", "tocsin.operations", "tocsin.operations.picture"):
        for file in sorted(resources.files(room).iterdir(), key=lambda each: each.name):
            if file.name.endswith(".py"):
                digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
