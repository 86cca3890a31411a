"""Messages of an invented town, as its system would send them."""

from datetime import datetime

from tocsin.gateways.edxl_rm.message import Element, Kind, Message, Reply, Schedule, Where
from tocsin.gateways.edxl_rm.render import render
from tocsin.geo.places import Point


def request(at: datetime, quantity: int = 2) -> bytes:
    """Otterby asks for pumps (aware UTC)."""
    element = Element(
        "1",
        kind="engine",
        capabilities=("foam",),
        described="pumps that lift from open water",
        quantity=quantity,
        schedules=(
            Schedule("RequestedArrival", at, Where("Mill Lane", Point(50_010_000, 1_020_000))),
        ),
    )
    return render(
        Message(
            Kind.request, "OT-77", at, "OT-77", (element,),
            incident="0417", contact="Otterby control", role="Requester",
        )
    )  # fmt: skip


def commit(at: datetime) -> bytes:
    """Otterby sends an engine."""
    element = Element(
        "1", answers="1", reply=Reply.accept, unit="OT-E7", name="E7", kind="engine", quantity=1,
        schedules=(Schedule("Committed", at),),
    )  # fmt: skip
    return render(
        Message(
            Kind.commit, "OT-78", at, "PE-mr-1", (element,),
            preceding="PE-mr-1", contact="Otterby control", role="Owner",
        )
    )  # fmt: skip
