"""What a profile asks for beyond the schema: rules, each with its id, and what breaks them.

`is_verified` is False where the text of the profile was not at hand when the rule was written down:
it follows from public messages and summaries, and has to be read against the source before anybody
relies on it. Code lists (events, locations) are not held here: only their form is looked at.
"""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum

import msgspec

from tocsin.gateways.cap import geometry
from tocsin.gateways.cap.message import Alert, MsgType, Pair, Scope, Segment, Status


class Profile(StrEnum):
    """Whose rules."""

    oasis = "oasis"
    cap_cp = "cap-cp"
    cap_au = "cap-au"
    ipaws = "ipaws"


class Must(StrEnum):
    """How binding a rule is. RFC 2119."""

    must = "must"
    should = "should"


Breaks = Iterator[tuple[str, str]]
"""Path and what stands there."""


class Rule(msgspec.Struct, frozen=True):
    """One rule of a profile."""

    id: str
    profile: Profile
    must: Must
    says: str
    source: str
    is_verified: bool
    breaks: Callable[[Alert], Breaks]


class Finding(msgspec.Struct, frozen=True):
    """One place that breaks a rule."""

    rule: str
    must: Must
    path: str
    says: str
    found: str


def findings(alert: Alert, profile: Profile, path: str = "alert") -> tuple[Finding, ...]:
    """What in an alert breaks the rules of a profile; those of the standard always hold with it."""
    return tuple(
        Finding(rule.id, rule.must, path + where.removeprefix("alert"), rule.says, found)
        for rule in RULES
        if rule.profile in (Profile.oasis, profile)
        for where, found in rule.breaks(alert)
    )


def _infos(alert: Alert) -> Iterator[tuple[str, Segment]]:
    for number, info in enumerate(alert.infos, 1):
        yield f"alert/info[{number}]", info


# the standard itself


def _restriction(alert: Alert) -> Breaks:
    if alert.scope is Scope.restricted and not (alert.restriction or "").strip():
        yield "alert/restriction", "none"


def _addresses(alert: Alert) -> Breaks:
    if alert.scope is Scope.private and not (alert.addresses or "").strip():
        yield "alert/addresses", "none"


def _refers(alert: Alert) -> Breaks:
    if alert.msg_type not in (None, MsgType.alert) and not (alert.references or "").strip():
        yield "alert/references", "none"


def _error_note(alert: Alert) -> Breaks:
    is_asked = alert.msg_type is MsgType.error or alert.status is Status.exercise
    if is_asked and not (alert.note or "").strip():
        yield "alert/note", "none"


def _has_info(alert: Alert) -> Breaks:
    if alert.msg_type in (MsgType.alert, MsgType.update) and not alert.infos:
        yield "alert/info", "none"


def _ceiling(alert: Alert) -> Breaks:
    for where, info in _infos(alert):
        for number, area in enumerate(info.areas, 1):
            if area.ceiling is not None and area.altitude is None:
                yield f"{where}/area[{number}]/ceiling", area.ceiling


def _expiry(alert: Alert) -> Breaks:
    for where, info in _infos(alert):
        begins = info.effective or alert.sent
        if info.expires is not None and begins is not None and info.expires.at <= begins.at:
            yield f"{where}/expires", info.expires.written


def _onset(alert: Alert) -> Breaks:
    for where, info in _infos(alert):
        if info.expires is not None and info.onset is not None and info.expires.at <= info.onset.at:
            yield f"{where}/onset", info.onset.written


def _digest(alert: Alert) -> Breaks:
    for where, info in _infos(alert):
        for number, each in enumerate(info.resources, 1):
            if each.digest and re.fullmatch(r"[0-9A-Fa-f]{40}", each.digest.strip()) is None:
                yield f"{where}/resource[{number}]/digest", each.digest


def _mime_type(alert: Alert) -> Breaks:
    for where, info in _infos(alert):
        for number, each in enumerate(info.resources, 1):
            kind = each.mime_type
            if kind is None or re.fullmatch(r"[\w.+-]+/[\w.+-]+(\s*;.*)?", kind.strip()) is None:
                yield f"{where}/resource[{number}]/mimeType", kind or "none"


def _crossing(alert: Alert) -> Breaks:
    for where, info in _infos(alert):
        for at, area in enumerate(info.areas, 1):
            for number, each in enumerate(area.polygons, 1):
                corners = geometry.ring(each).corners
                fault = geometry.area_fault(corners) if corners else None
                if fault is not None:
                    yield f"{where}/area[{at}]/polygon[{number}]", fault.why


def _geocode_names(alert: Alert) -> Breaks:
    for where, info in _infos(alert):
        for at, area in enumerate(info.areas, 1):
            for number, each in enumerate(area.geocodes, 1):
                if not each.name.strip() or not each.value.strip():
                    yield f"{where}/area[{at}]/geocode[{number}]", f"{each.name}={each.value}"


def _headline(alert: Alert) -> Breaks:
    for where, info in _infos(alert):
        if info.headline is not None and len(info.headline) > 160:
            yield f"{where}/headline", f"{len(info.headline)} characters"


# Canada


def _cp_code(alert: Alert) -> Breaks:
    if not any(each.startswith("profile:CAP-CP:") for each in alert.codes):
        yield "alert/code", ", ".join(alert.codes) or "none"


def _cp_event(alert: Alert) -> Breaks:
    for where, info in _infos(alert):
        if not _named(info.event_codes, "profile:CAP-CP:Event:"):
            yield f"{where}/eventCode", _names(info.event_codes)


def _cp_one_event(alert: Alert) -> Breaks:
    events = {
        each.value for info in alert.infos for each in info.event_codes
        if each.name.startswith("profile:CAP-CP:Event:")
    }  # fmt: skip
    if len(events) > 1:
        yield "alert/info", ", ".join(sorted(events))


def _language(alert: Alert) -> Breaks:
    for where, info in _infos(alert):
        if not (info.language or "").strip():
            yield f"{where}/language", "none"


def _cp_language(alert: Alert) -> Breaks:
    for where, info in _infos(alert):
        if info.language and re.fullmatch(r"[a-z]{2,3}-[A-Z]{2}", info.language.strip()) is None:
            yield f"{where}/language", info.language


def _cp_location(alert: Alert) -> Breaks:
    for where, info in _infos(alert):
        for number, area in enumerate(info.areas, 1):
            if not _named(area.geocodes, "profile:CAP-CP:Location:"):
                yield f"{where}/area[{number}]/geocode", _names(area.geocodes)


def _has_area(alert: Alert) -> Breaks:
    for where, info in _infos(alert):
        if not info.areas:
            yield f"{where}/area", "none"


def _has_expires(alert: Alert) -> Breaks:
    for where, info in _infos(alert):
        if info.expires is None:
            yield f"{where}/expires", "none"


def _sender_name(alert: Alert) -> Breaks:
    for where, info in _infos(alert):
        if not (info.sender_name or "").strip():
            yield f"{where}/senderName", "none"


# Australia

_AU = "urn:oasis:names:tc:emergency:cap:1.2:profile:CAP-AU:"


def _au_code(alert: Alert) -> Breaks:
    if not any(each.lower().startswith(_AU.lower()) for each in alert.codes):
        yield "alert/code", ", ".join(alert.codes) or "none"


def _au_event(alert: Alert) -> Breaks:
    for where, info in _infos(alert):
        if not any("AUEVENTLIST" in each.name.upper() for each in info.event_codes):
            yield f"{where}/eventCode", _names(info.event_codes)


def _au_language(alert: Alert) -> Breaks:
    tags = [(info.language or "en-US").strip() for info in alert.infos]
    if tags and "en-AU" not in tags:
        yield "alert/info/language", ", ".join(tags)


# United States

_SAME = re.compile(r"[A-Z0-9]{3}")


def _us_code(alert: Alert) -> Breaks:
    if "IPAWSv1.0" not in alert.codes:
        yield "alert/code", ", ".join(alert.codes) or "none"


def _us_event(alert: Alert) -> Breaks:
    for where, info in _infos(alert):
        codes = [each.value for each in info.event_codes if each.name == "SAME"]
        if len(codes) != 1 or _SAME.fullmatch(codes[0]) is None:
            yield f"{where}/eventCode", ", ".join(codes) or _names(info.event_codes)


def _us_one_event(alert: Alert) -> Breaks:
    seen = {each.value for info in alert.infos for each in info.event_codes if each.name == "SAME"}
    if len(seen) > 1:
        yield "alert/info", ", ".join(sorted(seen))


def _us_places(alert: Alert) -> Breaks:
    for where, info in _infos(alert):
        for number, area in enumerate(info.areas, 1):
            codes = [each.value for each in area.geocodes if each.name == "SAME"]
            wrong = [each for each in codes if re.fullmatch(r"\d{6}", each) is None]
            if not codes or wrong:
                yield f"{where}/area[{number}]/geocode", ", ".join(wrong) or "none"


def _us_many_places(alert: Alert) -> Breaks:
    for where, info in _infos(alert):
        places = {
            each.value for area in info.areas for each in area.geocodes if each.name == "SAME"
        }
        if len(places) > 31:
            yield f"{where}/area", f"{len(places)} places"


def _us_originator(alert: Alert) -> Breaks:
    for where, info in _infos(alert):
        found = [each.value for each in info.parameters if each.name == "EAS-ORG"]
        if len(found) != 1 or found[0] not in ("PEP", "CIV", "WXR", "EAS"):
            yield f"{where}/parameter", ", ".join(found) or "none"


_HANDLED = (
    frozenset({"Immediate", "Expected"}),
    frozenset({"Extreme", "Severe"}),
    frozenset({"Observed", "Likely"}),
)


def _us_phone_text(alert: Alert) -> Breaks:
    for where, info in _infos(alert):
        for name, most in (("CMAMtext", 90), ("CMAMlongtext", 360)):
            for each in info.parameters:
                if each.name == name and len(each.value) > most:
                    yield f"{where}/parameter[{name}]", f"{len(each.value)} characters"


def _us_threat(alert: Alert) -> Breaks:
    for where, info in _infos(alert):
        handling = [each.value for each in info.parameters if each.name == "WEAHandling"]
        grades = zip((info.urgency, info.severity, info.certainty), _HANDLED, strict=True)
        if "Imminent Threat" in handling and any(each not in of for each, of in grades):
            yield where, f"{info.urgency}, {info.severity}, {info.certainty}"


def _named(pairs: tuple[Pair, ...], start: str) -> bool:
    return any(each.name.startswith(start) and each.value.strip() for each in pairs)


def _names(pairs: tuple[Pair, ...]) -> str:
    return ", ".join(sorted({each.name for each in pairs})) or "none"


_O, _C, _A, _U = Profile.oasis, Profile.cap_cp, Profile.cap_au, Profile.ipaws
_M, _S = Must.must, Must.should
_ONE = "CAP 1.2 §3.2.1"
_TWO = "CAP 1.2 §3.2.2"
_CP, _CAU, _IP = (
    "CAP-CP, Introduction and Rule Set",
    "CAP-AU 1.0 (EDXL-CAP1.2-AU)",
    ("CAP 1.2 USA IPAWS Profile 1.0"),
)
_CFR = "47 CFR"

RULES: tuple[Rule, ...] = (
    Rule("oasis-restriction", _O, _M, "scope Restricted says which restriction", _ONE, True,
         _restriction),
    Rule("oasis-addresses", _O, _M, "scope Private says to whom", _ONE, True, _addresses),
    Rule("oasis-references", _O, _M, "Update, Cancel, Ack and Error name what they refer to",
         _ONE, True, _refers),
    Rule("oasis-note", _O, _S, "an Error and an exercise explain themselves in the note", _ONE,
         True, _error_note),
    Rule("oasis-info", _O, _S, "an Alert or an Update has an info", _TWO, True, _has_info),
    Rule("oasis-expiry", _O, _M, "it expires after it becomes effective", _TWO, True, _expiry),
    Rule("oasis-onset", _O, _S, "it expires after its onset", _TWO, True, _onset),
    Rule("oasis-headline", _O, _S, "a headline has at most 160 characters", _TWO, True, _headline),
    Rule("oasis-ceiling", _O, _M, "a ceiling stands with an altitude", "CAP 1.2 §3.2.4", True,
         _ceiling),
    Rule("oasis-polygon", _O, _M, "a polygon is the border of one area", "CAP 1.2 §3.2.4", True,
         _crossing),
    Rule("oasis-geocode", _O, _M, "a geocode has its system and its code", "CAP 1.2 §3.2.4", True,
         _geocode_names),
    Rule("oasis-mime-type", _O, _M, "a MIME type is type/subtype", "CAP 1.2 §3.2.3, RFC 2046",
         True, _mime_type),
    Rule("oasis-digest", _O, _M, "a digest is a SHA-1 in hexadecimal", "CAP 1.2 §3.2.3", True,
         _digest),
    Rule("cap-cp-code", _C, _M, "a code names the version of CAP-CP (profile:CAP-CP:…)", _CP,
         False, _cp_code),
    Rule("cap-cp-event", _C, _M, "each info has an eventCode of the event list", _CP, False,
         _cp_event),
    Rule("cap-cp-one-event", _C, _M, "one subject event in an alert", _CP, True, _cp_one_event),
    Rule("cap-cp-language", _C, _M, "each info says its language", _CP, False, _language),
    Rule("cap-cp-language-tag", _C, _M, "a language is named with its country (en-CA, fr-CA)",
         _CP, False, _cp_language),
    Rule("cap-cp-area", _C, _M, "each info has an area", _CP, False, _has_area),
    Rule("cap-cp-location", _C, _M, "each area has a geocode of the location list", _CP, False,
         _cp_location),
    Rule("cap-cp-expires", _C, _S, "each info says when it expires", _CP, False, _has_expires),
    Rule("cap-cp-sender-name", _C, _S, "each info names the sender for people", _CP, False,
         _sender_name),
    Rule("cap-au-code", _A, _M, "a code names CAP-AU", _CAU, False, _au_code),
    Rule("cap-au-event", _A, _M, "each info has an eventCode of AUeventLIST", _CAU, False,
         _au_event),
    Rule("cap-au-language", _A, _M, "one info is in en-AU", _CAU, False, _au_language),
    Rule("cap-au-expires", _A, _S, "each info says when it expires", _CAU, False, _has_expires),
    Rule("cap-au-area", _A, _M, "each info has an area", _CAU, False, _has_area),
    Rule("ipaws-code", _U, _M, "a code is IPAWSv1.0", _IP, False, _us_code),
    Rule("ipaws-event", _U, _M, "each info has one eventCode SAME of three letters", _IP, False,
         _us_event),
    Rule("ipaws-one-event", _U, _M, "all infos are of one event", _IP, False, _us_one_event),
    Rule("ipaws-expires", _U, _M, "each info says when it expires", _IP, False, _has_expires),
    Rule("ipaws-area", _U, _M, "each info has an area", _IP, False, _has_area),
    Rule("ipaws-places", _U, _M, "each area has geocodes SAME of six digits", _IP, False,
         _us_places),
    Rule("ipaws-31-places", _U, _S, "EAS carries 31 places at most", f"{_CFR} 11.31", True,
         _us_many_places),
    Rule("ipaws-originator", _U, _S, "EAS needs one EAS-ORG of PEP, CIV, WXR, EAS",
         f"{_CFR} 11.31(d)", True, _us_originator),
    Rule("ipaws-phone-text", _U, _M, "CMAMtext has 90 characters at most, CMAMlongtext 360",
         f"{_CFR} 10.430", False, _us_phone_text),
    Rule("ipaws-threat", _U, _M,
         "an imminent threat is Immediate or Expected, Extreme or Severe, Observed or Likely",
         f"{_CFR} 10.400(b)", False, _us_threat),
)  # fmt: skip
