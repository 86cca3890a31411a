"""`render`: a message as XML that the schema of EDXL-RM 1.0 takes, in the order it wants."""

from datetime import UTC, datetime
from xml.sax.saxutils import escape

from tocsin.gateways.edxl_rm.message import Element, Message, Schedule, Where
from tocsin.gateways.edxl_rm.names import (
    BATCH,
    BEST_BEFORE,
    CAPABILITIES,
    CREW,
    DEPLOYMENT,
    GML,
    KINDS,
    MEASURE,
    MSG,
    PLACES,
    RM,
    STOCK,
    TEAM,
    TEAM_KIND,
    THING,
)
from tocsin.gateways.edxl_rm.schema import SCHEMA, Shape

GEO = "urn:oasis:names:tc:emergency:EDXL:HAVE:1.0:geo-oasis"


def render(message: Message) -> bytes:
    """The message, indented, in UTF-8. What its type has no place for is left out: `course` says
    so before."""
    shape = SCHEMA[message.kind]
    body = [
        _line("MessageID", message.id),
        _line("SentDateTime", _time(message.sent_at)),
        _line("MessageContentType", message.kind),
    ]
    if "MessageDescription" in shape.may:
        body += _maybe("MessageDescription", message.description)
    body.append(_line("OriginatingMessageID", message.originating))
    if "PrecedingMessageID" in shape.may:
        body += _maybe("PrecedingMessageID", message.preceding)
    incident = [
        *_maybe("IncidentID", message.incident, "rm"),
        *_maybe("IncidentDescription", message.incident_description, "rm"),
    ]
    body += _block("IncidentInformation", incident)
    if message.recalls is not None and message.recall is not None:
        recall = [
            _line("RecallMessageID", message.recalls, "rm"),
            _line("RecallType", message.recall, "rm"),
        ]
        body += _block("MessageRecall", recall)
    if "Funding" in shape.may:
        body += _block("Funding", _maybe("FundingInfo", message.funding, "rm"))
    contact = [
        *_maybe("ContactDescription", message.contact, "rm"),
        _line("ContactRole", message.role, "rm"),
    ]
    body += _block("ContactInformation", contact)
    for each in message.elements:
        body += _block("ResourceInformation", _element(each, shape))
    spaces = f'xmlns:rmsg="{MSG}" xmlns:rm="{RM}" xmlns:gml="{GML}" xmlns:geo-oasis="{GEO}"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<rmsg:{message.kind} {spaces}>",
        *(f"  {each}" for each in body),
        f"</rmsg:{message.kind}>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _element(element: Element, shape: Shape) -> list[str]:
    lines = [_line("ResourceInfoElementID", element.id)]
    if "ResponseInformation" in shape.may and element.reply is not None:
        reply = [
            _line("PrecedingResourceInfoElementID", element.answers or element.id, "rm"),
            _line("ResponseType", element.reply, "rm"),
            *_maybe("ResponseReason", element.reason, "rm"),
        ]
        lines += _block("ResponseInformation", reply)
    lines += _block("Resource", _resource(element, shape))
    assignment = []
    if element.quantity is not None or "Quantity" in shape.must:
        assignment += _block("Quantity", _quantity(element))
    assignment += _maybe("Restrictions", element.restrictions)
    assignment += _maybe("AnticipatedFunction", element.function)
    lines += _block("AssignmentInformation", assignment)
    for each in element.schedules:
        if each.type in shape.schedules:
            lines += _block("ScheduleInformation", _schedule(each))
    return lines


def _quantity(element: Element) -> list[str]:
    """A number; with its unit of measure where it has one."""
    number = str(element.quantity or 1)
    if element.measure is None:
        return [_line("QuantityText", number, "rm")]
    measured = [
        _line("Amount", number, "rm"),
        *_block("UnitOfMeasure", _listed(MEASURE, element.measure), "rm"),
    ]
    return _block("MeasuredQuantity", measured, "rm")


def _resource(element: Element, shape: Shape) -> list[str]:
    lines = [*_maybe("ResourceID", element.unit), *_maybe("Name", element.name)]
    for urn, kind in (
        (KINDS, element.kind), (STOCK, element.stock), (PLACES, element.places),
    ):  # fmt: skip
        if kind is not None:
            lines += _block("TypeStructure", _listed(urn, kind))
            break
    for code in element.capabilities:
        lines += _block("Keyword", _listed(CAPABILITIES, code))
    before = element.best_before
    for urn, word in (
        (CREW, None if element.crew is None else str(element.crew)), (TEAM, element.team),
        (TEAM_KIND, element.team_kind), (THING, element.thing), (BATCH, element.batch),
        (BEST_BEFORE, None if before is None else _time(before)),
    ):  # fmt: skip
        if word is not None:
            lines += _block("Keyword", _listed(urn, word))
    lines += _maybe("Description", element.described)
    if "OwnershipInformation" in shape.may:
        owner = _maybe("OwningJurisdiction", element.home, "rm")
        lines += _block("OwnershipInformation", owner)
    status: list[str] = []
    if "DeploymentStatus" in shape.may and element.deployment is not None:
        status += _block("DeploymentStatus", _listed(DEPLOYMENT, element.deployment))
    if "Availability" in shape.may:
        status += _maybe("Availability", element.availability)
    return lines + _block("ResourceStatus", status)


def _listed(urn: str, value: str) -> list[str]:
    return [_line("ValueListURN", urn, "rm"), _line("Value", value, "rm")]


def _schedule(schedule: Schedule) -> list[str]:
    lines = [_line("ScheduleType", schedule.type)]
    if schedule.at is not None:
        lines.append(_line("DateTime", _time(schedule.at)))
    if schedule.where is not None:
        lines += _block("Location", _where(schedule.where))
    return lines


def _where(where: Where) -> list[str]:
    lines = _maybe("LocationDescription", where.words, "rm")
    if where.point is not None:
        lat, lon = where.point.degrees
        pos = _line("pos", f"{lat:.6f} {lon:.6f}", "gml")
        lines += _block("TargetArea", _block("Point", [pos], "gml"), "rm")
    return lines


def _line(name: str, text: str, prefix: str = "rmsg") -> str:
    return f"<{prefix}:{name}>{escape(_xml(text))}</{prefix}:{name}>"


def _maybe(name: str, text: str | None, prefix: str = "rmsg") -> list[str]:
    return [] if not text else [_line(name, text, prefix)]


def _block(name: str, inside: list[str], prefix: str = "rmsg") -> list[str]:
    if not inside:
        return []
    lines = [f"  {each}" for each in inside]
    return [f"<{prefix}:{name}>", *lines, f"</{prefix}:{name}>"]


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _xml(text: str) -> str:
    """Without the characters that no XML 1.0 document may hold."""
    return "".join(
        each
        for each in text
        if each in "\t\n\r"
        or (each >= " " and not "\ud800" <= each <= "\udfff" and each < "\ufffe")
        or each > "\uffff"
    )
