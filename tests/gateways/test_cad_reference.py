"""The shipped mappings on the public records: the known numbers come out of the facts alone."""

from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path

import pytest

from tests.gateways.exports import ids, kinds
from tocsin.gateways.cad_export import Imported, check, load, read, shipped_mapping
from tocsin.operations.imported import (
    RecordCall,
    RecordUnit,
    RecordUnitMark,
    RecordUnitStatus,
    RecordUnlisted,
)
from tocsin.terms.codes import Agency

SAN_FRANCISCO = "cad_san_francisco/sffd_calls_week_2016-12-31_2017-01-07.csv.gz"
SAN_MATEO = "cad_san_mateo"
PORTLAND = "cad_portland/pdx911_{}.xml"


def taken(reference: Path, file: str, mapping: str, **how: object) -> Imported:
    with (reference / "data" / file).open("rb") as stream:
        return read(stream, shipped_mapping(mapping), **how)  # type: ignore[arg-type]


def percentile(values: list[float], share: float) -> float:
    """Linear interpolation (type 7)."""
    values = sorted(values)
    at = (len(values) - 1) * share
    low = int(at)
    return values[low] + (values[min(low + 1, len(values) - 1)] - values[low]) * (at - low)


def spread(values: list[float]) -> tuple[int, int, int]:
    return len(values), round(percentile(values, 0.5)), round(percentile(values, 0.9))


def test_unit_rows_of_a_week_give_the_known_response_times(reference: Path) -> None:
    imported = taken(reference, SAN_FRANCISCO, "san_francisco")
    assert imported.refused == []
    assert imported.report.accepted == imported.report.rows == 7_704
    assert kinds(imported)["RecordCall"] == 3_560
    begun: dict[str, datetime] = {}
    times: dict[tuple[str, str], dict[str, datetime]] = defaultdict(dict)
    for each in imported.claims:
        if isinstance(each.command, RecordCall):
            begun[each.command.call] = each.occurred_at
        elif isinstance(each.command, RecordUnitStatus):
            key = (each.command.call, each.command.call_sign)
            times[key][str(each.command.status)] = each.occurred_at
    handling, turnout, travel = [], [], []
    first: dict[str, datetime] = {}
    arrived: dict[str, datetime] = {}
    for (call, _), row in times.items():
        sent, there = row["committed"], row.get("on_scene")
        handling.append((sent - begun[call]).total_seconds())
        first[call] = min(first.get(call, sent), sent)
        if "en_route" in row:
            turnout.append((row["en_route"] - sent).total_seconds())
        if there is not None:
            arrived[call] = min(arrived.get(call, there), there)
            if "en_route" in row:
                travel.append((there - row["en_route"]).total_seconds())
    assert spread(handling) == (7_704, 119, 328)
    assert spread(turnout) == (7_490, 49, 124)
    assert spread(travel) == (6_150, 227, 759)
    assert sum(each < 0 for each in travel) == 1
    assert spread([(first[c] - begun[c]).total_seconds() for c in first]) == (3_560, 113, 265)
    assert spread([(arrived[c] - begun[c]).total_seconds() for c in arrived]) == (3_429, 390, 1_033)


def shared(imported: Imported, only_fire: bool) -> tuple[int, int, int]:
    """(calls, with several units, with units of several home agencies)."""
    agency: dict[str, str] = {}
    units: dict[str, set[str]] = defaultdict(set)
    discipline: dict[str, Agency] = {}
    for each in imported.claims:
        if isinstance(each.command, RecordCall):
            agency.setdefault(each.command.call, each.command.attributes["agency"])
        elif isinstance(each.command, RecordUnit):
            discipline[each.command.call_sign] = each.command.agency
        elif isinstance(each.command, RecordUnitMark):
            units[each.command.call].add(each.command.call_sign)
    worked: dict[str, Counter[str]] = defaultdict(Counter)
    kept = [
        (call, [each for each in named if not only_fire or discipline[each] is Agency.fire])
        for call, named in units.items()
    ]
    for call, named in kept:
        for unit in named:
            worked[unit][agency[call]] += 1
    home = {unit: counts.most_common(1)[0][0] for unit, counts in worked.items()}
    several = [named for _, named in kept if len(named) > 1]
    return len(agency), len(several), sum(len({home[u] for u in each}) > 1 for each in several)


def test_polled_looks_give_the_known_shared_incidents(reference: Path) -> None:
    imported = taken(reference, f"{SAN_MATEO}/snapshots.ndjson.gz", "san_mateo")
    assert imported.refused == []
    assert shared(imported, only_fire=True) == (51_640, 4_635, 1_471)
    assert shared(imported, only_fire=False) == (51_640, 5_214, 3_215)
    marks = Counter(
        each.command.mark for each in imported.claims if isinstance(each.command, RecordUnitMark)
    )
    expected = {">": 47_395, "none": 22_246, "gone": 12_625, "?": 7_581, "*>": 641}
    assert dict(marks) == expected
    assert all(each.occurred_at <= each.known_at for each in imported.claims)


@pytest.mark.full
def test_the_summary_of_the_looks_gives_the_same_numbers(reference: Path) -> None:
    imported = taken(reference, f"{SAN_MATEO}/incidents.csv.gz", "san_mateo")
    assert imported.report.table == "summary"
    assert imported.refused == []
    assert shared(imported, only_fire=True) == (51_640, 4_635, 1_471)
    assert shared(imported, only_fire=False) == (51_640, 5_214, 3_215)


@pytest.mark.parametrize(
    ("file", "count"),
    [("call_data_1", 3), ("call_data_2", 3), ("call_data_3", 29), ("cassette", 100)],
)
def test_a_feed_gives_its_known_number_of_calls(reference: Path, file: str, count: int) -> None:
    imported = taken(reference, PORTLAND.format(file), "portland")
    calls = [each.command for each in imported.claims if isinstance(each.command, RecordCall)]
    assert imported.refused == []
    assert len({each.call for each in calls}) == count
    assert all(each.place.point is not None and "agency" in each.attributes for each in calls)
    if file == "cassette":
        agencies = Counter(each.attributes["agency"] for each in calls)
        assert sorted(agencies.values(), reverse=True) == [61, 21, 9, 7, 1, 1]


def test_two_looks_at_the_feed_differ_by_one_call_and_the_id_element_rules(reference: Path) -> None:
    one = taken(reference, PORTLAND.format("call_data_1"), "portland")
    two = taken(reference, PORTLAND.format("call_data_2"), "portland", standing=one.report.standing)
    fresh = [each for each in two.claims if each.order_id not in ids(one)]
    assert sorted(type(each.command).__name__ for each in fresh) == ["RecordCall", "RecordUnlisted"]
    (new,) = [each.command.call for each in fresh if isinstance(each.command, RecordCall)]
    (old,) = [each.command.call for each in fresh if isinstance(each.command, RecordUnlisted)]
    assert (old[-6:], new[-6:]) == ("069982", "069983")


@pytest.mark.parametrize(
    ("file", "lacks_times"),
    [
        (SAN_FRANCISCO, False),
        (f"{SAN_MATEO}/incidents.csv.gz", False),
        (PORTLAND.format("cassette"), False),
        ("cad_london/lfb-fleet-jan2022.csv", True),
        ("cad_london/lfb-stations-jun2021.csv", True),
    ],
)
def test_a_proposal_for_real_columns_loads_and_reads(
    reference: Path, file: str, lacks_times: bool
) -> None:
    with (reference / "data" / file).open("rb") as stream:
        proposal = check(stream)
    assert any("time stamp" in each for each in proposal.lacks) is lacks_times
    with (reference / "data" / file).open("rb") as stream:
        imported = read(stream, load(proposal.mapping.encode()))
    assert (imported.report.refused > 0) is lacks_times
    assert imported.report.rows == imported.report.accepted + imported.report.refused
