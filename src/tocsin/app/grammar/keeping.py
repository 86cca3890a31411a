"""Verbs about places at facilities that one town keeps for another: beds, shelter places.

A loan of places is known by its id or the end of it, a facility of ours as in `S`.
"""

from collections.abc import Callable

from tocsin.app.grammar.told import Built, Told, Verb, chosen, one, whole
from tocsin.app.tongue import tell
from tocsin.operations.orders import Command
from tocsin.operations.picture.place_loan import PlaceReason
from tocsin.operations.place_loans import (
    AcceptPlaces,
    AskForPlaces,
    DeclinePlaces,
    GiveBackPlaces,
    KeepPlaces,
    OfferPlaces,
)
from tocsin.operations.place_recalls import AnswerPlaceRecall, RecallPlaces, TakeBackPlaces
from tocsin.operations.place_use import LetPeopleGo, SendPeople, TakeInPeople, TurnPeopleBack


def _loan(told: Told, word: str) -> str:
    return told.of("place_loans", word, tell("noun-places"))


def _many(word: str) -> int:
    return whole(word, tell("number-of-places"))


def _house(told: Told, word: str) -> str:
    return told.of("facilities", word, tell("noun-facility"))


def _ask(told: Told) -> Built:
    town, kind, many = told.some_rest(3, 3, "takes-places-ask")
    to, kind, n = told.neighbour(town), kind.lower(), _many(many)
    command = AskForPlaces(to=to, kind=kind, quantity=n, until=told.until)
    return one(command, tell("echo-places-asked", town=to, n=n, kind=kind, tail=told.by()))


def _offer(told: Told) -> Built:
    town, house, kind, many = told.some_rest(4, 4, "takes-places-offer")
    to, at, kind, n = told.neighbour(town), _house(told, house), kind.lower(), _many(many)
    command = OfferPlaces(to=to, facility=at, kind=kind, quantity=n, until=told.until)
    says = tell("echo-places-offered", town=to, n=n, kind=kind, at=at, tail=told.by())
    return one(command, says)


def _keep(told: Told) -> Built:
    word, many, house = told.some_rest(3, 3, "takes-places-keep")
    loan, n, at = _loan(told, word), _many(many), _house(told, house)
    command = KeepPlaces(loan=loan, quantity=n, facility=at, expires_at=told.until)
    return one(command, tell("echo-places-kept", loan=loan, n=n, at=at, tail=told.by()))


def _decline(told: Told) -> Built:
    word, code = told.some_rest(2, 2, "takes-places-decline")
    loan, because = _loan(told, word), chosen(code, PlaceReason, "noun-aid-reason")
    command = DeclinePlaces(loan=loan, because=because)
    return one(command, tell("echo-places-declined", loan=loan, because=because.value))


def _counted(make: Callable[[str, int], Command], says: str) -> Callable[[Told], Built]:
    """A loan and how many; `says` names the sentence."""

    def build(told: Told) -> Built:
        word, many = told.some_rest(2, 2, "takes-places-number")
        loan, n = _loan(told, word), _many(many)
        return one(make(loan, n), tell(says, loan=loan, n=n))

    return build


def _all_or_some(make: Callable[[str, int | None], Command], says: str) -> Callable[[Told], Built]:
    """A loan, and perhaps how many; all of it else."""

    def build(told: Told) -> Built:
        words = told.some_rest(1, 2, "takes-places")
        loan = _loan(told, words[0])
        n = _many(words[1]) if len(words) == 2 else None
        much = tell("places-all") if n is None else f"{n}"
        return one(make(loan, n), tell(says, loan=loan, n=much))

    return build


def _recall(told: Told) -> Built:
    words = told.some_rest(1, 2, "takes-places-recall")
    if told.until is None:
        raise told.wrong("takes-places-recall")
    loan = _loan(told, words[0])
    n = _many(words[1]) if len(words) == 2 else None
    command = RecallPlaces(loan=loan, by_at=told.until, quantity=n)
    return one(command, tell("echo-places-recalled", loan=loan, tail=told.by()))


def _answer(told: Told) -> Built:
    """Why they stay kept."""
    word, code = told.some_rest(2, 2, "takes-places-decline")
    loan, because = _loan(told, word), chosen(code, PlaceReason, "noun-aid-reason")
    command = AnswerPlaceRecall(loan=loan, because=because)
    return one(command, tell("echo-places-answered", loan=loan, because=because.value))


def _take_back(told: Told) -> Built:
    """What stands empty and is over its time, all of it or so many."""
    words, why = told.some_rest(1, 2, "takes-places"), told.a_reason()
    loan = _loan(told, words[0])
    n = _many(words[1]) if len(words) == 2 else None
    command = TakeBackPlaces(loan=loan, reason=why, quantity=n)
    much = tell("places-all") if n is None else f"{n}"
    return one(command, tell("echo-places-opened", loan=loan, n=much))


VERBS: dict[str, Verb] = {
    "BA": Verb("BA NV beds 4 until 18:00", _ask, "words until"),
    "BO": Verb("BO NV hall people 4 until 18:00", _offer, "words until"),
    "BP": Verb("BP P1 3 hall until 18:00", _keep, "words until"),
    "BD": Verb("BD P1 no_place_free", _decline, "words"),
    "BT": Verb(
        "BT P1",
        _all_or_some(lambda loan, n: AcceptPlaces(loan=loan, quantity=n), "echo-places-taken"),
        "words",
    ),
    "BB": Verb(
        "BB P1 1",
        _all_or_some(lambda loan, n: GiveBackPlaces(loan=loan, quantity=n), "echo-places-back"),
        "words",
    ),
    "BS": Verb(
        "BS P1 2",
        _counted(lambda loan, n: SendPeople(loan=loan, quantity=n), "echo-people-sent"),
        "words",
    ),
    "BI": Verb(
        "BI P1 2",
        _counted(lambda loan, n: TakeInPeople(loan=loan, quantity=n), "echo-people-in"),
        "words at",
    ),
    "BL": Verb(
        "BL P1 2",
        _counted(lambda loan, n: LetPeopleGo(loan=loan, quantity=n), "echo-people-left"),
        "words at",
    ),
    "BR": Verb("BR P1 until 18:00", _recall, "words until"),
    "BV": Verb(
        "BV P1 2",
        _counted(lambda loan, n: TurnPeopleBack(loan=loan, quantity=n), "echo-people-turned"),
        "words",
    ),
    "BN": Verb("BN P1 still_needed", _answer, "words"),
    "BX": Verb("BX P1 2 ! nobody came", _take_back, "words reason"),
}
