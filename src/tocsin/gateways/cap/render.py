"""An alert as CAP 1.2, strictly: what is written is read back by our own tables before it leaves.

Elements in their order, UTF-8, nothing that the schema does not have. What has no valid form is
refused with each reason; nothing is filled in that the alert does not say.
Source: CAP 1.2 §3.2, §3.3.2 (times), §3.4 (schema).
"""

from xml.sax.saxutils import escape

from tocsin.gateways.cap import lexical
from tocsin.gateways.cap.deviations import Deviation, Level
from tocsin.gateways.cap.malformed import Malformed
from tocsin.gateways.cap.message import Alert, Area, Moment, Pair, Resource, Segment
from tocsin.gateways.cap.names import CAP_12
from tocsin.gateways.cap.parse import parse


class Unwritable(Exception):
    """The alert is not one that CAP 1.2 has a valid form for: each reason."""

    def __init__(self, reasons: tuple[Deviation, ...]) -> None:
        super().__init__("; ".join(f"{each.path}: {each.code}" for each in reasons))
        self.reasons = reasons


def render(alert: Alert) -> bytes:
    """One alert, valid under the schema of CAP 1.2. Raises Unwritable."""
    text = written(alert)
    try:
        content = text.encode()
        read = parse(content)
    except (UnicodeEncodeError, Malformed) as error:
        raise Unwritable(()) from error
    reasons = tuple(each for each in read.deviations if each.level is Level.schema)
    if reasons:
        raise Unwritable(reasons)
    assert read.is_whole, "what is well-formed is read as it is"
    return content


def written(alert: Alert) -> str:
    """The elements of an alert in their order, whether or not that is valid."""
    found = [
        f'<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="{CAP_12}">',
        _text("identifier", alert.identifier),
        _text("sender", alert.sender),
        _time("sent", alert.sent),
        _text("status", alert.status),
        _text("msgType", alert.msg_type),
        _text("source", alert.source),
        _text("scope", alert.scope),
        _text("restriction", alert.restriction),
        _text("addresses", alert.addresses),
        *(_text("code", each) for each in alert.codes),
        _text("note", alert.note),
        _text("references", alert.references),
        _text("incidents", alert.incidents),
        *(_info(each) for each in alert.infos),
        "</alert>\n",
    ]
    return "".join(found)


def _info(info: Segment) -> str:
    return _whole(
        "info",
        _text("language", info.language),
        *(_text("category", each) for each in info.categories),
        _text("event", info.event),
        *(_text("responseType", each) for each in info.response_types),
        _text("urgency", info.urgency),
        _text("severity", info.severity),
        _text("certainty", info.certainty),
        _text("audience", info.audience),
        *(_pair("eventCode", each) for each in info.event_codes),
        _time("effective", info.effective),
        _time("onset", info.onset),
        _time("expires", info.expires),
        _text("senderName", info.sender_name),
        _text("headline", info.headline),
        _text("description", info.description),
        _text("instruction", info.instruction),
        _text("web", info.web),
        _text("contact", info.contact),
        *(_pair("parameter", each) for each in info.parameters),
        *(_resource(each) for each in info.resources),
        *(_area(each) for each in info.areas),
    )


def _resource(each: Resource) -> str:
    return _whole(
        "resource",
        _text("resourceDesc", each.resource_desc),
        _text("mimeType", each.mime_type),
        _text("size", each.size),
        _text("uri", each.uri),
        _text("derefUri", each.deref_uri),
        _text("digest", each.digest),
    )


def _area(area: Area) -> str:
    return _whole(
        "area",
        _text("areaDesc", area.area_desc),
        *(_text("polygon", each) for each in area.polygons),
        *(_text("circle", each) for each in area.circles),
        *(_pair("geocode", each) for each in area.geocodes),
        _text("altitude", area.altitude),
        _text("ceiling", area.ceiling),
    )


def _whole(name: str, *parts: str) -> str:
    return f"<{name}>{''.join(parts)}</{name}>\n"


def _pair(name: str, pair: Pair) -> str:
    return _whole(name, _text("valueName", pair.name), _text("value", pair.value))


def _time(name: str, moment: Moment | None) -> str:
    if moment is None:
        return ""
    is_fit = lexical.is_cap_time(moment.written)
    return _text(name, moment.written if is_fit else Moment.of(moment.at).written)


def _text(name: str, text: str | None) -> str:
    if text is None:
        return ""
    return f"<{name}>{escape(text, {chr(13): '&#13;'})}</{name}>\n"
