"""Calls that are asked about together, each as arrays; what they have in common is laid once."""

from typing import NamedTuple

import numpy as np

from tocsin.operations.picture import Incident, Picture
from tocsin.planners.dispatch.candidates import Candidate, are_with, candidates, could_go
from tocsin.planners.dispatch.costs import Begins, begins_of, cover_of, cover_prices, prices
from tocsin.planners.dispatch.ground import Ground
from tocsin.planners.dispatch.kernel import CANNOT, I64
from tocsin.planners.dispatch.laying import Asked, ask, costs_of, needs_of, with_cover
from tocsin.planners.dispatch.question import Question
from tocsin.planners.dispatch.reaching import Reach


class Call:
    """One incident: what is asked, how far was looked, and which columns are its candidates."""

    def __init__(
        self, of: Asked, ground: Ground, question: Question, hour: int, columns: I64, begins: Begins
    ) -> None:
        self.of, self.columns = of, columns
        self.reach = Reach(
            of.found, of.serves.tolist(), of.incident.place.point, ground, question, hour,
            first_ms=0, begins=begins,
        )  # fmt: skip
        self._weights = question.policy.weights
        self._beyond: dict[int, int] | None = None

    def beyond(self) -> dict[int, int]:
        """As the reach says; asked once, until somebody is looked for."""
        if self._beyond is None:
            self._beyond = self.reach.beyond()
        return self._beyond

    def alone(self, best_s: dict[int, int]) -> dict[int, int]:
        """Look for those as the reach does."""
        self._beyond = None
        return self.reach.alone(best_s)

    def just_beyond(self, best_s: dict[int, int]) -> None:
        """Look for those as the reach does."""
        self._beyond = None
        self.reach.just_beyond(best_s)

    def row(self, units: int, kept: frozenset[int], beyond: dict[int, int]) -> I64:
        """Costs by column; those who are beyond as if they were there so soon."""
        seconds = self.reach.p50_s
        if beyond:
            seconds = seconds.copy()
            seconds[list(beyond)] = list(beyond.values())
        row = np.full(units, CANNOT, np.int64)
        row[self.columns] = costs_of(self.of, seconds, frozenset(), self._weights)
        row[list(kept)] = CANNOT
        return row


class Fleet(NamedTuple):
    """Who may go to incidents that are alike in this, and what is so of them whatever is asked."""

    found: list[Candidate]
    price: list[dict[str, int]]
    begins: Begins
    are_with: frozenset[str]


class _Alike:
    """What calls have in common is laid once: who may go by how urgent it is, what is asked by what
    is needed, what cover costs by who is free."""

    def __init__(self, picture: Picture, ground: Ground, question: Question, hour: int) -> None:
        self._picture, self._ground = picture, ground
        self._question, self._hour = question, hour
        self._fleets: dict[tuple[int, str | None], Fleet] = {}
        self._asked: dict[tuple[object, ...], Asked] = {}
        self._cover_s: dict[tuple[str, ...], dict[str, int]] = {}

    def fleet_for(self, incident: Incident) -> tuple[tuple[int, str | None], Fleet]:
        """Under which name, and who it is. Whoever is with the incident is not for it."""
        urgency = int(incident.priority or 1)
        if (urgency, None) not in self._fleets:
            found = could_go(self._picture, incident.priority, self._question)
            self._fleets[urgency, None] = self._fleet(found)
        if incident.id not in self._fleets[urgency, None].are_with:
            return (urgency, None), self._fleets[urgency, None]
        if (urgency, incident.id) not in self._fleets:
            found, _ = candidates(self._picture, incident, self._question)
            self._fleets[urgency, incident.id] = self._fleet(found)
        return (urgency, incident.id), self._fleets[urgency, incident.id]

    def ask(self, incident: Incident) -> tuple[Asked, Fleet]:
        """What is asked for it, and whom."""
        name, fleet = self.fleet_for(incident)
        needs, skills, _ = needs_of(self._picture, incident)
        key = name, incident.type, incident.agencies, tuple(needs), tuple(skills)
        if key not in self._asked:
            of = ask(
                self._picture, self._ground, self._question, incident, fleet.found, fleet.price
            )  # fmt: skip
            self._asked[key] = self._with_cover(of)
        return self._asked[key]._replace(incident=incident), fleet

    def _fleet(self, found: list[Candidate]) -> Fleet:
        question = self._question
        return Fleet(
            found, prices(found, question), begins_of(found, question, self._hour), are_with(found)
        )

    def _with_cover(self, of: Asked) -> Asked:
        names = [each.unit.id for each in of.found]
        key = tuple(name for name, is_free in zip(names, of.is_free, strict=True) if is_free)
        if key not in self._cover_s:
            weights = self._question.policy.weights
            cover = cover_of(of.found, of.is_free, self._ground, weights)
            cost_s = cover_prices(cover, len(names), self._ground, weights)
            self._cover_s[key] = dict(zip(names, cost_s, strict=True))
        known = self._cover_s[key]
        return with_cover(of, [known.get(name, 0) for name in names])


def calls_of(
    picture: Picture, ground: Ground, question: Question, incidents: list[Incident], hour: int
) -> tuple[list[Call], list[Candidate]]:
    """Each call, and everybody who may go to any."""
    alike = _Alike(picture, ground, question, hour)
    asked = [alike.ask(incident) for incident in incidents]
    union: dict[str, Candidate] = {}
    fleets = {id(fleet): fleet for _, fleet in asked}
    for fleet in fleets.values():
        for each in fleet.found:
            union.setdefault(each.unit.id, each)
    whole = [union[name] for name in sorted(union)]
    column = {each.unit.id: at for at, each in enumerate(whole)}
    columns = {
        key: np.array([column[each.unit.id] for each in fleet.found], np.int64)
        for key, fleet in fleets.items()
    }
    calls = [
        Call(of, ground, question, hour, columns[id(fleet)], fleet.begins) for of, fleet in asked
    ]
    return calls, whole
