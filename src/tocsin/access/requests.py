"""What a request for records may be given: which subjects it concerns, which fields may leave.

Default deny: what no adopted rule names and nobody released stays. Every answer here depends on the
subject, the request and the adopted rules alone.
"""

import msgspec

from tocsin.operations.picture import Subject
from tocsin.operations.picture.narrative import Narrative
from tocsin.operations.picture.policy import KindFields
from tocsin.operations.picture.records_request import RecordsRequest, RedactionRules
from tocsin.operations.redaction import NOT_ADOPTED, PACKED, USUAL
from tocsin.terms.codes import RecordsKind

WITHIN_REQUEST = frozenset(PACKED) - {"units"}


def is_within(request: RecordsRequest, key: Subject, noun: object) -> bool:
    """Whether a subject belongs to what a request concerns. Of a subject access: only what
    concerns whoever asks.
    """
    kind, name = key
    is_own_only = request.kind is RecordsKind.subject_access
    if kind == "incidents":
        return name in request.incidents
    if kind == "people":
        return request.about == f"person/{name}"
    if kind == "reports" and (is_own_only or name in request.reports):
        return name in request.reports
    if kind == "narratives" and isinstance(noun, Narrative):
        word, _, about = noun.subject.partition("/")
        return about in (request.incidents if word == "incident" else request.reports)
    return not is_own_only and getattr(noun, "incident", None) in request.incidents


def released(rules: RedactionRules | None) -> tuple[KindFields, ...]:
    """Fields that may leave by the adopted rules, or by what holds where nothing is adopted."""
    return USUAL if rules is None else rules.fields


def may_leave(
    request: RecordsRequest, rules: RedactionRules | None, key: Subject, fields: frozenset[str]
) -> frozenset[str]:
    """Of these fields of a subject those that may leave: by the rules or released, and not
    withheld.
    """
    kind, name = key
    record = f"{kind}/{name}"
    opened = {each for part in released(rules) if part.kind == kind for each in part.fields}
    opened |= {each.field for each in request.releases if each.subject == record}
    away = {
        each.field
        for each in request.redactions
        if each.subject == record and "/" not in each.field and not each.is_span
    }
    return frozenset(each for each in fields & opened if each.partition("~")[0] not in away)


class Ground(msgspec.Struct, frozen=True):
    """On what something is withheld: the exemption, and whose decision it is (a person's id)."""

    exemption: str
    by: str


def ground_of(
    request: RecordsRequest, rules: RedactionRules | None, key: Subject, field: str
) -> Ground:
    """Why a field of a subject does not leave."""
    kind, name = key
    for each in request.redactions:
        if each.subject == f"{kind}/{name}" and each.field == field and not each.is_span:
            return Ground(each.exemption, each.by)
    if rules is None:
        return Ground(NOT_ADOPTED, "")
    for part in rules.exempt:
        if part.kind == kind and field in (each.partition("~")[0] for each in part.fields):
            return Ground(part.exemption, rules.by)
    return Ground(rules.otherwise, rules.by)
