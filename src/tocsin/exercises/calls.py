"""What happens on an invented morning: calls, when and where, in whose words."""

import math
from datetime import datetime, timedelta

import msgspec

from tocsin.exercises.chance import Chance
from tocsin.exercises.setting import Door, Setting
from tocsin.geo.places import Point
from tocsin.terms.codes import Priority


class Kind(msgspec.Struct, frozen=True):
    """A kind of call: how often (weight), how urgent, what it needs, how long it takes, what is
    said.
    """

    type: str
    weight: int
    priority: Priority
    needs: tuple[str, ...]
    minutes: tuple[int, int]
    words: tuple[str, ...]
    transports: bool = False


KINDS = (
    Kind(
        "medical.breathing",
        14,
        Priority.immediate,
        ("ambulance", "medic"),
        (8, 18),
        ("she cannot get her breath", "an old man, breathing badly"),
        True,
    ),
    Kind(
        "medical.fall",
        16,
        Priority.prompt,
        ("ambulance",),
        (7, 16),
        ("fell on the stairs", "slipped on the quay steps, hip hurts"),
        True,
    ),
    Kind(
        "medical.chest_pain",
        10,
        Priority.immediate,
        ("ambulance", "medic"),
        (9, 20),
        ("chest pain since breakfast", "grey in the face, sweating"),
        True,
    ),
    Kind(
        "medical.unwell",
        14,
        Priority.routine,
        ("ambulance",),
        (7, 16),
        ("dizzy, wants somebody to look", "vomiting since the night"),
        True,
    ),
    Kind(
        "fire.alarm",
        12,
        Priority.urgent,
        ("engine", "ladder"),
        (8, 20),
        ("alarm bell is ringing, nobody sees smoke", "detector in the school kitchen"),
    ),
    Kind(
        "fire.structure",
        3,
        Priority.immediate,
        ("engine", "engine", "ladder", "battalion_chief", "ambulance"),
        (60, 150),
        ("smoke out of the upper window", "flames in the back kitchen, people at the window"),
    ),
    Kind(
        "fire.vehicle",
        4,
        Priority.urgent,
        ("engine",),
        (15, 35),
        ("a van is burning on the quay", "smoke under the bonnet"),
    ),
    Kind(
        "rescue.collision",
        7,
        Priority.immediate,
        ("rescue", "engine", "ambulance", "patrol"),
        (25, 60),
        ("two cars, one on its side", "a cyclist under a lorry"),
    ),
    Kind(
        "rescue.water",
        2,
        Priority.immediate,
        ("boat", "rescue", "ambulance"),
        (30, 70),
        ("somebody is in the water by the weir", "a boat turned over off the mole"),
    ),
    Kind(
        "public.disturbance",
        8,
        Priority.prompt,
        ("patrol",),
        (7, 16),
        ("shouting in the yard", "they are fighting outside the bakery"),
    ),
    Kind(
        "works.tree_down",
        5,
        Priority.routine,
        ("works_crew",),
        (25, 60),
        ("a tree lies across the road", "branch hanging over the wires"),
    ),
    Kind(
        "works.water_main",
        3,
        Priority.prompt,
        ("works_crew", "patrol"),
        (40, 100),
        ("water is coming up through the road", "the cellar is filling"),
    ),
)


def kind_of(type: str) -> Kind:
    """The kind of an incident's type: the same, else one of its group, else something that takes
    a while."""
    group = type.partition(".")[0]
    same = [each for each in KINDS if each.type == type]
    alike = [each for each in KINDS if each.type.partition(".")[0] == group]
    return next(iter(same + alike), Kind(type, 0, Priority.prompt, (), (10, 30), ()))


class Call(msgspec.Struct, frozen=True):
    """Somebody calls: `words` are what they say, `door` is where it is."""

    id: str
    at: datetime
    kind: Kind
    words: str
    door: Door
    repeats: str | None = None
    """The call this one tells of again."""

    @property
    def point(self) -> Point:
        """Where it really is."""
        return self.door.point


def calls(
    chance: Chance, setting: Setting, start: datetime, hours: float, per_hour: float
) -> list[Call]:
    """The calls of a morning, in order of time; every sixth serious one is called in twice."""
    found: list[Call] = []
    at = start
    number = 0
    end = start + timedelta(hours=hours)
    while True:
        number += 1
        # Exponential gaps make a Poisson stream; the floor keeps two calls from being one.
        gap_s = max(8.0, -math.log(1 - chance.share("gap", number)) * 3600 / per_hour)
        at += timedelta(seconds=round(gap_s))
        if at >= end:
            return sorted(found, key=lambda call: (call.at, call.id))
        call = _call(chance, setting, f"k{number:04d}", at)
        found.append(call)
        if call.kind.priority is Priority.immediate and chance.share("again", number) < 0.35:
            later = at + timedelta(seconds=chance.whole("again_s", number, low=40, high=240))
            words = chance.one(call.kind.words, "again_words", number)
            found.append(
                msgspec.structs.replace(
                    call, id=f"{call.id}b", at=later, words=words, repeats=call.id
                )
            )


def _call(chance: Chance, setting: Setting, name: str, at: datetime) -> Call:
    kind = _weighted(chance, name)
    return Call(
        id=name,
        at=at,
        kind=kind,
        words=chance.one(kind.words, "words", name),
        door=chance.one(setting.doors, "door", name),
    )


def _weighted(chance: Chance, name: str) -> Kind:
    draw = chance.share("kind", name) * sum(kind.weight for kind in KINDS)
    for kind in KINDS:
        draw -= kind.weight
        if draw < 0:
            return kind
    return KINDS[-1]
