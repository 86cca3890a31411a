"""What the measures say of incidents whose times anybody can work out by hand."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.operations.story import MORNING
from tests.views.towns import incident, response, unit
from tocsin.operations.picture.incident import Incident
from tocsin.terms.codes import Agency
from tocsin.terms.kinds import LogKind
from tocsin.views.measures import MEASURES, Ask, Per, UnknownSlice
from tocsin.views.measures.spread import percentile, wilson

UNITS = {f"PE-{each}": unit(each) for each in ("E1", "E2", "E3")}


def ask(name: str, incidents: list[Incident], **question: object) -> dict[str, object]:
    return MEASURES[name](incidents, UNITS, Ask(**question)).plain()  # type: ignore[arg-type]


def part(answer: dict[str, object], key: str) -> dict[str, Any]:
    found = answer[key]
    assert isinstance(found, dict)
    return found


TWO = [
    incident(
        "1", 0, response("PE-E1", 60, 120, 300, ended_s=900), response("PE-E2", 100, 150, 290)
    ),
    incident("2", 200, response("PE-E1", 1000, None, 1400, ended_s=2000), type="medical.fall"),
]


def test_times_per_unit_row_are_from_mark_to_mark_and_count_what_is_missing() -> None:
    answer = ask("response-times", TWO)
    assert answer["per"] == "unit row"
    assert answer["n"] == 3
    handling = part(answer, "alarm_handling_s")
    assert (handling["p50"], handling["n"], handling["missing"]) == (100, 3, 0)
    turnout = part(answer, "turnout_s")
    assert (turnout["p50"], turnout["n"], turnout["missing"]) == (55, 2, 1)
    travel = part(answer, "travel_s")
    assert (travel["p50"], travel["p90"], travel["n"]) == (160, 176, 2)
    assert part(answer, "total_response_s")["n"] == 3


def test_per_call_takes_the_first_dispatched_and_the_first_arriving_unit() -> None:
    answer = ask("response-times", TWO, per=Per.call)
    assert answer["n"] == 2
    assert part(answer, "alarm_handling_s")["p50"] == (60 + 800) / 2
    assert part(answer, "turnout_s") | {"definition": ""} == part(answer, "turnout_s") | {
        "definition": "", "p50": 60, "n": 1, "missing": 1, "per": "call",
    }  # fmt: skip
    assert part(answer, "travel_s")["p50"] == 140, "E2 arrives first though E1 was sent first"
    assert part(answer, "total_response_s")["p50"] == (290 + 1200) / 2


def test_a_call_with_a_dispatch_time_and_no_units_counts_per_call_only() -> None:
    bare = incident("3", 0)
    bare = type(bare)(
        id=bare.id,
        number="3",
        opened_at=MORNING,
        type="fire.fire",
        dispatched_at=MORNING + timedelta(seconds=77),
    )
    assert part(ask("response-times", [bare], per=Per.call), "alarm_handling_s")["p50"] == 77
    assert part(ask("response-times", [bare]), "alarm_handling_s")["n"] == 0


def test_a_negative_time_stays_in_and_is_counted() -> None:
    backwards = incident("4", 0, response("PE-E1", 10, 200, 150))
    travel = part(ask("response-times", [backwards]), "travel_s")
    assert (travel["p50"], travel["negative"], travel["n"]) == (-50, 1, 1)


def test_a_time_known_only_as_an_interval_is_left_out_of_the_percentiles_and_bounds_them() -> None:
    exact = incident("5", 0, response("PE-E1", 10, 20, 120))
    vague = incident("6", 0, response("PE-E2", 10, 20, 620, vague_s=500))
    travel = part(ask("response-times", [exact, vague]), "travel_s")
    assert (travel["p50"], travel["n"], travel["interval"], travel["missing"]) == (100, 1, 1, 0)
    assert part(travel, "bounds")["p50"] == (100, 350)


def test_no_observation_gives_no_figure_rather_than_nought() -> None:
    travel = part(ask("response-times", []), "travel_s")
    assert (travel["p50"], travel["p90"], travel["n"]) == (None, None, 0)


@given(st.lists(st.integers(-100, 5_000), min_size=1, max_size=40), st.floats(0, 1))
def test_a_percentile_lies_among_the_values_and_grows_with_its_share(
    values: list[int], share: float
) -> None:
    ordered = sorted(float(each) for each in values)
    found = percentile(ordered, share)
    assert ordered[0] <= found <= ordered[-1]
    assert found <= percentile(ordered, min(1.0, share + 0.1)) + 1e-9


def test_percentiles_are_type_7_and_not_the_nearest_rank() -> None:
    values = [10.0, 20.0, 30.0, 40.0]
    assert percentile(values, 0.9) == pytest.approx(37.0)
    nearest_rank = values[3]
    assert percentile(values, 0.9) != nearest_rank


# slices


def test_slices_keep_everything_and_flag_the_small_ones() -> None:
    answer = ask("response-times", TWO, by="group")
    slices = part(answer, "slices")
    assert {value: each["n"] for value, each in slices.items()} == {"fire": 2, "medical": 1}
    assert all(each["is_small"] for each in slices.values())


def test_an_area_or_an_attribute_cuts_as_well_and_the_absent_stands_apart() -> None:
    told = [
        incident("7", 0, response("PE-E1", 5), box="B1"),
        incident("8", 0, response("PE-E2", 9)),
    ]
    by_area = part(ask("response-times", [*TWO, *told], by="district"), "slices")
    assert sorted(by_area) == ["East", "West"]
    assert sorted(part(ask("response-times", told, by="box"), "slices")) == ["B1", "not recorded"]


def test_a_unit_key_cuts_inside_an_incident() -> None:
    slices = part(ask("response-times", TWO, by="unit"), "slices")
    assert {value: each["n"] for value, each in slices.items()} == {"E1": 2, "E2": 1}


def test_a_filter_and_the_local_hour_use_the_towns_own_clock() -> None:
    zone = ZoneInfo("America/New_York")
    slices = part(ask("volume", TWO, zone=zone, by="hour"), "slices")
    assert list(slices) == ["03"]
    only = ask("volume", TWO, where=(("type", "medical.fall"),))
    assert only["incidents"] == 1


def test_an_unknown_key_says_which_there_are() -> None:
    with pytest.raises(UnknownSlice, match=r"'colour'.*district.*hour"):
        ask("volume", TWO, by="colour")
    with pytest.raises(UnknownSlice, match=r"no time 'speed'.*turnout_s"):
        ask("compliance", TWO, figure="speed")


def test_an_incident_merged_into_another_is_not_counted_twice() -> None:
    merged = Incident(
        id="PE-9", number="9", opened_at=MORNING, type="fire.fire", merged_into="PE-1"
    )
    assert ask("volume", [*TWO, merged])["incidents"] == 2


def test_a_drills_figures_say_that_they_are_a_drills() -> None:
    answer = MEASURES["volume"](TWO, UNITS, Ask(kind=LogKind.exercise))
    assert answer.plain()["kind"] == "Exercise"
    assert "Exercise" in answer.tables()[0].title


def test_the_order_in_which_incidents_come_changes_nothing() -> None:
    for name, measure in MEASURES.items():
        assert measure(TWO, UNITS, Ask()).plain() == measure(TWO[::-1], UNITS, Ask()).plain(), name


# shared incidents


def shared(
    incidents: list[Incident], units: dict[str, object], **question: object
) -> dict[str, object]:
    asked = Ask(**question)  # type: ignore[arg-type]
    return MEASURES["shared-incidents"](incidents, units, asked).plain()  # type: ignore[arg-type]


def test_home_is_where_most_of_a_units_incidents_are() -> None:
    units = {f"PE-{each}": unit(each) for each in ("E1", "E2")}
    told = [
        incident("1", 0, response("PE-E1", 1), agency="North"),
        incident("2", 10, response("PE-E1", 1), agency="North"),
        incident("3", 20, response("PE-E2", 1), agency="South"),
        incident("4", 30, response("PE-E1", 1), response("PE-E2", 1), agency="South"),
    ]
    answer = shared(told, units)  # type: ignore[arg-type]
    assert (answer["multi_unit"], answer["multi_agency"]) == (1, 1)
    assert (answer["assignments"], answer["outside_home"]) == (5, 1)


def test_a_registered_agency_is_the_home_whatever_history_says() -> None:
    units = {"PE-E1": unit("E1", home="South"), "PE-E2": unit("E2")}
    told = [
        incident("1", 0, response("PE-E1", 1), agency="North"),
        incident("2", 0, response("PE-E1", 1), response("PE-E2", 1), agency="South"),
    ]
    answer = shared(told, units)  # type: ignore[arg-type]
    assert answer["multi_agency"] == 0
    assert answer["outside_home"] == 1


def test_a_tie_goes_to_the_agency_it_was_seen_with_first() -> None:
    units = {"PE-E1": unit("E1"), "PE-E2": unit("E2")}
    told = [
        incident("1", 0, response("PE-E1", 1), agency="West"),
        incident("2", 5, response("PE-E1", 1), response("PE-E2", 1), agency="East"),
    ]
    assert shared(told, units)["multi_agency"] == 1  # type: ignore[arg-type]


def test_channels_and_medics_count_only_when_all_tokens_are_asked_for() -> None:
    units = {
        "PE-E1": unit("E1"),
        "PE-TAC3": unit("TAC3", kind="channel", agency=Agency.other),
        "PE-M1": unit("M1", kind="ambulance", agency=Agency.medical),
    }
    told = [incident("1", 0, *(response(each, 1) for each in units), agency="North")]
    assert shared(told, units)["multi_unit"] == 0  # type: ignore[arg-type]
    assert shared(told, units, all_tokens=True)["multi_unit"] == 1  # type: ignore[arg-type]


# time


def test_utilisation_is_committed_time_over_the_window_with_overlaps_once() -> None:
    told = [
        incident("1", 0, response("PE-E1", 0, ended_s=600), closed_s=600),
        incident("2", 300, response("PE-E1", 300, ended_s=900), closed_s=3600),
    ]
    answer = ask("utilisation", told)
    assert answer["window_s"] == 3600
    assert answer["over"] == "observed window"
    assert answer["committed_s"] == 900
    assert answer["utilisation"] == 0.25


def test_what_began_before_the_window_counts_inside_it() -> None:
    told = [incident("1", 0, response("PE-E1", 0, ended_s=600), closed_s=600)]
    since, until = MORNING + timedelta(seconds=300), MORNING + timedelta(seconds=1300)
    assert ask("utilisation", told, since=since, until=until)["committed_s"] == 300
    assert ask("volume", told, since=since, until=until)["incidents"] == 0


def test_the_peak_is_where_most_overlap_and_touching_ends_do_not() -> None:
    told = [
        incident("1", 0, response("PE-E1", 0, ended_s=100), closed_s=100),
        incident("2", 100, response("PE-E2", 100, ended_s=300), closed_s=300),
        incident("3", 200, response("PE-E3", 200, ended_s=400), closed_s=400),
    ]
    answer = ask("concurrency", told)
    crowd = part(answer, "incidents_open")
    assert (crowd["peak"], crowd["peak_s"]) == (2, 100)
    assert str(crowd["peak_at"]).endswith("08:03:20+00:00")
    assert part(crowd, "distribution") == {"1": 300, "2": 100}


def test_volume_counts_empty_days_and_names_the_busiest() -> None:
    day = 86_400
    told = [incident(str(each), at) for each, at in enumerate((0, 10, 20, 3 * day))]
    answer = ask("volume", told)
    assert (answer["days"], answer["median_day"]) == (4, 0.5)
    assert (answer["busiest_day"], answer["busiest_day_incidents"]) == ("2026-03-02", 3)


def test_compliance_states_the_share_its_interval_and_whether_the_goal_is_met() -> None:
    told = [incident(str(each), 0, response("PE-E1", 0, 0, 100 * (each + 1))) for each in range(10)]
    answer = ask("compliance", told, figure="travel_s", limit_s=900, goal=0.9)
    assert (answer["share"], answer["within"], answer["n"], answer["is_met"]) == (0.9, 9, 10, True)
    assert ask("compliance", told, figure="travel_s", limit_s=899, goal=0.9)["is_met"] is False
    assert ask("compliance", [], figure="travel_s")["is_met"] is None


def test_the_interval_of_a_share_is_wilsons() -> None:
    low, high = wilson(9, 10)
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)
    assert wilson(0, 0) == (0.0, 1.0)


def test_the_worked_example_of_the_documentation_is_right() -> None:
    example = incident(
        "1",
        0,
        response("PE-E1", 60, 120, 300),
        response("PE-E2", 100, 150, 290),
        response("PE-E3", 180),
    )
    rows = ask("response-times", [example])
    assert (part(rows, "alarm_handling_s")["p50"], part(rows, "alarm_handling_s")["p90"]) == (
        100,
        164,
    )
    assert (part(rows, "turnout_s")["p50"], part(rows, "turnout_s")["missing"]) == (55, 1)
    assert (part(rows, "travel_s")["p50"], part(rows, "travel_s")["p90"]) == (160, 176)
    calls = ask("response-times", [example], per=Per.call)
    told = [part(calls, each)["p50"] for each in ("alarm_handling_s", "turnout_s", "travel_s")]
    assert told == [60, 60, 140]
    assert part(calls, "total_response_s")["p50"] == 290
