"""A message is for exactly those who said yes, want such a warning and have their place in its
area: nobody is left out, nobody is told who is not concerned, and nobody twice.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.operations.warned import facts, issued, square, the, town
from tocsin.app.subscribing import choosing
from tocsin.geo.overlapping import Shape
from tocsin.geo.places import Point
from tocsin.operations.picture import Picture, from_items
from tocsin.operations.picture.subscription import Quiet, SubscribedPlace, WarningSubscription
from tocsin.operations.picture.warning import AlertArea, Polygon, PublicWarning
from tocsin.operations.picture.warning_channel import Carrier, WarningChannel
from tocsin.operations.subscriptions import Chosen
from tocsin.operations.warning_content import shapes_of
from tocsin.terms.cap import GRADES, CapCategory, CapSeverity
from tocsin.terms.words import Words

Choose = Callable[..., tuple[Chosen, ...]]
pytestmark = pytest.mark.full
NOW = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
SIDE = 10_000
L_SHAPE = AlertArea(
    "Riverside",
    (Polygon((
        Point(50_000_000, 8_000_000), Point(50_000_000, 8_010_000), Point(50_005_000, 8_010_000),
        Point(50_005_000, 8_005_000), Point(50_010_000, 8_005_000), Point(50_010_000, 8_000_000),
    )),),
)  # fmt: skip
"""A square without its north-eastern quarter: a box round it is another area."""
CHANNEL = WarningChannel(
    id="mail", carrier=Carrier.email, receivers=(), since=NOW, subscribe_at="https://x"
)
ZONES: dict[str, tuple[Shape, ...]] = {
    "near": shapes_of((square(50_000_000, 8_000_000, 2_000),)),
    "far": shapes_of((square(51_000_000, 8_000_000, 2_000),)),
}
STORY = town()
issued(STORY)
WARNING = the(STORY)


class Somebody(msgspec.Struct, frozen=True):
    """Whoever may have subscribed, as the test knows them."""

    mailbox: int
    place: tuple[int, int] | str
    is_confirmed: bool
    is_forgotten: bool
    categories: tuple[CapCategory, ...]
    least: CapSeverity
    is_quiet: bool


PEOPLE = st.lists(
    st.builds(
        Somebody,
        mailbox=st.integers(0, 6),
        place=st.one_of(
            st.tuples(st.integers(0, 11), st.integers(0, 11)),
            st.tuples(st.integers(3, 7), st.integers(3, 7)),
            st.sampled_from(("", "near", "far", "gone")),
        ),
        is_confirmed=st.sampled_from((True, True, True, False)),
        is_forgotten=st.sampled_from((False, False, False, True)),
        categories=st.sampled_from(((), (), (CapCategory.met,), (CapCategory.fire,))),
        least=st.sampled_from(GRADES),
        is_quiet=st.booleans(),
    ),
    max_size=12,
)


def picture_of(people: list[Somebody]) -> tuple[Picture, dict[str, str]]:
    """The picture, and what its keys open: the words of those who were not forgotten."""
    rows, clear = {}, {}
    for number, each in enumerate(people):
        name = f"PE-s{number}"
        place = SubscribedPlace(zone=each.place) if isinstance(each.place, str) else (
            SubscribedPlace(point=spot(each.place))
        )  # fmt: skip
        if not each.is_forgotten:
            clear[f"{name}/address"] = f"box{each.mailbox}@perry.example"
            clear[f"{name}/place"] = msgspec.json.encode(place).decode()
        rows[name] = WarningSubscription(
            id=name,
            carrier=Carrier.email,
            requested_at=NOW,
            address=Words(f"{name}/address", sealed=b"-"),
            place=Words(f"{name}/place", sealed=b"-"),
            categories=each.categories,
            least=each.least,
            quiet=Quiet(22 * 60, 6 * 60) if each.is_quiet else None,
            confirmed_at=NOW if each.is_confirmed else None,
        )
    return Picture(warning_subscriptions=from_items(rows)), clear


def spot(at: tuple[int, int]) -> Point:
    """A place on a grid of a thousand µ°, beside and in the area."""
    return Point(50_000_500 + 1_000 * at[0], 8_000_500 + 1_000 * at[1])


def is_concerned(each: Somebody, severity: CapSeverity) -> bool:
    """By the rule as a person would say it, and by no code of ours."""
    if isinstance(each.place, str):
        is_there = each.place != "far"
    else:
        north, east = each.place
        is_there = north < 10 and east < 10 and not (north >= 5 and east >= 5)
    wants = not each.categories or CapCategory.met in each.categories
    is_grave = GRADES.index(severity) >= GRADES.index(each.least)
    return each.is_confirmed and not each.is_forgotten and is_there and wants and is_grave


def check(choose: Choose) -> None:
    @settings(
        max_examples=100, deadline=None, derandomize=True, database=None, phases=(Phase.generate,)
    )
    @given(PEOPLE, st.sampled_from(GRADES[1:]))
    def law(people: list[Somebody], severity: CapSeverity) -> None:
        picture, clear = picture_of(people)
        warning = msgspec.structs.replace(WARNING, facts=facts(areas=(L_SHAPE,), severity=severity))
        found = choose(
            picture, warning, CHANNEL, lambda words: clear.get(words.owner),
            lambda name: ZONES.get(name, ()), NOW,
        )  # fmt: skip
        who = {f"PE-s{number}": each for number, each in enumerate(people)}
        boxes = [who[each.subscription].mailbox for each in found]
        assert sorted(boxes) == sorted(
            {each.mailbox for each in people if is_concerned(each, severity)}
        )
        assert all(is_concerned(who[each.subscription], severity) for each in found)
        morning = NOW + timedelta(hours=7)
        is_grave = severity in (CapSeverity.severe, CapSeverity.extreme)
        for each in found:
            box = who[each.subscription].mailbox
            mine = [e for e in people if e.mailbox == box and is_concerned(e, severity)]
            waits = all(e.is_quiet for e in mine) and not is_grave
            assert each.after == (morning if waits else None)

    law()


def test_exactly_those_are_told_whom_it_concerns() -> None:
    check(choosing.chosen)


def _of_the_box(picture: Picture, warning: PublicWarning, *rest: object) -> tuple[Chosen, ...]:
    wide = msgspec.structs.replace(warning.facts, areas=(square(50_000_000, 8_000_000, SIDE),))
    return choosing.chosen(picture, msgspec.structs.replace(warning, facts=wide), *rest)  # type: ignore[arg-type]


def _twice(picture: Picture, *rest: object) -> tuple[Chosen, ...]:
    found = choosing.chosen(picture, *rest)  # type: ignore[arg-type]
    return found + found[:1]


def _also_unconfirmed(picture: Picture, *rest: object) -> tuple[Chosen, ...]:
    rows = {
        name: msgspec.structs.replace(each, confirmed_at=NOW)
        for name, each in picture.warning_subscriptions.items()
    }
    every = msgspec.structs.replace(picture, warning_subscriptions=from_items(rows))
    return choosing.chosen(every, *rest)  # type: ignore[arg-type]


def _sleeps_through(picture: Picture, warning: PublicWarning, *rest: object) -> tuple[Chosen, ...]:
    found = choosing.chosen(picture, warning, *rest)  # type: ignore[arg-type]
    quiet = {e.id for e in picture.warning_subscriptions.values() if e.quiet is not None}
    morning = NOW + timedelta(hours=7)
    return tuple(
        msgspec.structs.replace(each, after=morning) if each.subscription in quiet else each
        for each in found
    )


def _wakes_everybody(picture: Picture, *rest: object) -> tuple[Chosen, ...]:
    found = choosing.chosen(picture, *rest)  # type: ignore[arg-type]
    return tuple(msgspec.structs.replace(each, after=None) for each in found)


MUTANTS = (_of_the_box, _twice, _also_unconfirmed, _sleeps_through, _wakes_everybody)


@pytest.mark.parametrize("mutant", MUTANTS)
def test_whoever_chooses_otherwise_breaks_the_law(mutant: Choose) -> None:
    with pytest.raises(AssertionError):
        check(mutant)
