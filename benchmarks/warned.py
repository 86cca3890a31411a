"""A warning in a town that is measured: written, asked for, approved by another, sent."""

from datetime import timedelta

from tocsin.geo.places import Point
from tocsin.jurisdiction.orders import Accepted, Order
from tocsin.jurisdiction.town import Town
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Command, Session
from tocsin.operations.picture.warning import AlertArea, AlertFacts, AlertText, Circle
from tocsin.operations.warning_issue import ApproveWarning, IssueWarning
from tocsin.operations.warnings import CheckWarning, DraftWarning
from tocsin.terms.cap import CapCategory, CapCertainty, CapResponse, CapSeverity, CapUrgency


def issued(town: Town, holds: timedelta) -> str:
    """Its id; it ends after `holds`."""
    people = (f"{town.code}-p-one", f"{town.code}-p-two")
    for each in people:
        given(town, RegisterPerson(id=each, handle=each[-3:], roles=("chief",)), None)
    facts = AlertFacts(
        categories=(CapCategory.met,), urgency=CapUrgency.immediate,
        severity=CapSeverity.severe, certainty=CapCertainty.observed,
        responses=(CapResponse.evacuate,), expires=town.clock.now() + holds,
        areas=(AlertArea("Riverside", circles=(Circle(Point(50_000_000, 8_000_000), 500),)),),
    )  # fmt: skip
    text = AlertText(
        language="en", event="Flood", headline="Flood: leave Riverside now",
        description="The river is over its banks.",
        instruction="Leave Riverside now. Go to Hill School. Take medicine and warm clothes.",
    )  # fmt: skip
    given(town, DraftWarning(facts=facts, texts=(text,)), people[0])
    [found] = town.picture.warnings.values()
    given(town, CheckWarning(warning=found.id), people[0])
    [found] = town.picture.warnings.values()
    asked = tuple(each.question for each in found.questions)
    yes = ApproveWarning(warning=found.id, digest=found.digest, acknowledged=asked)
    given(town, yes, people[1])
    given(town, IssueWarning(warning=found.id, digest=found.digest), people[1])
    return found.id


def given(town: Town, command: Command, who: str | None) -> None:
    """One order, granted: of somebody who has just signed in, or of the first officer."""
    actor = who or f"{town.code}-p-first"
    session = None if who is None else Session(f"s-{who}", f"password/{who}", town.clock.now())
    name = f"{type(command).__name__}/{actor}/{town.position}"
    outcome = town.submit(Order(command=command, command_id=name, actor=actor, session=session))
    assert isinstance(outcome, Accepted), outcome
