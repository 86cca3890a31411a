"""`tocsin warn same`: a warning in force as the tones that a broadcaster's encoder takes.

Only what was sent, holds now and is what was approved; never anything of a drill.
Source: 47 CFR 11.31; 47 CFR 11.61 (tests).
"""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import msgspec

from tocsin.app.facts import shown as for_terminal
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.tongue import tell
from tocsin.app.warnings.clear import Keys, is_as_approved
from tocsin.app.warnings.deeds import one
from tocsin.app.wiring import reading
from tocsin.gateways import same
from tocsin.log.files import write_whole
from tocsin.operations.picture.warning import PublicWarning
from tocsin.terms.cap import CapMsgType, CapScope, CapStatus
from tocsin.terms.kinds import LogKind

SYSTEM = "SAME"
"""The list of areas that geocodes of this kind are of."""
LONGEST_VOICE_S = 120
"""What encoders take of a message (47 CFR 11.33 (a)(9))."""
READABLE = 0o644


class Why(StrEnum):
    """Where the event code is from."""

    approved = "approved"
    said = "said"
    practice = "practice"


class Asked(NamedTuple):
    """What a warning does not say itself."""

    locations: tuple[str, ...] = ()
    originator: str = "CIV"
    event: str | None = None
    voice_s: int = 30


class Event(NamedTuple):
    """An event code, and where it is from."""

    code: str
    why: Why


def write(asked: argparse.Namespace) -> int:
    """The file, whole or not at all; on the screen what it says."""
    said = Asked(
        locations=tuple(each.strip() for each in asked.location.split(",") if each.strip()),
        originator=asked.originator,
        event=asked.event,
        voice_s=asked.voice,
    )
    out: Path = asked.out
    if out.suffix.lower() != ".wav":
        raise Told(tell("same-file", file=str(out)), Exit.usage)
    if not 1 <= said.voice_s <= LONGEST_VOICE_S:
        raise Told(tell("same-voice", n=LONGEST_VOICE_S), Exit.usage)
    with reading(asked.town) as town:
        warning = one(town.picture, asked.warning)
        head = town.store.header
        sendable(warning, town.store.keys, head.kind, datetime.now(UTC))
        event = event_of(warning, said.event)
        header = header_of(warning, head.code, said, event)
    has_voice = event.code != same.WEEKLY
    sound = same.wave_of(header.written, said.voice_s if has_voice else None)
    write_whole(out, sound.content, READABLE)
    _tell(asked, warning, header, event, sound)
    return Exit.done


def _tell(
    asked: argparse.Namespace,
    warning: PublicWarning,
    header: same.Header,
    event: Event,
    sound: same.Sound,
) -> None:
    if asked.json:
        facts: dict[str, object] = {"warning": warning.id, "file": str(asked.out)}
        facts |= {"header": header.written, "event": event.code, "why": event.why}
        facts |= {"event_name": same.EVENTS[event.code]}
        facts |= {"locations": header.locations, "minutes": header.minutes}
        times: dict[str, object] = msgspec.structs.asdict(sound)
        del times["content"]
        print(as_json(facts | times))
        return
    name = same.EVENTS[event.code]
    lines = [
        tell("same-written", file=str(asked.out), seconds=f"{sound.seconds:.1f}"),
        f"  {header.written}",
        tell(f"same-why-{event.why}", event=event.code, name=name),
    ]
    if sound.voice_from_s is not None and sound.voice_until_s is not None:
        begins, ends = f"{sound.voice_from_s:.1f}", f"{sound.voice_until_s:.1f}"
        lines.append(tell("same-voice-from", begins=begins, ends=ends))
    else:
        lines.append(tell("same-voice-none"))
    print(for_terminal("\n".join(lines)))


def sendable(warning: PublicWarning, keys: Keys, kind: LogKind, now: datetime) -> None:
    """Whether it may be heard on the air now. Raises Told."""
    if kind is not LogKind.actual or warning.status is CapStatus.exercise:
        raise Told(tell("same-drill"), Exit.refused)
    if warning.msg_type is CapMsgType.cancel:
        raise Told(tell("same-end", warning=warning.id), Exit.refused)
    if not warning.is_in_force or warning.sent is None or warning.facts.expires <= now:
        raise Told(tell("same-not-in-force", warning=warning.id), Exit.refused)
    begins = warning.facts.effective
    if begins is not None and begins > now:
        at = begins.astimezone(UTC).isoformat(timespec="minutes")
        raise Told(tell("same-not-yet", warning=warning.id, at=at), Exit.refused)
    if warning.facts.scope is not CapScope.public:
        raise Told(tell("same-not-public", warning=warning.id), Exit.refused)
    if warning.approval is None or not is_as_approved(warning, keys):
        raise Told(tell("same-not-approved", warning=warning.id), Exit.refused)


def event_of(warning: PublicWarning, said: str | None) -> Event:
    """Which event it is, and why. What was approved goes before what is said; an announced test is
    a demonstration, unless it is the town's part in a required test. Raises Told.
    """
    facts = warning.facts
    if warning.status is not CapStatus.actual:
        if said is not None and said not in same.TESTS:
            codes = ", ".join(same.TESTS)
            raise Told(tell("same-event-of-test", event=said, events=codes), Exit.refused)
        return Event(same.PRACTICE, Why.practice) if said is None else Event(said, Why.said)
    found = same.event_of(facts.event_code, facts.urgency, facts.certainty, facts.responses)
    if said is not None and said not in (*same.LOCAL, found):
        codes = ", ".join(same.LOCAL)
        raise Told(tell("same-event-unknown", event=said, events=codes), Exit.refused)
    if found is None and said is None:
        grades = f"{facts.urgency} {facts.certainty}"
        code = facts.event_code or "-"
        raise Told(tell("same-event-none", code=code, grades=grades), Exit.refused)
    if found is not None and said not in (None, found):
        raise Told(tell("same-event-differs", event=found), Exit.refused)
    if found is not None:
        return Event(found, Why.approved)
    assert said is not None
    return Event(said, Why.said)


def header_of(warning: PublicWarning, code: str, asked: Asked, event: Event) -> same.Header:
    """The header of one that is sendable. `code` is the town's. Raises Told."""
    assert warning.sent is not None
    minutes = same.valid_minutes(warning.sent, warning.facts.expires)
    if minutes is None:
        raise Told(tell("same-too-long", warning=warning.id), Exit.refused)
    return same.Header(
        originator=asked.originator,
        event=event.code,
        locations=_locations(warning, asked.locations),
        minutes=minutes,
        released=warning.sent,
        station=code,
    )


def _locations(warning: PublicWarning, said: Sequence[str]) -> tuple[str, ...]:
    """Those said, or those it says itself; where it says any, no others. Raises Told."""
    approved = [
        each.code
        for area in warning.facts.areas
        for each in area.geocodes
        if each.system == SYSTEM
    ]  # fmt: skip
    found = tuple(dict.fromkeys(said or approved))
    if not found:
        raise Told(tell("same-location-none", warning=warning.id), Exit.usage)
    for each in found:
        if not same.is_location(each):
            raise Told(tell("same-location-wrong", location=each[:20]), Exit.usage)
        if approved and each not in approved:
            places = ", ".join(dict.fromkeys(approved))
            raise Told(tell("same-location-beyond", location=each, places=places), Exit.refused)
    if len(found) > same.MOST_LOCATIONS:
        raise Told(tell("same-location-many", n=same.MOST_LOCATIONS), Exit.refused)
    return found
