"""The timeline and the chain behind a state tell what happened, to whom, on whose word."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.operations.story import MORNING, Told
from tests.views.towns import opened, port_ellery
from tocsin.app.reasons import lines_of
from tocsin.operations import catalogue
from tocsin.operations.dispatch import DispatchUnit, UnitDispatched
from tocsin.operations.incident import (
    IncidentOpened,
    IncidentRetyped,
    PrioritySet,
)
from tocsin.operations.orders import Event, Provenance
from tocsin.operations.picture import Incident
from tocsin.operations.picture.incident import Response
from tocsin.operations.status import ReportOnScene, UnitStatusReached
from tocsin.operations.units import UnitOutOfService
from tocsin.terms.codes import IncidentStatus, Priority, UnitStatus
from tocsin.terms.words import Words
from tocsin.views.facts import FIELD, Fact, base, changes, said
from tocsin.views.incident_page import incident_page
from tocsin.views.sentences import SENTENCES
from tocsin.views.timeline import timeline
from tocsin.views.why import why

HERE = "PE-260302-0417"


@dataclass
class Log:
    """Facts as a caller hands them over: stamp, name in the log, event."""

    facts: list[Fact] = field(default_factory=list)

    def add(
        self, name: str, event: Event, at_s: int, known_s: int | None = None, **more: str
    ) -> None:
        at = MORNING + timedelta(seconds=at_s)
        known = at if known_s is None else MORNING + timedelta(seconds=known_s)
        position = len(self.facts) + 1
        stamp = Told(position, known, at, command_id=f"c{position}", **more)  # type: ignore[arg-type]
        self.facts.append((stamp, name, event))


def morning() -> Log:
    log = Log()
    log.add(
        "incident_opened.1",
        IncidentOpened(
            incident=HERE,
            number="0417",
            type="rescue.person_in_water",
            priority=Priority.urgent,
            summary=Words(f"incident/{HERE}", sealed=b"\x00\x01"),
        ),
        0,
    )
    log.add("priority_set.1", PrioritySet(incident=HERE, priority=Priority.immediate), 60)
    log.add(
        "unit_dispatched.1",
        UnitDispatched(unit="PE-B1", incident=HERE, basis='{"planner":"nearest 2.3"}'),
        70,
        actor="p-osei",
    )
    log.add(
        "unit_status_reached.1",
        UnitStatusReached(unit="PE-B1", status=UnitStatus.on_scene, incident=HERE),
        300,
        known_s=800,
    )
    return log


def test_why_tells_each_change_from_what_to_what_with_author_command_and_advice() -> None:
    chain = why(("incidents", HERE), morning().facts, UTC)
    assert [each.name for each in chain] == [name for _, name, _ in morning().facts]
    priority = chain[1]
    assert [(each.field, each.was, each.now) for each in priority.changes] == [
        ("priority", "urgent", "immediate")
    ]
    sent = chain[2]
    assert (sent.who, sent.command_id) == ("p-osei", "c3")
    assert sent.basis == '{"planner":"nearest 2.3"}'
    printed = "\n".join(line for link in chain for line in lines_of(link))
    assert "priority: urgent → immediate" in printed
    assert "B1 sent" in printed


def test_why_passes_over_facts_that_did_not_touch_the_subject() -> None:
    log = morning()
    log.add("unit_out_of_service.1", UnitOutOfService(unit="PE-E9", reason="tyre"), 400)
    assert len(why(("incidents", HERE), log.facts, UTC)) == 4


def test_words_nobody_may_read_are_named_as_such_and_never_shown_as_bytes() -> None:
    printed = str(why(("incidents", HERE), morning().facts, UTC))
    assert "words not readable here" in printed
    assert "x00" not in printed
    read = why(("incidents", HERE), morning().facts, UTC, read=lambda _: "two on a roof")
    assert "two on a roof" in str(read)


def test_the_timeline_is_in_the_order_of_the_world_and_says_when_it_was_known_later() -> None:
    log = morning()
    log.add(
        "incident_retyped.1", IncidentRetyped(incident=HERE, type="rescue.water_rescue"), 30, 900
    )
    lines = timeline(log.facts, UTC)
    assert [each.name for each in lines][:2] == ["incident_opened.1", "incident_retyped.1"]
    assert lines[0].known_at is None
    assert "Type is now Water rescue (known 2026-03-02 08:15:00)" in lines[1].text(UTC)
    assert "B1 on scene" in lines[-1].words


def test_an_event_without_a_sentence_of_its_own_is_told_all_the_same() -> None:
    class TideTurned(Event, frozen=True):
        gauge: str
        level_cm: int

    log = Log()
    log.add("tide_turned.1", TideTurned(gauge="Mill", level_cm=231), 0)
    (line,) = timeline(log.facts, UTC)
    assert line.words == "Tide turned: gauge Mill, level cm 231"


def test_an_imported_fact_names_its_place_in_the_source() -> None:
    source = Provenance("week.csv", line=12, field="Dispatch DtTm", truth="cad")
    log = Log()
    log.add("incident_opened.1", IncidentOpened(incident=HERE, number="1", type="a.b"), 0)
    log.add("unit_dispatched.1", UnitDispatched(unit="PE-E1", incident=HERE, provenance=source), 9)
    chain = why(("incidents", HERE), log.facts, UTC)
    assert chain[1].source == "week.csv line 12, Dispatch DtTm (stamped by cad)"


def test_changes_name_members_of_lists_and_pass_over_what_stayed() -> None:
    before = Incident(id=HERE, number="0417", opened_at=MORNING, type="a.b", hazards=("gas",))
    after = Incident(
        id=HERE,
        number="0417",
        opened_at=MORNING,
        type="a.b",
        hazards=("gas", "deep water"),
        status=IncidentStatus.held,
    )
    found = {
        each.field: (each.was, each.now) for each in changes(before, after, UTC, lambda _: None)
    }
    assert found == {"hazards": ("", "deep water"), "status": ("open", "held")}
    assert changes(after, after, UTC, lambda _: None) == ()


def test_the_page_of_an_incident_has_its_units_with_times_and_its_reasons() -> None:
    story = port_ellery()
    incident = opened(story, "rescue.water_rescue", Priority.immediate)
    story.done(DispatchUnit(unit="PE-E1", incident=incident))
    story.done(ReportOnScene(unit="PE-E1"))
    found = story.picture.incidents.get(incident)
    assert found is not None
    now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    page = incident_page(story.picture, found, now, UTC, morning().facts)
    assert (page.type, page.place) == ("Water rescue", "Mill Lane 14")
    (work,) = page.work
    assert [each.code for each in work.steps] == ["DP", "OS"]
    assert "E1 not heard of" in page.reasons[0]
    assert len(page.timeline) == 4


def test_every_sentence_belongs_to_an_event_and_names_only_its_fields() -> None:
    events = {base(name): event for name, event in catalogue.EVENTS.items()}
    for name, pattern in SENTENCES.items():
        assert name in events, name
        asked = set(FIELD.findall(pattern))
        assert asked <= set(events[name].__struct_fields__), name


def test_a_part_of_a_sentence_whose_field_is_empty_is_left_out() -> None:
    log = Log()
    log.add("unit_dispatched.1", UnitDispatched(unit="PE-E1", incident=HERE), 0)
    log.add(
        "unit_dispatched.1",
        UnitDispatched(
            unit="PE-E1", incident=HERE, short_crew_because=Words("unit/PE-E1", "two sick")
        ),
        1,
    )
    assert [each.words for each in timeline(log.facts, UTC)] == [
        "E1 sent",
        "E1 sent, crew short: two sick",
    ]


def test_the_advice_behind_a_response_is_not_told_as_its_bytes() -> None:
    sent = (Response("PE-E1", basis='{"planner": "dispatch"}'),)
    told = said("responses", sent, UTC, lambda words: "")
    assert told.startswith("E1")
    assert "{" not in told
