"""The storm of a demo: a warning that an officer of the demo writes and asks the approval of, and
that waits for a person. Played through at once, a second officer of the demo stands in, and that is
said.

The asker never approves: that is tried, too, and refused.
"""

import threading
from collections import Counter
from datetime import timedelta

import msgspec

from tocsin.app.demo.clock import Running
from tocsin.app.demo.doors import PASSWORD
from tocsin.app.desk import first_officer, town_zone
from tocsin.app.warning_words.filling import Facts
from tocsin.app.warning_words.known import template
from tocsin.app.warnings.filled import facts_from, texts_from, usual_values
from tocsin.exercises.setting import Setting
from tocsin.geo.places import Point, distance_m
from tocsin.jurisdiction.orders import Accepted, Denied, Order, Outcome
from tocsin.jurisdiction.town import Town
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Command, Session
from tocsin.operations.picture.warning import AlertArea, Circle, PublicWarning, WarningState
from tocsin.operations.warning_issue import ApproveWarning, IssueWarning, TellNeighbourOfWarning
from tocsin.operations.warnings import CheckWarning, DraftWarning, ReviseWarning

OFFICERS = {"storm": "Ida Kern", "second": "Paul Orme"}
"""Who writes it, and who stands in as the second person where nobody plays."""
HOLDS_FOR = timedelta(hours=6)
WIDEST_M, NARROWEST_M = 1_200, 100
ASKED_AGAIN_AFTER = timedelta(minutes=20)
"""An asking is good for half an hour of the town's clock."""


class Warned(msgspec.Struct, frozen=True, kw_only=True):
    """The warning of a demo that was played through, and by whom it was sent."""

    warning: str
    area: str
    asked_by: str
    refused_to_asker: str
    """Why whoever asked could not approve it."""
    approved_by: str
    state: str


class Storm:
    """The warning in one town, as orders of the demo's officers."""

    def __init__(self, town: Town, setting: Setting) -> None:
        self._town = town
        self._setting = setting
        self._numbers = 0
        self.warning = ""

    @property
    def found(self) -> PublicWarning:
        """As it stands."""
        found = self._town.picture.warnings.get(self.warning)
        assert found is not None, "it was written"
        return found

    def begins(self) -> None:
        """The officers come, one writes it and asks for its approval."""
        for handle, name in OFFICERS.items():
            person = RegisterPerson(
                id=self.person(handle), handle=f"demo-{handle}", name=name, roles=("duty_officer",)
            )
            self._orders(person, first_officer(self._town.code))
        done = self._orders(self._draft(), self.person("storm"))
        self.warning = next(each for each in done.subjects if each in self._town.picture.warnings)
        self._asks_as_wide_as_it_may()

    def person(self, handle: str) -> str:
        """An officer's id."""
        return f"{self._town.code}-p-demo-{handle}"

    def _draft(self) -> DraftWarning:
        town, now = self._town, self._town.clock.now()
        found = template("storm", {})
        assert found is not None, "it is shipped"
        until = (now + HOLDS_FOR).replace(minute=0, second=0, microsecond=0)
        area = area_of(self._setting)
        values = usual_values(found.content, self._setting.name, area.name, until)
        texts, _ = texts_from(found, Facts(values, now, town_zone(town.picture)))
        facts = facts_from(found.content, until, (area,))
        return DraftWarning(facts=facts, texts=texts, template=found.row.id)

    def _asks_as_wide_as_it_may(self) -> None:
        """Where it reaches into a town that nobody has met, half as far will do."""
        while isinstance(self.asks(), Denied):
            found = self.found
            [area] = found.facts.areas
            [circle] = area.circles
            assert circle.radius_m > NARROWEST_M, "somewhere the town is wider than that"
            less = msgspec.structs.replace(circle, radius_m=circle.radius_m // 2)
            areas = (msgspec.structs.replace(area, circles=(less,)),)
            facts = msgspec.structs.replace(found.facts, areas=areas)
            order = ReviseWarning(
                warning=found.id, digest=found.digest, facts=facts, texts=self._draft().texts
            )
            self._orders(order, self.person("storm"))

    def asks(self) -> Outcome:
        """Whoever wrote it asks for its approval, again."""
        return self._gives(CheckWarning(warning=self.warning), self.person("storm"))

    def sent_by_stand_in(self) -> Warned:
        """The asker would approve, and may not; the officer who stands in does, and sends it."""
        found, second = self.found, self.person("second")
        yes = ApproveWarning(
            warning=found.id, digest=found.digest,
            acknowledged=tuple(each.question for each in found.questions),
        )  # fmt: skip
        refused = self._gives(yes, self.person("storm"))
        self._orders(yes, second)
        for each in found.neighbours:
            self._orders(
                TellNeighbourOfWarning(warning=found.id, neighbour=each, means="radio"), second
            )
        self._orders(IssueWarning(warning=found.id, digest=found.digest), second)
        return Warned(
            warning=found.id,
            area=found.facts.areas[0].name,
            asked_by=OFFICERS["storm"],
            refused_to_asker=str(refused.refused.code) if isinstance(refused, Denied) else "",
            approved_by=OFFICERS["second"],
            state=self.found.state.value,
        )

    def asks_again(self, running: Running, stop: threading.Event) -> None:
        """Until the demo is over: what waits for a person is asked anew before it is too old."""
        while not stop.wait(ASKED_AGAIN_AFTER.total_seconds() / running.rate):
            found = self._town.picture.warnings.get(self.warning)
            if found is not None and found.state is WarningState.checked:
                self.asks()

    def _orders(self, command: Command, person: str) -> Accepted:
        outcome = self._gives(command, person)
        assert isinstance(outcome, Accepted), outcome
        return outcome

    def _gives(self, command: Command, person: str) -> Outcome:
        """An order of somebody who has just signed in."""
        self._numbers += 1
        session = Session(f"demo/{person}", f"demo/{person}", self._town.clock.now())
        name = f"demo/storm/{self._numbers}"
        return self._town.submit(
            Order(command=command, command_id=name, actor=person, session=session)
        )


def area_of(setting: Setting) -> AlertArea:
    """Round the doors of the quarter that most of them stand in, and called as it is."""
    [(quarter, _)] = Counter(each.quarter for each in setting.doors).most_common(1)
    doors = [each.point for each in setting.doors if each.quarter == quarter]
    middle = Point(
        sum(each.lat_udeg for each in doors) // len(doors),
        sum(each.lon_udeg for each in doors) // len(doors),
    )
    reach = max(distance_m(middle, each) for each in doors)
    radius_m = min(WIDEST_M, max(NARROWEST_M * 4, round(reach)))
    return AlertArea(quarter, circles=(Circle(middle, radius_m),))


def waits_in_words(warning: PublicWarning, links: dict[str, str]) -> list[str]:
    """That it waits for a second person, and how to be it."""
    name = warning.facts.areas[0].name
    return [
        "",
        f"A storm warning for {name} waits for a second person: {OFFICERS['storm']} wrote it, and"
        " may not approve it.",
        "Come in as the chief, press 5, look at it, answer its questions, type the area's name:",
        f"  {links['chief']}",
        f"Whoever has not signed in within five minutes of the town's clock is asked: {PASSWORD}",
    ]


def warned_in_words(told: Warned) -> list[str]:
    """The same after a demo that was played through at once."""
    return [
        f"A storm warning ({told.warning}) for {told.area} was written by {told.asked_by}, who was"
        f" refused to approve it ({told.refused_to_asker}); approved and sent by"
        f" {told.approved_by}, a second officer whom the demo simulates. It is {told.state}, in an"
        " exercise: nothing left this machine."
    ]
