"""Polled sources: looks become facts by their differences; what vanished is not what ended."""

import json
from datetime import UTC, datetime, timedelta

from tests.gateways.exports import BEGIN, ids, kinds, take
from tests.operations.story import Told
from tocsin.gateways.cad_export import Imported, RowRefusal, Standing, standing_of
from tocsin.gateways.cad_export.samples import feed_xml, sample_calls, snapshots_ndjson
from tocsin.operations import catalogue
from tocsin.operations.imported import (
    RecordCall,
    RecordRelisted,
    RecordUnitMark,
    RecordUnitStatus,
    RecordUnlisted,
)
from tocsin.operations.orders import Context, Refused
from tocsin.operations.picture import Picture

PAGE = """
version = 1
source = "page"
zone = "Europe/London"
[times]
formats = ["iso"]
[[table]]
format = "ndjson"
records = "calls"
[table.poll]
observed = { column = "/observed", zone = "UTC" }
[table.call]
id = "id"
type = "category"
latitude = "where.lat"
longitude = "where.lon"
[table.call.times]
received = "started"
[table.unit]
list = "units"
token = '[A-Z0-9]+'
mark = '[^A-Z0-9\\s]+'
"""
MARKS = PAGE + '[table.unit.marks]\n">" = "en_route"\n"*" = "on_scene"\ngone = "available"\n'

SIGNS = {"dispatched": "", "en_route": ">", "on_scene": "*"}
CALLS = sample_calls(11, 30, BEGIN)
FILE = snapshots_ndjson(CALLS, 600, SIGNS.__getitem__)


def look(minute: int, *calls: tuple[str, str, str]) -> str:
    """One look at the page: (id, category, units) of each call listed."""
    listed = [{"id": i, "category": c, "units": u, "started": ""} for i, c, u in calls]
    at = BEGIN + timedelta(minutes=minute)
    return json.dumps({"observed": f"{at:%Y-%m-%dT%H:%M:%SZ}", "calls": listed})


def looks(*lines: str, mapping: str = PAGE, standing: Standing | None = None) -> Imported:
    return take(("\n".join(lines) + "\n").encode(), mapping, standing=standing)


def at(minute: int) -> datetime:
    return BEGIN + timedelta(minutes=minute)


def told(imported: Imported, kind: type) -> list[tuple[datetime | None, datetime]]:
    found = [each for each in imported.claims if isinstance(each.command, kind)]
    return [(each.occurred_after, each.occurred_at) for each in found]


def test_a_call_begins_at_its_own_time_and_is_known_from_the_first_look() -> None:
    imported = take(FILE, PAGE)
    begun = {
        each.command.call: each for each in imported.claims if isinstance(each.command, RecordCall)
    }
    seen = [call for call in CALLS if call.id in begun]
    assert len(seen) > 20
    for call in seen:
        claim = begun[call.id]
        assert claim.occurred_at == call.received.replace(microsecond=0)
        assert timedelta(0) <= claim.known_at - claim.occurred_at <= timedelta(seconds=600)


def test_a_call_without_its_own_time_began_between_two_looks() -> None:
    imported = looks(look(0), look(10, ("C1", "Fall", "")))
    assert told(imported, RecordCall) == [(at(0), at(10))]


def test_a_mark_that_changes_happened_between_two_looks() -> None:
    imported = looks(
        look(0, ("C1", "Fall", "E1")),
        look(10, ("C1", "Fall", ">E1")),
        look(20, ("C1", "Fall", ">E1")),
    )
    marks = [
        (each.command.mark, each.occurred_after, each.occurred_at)
        for each in imported.claims
        if isinstance(each.command, RecordUnitMark)
    ]
    assert marks == [("none", None, at(0)), (">", at(0), at(10))]


def test_marks_become_statuses_only_where_the_mapping_explains_them() -> None:
    imported = looks(
        look(0, ("C1", "Fall", ">E1")),
        look(10, ("C1", "Fall", "?E1")),
        look(20, ("C1", "Fall", "")),
        mapping=MARKS,
    )
    statuses = [
        str(each.command.status)
        for each in imported.claims
        if isinstance(each.command, RecordUnitStatus)
    ]
    assert statuses == ["en_route", "available"]
    assert kinds(imported)["RecordUnitMark"] == 1


def test_tokens_are_found_where_blanks_are_missing() -> None:
    imported = looks(look(0, ("C1", "Fall", "E77>E9 *>T2")))
    marks = {
        each.command.call_sign: each.command.mark
        for each in imported.claims
        if isinstance(each.command, RecordUnitMark)
    }
    assert marks == {"E77": "none", "E9": ">", "T2": "*>"}


def test_a_unit_that_is_gone_while_the_call_is_listed_is_gone_and_may_come_back() -> None:
    imported = looks(
        look(0, ("C1", "Fall", ">E1")),
        look(10, ("C1", "Fall", "")),
        look(20, ("C1", "Fall", ">E1")),
    )
    marks = [e.command.mark for e in imported.claims if isinstance(e.command, RecordUnitMark)]
    assert marks == [">", "gone", ">"]


def test_a_call_that_vanishes_is_unlisted_and_never_closed() -> None:
    imported = looks(look(0, ("C1", "Fall", "E1")), look(10, ("C1", "Fall", "E1")), look(20))
    (claim,) = [each for each in imported.claims if isinstance(each.command, RecordUnlisted)]
    assert isinstance(claim.command, RecordUnlisted)
    assert claim.command.last_listed_at == at(10)
    assert (claim.occurred_after, claim.occurred_at) == (at(10), at(20))
    assert kinds(imported)["RecordCallEnd"] == 0


def test_a_call_that_comes_back_is_listed_again() -> None:
    imported = looks(look(0, ("C1", "Fall", "")), look(10), look(20, ("C1", "Fall", "")), look(30))
    assert told(imported, RecordRelisted) == [(at(10), at(20))]
    assert len(told(imported, RecordUnlisted)) == 2


def test_a_category_that_changes_is_the_call_described_again() -> None:
    imported = looks(
        look(0, ("C1", "Smoke", "")), look(10, ("C1", "Fire", "")), look(20, ("C1", "Smoke", ""))
    )
    types = [
        (each.command.type, each.occurred_at)
        for each in imported.claims
        if isinstance(each.command, RecordCall)
    ]
    assert types == [("other.smoke", at(0)), ("other.fire", at(10)), ("other.smoke", at(20))]


def test_what_is_listed_at_the_last_look_is_told_for_the_next_file() -> None:
    imported = looks(
        look(0, ("C1", "Fall", "E1"), ("C2", "Fire", ">T1")), look(10, ("C2", "Fire", "T1"))
    )
    standing = imported.report.standing
    assert standing is not None
    assert standing.calls == {"C2": at(10)}
    assert standing.marks == {"C2": {"T1": "none"}}


def test_a_file_cut_in_two_gives_the_same_facts_when_the_second_knows_of_the_first() -> None:
    lines = FILE.decode().splitlines()
    whole = looks(*lines)
    for cut in (5, 20, len(lines) // 2):
        before = looks(*lines[:cut])
        after = looks(*lines[cut:], standing=before.report.standing)
        assert ids(before) | ids(after) == ids(whole), cut


def test_a_second_file_that_knows_nothing_misses_what_vanished_between() -> None:
    # the negative control of the test above: without the standing there is a difference to see
    lines = FILE.decode().splitlines()
    cut = next(
        index
        for index in range(3, len(lines))
        if {each["id"] for each in json.loads(lines[index - 1])["calls"]}
        - {each["id"] for each in json.loads(lines[index])["calls"]}
    )
    missed = ids(looks(*lines)) - ids(looks(*lines[:cut])) - ids(looks(*lines[cut:]))
    assert missed


def test_reading_a_file_of_looks_again_asks_for_the_same() -> None:
    assert ids(take(FILE, PAGE)) == ids(take(FILE, PAGE, file="another name"))


def test_a_file_that_is_imported_again_stands_alone_and_asks_for_the_same() -> None:
    once = take(FILE, PAGE)
    picture = recorded(Picture(), once)
    standing = standing_of(picture.incidents.values(), "page", "QU")
    for known in (once.report.standing, standing):
        again = take(FILE, PAGE, standing=known)
        assert again.refused == []
        assert ids(again) == ids(once)


def test_a_look_older_than_the_one_before_it_is_refused() -> None:
    imported = looks(look(10, ("C1", "Fall", "")), look(0, ("C2", "Fall", "")), look(20))
    assert [each.reason for each in imported.refused] == [RowRefusal.snapshot_out_of_order]
    assert kinds(imported)["RecordCall"] == 1


def test_the_day_of_the_look_is_taken_back_for_a_call_from_before_midnight() -> None:
    mapping = PAGE.replace(
        'received = "started"',
        'received = { columns = ["date", "time"], formats = ["%Y-%m-%d %I:%M:%S %p"], '
        'repair = "day_before" }',
    )
    line: dict[str, object] = {"observed": "2026-03-03T00:10:00Z"}
    line["calls"] = [{"id": "C1", "category": "Fall", "date": "2026-03-03", "time": "11:50:00 PM"}]
    imported = looks(json.dumps(line), mapping=mapping)
    assert told(imported, RecordCall) == [(None, datetime(2026, 3, 2, 23, 50, tzinfo=UTC))]
    trusting = mapping.replace('repair = "day_before"', 'repair = "none"')
    assert told(looks(json.dumps(line), mapping=trusting), RecordCall)[0][1].day == 3


FEED = """
version = 1
source = "feed"
zone = "Europe/London"
[[table]]
format = "xml"
records = "feed/entry"
namespaces = { georss = "http://www.georss.org/georss" }
[table.poll]
observed = "/updated"
[table.call]
id = { column = "id", pattern = '([^/]+)$' }
type = "category@term"
agency = { column = "summary", pattern = '\\[(.+) #' }
position = { column = "georss:point", order = "lat lon" }
[table.call.times]
received = "published"
"""


def recorded(picture: Picture, imported: Imported) -> Picture:
    """The picture after the town has recorded the facts, in order."""
    for number, claim in enumerate(imported.claims):
        context = Context(
            code="QU",
            now=claim.known_at,
            occurred_at=claim.occurred_at,
            command_id=claim.order_id,
            actor="import",
            number_key=b"key",
        )
        decision = catalogue.decide(claim.command, picture, context)
        assert not isinstance(decision, Refused), decision
        for event in decision:
            stamp = Told(number + 1, claim.known_at, claim.occurred_at, claim.occurred_after)
            picture = catalogue.evolve(picture, event, stamp)
    return picture


def test_a_feed_whose_entries_change_and_vanish_is_followed_from_file_to_file() -> None:
    calls = sample_calls(5, 4, BEGIN)
    one = take(feed_xml(calls[:3], at(60)), FEED)
    picture = recorded(Picture(), one)
    standing = standing_of(picture.incidents.values(), "feed", "QU")
    assert set(standing.calls) == {call.id for call in calls[:3]}
    two = take(feed_xml(calls[1:], at(60)), FEED, standing=standing)
    assert kinds(two)["RecordUnlisted"] == 1
    new = ids(two) - ids(one)
    assert len(new) == 2  # one call new, one vanished; two are as they were
    after = recorded(picture, two)
    gone = after.incidents.get(f"QU-{calls[0].id}")
    assert gone is not None
    assert gone.listed_until is not None
    assert gone.closed_at is None
    assert {each.attributes["agency"] for each in after.incidents.values()} == {"Quay Fire"}
