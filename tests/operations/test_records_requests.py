from datetime import timedelta

import pytest

from tests.operations.story import MORNING, Story
from tests.operations.test_holds import reported
from tocsin.operations.due import coming, due, overdue
from tocsin.operations.forgetting import ForgetIncident, ForgetPerson, ForgetSubject
from tocsin.operations.holds import kept_by
from tocsin.operations.incident import ArchiveIncident, CloseIncident
from tocsin.operations.involved import InvolvePerson
from tocsin.operations.obligations import OweThis
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Refused
from tocsin.operations.picture.records_request import Exemption, RecordsRequest
from tocsin.operations.records_requests import (
    AddToRecordsRequest,
    CloseRecordsRequest,
    DropFromRecordsRequest,
    ExtendRecordsRequest,
    OpenRecordsRequest,
    RecordProduction,
    RecordsRequestOpened,
    decisions_mark,
)
from tocsin.operations.redaction import AdoptRedactionRules
from tocsin.terms.codes import ForgetGround, RecordsKind, RecordsOutcome
from tocsin.terms.words import Words

GROUND = ForgetGround.no_longer_needed
DIGEST = "ab" * 32


def asked(story: Story, kind: RecordsKind = RecordsKind.public_records, about: str | None = None,
          ) -> str:  # fmt: skip
    """The id of a request that is opened now."""
    order = OpenRecordsRequest(kind=kind, what="the fire", requester="The Gazette", about=about)
    (event,) = story.done(order)
    assert isinstance(event, RecordsRequestOpened)
    return event.request


def found(story: Story, request: str) -> RecordsRequest:
    noun = story.picture.records_requests.get(request)
    assert noun is not None
    return noun


def give(story: Story, request: str) -> None:
    story.done(production(request, decisions_mark(story.picture, found(story, request))))


def production(request: str, decisions: str) -> RecordProduction:
    return RecordProduction(
        request=request,
        digest=DIGEST,
        decisions=decisions,
        incidents=1,
        fields_given=3,
        withheld=2,
    )


def test_what_was_decided_while_it_was_put_together_is_not_passed_over() -> None:
    story = Story()
    request = asked(story)
    before = decisions_mark(story.picture, found(story, request))
    story.done(AddToRecordsRequest(request=request, incidents=("PE-1",)))
    assert story.refused(production(request, before)).code == "records_decided_meanwhile"
    give(story, request)
    before = decisions_mark(story.picture, found(story, request))
    story.done(
        AdoptRedactionRules(
            kind=RecordsKind.public_records, days=10, fields=(),
            exemptions=(Exemption("x", "law"),), otherwise="x",
        )
    )  # fmt: skip
    assert story.refused(production(request, before)).code == "records_decided_meanwhile"


def test_who_asks_and_for_what_is_sealed_under_the_request() -> None:
    story = Story()
    request = found(story, asked(story))
    owner = f"request/{request.id}"
    assert request.what == Words(owner, "the fire")
    assert request.requester == Words(owner, "The Gazette")


def test_an_answer_is_due_by_the_adopted_days_and_by_the_usual_ones_before() -> None:
    story = Story()
    before = found(story, asked(story))
    assert before.due_at - before.received_at == timedelta(days=30)
    story.done(
        AdoptRedactionRules(
            kind=RecordsKind.public_records, days=10, fields=(),
            exemptions=(Exemption("x", "law"),), otherwise="x",
        )
    )  # fmt: skip
    received = MORNING - timedelta(days=4)
    story.done(
        OpenRecordsRequest(
            kind=RecordsKind.public_records, what="y", requester="z", received_at=received
        )
    )
    later = max(story.picture.records_requests.values(), key=lambda each: each.id != before.id)
    assert later.due_at == received + timedelta(days=10)


def test_an_open_request_is_due_and_a_late_one_is_owed_and_told_to_the_chief() -> None:
    story = Story()
    request = found(story, asked(story))
    subject = f"request/{request.id}"
    assert [each.subject for each in coming(story.picture, MORNING, 31 * 86_400)] == [subject]
    late = request.due_at + timedelta(hours=1)
    assert [each.kind for each in overdue(story.picture, late)] == ["records_answer"]
    orders = [order for _, order in due(story.picture, late)]
    (owed,) = [each for each in orders if isinstance(each, OweThis)]
    assert (owed.subject, owed.role) == (subject, "clerk")
    story.done(
        CloseRecordsRequest(request=request.id, outcome=RecordsOutcome.withdrawn, reason="x")
    )
    assert overdue(story.picture, late) == ()


def test_more_time_is_later_and_with_a_reason() -> None:
    story = Story()
    request = asked(story)
    due_at = found(story, request).due_at
    story.done(ExtendRecordsRequest(request=request, due_at=due_at + timedelta(days=9), reason="x"))
    assert found(story, request).due_at == due_at + timedelta(days=9)
    assert found(story, request).extensions[0].due_before == due_at
    no_later = ExtendRecordsRequest(request=request, due_at=due_at, reason="x")
    assert story.refused(no_later).code == "records_not_later"


def test_what_an_open_request_concerns_is_not_forgotten_and_is_once_it_is_closed() -> None:
    story = Story()
    incident = reported(story, "r1")
    story.done(InvolvePerson(incident=incident, role="patient", name="Ada Berg"))
    request = asked(story)
    story.done(AddToRecordsRequest(request=request, incidents=(incident,)))
    noun = story.picture.incidents.get(incident)
    assert noun is not None
    person = f"person/{noun.people[0].person}"
    story.done(CloseIncident(incident=incident, disposition="home"))
    whole = ForgetIncident(incident=incident, ground=GROUND)
    assert story.refused(whole).code == "asked_for_by_request"
    story.done(ArchiveIncident(incident=incident))
    for owner in (f"incident/{incident}", "report/r1", person, f"request/{request}"):
        order = ForgetSubject(owner=owner, ground=GROUND)
        kept = Refused("asked_for_by_request", {"request": request, "subject": owner})
        assert story.refused(order) == kept
    story.done(CloseRecordsRequest(request=request, outcome=RecordsOutcome.refused, reason="x"))
    for owner in (f"incident/{incident}", "report/r1", f"request/{request}"):
        assert story.done(ForgetSubject(owner=owner, ground=GROUND))


def test_what_an_open_request_concerns_is_not_destroyed_by_a_schedule() -> None:
    story = Story()
    incident = reported(story, "r1")
    request = asked(story)
    story.done(AddToRecordsRequest(request=request, incidents=(incident,)))
    for owner in (f"incident/{incident}", "report/r1", f"request/{request}"):
        assert kept_by(story.picture)[owner] == request
    story.done(CloseRecordsRequest(request=request, outcome=RecordsOutcome.refused, reason="x"))
    assert kept_by(story.picture) == {}


def test_whom_a_subject_access_is_about_is_kept_while_it_is_open() -> None:
    story = Story()
    story.done(RegisterPerson(id="p-bo"))
    request = asked(story, RecordsKind.subject_access, "person/p-bo")
    order = ForgetPerson(person="p-bo", ground=GROUND)
    assert story.refused(order).code == "asked_for_by_request"
    story.done(CloseRecordsRequest(request=request, outcome=RecordsOutcome.withdrawn, reason="x"))
    assert story.done(order)


def test_what_comes_to_an_incident_later_is_kept_too_and_what_was_dropped_stays_kept() -> None:
    story = Story()
    incident = reported(story, "r1")
    request = asked(story)
    story.done(AddToRecordsRequest(request=request, incidents=(incident,)))
    story.done(InvolvePerson(incident=incident, role="witness", name="Cy Holm"))
    noun = story.picture.incidents.get(incident)
    assert noun is not None
    assert f"person/{noun.people[0].person}" in found(story, request).reaches
    story.done(DropFromRecordsRequest(request=request, incidents=(incident,)))
    assert found(story, request).incidents == ()
    assert f"incident/{incident}" in found(story, request).reaches


def test_a_restricted_and_an_unknown_id_are_added_alike() -> None:
    story = Story()
    request = asked(story)
    (event,) = story.done(AddToRecordsRequest(request=request, incidents=("PE-nothing",)))
    assert type(event).__name__ == "RecordsRequestWidened"
    assert story.done(AddToRecordsRequest(request=request, incidents=("PE-nothing",))) == []


def test_what_was_given_out_stays_on_record_after_it_is_closed() -> None:
    story = Story()
    request = asked(story)
    answered = CloseRecordsRequest(request=request, outcome=RecordsOutcome.answered, reason="x")
    assert story.refused(answered).code == "records_never_produced"
    give(story, request)
    give(story, request)
    story.done(answered)
    over = found(story, request)
    assert [each.digest for each in over.productions] == [DIGEST, DIGEST]
    assert over.outcome is RecordsOutcome.answered
    late = AddToRecordsRequest(request=request, incidents=("PE-1",))
    assert story.refused(late).code == "records_request_closed"


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (AddToRecordsRequest(request="PE-q0", incidents=("PE-1",)), "records_request_unknown"),
        (
            OpenRecordsRequest(kind=RecordsKind.subject_access, what="x", requester="y"),
            "records_nobody_named",
        ),
        (
            OpenRecordsRequest(
                kind=RecordsKind.court, what="x", requester="y",
                received_at=MORNING + timedelta(days=1),
            ),
            "records_time_in_future",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(order: OpenRecordsRequest, code: str) -> None:
    assert Story().refused(order).code == code


def test_what_it_does_not_concern_cannot_be_dropped_and_the_forgotten_cannot_be_asked_for() -> None:
    story = Story()
    request = asked(story)
    for drop in ({"incidents": ("PE-1",)}, {"reports": ("r1",)}):
        order = DropFromRecordsRequest(request=request, **drop)
        assert story.refused(order).code == "records_not_asked_for"
    story.done(ForgetSubject(owner="person/p-x", ground=GROUND))
    about = OpenRecordsRequest(
        kind=RecordsKind.subject_access, what="x", requester="y", about="person/p-x"
    )
    assert story.refused(about).code == "forgotten_already"
