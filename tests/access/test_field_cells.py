"""Every cell of role × kind × field: shown where a row says so and its condition holds, nowhere
else.
"""

import msgspec
import pytest

from tests.access.offices import ROLES, furnished, with_list
from tocsin.access import Eye, person
from tocsin.access.conditions import SIGHT_CONDITIONS, Condition
from tocsin.access.link_table import ABOUT, LINKS
from tocsin.access.links import plan
from tocsin.access.sight import keys_of
from tocsin.access.table import SHIPPED
from tocsin.operations.picture import KINDS, Picture, subject
from tocsin.operations.picture.people import Person
from tocsin.terms.codes import Role

OUTSIDE = (Role.reporter, Role.group, Role.requester)
"""Roles of viewers who are not people on the register."""
TO_NOBODY = {"incidents": {"gave"}, "tokens": {"digest"}, "neighbours": {"secret_sha256"}}
"""Fields that no role sees: what an absorbed incident brought in is kept for undoing the merge
only, the digest of a token for the door.
"""


def _picture(role: Role, is_inside: bool) -> Picture:
    """A town in which every condition holds for a role's person, or none of them."""
    actor = f"p-{role}"
    town = furnished(actor if is_inside and role is not Role.importer else None)
    picture = town.picture
    if is_inside:
        picture = with_list(picture, town.incident(0), (actor,))
    importer = Person("p-importer", roles=("importer",))
    return msgspec.structs.replace(picture, people=picture.people.put("p-importer", importer))


def _allowed(role: Role, kind: str, conditions: set[str]) -> set[str]:
    return {
        field
        for grant in SHIPPED.sights(kind, role)
        if grant.condition in conditions
        for field in grant.fields
    }


@pytest.mark.parametrize("role", [each for each in ROLES if each not in OUTSIDE])
def test_a_role_sees_the_fields_of_its_rows_and_no_others(role: Role) -> None:
    actor = f"p-{role}"
    picture = _picture(role, is_inside=True)
    eye = Eye(picture, person(actor))
    first = next(iter(picture.incidents))
    for key in keys_of(picture):
        kind, name = key
        every = _allowed(role, kind, {grant.condition for grant in SHIPPED.sights(kind, role)})
        assert set(eye.fields(key)) <= every, (role, key)
        own = {"units": "PE-E1", "people": actor, "incidents": first}.get(kind, name)
        is_about_first = kind in ABOUT and kind != "incidents"
        if name == own or is_about_first:
            assert set(eye.fields(key)) == every, (role, key)


@pytest.mark.parametrize("role", ROLES)
def test_a_condition_that_does_not_hold_shows_nothing_more(role: Role) -> None:
    picture = _picture(role, is_inside=False)
    eye = Eye(picture, person(f"p-{role}"))
    sees_incidents = bool(_allowed(role, "incidents", {"always"}))
    holding = {"always"} | ({"incident_in_sight", "own_matter"} if sees_incidents else set())
    for key in keys_of(picture):
        if key == ("people", f"p-{role}"):
            continue
        found = set(eye.fields(key))
        plain = {each.partition("~")[0] for each in found}
        allowed = {each.partition("~")[0] for each in _allowed(role, key[0], holding)}
        assert plain <= allowed, (role, key)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_field_is_shown_to_somebody_or_named_as_shown_to_nobody(kind: str) -> None:
    fields = set(getattr(KINDS[kind], "__struct_fields__", ()))
    named = {
        field.partition("~")[0]
        for (of, _), grants in SHIPPED.fields.items()
        if of == kind
        for grant in grants
        for field in grant.fields
    }
    assert named <= fields, f"rows of {kind} name fields that it does not have"
    assert fields - named == TO_NOBODY.get(kind, set())


def test_rows_name_kinds_roles_and_conditions_that_there_are() -> None:
    for (kind, role), grants in SHIPPED.fields.items():
        assert kind in KINDS
        assert role in frozenset(Role)
        for grant in grants:
            fits = SIGHT_CONDITIONS.get(grant.condition, frozenset())
            assert grant.condition in ("always", "incident_in_sight") or kind in fits


def test_every_condition_has_a_meaning_on_the_page() -> None:
    from tocsin.access.conditions import MEANINGS

    assert set(MEANINGS) == set(Condition)


def test_what_a_kind_is_about_is_a_declared_link() -> None:
    for kind, names in ABOUT.items():
        for name in names:
            assert name in LINKS[KINDS[kind]], (kind, name)


PLAIN_TEXTS = {
    "Weights": "hourly kept_at_home",
    # texts that name no subject: codes, names, numbers, words for people
    "Instrument": "id agreement to kind text key signature",
    "Incident": "id number type hazards disposition source_number attributes",
    "Response": "outcome destination observed",
    "AgencyPart": "number name",
    "InvolvedPerson": "person role destination",
    "Handover": "to reference",
    "Provenance": "source file field truth",
    "Place": "label areas ground",
    "Extent": "edges ground",
    "Report": "id source type language noted",
    "Telling": "id",
    "CallerPosition": "method",
    "Answer": "question",
    "CallBack": "outcome",
    "HandOver": "centre their_number",
    "Unit": "id call_sign kind agency_name destination shift without out_reason",
    "Authority": "home holder incarnation",
    "Capability": "kind",
    "Position": "source",
    "Seat": "role",
    "Station": "id name",
    "Person": "id roles agency handle",
    "Credential": "kind",
    "Duty": "position",
    "Entry": "id corrects corrected_by",
    "Attachment": "digest media_type",
    "Asked": "role",
    "Facility": "id name kind source",
    "Capacity": "kind",
    "Closure": "id kind passable_for",
    "Obligation": "id kind role told",
    "Timer": "kind role",
    "Step": "role id text",
    "Settings": "name zone language",
    "Organization": "name",
    "Commander": "agency_name",
    "Transfer": "id",
    "Post": "id name reports_to",
    "Placement": "post",
    "SpanNotice": "post",
    "Objective": "id",
    "Task": "id",
    "Run": "",
    "Tick": "id text role",
    "ApprovalRule": "kind roles",
    "SignedIn": "session credential",
    "Proposal": "id kind digest",
    "Token": "id digest",
    "LegalHold": "id",
    "RetentionSchedule": "",
    "RecordClass": "name authority types",
    "Destruction": "id",
    "RecordsRequest": "id",
    "Redaction": "id field exemption mark",
    "Release": "id field exemption",
    "Unsealing": "exemption",
    "Production": "digest",
    "RedactionRules": "otherwise",
    "Exemption": "code citation",
    "ExemptFields": "kind fields exemption",
    "ReportForm": "emergency_number",
    "FormCategory": "type says",
    "Ground": "checksum manifest jurisdiction name source newest_edit licence",
    "LocalName": "id name feature ground",
    "Group": "id name kind areas types",
    "Notice": "id",
    "Neighbour": "id name urls public_key spoken secret_sha256 reason doubt_says",
    "FormerKey": "public_key signature because",
    "Tracker": "id label",
    "Custody": "id home life guest_of giver kept_as",
    "LeftOut": "neighbour",
    "Claim": "town",
    "Offer": "to",
    "HeardOffer": "by",
    "Override": "nonce kept_as",
    "Conflict": "loser",
    "CustodyEntry": "town",
    "Limits": "request",
    "LentTeam": "id name kind by channel leader_unit",
    "TeamPart": "unit",
    "Team": "id name by channel",
    "Vehicle": "call_sign kind agency_name",
    "AidRequest": "id by asked given",
    "Wanted": "kind capabilities type number suggested team",
    "AidAnswer": "town offered because",
    "CallTransfer": "id by to known_as",
    "PassedCall": "number type language",
    "CallAnswer": "number because",
    "LogLife": "life asked",
    "PastLife": "life",
    "LotAtRestore": "lot",
    "AdmittedTransfer": "transfer lot",
    "SettledTransfers": "town incarnation",
    "Lot": "id home kind unit_of_measure label thing batch life sure_in",
    "LentPart": "town",
    "LotStanding": "life",
    "LotTransfer": "id lot home kind unit_of_measure by to thing batch",
    "LotRecall": "id lot home to",
    "LotRecallAnswer": "because life",
    "TransferId": "town incarnation",
    "PlaceLoan": "id keeper borrower kind wanted_at",
    "KeeperCount": "facility name because life",
    "BorrowerCount": "cannot life",
    "NeighbourAnswer": "neighbour towns",
    "CustodyAnswer": "unit home",
    "HeardLife": "neighbour life towns",
    "Compact": "id partner in_force suspended_by partner_key",
    "AgreementVersion": "digest text proposed_by key signature",
    "Signature": "town key signature office attestation",
    "Paper": "sha256 note",
    "AgreementNotice": "town deed reason text key signature",
    "RegionalIncident": "id towns ours number command_name",
    "RegionalName": "number yields_to",
    "LeadClaim": "number town",
    "RegionalProposal": "town theirs",
    "LeadOffer": "to",
    "RegionalMember": "town ours number towns",
    "LeadConflict": "number losing winning",
    "ToldCommander": "agency_name",
    "SharedObjective": "id",
    "Sensor": "id quantity unit label",
    "WarningTemplate": "id",
    "TranslationApproval": "language digest",
    "WarningChannel": "id servers sender languages subscribe_at stand_in",
    "ChannelReceiver": "id",
    "WarningSubscription": "id language",
    "Registered": "id",
    "CallList": "id warning",
    "CallEntry": "registered owner report",
    "Delivery": "id message warning channel",
    "Reach": "receiver stood_in_by",
    "WarningSource": "id url pins vouches_for",
    "SourceRule": "type events",
    "HeardWarning": "id event verdict",
    "MessageKey": "sender identifier",
    "PublicWarning": "id sender sender_name digest chain follows template ended_by",
    "ToldText": "language event source",
    "AlertFacts": "event_code restriction addresses web contact test_of",
    "AlertArea": "name zone",
    "NameIn": "language name",
    "Geocode": "system code",
    "Unusual": "about",
    "Survey": "ground abroad neighbours unjoined",
    "SpokenBy": "language",
    "Counted": "measure",
    "Contradiction": "town warning",
    "Presence": "roles",
    "NeighbourTold": "neighbour means",
    "Reference": "sender identifier",
}
POLICY = {
    "AccessRules", "CommandRow", "Grant", "FieldRow", "FieldGrant", "KindFields", "PlanShelf",
    "SharingAgreement", "ShownBeside", "PublicPolicy",
    "Plan", "PlanContent", "Card", "Applies", "Need", "Area",
    "PlanObjective", "Rung", "Question", "AnswerChoice", "DispatchPolicy",
    "AgreementText", "Party", "Giving", "SightTerms", "LendingTerms", "MinimumAtHome",
    "LendingHours", "LentStock", "LentPlaces", "Costs", "Rate", "SharedPlan", "Channel", "Contact",
    "CallTerms",
    "EscalationStep",
    "WarningContent", "WarningText", "Slot",
}  # fmt: skip
"""Nouns of plans and policy: published ways of doing things, which name no subject."""


def _nouns(kind: type, found: dict[str, type]) -> dict[str, type]:
    """A noun and every part it is made of, by name."""
    from typing import get_type_hints

    from tocsin.access.links import _types

    if kind.__name__ not in found:
        found[kind.__name__] = kind
        for hint in get_type_hints(kind).values():
            for each in _types(hint):
                if issubclass(each, msgspec.Struct):
                    _nouns(each, found)
    return found


@pytest.mark.parametrize("kind", sorted(k for k in KINDS if k not in ("agenda", "counts")))
def test_every_text_in_a_noun_is_declared_a_link_or_a_plain_text(kind: str) -> None:
    from typing import get_type_hints

    for name, noun in _nouns(KINDS[kind], {}).items():
        if name in POLICY:
            continue
        plain = set(PLAIN_TEXTS.get(name, "").split())
        for field, hint in get_type_hints(noun).items():
            if field in getattr(noun, "__struct_fields__", ()) and "str" in str(hint).replace(
                "StrEnum", ""
            ):
                is_declared = field in plain or field in LINKS.get(noun, {})
                assert is_declared, f"{name}.{field}: a link (link_table) or a plain text?"


def test_every_declared_link_is_a_field_that_there_is() -> None:
    for noun, fields in LINKS.items():
        assert set(fields) <= set(getattr(noun, "__struct_fields__", ())), noun
        assert set(fields) <= set(plan(noun)), noun


def test_an_unknown_id_shows_nothing() -> None:
    picture = furnished().picture
    eye = Eye(picture, person("p-chief"))
    for kind in KINDS:
        assert not eye.fields((kind, "PE-none"))
        assert subject(picture, (kind, "PE-none")) is None
