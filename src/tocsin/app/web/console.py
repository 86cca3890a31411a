"""What a console must know before it draws: the town, its clock, the words and the verbs."""

from datetime import datetime

import msgspec

from tocsin import __version__
from tocsin.access.table import table_of
from tocsin.app.grammar.verbs import AREAS
from tocsin.app.tongue import code
from tocsin.app.web.route import Asked, Reply, Route
from tocsin.operations.ground import in_force
from tocsin.operations.picture.token import Scope
from tocsin.views.limits import Limits
from tocsin.views.saying import STATUS


class StatusWords(msgspec.Struct, frozen=True):
    """A state of a unit: two letters and words."""

    status: str
    letters: str
    words: str


class VerbSaid(msgspec.Struct, frozen=True):
    """A verb of the command line. `takes` names the parts it understands."""

    name: str
    area: str
    example: str
    help: str
    takes: tuple[str, ...]


class Console(msgspec.Struct, frozen=True, kw_only=True):
    """One town. `clock_rate`: seconds of its clock that go by in one of ours. `ground`: the
    checksum of the ground it decides by. `roles`: those that the access table in force knows and
    that people hold.
    """

    name: str
    code: str
    kind: str
    zone: str
    language: str
    now: datetime
    clock_rate: int
    takes_orders: bool
    limits: Limits
    statuses: tuple[StatusWords, ...]
    verbs: tuple[VerbSaid, ...]
    version: str
    ground: str | None
    roles: tuple[str, ...]


def statuses_said() -> tuple[StatusWords, ...]:
    """The states of a unit, in the language that is spoken."""
    return tuple(
        StatusWords(status.value, letters, code("unit", status.value))
        for status, (letters, _) in STATUS.items()
    )


def verbs_said() -> tuple[VerbSaid, ...]:
    """The verbs, told of in the language that is spoken."""
    return tuple(
        VerbSaid(name, area, verb.example, verb.help, tuple(verb.takes.split()))
        for area, verbs in AREAS.items()
        for name, verb in verbs.items()
    )


async def console(asked: Asked) -> Reply:
    """The town, its clock, its words."""
    house = asked.door.house
    header, settings = house.header, house.picture.settings.get("town")
    ground = in_force(house.picture)
    told = Console(
        name=header.name if settings is None else settings.name,
        code=header.code,
        kind=header.kind.name,
        zone="UTC" if settings is None else settings.zone,
        language="en" if settings is None else settings.language,
        now=asked.now,
        clock_rate=house.clock_rate,
        takes_orders=house.town is not None,
        limits=Limits(),
        statuses=statuses_said(),
        verbs=verbs_said(),
        version=__version__,
        ground=None if ground is None else ground.checksum,
        roles=table_of(house.picture.access.get("access")).roles,
    )
    return Reply(msgspec.json.encode(told))


ROUTES = (
    Route(
        method="GET",
        path="/v1/console",
        says="What a console must know before it draws",
        tells="The town, its clock and how fast that goes, the words of states, the verbs.",
        handler=console,
        tag="console",
        scope=Scope.look,
        answer=Console,
    ),
)
