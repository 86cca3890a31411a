"""A warning as a CAP message: what carriers send, what `show --cap` prints.

Nothing is added that the digest does not cover, but the second of sending and the references that
follow from the log. Needs the extra `tocsin[warnings]`.
Source: CAP 1.2 §3.2; FEMA IPAWS CAP profile (`CMAMtext`, `CMAMlongtext`).
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from tocsin.app.warnings.clear import Keys, texts_of
from tocsin.gateways.cap.message import Alert, Area, Moment, Pair, Segment
from tocsin.geo.places import Point
from tocsin.geo.trapezoids import without_holes
from tocsin.operations.picture.warning import AlertArea, AlertText, PublicWarning
from tocsin.terms.cap import CapStatus

TERMS = "OET:v1.2"
"""The list that event codes are of: OASIS Event Terms."""
SHORT, LONG, SPEECH = "CMAMtext", "CMAMlongtext", "TocsinSpeech"
"""Parameters that carry the forms of 90 and 360 characters, and the one to be read aloud."""


def alert_of(warning: PublicWarning, keys: Keys, *, sent: datetime | None = None) -> Alert:
    """One message. `sent` is for one that did not go out yet; then it says `Draft`, so that nobody
    takes a preview for the warning.
    """
    at = warning.sent or sent
    assert at is not None, "a draft is rendered as of some time"
    is_draft = warning.sent is None
    facts = warning.facts
    references = " ".join(
        f"{each.sender},{each.identifier},{Moment.of(each.sent).written}"
        for each in warning.references
    )
    return Alert(
        identifier=warning.id,
        sender=warning.sender,
        sent=Moment.of(at.astimezone(UTC)),
        status=CapStatus.draft if is_draft else warning.status,
        msg_type=warning.msg_type,
        scope=facts.scope,
        restriction=facts.restriction or None,
        addresses=" ".join(_quoted(each) for each in facts.addresses) or None,
        note=_note(warning),
        references=references or None,
        infos=tuple(_segment(warning, each, at) for each in texts_of(warning, keys)),
    )


def _note(warning: PublicWarning) -> str | None:
    """CAP 1.2 §3.2.1: what a message that is not of the world is about."""
    if warning.facts.test_of:
        return f"Announced public test: {warning.facts.test_of}"
    return None if warning.status is CapStatus.actual else "Not a real event."


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name


def _segment(warning: PublicWarning, text: AlertText, at: datetime) -> Segment:
    facts = warning.facts
    forms = ((SHORT, text.wea_90), (LONG, text.wea_360), (SPEECH, text.speech))
    return Segment(
        categories=facts.categories,
        event=text.event,
        urgency=facts.urgency,
        severity=facts.severity,
        certainty=facts.certainty,
        language=text.language,
        response_types=facts.responses,
        event_codes=(Pair(TERMS, facts.event_code),) if facts.event_code else (),
        effective=Moment.of(facts.effective or at.astimezone(UTC)),
        onset=None if facts.onset is None else Moment.of(facts.onset),
        expires=Moment.of(facts.expires),
        sender_name=warning.sender_name,
        headline=text.headline,
        description=text.description or None,
        instruction=text.instruction or None,
        web=facts.web or None,
        contact=facts.contact or None,
        parameters=tuple(Pair(name, said) for name, said in forms if said),
        areas=tuple(_area(each, text.language) for each in facts.areas),
    )


def _area(area: AlertArea, language: str) -> Area:
    rings = [
        ring for each in area.polygons for ring in without_holes(each.ring, each.holes)
    ]  # fmt: skip
    return Area(
        area_desc=area.called(language),
        polygons=tuple(_polygon(each) for each in rings),
        circles=tuple(f"{_pair(each.centre)} {each.radius_m / 1000:.3f}" for each in area.circles),
        geocodes=tuple(Pair(each.system, each.code) for each in area.geocodes),
    )


def _polygon(ring: Sequence[Point]) -> str:
    """Corners with the first again at the end (CAP 1.2 §3.2.4)."""
    return " ".join(_pair(each) for each in (*ring, ring[0]))


def _pair(point: Point) -> str:
    return f"{_degrees(point.lat_udeg)},{_degrees(point.lon_udeg)}"


def _degrees(udeg: int) -> str:
    whole, rest = divmod(abs(udeg), 1_000_000)
    sign = "-" if udeg < 0 else ""
    return f"{sign}{whole}.{rest:06d}"
