"""What an order speaks of: which of its fields name which subjects.

Every field that takes an id stands here, so that nobody can order about what they may not know of.
"""

from tocsin.access.link_table import OWNERS
from tocsin.operations.orders import Command
from tocsin.operations.picture import Subject

MENTIONS: dict[str, str | None] = {
    "incident": "incidents",
    "other": "incidents",
    "of": "incidents",
    "absorbed": "incidents",
    "survivor": "incidents",
    "not_same_as": None,
    "report": "reports",
    "original": "reports",
    "transfer": "call_transfers",
    "objective": "objectives",
    "task": "tasks",
    "obligation": "obligations",
    "unit": "units",
    "units": "units",
    "instead": "units",
    "team": "teams",
    "leader": "people",
    "leader_unit": "units",
    "left_behind": "units",
    "shares_crew_with": None,
    "person": "people",
    "people": "people",
    "incoming": "people",
    "outgoing": "people",
    "reader": "people",
    "lead": "people",
    "let_in": "people",
    "let_out": "people",
    "need_to_know": "people",
    "closure": "closures",
    "facility": "facilities",
    "proposal": "proposals",
    "plan": "plans",
    "station": "stations",
    "token": "tokens",
    "inbox": "groups",
    "neighbour": "neighbours",
    "notice": "notices",
    "members": "people",
    "coordinators": "people",
    "agreement": "compacts",
    "hold": "legal_holds",
    "local_name": "local_names",
    "template": "warning_templates",
    "channel": "warning_channels",
    "stand_in": "warning_channels",
    "subscription": "warning_subscriptions",
    "registered": "registered",
    "delivery": "deliveries",
    "warning": "warnings",
    "follows": "warnings",
    "request": "records_requests",
    "regional": "regional_incidents",
    "incidents": None,
    "reports": None,
    "reaches": "",
    "subject": "",
    "owner": "",
}
"""Field of an order → the kind it names; "" a whole key ("incident/PE-1"); None: only compared."""

NO_SUBJECT = frozenset(
    {
        "id", "call_sign", "call", "handle", "roles", "role", "kind", "source", "question",
        "outcome", "centre", "post", "reports_to", "entry", "step", "epoch", "audience", "partner",
        "over", "to", "by", "scopes", "label", "group", "digest", "name", "destination", "shift",
        "incarnation", "approvals", "record_class", "redaction",
        "public_key", "previous", "signature", "secret_sha256", "spoken", "url", "urls", "says",
        "told_by", "listens_to", "means", "readback", "nonce", "heard_by", "neighbour", "life",
        "lot", "transfer", "loan", "recall", "wanted_at", "town", "unit_of_measure", "thing",
        "batch", "kept_at",
        "home", "asked", "theirs", "leads", "shared_objective", "suggested",
        "capabilities", "because", "towns",
        "checksum", "manifest", "jurisdiction", "newest_edit", "licence", "feature",
        "language", "speaker", "message", "receivers", "languages", "sender", "servers",
        "pins", "vouches_for", "verdict", "event", "event_codes",
        "consent",
    }
)  # fmt: skip
"""Fields that take a short text which names no subject of a picture that could be out of sight."""

UNKNOWN: dict[str, tuple[str, str]] = {
    "incidents": ("incident_unknown", "incident"),
    "reports": ("report_unknown", "report"),
    "objectives": ("objective_unknown", "objective"),
    "tasks": ("task_unknown", "task"),
    "obligations": ("obligation_unknown", "obligation"),
    "call_transfers": ("call_transfer_unknown", "call"),
}
"""Kinds that can be out of sight, with the answer for one that does not exist."""

BLIND = frozenset(
    {"AddToRecordsRequest", "BreakGlass", "ForgetSubject", "PlaceLegalHold", "ShutGlass"}
)
"""Orders that may speak of what the actor does not see: each of them is on record."""

LEAVES_ASSIGNMENT = frozenset(
    {
        "ReportPosition", "ReportCondition", "StackAssignment", "UnstackAssignment", "ReviseUnit",
        "CrewUnit", "RelieveCrew", "ReportWelfare", "FormTeam", "ChangeTeam",
    }
)  # fmt: skip
"""Orders to a unit that leave its assignment alone: they may be given while it is elsewhere."""


def mentioned(command: Command) -> list[tuple[str, Subject]]:
    """(field, key) of every subject that an order names, in the order of its fields."""
    found: list[tuple[str, Subject]] = []
    for field in command.__struct_fields__:
        kind = MENTIONS.get(field)
        value = getattr(command, field)
        if kind is None or value is None:
            continue
        for each in value if isinstance(value, tuple) else (value,):
            if kind:
                found.append((field, (kind, str(each))))
                continue
            word, _, name = str(each).partition("/")
            if word in OWNERS:
                found.append((field, (OWNERS[word], name)))
    return found
