"""A town with a secret: a restricted incident full of marks."""

import msgspec

from tests.laws.sight_town import NEAR, Town, ellery
from tocsin.operations.attaching import AttachReport
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import (
    GivenPlace,
    OpenIncident,
    SetPriority,
)
from tocsin.operations.intake import NoteWhat, ReceiveReport
from tocsin.operations.merging import LinkIncidents
from tocsin.operations.narrative import AddRemark
from tocsin.operations.picture.incident import Relation
from tocsin.operations.picture.policy import KindFields
from tocsin.operations.policy import AgreeSharing, SetPublicPolicy
from tocsin.operations.restriction import RestrictIncident
from tocsin.operations.stacking import StackAssignment
from tocsin.operations.status import ReportOnScene
from tocsin.operations.units import ReportPosition
from tocsin.terms.codes import Channel, Priority

MARK = "MARKWITHHELD"
SECRET = GivenPlace(words=f"{MARK} place", label=f"{MARK} street", point=NEAR)


def with_secret() -> tuple[Town, str]:
    """A restricted incident full of marks, with a unit working on it; only the chief is on its
    list.
    """
    town = ellery()
    actor = "system/test"
    before = set(town.picture.incidents)
    town.give(actor, OpenIncident(type=f"{MARK}.type", place=SECRET, summary=f"{MARK} summary"))
    secret = (set(town.picture.incidents) - before).pop()
    town.give("p-chief", RestrictIncident(incident=secret))
    town.happened.clear()
    open_one = next(each for each in town.picture.incidents if each != secret)
    for command in (
        DispatchUnit(unit="PE-E2", incident=secret, basis=f"{MARK} basis"),
        ReportOnScene(unit="PE-E2"),
        ReportPosition(unit="PE-E2", point=NEAR, source=MARK),
        ReceiveReport(channel=Channel.call),
        AttachReport(report="", incident=secret),
        NoteWhat(report="", words=f"{MARK} words", type=f"{MARK}.type"),
        AddRemark(subject=f"incident/{secret}", text=f"{MARK} remark"),
        LinkIncidents(incident=open_one, other=secret, relation=Relation.related),
        SetPriority(incident=secret, priority=Priority.immediate),
        DispatchUnit(unit="PE-M1", incident=open_one, basis=f"{MARK} {secret}"),
        StackAssignment(unit="PE-M1", incident=secret),
        AgreeSharing(
            partner="KW",
            fields=tuple(
                KindFields(kind, tuple(getattr(noun, "__struct_fields__", ())))
                for kind, noun in (("incidents", _noun("incidents")), ("units", _noun("units")))
            ),
            border=NEAR,
            radius_m=100_000,
        ),
        SetPublicPolicy(
            fields=(KindFields("incidents", ("number", "type", "place~coarse")),),
            step_udeg=1_000,
        ),
    ):
        if hasattr(command, "report"):
            command = msgspec.structs.replace(command, report=town.report(0))
        assert town.give(actor, command), command
    return town, secret


def _noun(kind: str) -> type:
    from tocsin.operations.picture import KINDS

    return KINDS[kind]
