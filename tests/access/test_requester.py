"""What a request for records is given is sight like any other: default deny, one rule, one law."""

from msgspec.structs import replace

from tests.laws.sight_law import first_wrong
from tests.laws.sight_orders import ORDERS, play
from tests.laws.sight_town import PEOPLE, Order, Town, ellery
from tests.operations.story import Story
from tests.operations.test_records_requests import asked
from tests.operations.test_redaction import RULES
from tocsin.access import fields_in_sight, redact, requester
from tocsin.access.cuts import Readable
from tocsin.operations.attaching import AttachReport
from tocsin.operations.incident import GivenPlace, OpenIncident
from tocsin.operations.intake import NoteWhat, ReceiveReport
from tocsin.operations.involved import InvolvePerson
from tocsin.operations.looks import BreakGlass
from tocsin.operations.narrative import AddRemark
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.picture.policy import KindFields
from tocsin.operations.records_requests import (
    AddToRecordsRequest,
    DropFromRecordsRequest,
    OpenRecordsRequest,
)
from tocsin.operations.redaction import (
    ReleaseRestrictedToRequest,
    ReleaseToRequest,
    RevokeRedaction,
    WithholdFromRequest,
    mark_of,
)
from tocsin.operations.restriction import RestrictIncident
from tocsin.terms.codes import Channel, RecordsKind
from tocsin.terms.words import Words

ONE, OTHER = "PE-1", "PE-2"


def a_town() -> Story:
    """Two incidents, each with a report and a remark."""
    story = Story()
    for each in ("p-dispatcher", "p-bo"):
        story.done(RegisterPerson(id=each, name=f"Name of {each}", roles=("chief",)))
    for name in (ONE, OTHER):
        place = GivenPlace(words="at number 4", label="Quay Street")
        story.done(OpenIncident(id=name, type="fire.structure", place=place, summary="told"))
        story.done(ReceiveReport(channel=Channel.call, id=f"r{name}"))
        story.done(NoteWhat(report=f"r{name}", words="smoke"))
        story.done(AttachReport(report=f"r{name}", incident=name))
        story.done(AddRemark(subject=f"incident/{name}", text="knocked down"))
    return story


def test_where_nothing_is_adopted_only_id_times_and_group_of_type_leave() -> None:
    story = a_town()
    request = asked(story)
    story.done(AddToRecordsRequest(request=request, incidents=(ONE,)))
    seen = redact(story.picture, requester(request))
    assert set(seen) == {("incidents", ONE)}
    fields = seen["incidents", ONE]
    assert set(fields) <= {"id", "opened_at", "dispatched_at", "on_scene_at", "closed_at", "type"}
    assert fields["type"] == "fire"


def test_only_what_the_rules_name_of_what_it_concerns_is_seen() -> None:
    story = a_town()
    story.done(replace(RULES, fields=(KindFields("incidents", ("id", "summary", "reports")),)))
    request = asked(story)
    story.done(AddToRecordsRequest(request=request, incidents=(ONE,)))
    key = ("incidents", ONE)
    assert fields_in_sight(story.picture, requester(request), key) == {"id", "summary", "reports"}
    shown = redact(story.picture, requester(request))
    assert set(shown) == {key}
    assert shown[key]["reports"] == (), "a link to what does not leave"
    assert isinstance(shown[key]["summary"], Readable)


def test_a_release_adds_a_field_and_a_redaction_takes_it_whatever_the_order() -> None:
    story = a_town()
    story.done(RULES)
    request = asked(story)
    story.done(AddToRecordsRequest(request=request, incidents=(ONE,)))
    record, key = f"incidents/{ONE}", ("incidents", ONE)

    def seen() -> frozenset[str]:
        return fields_in_sight(story.picture, requester(request), key)

    story.done(
        ReleaseToRequest(request=request, record=record, field="place", exemption="ops", reason="x")
    )
    assert "place" in seen()
    (event,) = story.done(
        WithholdFromRequest(request=request, record=record, field="place", exemption="b6")
    )
    assert not {"place", "place~coarse"} & seen()
    redaction: str = event.redaction  # type: ignore[attr-defined]
    story.done(RevokeRedaction(request=request, redaction=redaction, reason="x"))
    assert "place" in seen()


def test_a_restricted_incident_is_seen_once_somebody_who_may_know_it_released_it() -> None:
    story = a_town()
    story.done(RULES)
    request = asked(story)
    story.done(AddToRecordsRequest(request=request, incidents=(ONE,)))
    story.done(RestrictIncident(incident=ONE, need_to_know=("p-bo",)), actor="p-bo")
    order = ReleaseRestrictedToRequest(
        request=request, incidents=(ONE,), exemption="b6", reason="subpoena"
    )
    viewer = requester(request)
    assert redact(story.picture, viewer) == {}
    story.done(order, actor="p-dispatcher")
    assert redact(story.picture, viewer) == {}, "who may not know of it cannot release it"
    story.done(BreakGlass(incident=ONE, reason="the court asks"), actor="p-dispatcher")
    story.done(order, actor="p-dispatcher")
    assert set(redact(story.picture, viewer)) == {("incidents", ONE)}
    story.done(RevokeRedaction(request=request, redaction=ONE, reason="x"))
    assert redact(story.picture, viewer) == {}


def test_a_subject_access_is_given_what_concerns_that_person_and_no_other() -> None:
    story = a_town()
    (ada,) = story.done(InvolvePerson(incident=ONE, role="patient", name="Ada Berg"))
    story.done(InvolvePerson(incident=ONE, role="witness", name="Cy Holm"))
    person: str = ada.involved.person  # type: ignore[attr-defined]
    every = (
        KindFields("incidents", ("id", "people", "summary")),
        KindFields("reports", ("id", "words", "taken_by")),
        KindFields("narratives", ("subject", "entries")),
        KindFields("people", ("id", "name")),
    )
    story.done(replace(RULES, kind=RecordsKind.subject_access, fields=every))
    request = asked(story, RecordsKind.subject_access, f"person/{person}")
    story.done(AddToRecordsRequest(request=request, incidents=(ONE,), reports=()))
    seen = redact(story.picture, requester(request))
    named = seen["incidents", ONE]["people"]
    assert isinstance(named, tuple)
    assert [each.person for each in named] == [person]
    assert ("reports", f"r{ONE}") not in seen, "nobody said that it is theirs"
    assert seen["narratives", f"incident/{ONE}"]["entries"] == (), "others wrote it"
    story.done(AddToRecordsRequest(request=request, reports=(f"r{ONE}",)))
    seen = redact(story.picture, requester(request))
    assert seen["reports", f"r{ONE}"]["words"] == Readable(Words(f"report/r{ONE}", "smoke"))


def test_an_officers_subject_access_has_their_own_entry_and_their_own_remarks() -> None:
    story = a_town()
    every = (
        KindFields("narratives", ("subject", "entries")),
        KindFields("people", ("id", "name")),
        KindFields("incidents", ("id",)),
    )
    story.done(replace(RULES, kind=RecordsKind.subject_access, fields=every))
    for who, many in (("p-dispatcher", 1), ("p-bo", 0)):
        request = asked(story, RecordsKind.subject_access, f"person/{who}")
        story.done(AddToRecordsRequest(request=request, incidents=(ONE,)))
        seen = redact(story.picture, requester(request))
        assert {name for kind, name in seen if kind == "people"} == {who}
        entries = seen["narratives", f"incident/{ONE}"]["entries"]
        assert isinstance(entries, tuple)
        assert len(entries) == many


# the law, with requests that change in mid-log


def _rules(town: Town, a: int, b: int) -> Order:
    fields = (
        ("id", "status", "place~coarse", "summary"),
        ("id", "number", "type~group", "place", "responses", "people", "links"),
        ("number", "reports"),
    )[b % 3]
    now = town.picture.redaction_rules.get(_KINDS[a % 2])
    parts = (
        KindFields("incidents", fields),
        KindFields("reports", ("id", "words", "taken_by", "incident")),
        KindFields("narratives", ("subject", "entries")),
        KindFields("units", ("id", "call_sign") if b % 2 else ()),
        KindFields("people", ("id", "name")),
    )
    after = 0 if now is None else now.version
    return "p-chief", replace(
        RULES, kind=_KINDS[a % 2], fields=parts, after=after, step_udeg=(0, 9_000)[b % 2]
    )


_KINDS = (RecordsKind.public_records, RecordsKind.subject_access)


def _open(_town: Town, a: int, b: int) -> Order:
    about = f"person/{PEOPLE[b % len(PEOPLE)]}" if a % 2 else None
    return "p-clerk", OpenRecordsRequest(kind=_KINDS[a % 2], what="x", requester="y", about=about)


def _request(town: Town, a: int) -> str:
    found = list(town.picture.records_requests)
    return found[a % len(found)] if found else "PE-none"


def _add(town: Town, a: int, b: int) -> Order:
    return "p-clerk", AddToRecordsRequest(
        request=_request(town, a), incidents=(town.incident(b),),
        reports=(town.report(a),) if b % 2 else (),
    )  # fmt: skip


def _drop(town: Town, a: int, b: int) -> Order:
    return "p-clerk", DropFromRecordsRequest(
        request=_request(town, a), incidents=(town.incident(b),)
    )


def _withhold(town: Town, a: int, b: int) -> Order:
    name = town.incident(b)
    incident = town.picture.incidents.get(name)
    summary = None if incident is None else incident.summary
    is_span = a % 2 and summary is not None
    return "p-clerk", WithholdFromRequest(
        request=_request(town, a), record=f"incidents/{name}", exemption="b6",
        field="summary" if is_span else ("place", "place/words", "status")[b % 3],
        start=b if is_span else None, end=b + 3 if is_span else None,
        mark=mark_of(summary) if is_span and summary is not None else None,
    )  # fmt: skip


def _release(town: Town, a: int, b: int) -> Order:
    return "p-chief", ReleaseToRequest(
        request=_request(town, a), record=f"incidents/{town.incident(b)}",
        field=("summary", "hazards", "place")[a % 3], exemption="b6", reason="x",
    )  # fmt: skip


def _unseal(town: Town, a: int, b: int) -> Order:
    return "p-chief", ReleaseRestrictedToRequest(
        request=_request(town, a), incidents=(town.incident(b),), exemption="b6", reason="x"
    )


def test_the_law_of_slices_holds_for_requesters_whose_request_changes_in_mid_log() -> None:
    own = [_rules, _open, _add, _withhold, _release, _unseal, _drop]
    before = list(ORDERS)
    ORDERS.extend(own)
    try:
        steps = [(len(before) + n, n, n) for n in (0, 1, 0, 1, 2, 2)]
        steps += [
            (n * 7 % len(ORDERS) if n % 3 else len(before) + n // 3 % 7, n % 7, n % 5)
            for n in range(300)
        ]
        town = play(ellery(), steps)
        requests = list(town.picture.records_requests)[:3]
        assert len(requests) == 3
        happened = {cause.event for _, _, cause in town.happened}
        assert {"withheld_from_request.1", "released_to_request.1"} <= happened
        viewers = [requester(each) for each in requests]
        assert any(redact(after, viewers[0]) for _, after, _ in town.happened)
        assert first_wrong(steps, viewers, tick_every=3) is None
    finally:
        ORDERS[:] = before
