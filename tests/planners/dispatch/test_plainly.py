"""What is shared between calls, and who is not looked for, changes nothing."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.planners.dispatch.plainly import asked_alone, told_plainly
from tests.planners.dispatch.test_advising import FIRE, HILL, MILL, QUAY
from tests.planners.dispatch.test_laws import BASE, NOW, Cut
from tocsin.geo.places import Place, Point
from tocsin.operations.picture import Incident, Picture, Unit
from tocsin.operations.picture.dispatch_policy import SHIPPED
from tocsin.operations.picture.map import from_items
from tocsin.operations.picture.unit import Authority, Position
from tocsin.planners.dispatch import waits
from tocsin.planners.dispatch.advice import Option
from tocsin.planners.dispatch.advising import advise
from tocsin.planners.dispatch.calls import calls_of
from tocsin.planners.dispatch.candidates import could_go
from tocsin.planners.dispatch.ground import I64, NEVER_MS
from tocsin.planners.dispatch.jointly import waiting
from tocsin.planners.dispatch.laying import Laid
from tocsin.planners.dispatch.question import Aid, Neighbour, Part, Question, Work
from tocsin.planners.dispatch.straight import Straight
from tocsin.terms.codes import ASSIGNED, Priority, UnitStatus

STATUSES = (
    UnitStatus.available, UnitStatus.returning, UnitStatus.committed, UnitStatus.en_route,
    UnitStatus.on_scene,
)  # fmt: skip
WORKS = (Work(Part.scene, "fire", tuple(range(300, 1_500, 30))),)


class Guided(Cut):
    """Nothing is found over so much; of whom it is looked for alone, some are given up, and how
    far they are at least is known."""

    def at_least(self, begins: Sequence[Point], kinds: Sequence[str], end: Point) -> I64:
        return Straight.to_place(self, begins, kinds, end) * 6 // 10

    def between(self, begin: Point, kind: str, end: Point) -> tuple[int, int]:
        ms, least = super().between(begin, kind, end)
        return (NEVER_MS, least * 7 // 10) if ms % 3 == 1 else (ms, least)


@st.composite
def busy(draw: st.DrawFn) -> tuple[Picture, Question]:
    """Fires of any urgency, units that are with them, go to them next, or to nothing."""
    incidents = {FIRE: BASE.incidents.get(FIRE)}
    for number in range(draw(st.integers(1, 4))):
        point = draw(st.sampled_from((MILL, QUAY, HILL, None)))
        type_ = draw(st.sampled_from(("fire.structure", "fire.waste")))
        incidents[f"PE-{number}"] = Incident(
            f"PE-{number}", str(number), NOW, type_,
            priority=draw(st.sampled_from((None, *Priority))), place=Place(point=point),
        )  # fmt: skip
    names = sorted(incidents)
    units = {}
    for number in range(draw(st.integers(1, 7))):
        status = draw(st.sampled_from(STATUSES))
        north = draw(st.integers(-40, 90))
        spot = Point(MILL.lat_udeg + 9_000 * north, MILL.lon_udeg)
        id = f"PE-U{number}"
        units[id] = Unit(
            id, id[3:], draw(st.sampled_from(("engine", "engine", "ladder"))),
            Authority("PE", "PE"), status=status, station=draw(st.sampled_from(("mill", "quay"))),
            since=NOW - timedelta(seconds=draw(st.integers(0, 1_200))),
            position=draw(st.sampled_from((None, Position(spot, NOW)))),
            incident=draw(st.sampled_from(names)) if status in ASSIGNED else None,
            stack=draw(st.sampled_from(((), (), (names[0],)))), crew_minimum=2,
        )  # fmt: skip
    theirs = Unit("HS-E1", "E1", "engine", Authority("HS", "HS"))
    picture = msgspec.structs.replace(
        BASE, units=from_items(units), incidents=from_items(incidents)
    )  # fmt: skip
    question = Question(
        incident=FIRE, code="PE", now=NOW, position=1, works=WORKS,
        neighbours=(Neighbour(theirs, "Hillside", Aid.mutual, HILL),),
        policy=SHIPPED[draw(st.sampled_from(sorted(SHIPPED)))],
    )  # fmt: skip
    return picture, question


def asked(picture: Picture, question: Question) -> list[tuple[object, object]]:
    """What is asked for each call: among others, and alone."""
    names = waiting(picture)
    incidents = [each for name in names if (each := picture.incidents.get(name)) is not None]
    if not incidents:
        return []
    calls, _ = calls_of(picture, Straight(), question, incidents, 8)
    alone = [asked_alone(picture, Straight(), question, each) for each in incidents]
    return [
        (plain(call.of), plain(each)) for call, each in zip(calls, alone, strict=True)
    ]  # fmt: skip


def plain(of: object) -> list[object]:
    return [each.tolist() if hasattr(each, "tolist") else each for each in of]  # type: ignore[attr-defined]


@given(busy())
def test_what_is_asked_for_a_call_is_the_same_among_others_as_alone(
    drawn: tuple[Picture, Question],
) -> None:
    for among, alone in asked(*drawn):
        assert among == alone


def test_control_calls_of_another_urgency_have_other_candidates(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who drives to something less urgent may go to the one and not to the other; with one list
    for both, one is asked wrongly."""
    unit = Unit(
        "PE-U1", "U1", "engine", Authority("PE", "PE"), status=UnitStatus.en_route, since=NOW,
        station="mill", incident="PE-1", crew_minimum=2,
    )  # fmt: skip
    incidents = {
        f"PE-{number}": Incident(
            f"PE-{number}", "1", NOW, "fire.structure", priority=Priority(number)
        ) for number in (1, 2, 3)
    }  # fmt: skip
    unit = msgspec.structs.replace(unit, incident="PE-2")
    picture = msgspec.structs.replace(
        BASE, units=from_items({unit.id: unit}), incidents=from_items(incidents)
    )
    question = Question(
        incident="", code="PE", now=NOW, position=1, policy=SHIPPED["closest_capable"]
    )
    assert all(among == alone for among, alone in asked(picture, question))
    monkeypatch.setattr(
        "tocsin.planners.dispatch.calls.could_go",
        lambda picture, _, question: could_go(picture, 1, question),
    )
    assert not all(among == alone for among, alone in asked(picture, question))


@pytest.mark.parametrize("ground", [Straight(), Guided()])
@given(drawn=busy())
def test_how_long_what_is_left_waits_is_what_it_is_when_everybody_is_looked_for(
    ground: Straight, drawn: tuple[Picture, Question]
) -> None:
    picture, question = drawn
    kept: list[tuple[Laid, tuple[Option, ...]]] = []
    plainly = waits.with_waits

    def seen(options: tuple[Option, ...], laid: Laid, *more: object) -> tuple[Option, ...]:
        kept.append((laid, options))
        return plainly(options, laid, *more)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tocsin.planners.dispatch.advising.with_waits", seen)
        advice = advise(picture, ground, question, 8)
    ((laid, before),) = kept
    assume(any(r.code == "leaves_work" for each in before for r in each.reasons))
    for option in advice.options:
        found = [each for each in option.reasons if each.code.startswith("leaves_work")]
        assert found == told_plainly(option, laid, picture, question, 8)
