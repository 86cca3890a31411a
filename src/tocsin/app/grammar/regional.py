"""Verbs about incidents that several towns work together: linked, led, raised.

A regional incident is known by its number or the end of it, also by one that it had before.
"""

from collections.abc import Callable

from tocsin.app.grammar.parse import misread
from tocsin.app.grammar.told import Built, Told, Verb, chosen, one
from tocsin.app.tongue import code, tell
from tocsin.operations.orders import Command
from tocsin.operations.picture.command import ObjectiveState
from tocsin.operations.regional import (
    DeclineRegional,
    JoinRegional,
    LeaveRegional,
    LinkRegional,
)
from tocsin.operations.regional_lead import (
    AcceptRegionalLead,
    CloseLeadConflict,
    ConfirmRegionalLead,
    OfferRegionalLead,
    TakeRegionalLead,
)
from tocsin.operations.regional_levels import LowerRegional, RaiseRegional
from tocsin.operations.regional_shared import EndSharedObjective, NameCommander, ShareObjective
from tocsin.terms.ics import ObjectivePriority


def _regional(told: Told, word: str) -> str:
    numbers = {
        number: row.id
        for row in told.names.picture.regional_incidents.values()
        for number in row.numbers
    }
    return numbers[told.of("", word, tell("noun-regional"), numbers)]


def _incident(told: Told, word: str) -> str:
    found = told.names.incident(word)
    if found is None:
        raise misread("misread-incident", word=word)
    return found


def _link(told: Told) -> Built:
    """Our incident, the town, its incident as that town calls it."""
    words = told.some_rest(2, 3, "takes-regional-link")
    incident, to = _incident(told, words[0]), told.neighbour(words[1])
    theirs = words[2] if len(words) == 3 else None
    command = LinkRegional(to=to, incident=incident, theirs=theirs)
    says = tell("echo-regional-link", town=to, id=incident, theirs=theirs or "–")
    return one(command, says)


def _join(told: Told) -> Built:
    """Without an incident of ours we have part in it all the same."""
    words = told.some_rest(1, 2, "takes-regional-join")
    number = _regional(told, words[0])
    incident = _incident(told, words[1]) if len(words) == 2 else None
    command = JoinRegional(regional=number, incident=incident)
    return one(command, tell("echo-regional-join", id=number, incident=incident or "–"))


def _decline(told: Told) -> Built:
    number = _regional(told, told.one_word("takes-regional"))
    reason = told.line.reason or told.line.text
    command = DeclineRegional(regional=number, reason=reason)
    return one(command, tell("echo-regional-decline", id=number))


def _because(make: Callable[[str, str], Command], says: str) -> Callable[[Told], Built]:
    """A regional incident and words; `says` names the sentence that has room for both."""

    def build(told: Told) -> Built:
        number = _regional(told, told.one_word("takes-regional"))
        reason = told.a_reason()
        return one(make(number, reason), tell(says, id=number, reason=reason))

    return build


def _simply(make: Callable[[str], Command], says: str) -> Callable[[Told], Built]:
    """A regional incident and no more."""

    def build(told: Told) -> Built:
        number = _regional(told, told.one_word("takes-regional"))
        return one(make(number), tell(says, id=number))

    return build


def _level(make: Callable[[str, str | None], Command], says: str) -> Callable[[Told], Built]:
    """Perhaps with who is to lead, where agreements differ."""

    def build(told: Told) -> Built:
        words = told.some_rest(1, 2, "takes-regional-level")
        number = _regional(told, words[0])
        leads = words[1].upper() if len(words) == 2 else None
        return one(make(number, leads), tell(says, id=number))

    return build


def _offer(told: Told) -> Built:
    words = told.some_rest(2, 2, "takes-regional-town")
    number, to = _regional(told, words[0]), words[1].upper()
    command = OfferRegionalLead(regional=number, to=to)
    name = "echo-regional-keep" if to == told.names.code else "echo-regional-offer"
    return one(command, tell(name, id=number, town=to))


def _share(told: Told) -> Built:
    """The priority is 1 to 3, as in NIMS: life, stabilization, property."""
    words = told.some_rest(2, 2, "takes-regional-objective")
    number = _regional(told, words[0])
    if words[1] not in {str(each.value) for each in ObjectivePriority}:
        raise told.wrong("takes-regional-objective")
    text = told.a_text()
    command = ShareObjective(regional=number, text=text, priority=ObjectivePriority(int(words[1])))
    return one(command, tell("echo-regional-objective", id=number, words=text))


def _end(told: Told) -> Built:
    words = told.some_rest(3, 3, "takes-regional-end")
    number = _regional(told, words[0])
    row = told.names.picture.regional_incidents.get(number)
    ids = [] if row is None else [each.id for each in row.objectives]
    objective = told.of("", words[1], tell("noun-objective"), ids)
    state = chosen(words[2], ObjectiveState, "noun-status")
    command = EndSharedObjective(regional=number, shared_objective=objective, state=state)
    says = tell(
        "echo-regional-objective-ended", id=number, objective=objective,
        state=code("state", state.value),
    )  # fmt: skip
    return one(command, says)


VERBS: dict[str, Verb] = {
    "RIL": Verb("RIL 17 NV 0098", _link, "words"),
    "RIJ": Verb("RIJ R261130-0417 17", _join, "words"),
    "RID": Verb("RID R261130-0417 ! another fire", _decline, "words reason text"),
    "RIX": Verb(
        "RIX R261130-0417 ! not ours after all",
        _because(lambda n, r: LeaveRegional(regional=n, reason=r), "echo-regional-leave"),
        "words reason",
    ),
    "RIO": Verb("RIO R261130-0417 NV", _offer, "words"),
    "RIA": Verb(
        "RIA R261130-0417",
        _simply(lambda n: AcceptRegionalLead(regional=n), "echo-regional-accept"),
        "words",
    ),
    "RIT": Verb(
        "RIT R261130-0417 ! not to be reached",
        _because(lambda n, r: TakeRegionalLead(regional=n, reason=r), "echo-regional-take"),
        "words reason",
    ),
    "RITY": Verb(
        "RITY R261130-0417",
        _simply(lambda n: ConfirmRegionalLead(regional=n), "echo-regional-take-second"),
        "words",
    ),
    "RIC": Verb(
        "RIC R261130-0417 ! spoken about by telephone",
        _because(
            lambda n, r: CloseLeadConflict(regional=n, resolution=r), "echo-regional-conflict"
        ),
        "words reason",
    ),
    "RIU": Verb(
        "RIU R261130-0417",
        _level(lambda n, t: RaiseRegional(regional=n, leads=t), "echo-regional-raise"),
        "words",
    ),
    "RIB": Verb(
        "RIB R261130-0417",
        _level(lambda n, t: LowerRegional(regional=n, leads=t), "echo-regional-lower"),
        "words",
    ),
    "RIS": Verb('RIS R261130-0417 1 "keep the ridge road open', _share, "words text"),
    "RIM": Verb("RIM R261130-0417 4b1c met", _end, "words"),
    "RIN": Verb(
        "RIN R261130-0417 ! Ada Perry",
        _because(lambda n, r: NameCommander(regional=n, name=r), "echo-regional-commander"),
        "words reason",
    ),
}
