import msgspec
import pytest

from tests.operations.story import Story
from tests.operations.test_records_requests import asked, found
from tocsin.operations.incident import OpenIncident
from tocsin.operations.orders import Command
from tocsin.operations.picture.policy import KindFields
from tocsin.operations.picture.records_request import ExemptFields, Exemption
from tocsin.operations.redaction import (
    AdoptRedactionRules,
    ReleaseRestrictedToRequest,
    ReleaseToRequest,
    RevokeRedaction,
    WithholdFromRequest,
)
from tocsin.operations.restriction import RestrictIncident
from tocsin.terms.codes import RecordsKind
from tocsin.terms.words import Words

MARK = "0123456789abcdef"
RULES = AdoptRedactionRules(
    kind=RecordsKind.public_records,
    days=20,
    fields=(KindFields("incidents", ("id", "summary", "place~coarse")),),
    exemptions=(Exemption("b6", "5 USC 552 (b)(6)"), Exemption("ops", "charter 12")),
    otherwise="ops",
    exempt=(ExemptFields("reports", ("caller",), "b6"),),
)


def a_request() -> tuple[Story, str]:
    story = Story()
    story.done(RULES)
    return story, asked(story)


def test_a_span_is_recorded_by_offsets_and_never_by_its_words() -> None:
    story, request = a_request()
    order = WithholdFromRequest(
        request=request, record="incidents/PE-1", field="summary", exemption="b6",
        start=3, end=9, mark=MARK,
    )  # fmt: skip
    (event,) = story.done(order)
    assert not any(isinstance(value, Words) for value in msgspec.structs.astuple(event))
    (redaction,) = found(story, request).redactions
    assert (redaction.start, redaction.end, redaction.mark) == (3, 9, MARK)
    assert story.done(order) == []


def test_a_redaction_and_a_release_can_be_taken_back_and_that_is_a_fact() -> None:
    story, request = a_request()
    story.done(
        WithholdFromRequest(
            request=request, record="incidents/PE-1", field="summary", exemption="b6"
        )
    )
    story.done(
        ReleaseToRequest(
            request=request, record="incidents/PE-1", field="type", exemption="ops", reason="known"
        )
    )
    noun = found(story, request)
    for each in (noun.redactions[0].id, noun.releases[0].id):
        (event,) = story.done(RevokeRedaction(request=request, redaction=each, reason="wrong"))
        assert type(event).__name__ == "RedactionRevoked"
    assert found(story, request).redactions == ()
    assert found(story, request).releases == ()


@pytest.mark.parametrize("knows", [True, False])
def test_a_restricted_incident_is_released_by_whoever_may_know_it(knows: bool) -> None:
    story, request = a_request()
    story.done(OpenIncident(id="PE-1", type="police.assault"))
    people = ("p-dispatcher",) if knows else ("p-other",)
    for each in people:
        from tocsin.operations.officers import RegisterPerson

        story.done(RegisterPerson(id=each))
    story.done(RestrictIncident(incident="PE-1", need_to_know=people))
    if not knows:
        from tocsin.operations.need_to_know import ChangeNeedToKnow

        story.when(ChangeNeedToKnow(incident="PE-1", reason="x", let_out=("p-dispatcher",)))
    (event,) = story.done(
        ReleaseRestrictedToRequest(
            request=request, incidents=("PE-1",), exemption="b6", reason="subpoena"
        ),
        actor="p-dispatcher" if knows else "p-stranger",
    )
    assert getattr(event, "is_cleared", None) is knows


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (msgspec.structs.replace(RULES, after=7), "redaction_rules_changed"),
        (msgspec.structs.replace(RULES, after=1, otherwise="b9"), "exemption_unknown"),
        (
            msgspec.structs.replace(RULES, after=1, exemptions=RULES.exemptions * 2),
            "exemption_twice",
        ),
        (
            msgspec.structs.replace(RULES, after=1, fields=(KindFields("tokens", ("digest",)),)),
            "redaction_field_unknown",
        ),
    ],
)
def test_rules_that_cannot_hold_are_refused(order: AdoptRedactionRules, code: str) -> None:
    story, _ = a_request()
    assert story.refused(order).code == code


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"exemption": "b9"}, "exemption_unknown"),
        ({"field": "nothing"}, "redaction_field_unknown"),
        ({"record": "tokens/PE-1"}, "redaction_field_unknown"),
        ({"start": 4, "end": 4, "mark": MARK}, "redaction_span_empty"),
        ({"start": 4}, "redaction_span_empty"),
        ({"start": 4, "end": 6}, "redaction_span_unmarked"),
        ({"request": "PE-q0"}, "records_request_unknown"),
    ],
)
def test_what_cannot_be_withheld_is_refused(fields: dict[str, object], code: str) -> None:
    story, request = a_request()
    order = WithholdFromRequest(
        request=request, record="incidents/PE-1", field="summary", exemption="b6"
    )
    assert story.refused(msgspec.structs.replace(order, **fields)).code == code


def test_nothing_is_decided_by_a_ground_that_is_not_adopted() -> None:
    story = Story()
    request = asked(story)
    orders: list[Command] = [
        WithholdFromRequest(request=request, record="incidents/1", field="type", exemption="b6"),
        ReleaseRestrictedToRequest(request=request, incidents=("1",), exemption="b6", reason="x"),
    ]
    for order in orders:
        assert story.refused(order).code == "exemption_unknown"
    story.done(RULES)
    unknown = RevokeRedaction(request=request, redaction="PE-x0", reason="x")
    assert story.refused(unknown).code == "redaction_unknown"
