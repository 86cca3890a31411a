"""Neighbours' units in advice: what stays at home, who lent more, what is owed, whose turnout."""

from datetime import timedelta

import msgspec
import pytest

from tests.operations.story import MORNING, Story
from tests.planners.dispatch.test_advising import (
    FIRE,
    HILL,
    QUAY,
    Served,
    asked,
    codes,
    town,
    weighed,
    why,
)
from tocsin.operations.crews import CrewUnit, ShareCrew
from tocsin.operations.dispatch_policy import AdoptDispatchPolicy
from tocsin.operations.picture import Unit
from tocsin.operations.picture.dispatch_policy import SHIPPED, DispatchPolicy, Weights
from tocsin.operations.picture.incident import Incident, Mark, Response
from tocsin.operations.picture.map import from_items
from tocsin.operations.picture.plan import Need
from tocsin.operations.picture.team import Team, TeamKind
from tocsin.operations.picture.unit import Authority, Seat
from tocsin.operations.units import AddStation, RegisterUnit, TakeOutOfService
from tocsin.planners.dispatch.advice import Advice
from tocsin.planners.dispatch.advising import advise
from tocsin.planners.dispatch.candidates import WhyNot
from tocsin.planners.dispatch.lending import lender_of, lent_s, neighbours_in
from tocsin.planners.dispatch.question import Aid, Lender, Neighbour, Question, Turnout
from tocsin.planners.dispatch.straight import Straight
from tocsin.terms.codes import UnitStatus

NOW = MORNING + timedelta(seconds=600)


def hillside(engines: int, weights: Weights | None = None) -> Story:
    """The town next door: a station at our quay, with so many engines."""
    story = Story(code="HS")
    story.done(AddStation(id="quay", name="Hill", point=QUAY))
    for number in range(1, engines + 1):
        story.done(RegisterUnit(call_sign=f"E{number}", kind="engine", station="quay"))
    if weights is not None:
        story.done(AdoptDispatchPolicy(name="ours", over=0, weights=weights))
    return story


def beside(
    own: Story, other: Story, aid: Aid = Aid.automatic, ground: object = None, **given: object
) -> Advice:
    """The advice on our fire, with what the town next door shows."""
    shown = neighbours_in(other.picture, "Hillside", aid, NOW)
    lent = given.pop("lent_s", 0)
    learned = given.pop("learned", ())
    lender = lender_of(other.picture, "HS", "Hillside", lent, learned)  # type: ignore[arg-type]
    return asked(own, ground, neighbours=shown, lenders=(lender,), **given)


def sent(advice: Advice) -> set[str]:
    return {unit for option in advice.options for unit in option.units}


@pytest.mark.parametrize(("keeps", "lends"), [(0, 3), (1, 2), (2, 1), (3, 0), (9, 0)])
def test_a_town_lends_no_more_of_a_kind_than_is_left_over_what_it_keeps(
    keeps: int, lends: int
) -> None:
    own = town(Need("engine", quantity=6))
    advice = beside(own, hillside(3, Weights(kept_at_home={"engine": keeps})))
    theirs = {each for each in sent(advice) if each.startswith("HS-")}
    assert len(theirs) == lends, "of the three that are free"
    stay = [each for each in advice.why_not if each.why is WhyNot.kept_at_home]
    assert len(stay) == 3 - lends
    assert all(each.parameters == {"town": "Hillside"} for each in stay)


def test_what_a_town_keeps_of_one_kind_is_nothing_to_another_kind() -> None:
    own = town(Need("engine", quantity=4))
    advice = beside(own, hillside(1, Weights(kept_at_home={"ladder": 5})))
    assert "HS-E1" in sent(advice)


def test_a_unit_that_the_neighbour_has_from_somebody_else_is_not_its_to_lend() -> None:
    other = hillside(2)
    held = other.picture.units.get("HS-E1")
    assert held is not None
    guest = msgspec.structs.replace(held, authority=Authority(home="XX", holder="HS"))
    away = msgspec.structs.replace(held, authority=Authority(home="HS", holder="XX"))
    for unit in (guest, away):
        shown = (Neighbour(unit, "Hillside", Aid.automatic, QUAY),)
        advice = asked(town(Need("engine", quantity=6)), neighbours=shown)
        assert "HS-E1" not in sent(advice)
        assert why_of(advice, "HS-E1") is WhyNot.lent_away
    own = (Neighbour(held, "Hillside", Aid.automatic, QUAY),)
    assert "HS-E1" in sent(asked(town(Need("engine", quantity=6)), neighbours=own)), "the control"


def why_of(advice: Advice, unit: str) -> WhyNot:
    (found,) = {each.why for each in advice.why_not if each.unit == unit}
    return found


def test_a_neighbours_crew_that_is_out_with_another_vehicle_does_not_come() -> None:
    other = hillside(2)
    other.done(ShareCrew(units=("HS-E1", "HS-E2")))
    units = {each.id: each for each in other.picture.units.values()}
    units["HS-E2"] = msgspec.structs.replace(units["HS-E2"], status=UnitStatus.on_scene)
    other.picture = msgspec.structs.replace(other.picture, units=from_items(units))
    advice = beside(town(Need("engine", quantity=6)), other)
    assert not any(each.startswith("HS-") for each in sent(advice))
    assert why_of(advice, "HS-E1") is WhyNot.crew_away


def test_of_two_lenders_the_one_that_lent_less_is_asked_under_a_fair_policy() -> None:
    one, two = lender("HS", "Hillside", 40_000), lender("WF", "Westford", 4_000)
    shown = (neighbour("HS"), neighbour("WF"))

    def goes(weights: Weights) -> str:
        advice = asked(
            town(Need("ladder")), neighbours=shown, lenders=(one, two),
            policy=DispatchPolicy("ours", weights),
        )  # fmt: skip
        (found,) = (each for each in advice.options[0].units if not each.startswith("PE-"))
        return found

    assert goes(Weights(cover_s_per_percent=0)) == "HS-L9", "the first of equals"
    fair = Weights(cover_s_per_percent=0, fair_s_per_hour=30)
    assert goes(fair) == "WF-L9"


def lender(code: str, name: str, lent: int) -> Lender:
    return Lender(code, name, lent_s=lent)


def neighbour(code: str) -> Neighbour:
    home = town().picture.units.get("PE-L1")
    assert home is not None
    unit = msgspec.structs.replace(
        home, id=f"{code}-L9", call_sign="L9", authority=Authority(home=code, holder=code)
    )
    name = {"HS": "Hillside", "WF": "Westford"}[code]
    return Neighbour(unit, name, Aid.automatic, QUAY)


def test_how_long_units_of_others_worked_here_is_learned_and_only_lately() -> None:
    def worked(unit: str, began_h: float, ended_h: float | None) -> Response:
        begin = NOW - timedelta(hours=began_h)
        end = None if ended_h is None else NOW - timedelta(hours=ended_h)
        return Response(unit, (Mark(UnitStatus.committed, begin),), end)

    incident = Incident(
        "PE-1", "1", MORNING, "fire.structure",
        responses=(
            worked("HS-E1", 3, 1), worked("HS-E1", 1, None), worked("WF-E1", 49, 47),
            worked("PE-E1", 2, 1), worked("XX-E1", 90, 80), Response("YY-E1"),
        ),
    )  # fmt: skip
    units = town().picture.units
    found = lent_s([incident], units, NOW, days=2)
    assert found == {"HS": 3 * 3600, "PE": 3600, "WF": 3600}


def test_what_is_owed_is_told_and_weighs_where_a_rate_was_adopted() -> None:
    own, other = town(Need("engine")), hillside(1)
    own.done(TakeOutOfService(unit="PE-E3", reason="pump"))
    rated = Weights(cover_s_per_percent=0, hourly={"engine": 150}, away_s=7_200)
    policy = DispatchPolicy("ours", rated)
    advice = beside(own, other, policy=policy)
    money = {each.units: each.money for each in advice.options}
    assert money["HS-E1",] == 300
    assert money["PE-E1",] == 0
    assert advice.options[0].units == ("HS-E1",), "it is nearer, and money weighs nothing"
    dear = msgspec.structs.replace(rated, money_s_per_hundred=60)
    assert beside(own, other, policy=DispatchPolicy("ours", dear)).options[0].units == ("PE-E1",)
    unrated = beside(own, other)
    assert {each.money for each in unrated.options if "HS-E1" in each.units} == {None}


def test_turnout_of_a_neighbour_is_its_own_though_its_station_is_called_as_ours() -> None:
    own, other = town(Need("engine")), hillside(1)
    ours = (Turnout("quay", None, 300, 400, 40),)
    theirs = (Turnout("quay", None, 20, 30, 40),)
    advice = beside(own, other, turnouts=ours, learned=theirs)
    assert advice.options[0].units == ("HS-E1",)
    assert advice.options[0].first_s == 20
    swapped = beside(own, other, turnouts=theirs, learned=ours)
    assert swapped.options[0].units == ("PE-E3",), "the control"


def test_what_is_left_uncovered_is_told_at_home_and_in_the_town_that_lends() -> None:
    own = town(Need("ladder", quantity=2))
    other = Story(code="HS")
    other.done(AddStation(id="hill", name="Hill", point=HILL))
    other.done(RegisterUnit(call_sign="L9", kind="ladder", station="hill"))
    advice = beside(own, other, ground=Served(), policy=weighed(12))
    option = next(each for each in advice.options if "HS-L9" in each.units)
    assert option.uncovered == {"Ellery": 4_000 * 60, "Hillside": 2_000 * 60}
    kept = hillside(2)
    advice = beside(town(Need("engine", quantity=4)), kept, ground=Served(), policy=weighed(12))
    option = next(each for each in advice.options if any(u.startswith("HS-") for u in each.units))
    assert "Hillside" not in option.uncovered
    told = {each.code for each in option.reasons}
    assert ("lender_covered" if option.uncovered else "cover_stays") in told


def test_a_unit_that_is_lent_here_goes_as_ours_and_whose_it_is_is_said() -> None:
    story = town(Need("engine"))
    units = {each.id: each for each in story.picture.units.values()}
    units["HS-E7"] = lent_here(units["PE-E3"])
    del units["PE-E3"]
    story.picture = msgspec.structs.replace(story.picture, units=from_items(units))
    advice = asked(story)
    assert advice.options[0].units == ("HS-E7",)
    (told,) = (each for each in advice.options[0].reasons if each.code == "lent_here")
    assert told.parameters == {"unit": "E7", "town": "HS"}


def lent_here(unit: Unit) -> Unit:
    return msgspec.structs.replace(
        unit, id="HS-E7", call_sign="E7", authority=Authority(home="HS", holder="PE", hop=1)
    )


def test_our_own_unit_that_is_lent_away_stays_away() -> None:
    story = town(Need("engine"))
    units = {each.id: each for each in story.picture.units.values()}
    away = msgspec.structs.replace(units["PE-E3"], authority=Authority(home="PE", holder="HS"))
    story.picture = msgspec.structs.replace(
        story.picture, units=from_items({**units, "PE-E3": away})
    )
    advice = asked(story)
    assert "PE-E3" not in sent(advice)
    assert why(advice, "E3") == (WhyNot.lent_away, {"holder": "HS"})


def test_a_unit_of_a_team_stays_with_its_team() -> None:
    story = town(Need("engine"))
    team = Team("PE-TF1", "TF1", TeamKind.task_force, "PE", ("PE-E3", "PE-E2"), "TAC 7")
    assert "PE-E3" in sent(asked(story)), "the control"
    story.picture = msgspec.structs.replace(
        story.picture, teams=story.picture.teams.put(team.id, team)
    )
    advice = asked(story)
    assert not {"PE-E3", "PE-E2"} & set(sent(advice))
    assert why(advice, "E3") == (WhyNot.in_team, {"team": "TF1"})


def test_two_vehicles_with_one_person_on_both_are_one_crew_whoever_says_so() -> None:
    story = town(Need("engine", quantity=3))
    seat = (Seat("PE-p-1"),)
    units = {each.id: each for each in story.picture.units.values()}
    for name in ("PE-E1", "PE-E2"):
        units[name] = msgspec.structs.replace(units[name], seats=seat)
    story.picture = msgspec.structs.replace(story.picture, units=from_items(units))
    assert len(asked(story).options[0].units) == 2
    story = town(Need("engine", quantity=3))
    units = {each.id: each for each in story.picture.units.values()}
    units["PE-E1"] = msgspec.structs.replace(units["PE-E1"], shares_crew_with=("PE-E2",))
    story.picture = msgspec.structs.replace(story.picture, units=from_items(units))
    assert len(asked(story).options[0].units) == 2, "only one of the two says it"
    assert len(asked(town(Need("engine", quantity=3))).options[0].units) == 3, "the control"


def test_a_position_of_which_nobody_knows_how_old_it_is_is_doubted_by_the_whole_way() -> None:
    home = hillside(1).picture.units.get("HS-E1")
    assert home is not None
    known = Neighbour(home, "Hillside", Aid.automatic, HILL, age_s=1)
    unknown = msgspec.structs.replace(known, age_s=None)

    def of(one: Neighbour) -> tuple[int, set[str], set[str]]:
        advice = asked(town(Need("engine", quantity=4)), neighbours=(one,))
        (found,) = (e for e in advice.options[0].sends if e.unit == "HS-E1")
        assert found.arrival_p90_s is not None
        return found.arrival_p90_s, codes(advice), {each.code for each in advice.degraded}

    late, reasons, degraded = of(unknown)
    assert late > of(known)[0]
    assert "age_unknown" in reasons
    assert "positions_old" in degraded
    assert "age_unknown" not in of(known)[1]


def test_urgent_work_counts_more_against_cover_than_what_can_wait() -> None:
    """Cover is what the near engine leaves; how soon the fire is reached weighs by its urgency."""
    own = town(Need("engine"))

    def first(permille: tuple[int, ...]) -> tuple[str, ...]:
        weights = msgspec.structs.replace(weighed(3).weights, urgency_permille=permille)
        return asked(own, Served(), policy=DispatchPolicy("ours", weights)).options[0].units

    assert first((100,)) == ("PE-E1",), "the near one stays for those who live there"
    assert first((5_000, 100)) == ("PE-E3",), "it is of the first priority"


def test_fatigue_is_shown_in_hours_on_duty() -> None:
    story = town(Need("engine"))
    story.done(CrewUnit(unit="PE-E3", count=4))

    def later(hours: int) -> Advice:
        question = Question(
            incident=FIRE, code="PE", now=NOW + timedelta(hours=hours), position=9,
            policy=SHIPPED["closest_capable"],
        )  # fmt: skip
        return advise(story.picture, Straight(), question, 8)

    (found,) = later(14).options[0].sends
    assert (found.unit, found.on_duty_h) == ("PE-E3", 13)
    (told,) = (each for each in later(14).options[0].reasons if each.code == "tired")
    assert told.parameters == {"unit": "E3", "hours": 13}
    (found,) = later(60).options[0].sends
    assert (found.unit, found.on_duty_h) == ("PE-E1", None), "nobody said since when"
    assert why(later(60), "E3")[1]["because"] == "tired"
