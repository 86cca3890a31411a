"""The known answers of the public records come out of the facts, through gateway and fold."""

import gzip
from pathlib import Path
from typing import BinaryIO, cast
from zoneinfo import ZoneInfo

import pytest

from tests.operations.story import Told
from tocsin.gateways.cad_export import read, shipped_mapping
from tocsin.operations import catalogue
from tocsin.operations.orders import Context, Refused
from tocsin.operations.picture import Picture
from tocsin.views.measures import MEASURES, Ask, Per

PACIFIC = ZoneInfo("America/Los_Angeles")
WEEK = "data/cad_san_francisco/sffd_calls_week_2016-12-31_2017-01-07.csv.gz"


def folded(file: Path, mapping: str) -> Picture:
    """The picture of an export: read, decided and evolved, without a log in between."""
    picture = Picture().drafted()
    position = 0
    with gzip.open(file) as stream:
        claims = read(cast(BinaryIO, stream), shipped_mapping(mapping), file="test").claims
    for claim in claims:
        at = claim.occurred_at
        context = Context(
            code="T", now=at, occurred_at=at, command_id=claim.order_id, actor="import",
            number_key=b"a key for tests",
        )  # fmt: skip
        decision = catalogue.decide(claim.command, picture, context)
        assert not isinstance(decision, Refused), decision.code
        for event in decision:
            position += 1
            stamp = Told(position, at, at, claim.occurred_after, claim.known_at)
            picture = catalogue.evolve(picture, event, stamp)
    return picture.settled()


def asked(picture: Picture, name: str, **question: object) -> dict[str, object]:
    ask = Ask(zone=PACIFIC, **question)  # type: ignore[arg-type]
    return MEASURES[name](picture.incidents.values(), picture.units, ask).plain()


def spread(answer: dict[str, object], name: str) -> tuple[object, ...]:
    found = answer[name]
    assert isinstance(found, dict)
    return tuple(found[each] for each in ("p50", "p90", "n", "missing", "negative"))


@pytest.fixture(scope="module")
def week(reference: Path) -> Picture:
    return folded(reference / WEEK, "san_francisco")


def test_a_week_of_unit_rows_gives_the_known_times_per_unit_row(week: Picture) -> None:
    answer = asked(week, "response-times")
    assert spread(answer, "alarm_handling_s") == (119, 328, 7704, 0, 0)
    p50, p90, *rest = spread(answer, "turnout_s")
    assert (p50, round(float(str(p90))), *rest) == (49, 124, 7490, 214, 0)
    p50, p90, *rest = spread(answer, "travel_s")
    assert (p50, round(float(str(p90))), *rest) == (227, 759, 6150, 1554, 1)


def test_the_same_week_per_call_gives_the_other_known_times(week: Picture) -> None:
    answer = asked(week, "response-times", per=Per.call)
    assert spread(answer, "alarm_handling_s") == (113, 265, 3560, 0, 0)
    p50, p90, n, *_ = spread(answer, "total_response_s")
    assert (p50, round(float(str(p90))), n) == (390, 1033, 3429)


@pytest.mark.full
def test_a_county_shares_incidents_as_is_known(reference: Path) -> None:
    county = folded(reference / "data/cad_san_mateo/snapshots.ndjson.gz", "san_mateo")
    answer = asked(county, "shared-incidents")
    assert (answer["multi_agency"], answer["multi_unit"], answer["units"]) == (1471, 4635, 168)
    assert round(float(str(answer["outside_home_share"])), 3) == 0.106
    everything = asked(county, "shared-incidents", all_tokens=True)
    assert (everything["multi_agency"], everything["multi_unit"]) == (3215, 5214)
    days = asked(county, "volume")
    assert (days["busiest_day"], days["busiest_day_incidents"]) == ("2022-12-31", 695)
    assert days["median_day"] == 162
