"""What is in force and what to do, one page for each warning, and those that are over.

The heading says what to do. Colour only repeats what a word says; a test says so in its first
word; what is over, replaced or taken back says that first, and leads to what came after.

Source: ISO 22322:2022 §6; CAP 1.2 §3.2; Mileti & Sorensen 1990 (what, where, when, what to do, who
says so); CONSOLE.md, section 11.
"""

import re

from tocsin.app.public.frame import Frame
from tocsin.app.public.published import Notice, Said
from tocsin.app.warnings.clear import FORGOTTEN
from tocsin.app.web.html import Html, tag, together
from tocsin.operations.picture.warning import WarningState
from tocsin.terms.cap import CapMsgType, CapSeverity

RECENT, MOST = 5, 60
LOOKS = {CapSeverity.extreme: "bad", CapSeverity.severe: "bad", CapSeverity.moderate: "warn"}
SIGN = Html(
    '<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor"'
    ' stroke-width="2"><path d="M8 1.5h8L22.5 8v8L16 22.5H8L1.5 16V8z"/>'
    '<path d="M12 6v7m0 3v2.2" stroke-width="2.6"/></svg>'
)
ENDS = re.compile(r"(?<=[.!?؟。])\s+")
SHORT = re.compile(r"(?:^|[\s(])(?:\w|St|Str|Dr|Mr|Mrs|Ste|Av|Nr|No|Pl|ca|bzw|Tel|tel)\.$")
"""A sentence does not end after one of these."""


def sentences(text: str) -> list[str]:
    """A passage as the steps that it is: its lines, or its sentences where it is one line."""
    lines = [each.strip() for each in text.splitlines() if each.strip()]
    if len(lines) != 1:
        return lines
    found: list[str] = []
    for each in ENDS.split(lines[0]):
        if found and SHORT.search(found[-1]):
            found[-1] = f"{found[-1]} {each}"
        else:
            found.append(each)
    return found


def home(frame: Frame, more: object) -> tuple[str, Html]:
    """What is in force, the worst first, each with what to do; `more` are the ways on. The title
    and the page.
    """
    found = frame.published.in_force
    over = [each for each in frame.published.notices if not each.is_in_force][:RECENT]
    rest = _list(frame, "recent", over)
    if not found:
        calm = tag("h1", frame.say("nothing"))
        band = tag("div", tag("div", calm, class_="in"), class_="band over")
        return frame.say("nothing"), together(band, inner(_ring(frame), rest, more))
    parts: list[Html] = []
    for at, each in enumerate(found):
        parts += _whole(frame, each, "h1" if at == 0 else "h2", is_linked=True)
    title = heading(frame, found[0], found[0].in_language(frame.language))
    return title, together(*parts, inner(_ring(frame), rest, more))


def one(frame: Frame, notice: Notice, more: object) -> tuple[str, Html]:
    """The page of one message."""
    said = notice.in_language(frame.language)
    ring = _ring(frame) if notice.is_in_force else ""
    whole = _whole(frame, notice, "h1")
    return heading(frame, notice, said), together(*whole, inner(ring, _chain(frame, notice), more))


def archive(frame: Frame, more: object) -> tuple[str, Html]:
    """Every message that went out, the newest first."""
    every = frame.published.notices
    rows = (
        tag("ul", *(_row(frame, each) for each in every))
        if every
        else tag("p", frame.say("none_yet"))
    )
    title = frame.say("warnings")
    kept = tag("p", frame.say("kept"), class_="soft")
    return title, inner(tag("h1", title), rows, kept, more)


def rumours(frame: Frame, more: object) -> tuple[str, Html]:
    """What is said in town, what is true of it, who says so and when; the newest first."""
    title = frame.say("rumours")
    found = [each for each in frame.published.notices if each.is_rumour][:MOST]
    rows = [_rumour(frame, each) for each in found]
    none = "" if rows else tag("p", frame.say("no_rumours"))
    return title, inner(tag("h1", title), none, *rows, more)


def _rumour(frame: Frame, notice: Notice) -> Html:
    said = notice.in_language(frame.language)
    state = _state(notice)
    words = "" if state in ("in_force", "expired") else f" ({frame.say(f'is_{state}')})"
    name = f"{frame.say('test')}: {said.headline}" if notice.is_test else said.headline
    link = tag("a", frame.in_its("span", said.language, name), href=frame.to(f"{notice.id}.html"))
    signed = frame.put("sent", at=frame.when(notice.sent), who=notice.sender_name)
    return tag(
        "div",
        tag("h2", link, words),
        frame.in_its("p", said.language, said.description),
        tag("p", signed, class_="soft"),
        class_="box",
    )


def inner(*parts: object) -> Html:
    """Parts of a page in its column."""
    return tag("div", *parts, class_="in")


def heading(frame: Frame, notice: Notice, said: Said) -> str:
    """What to do, or that it is over; a test begins with that word."""
    steps = sentences(said.instruction)
    act = steps[0] if steps and said.instruction != FORGOTTEN else said.headline
    words = act if notice.is_in_force else said.headline
    state = _state(notice)
    parts = [frame.say("test")] if notice.is_test else []
    if state != "in_force":
        parts.append(frame.say(f"is_{state}"))
    return ": ".join([*parts, words])


def _state(notice: Notice) -> str:
    if notice.is_in_force:
        return "in_force"
    if notice.msg_type is CapMsgType.cancel:
        return "end"
    return {
        WarningState.updated: "replaced",
        WarningState.cancelled: "cancelled",
    }.get(notice.state, "expired")


def _whole(frame: Frame, notice: Notice, name: str, *, is_linked: bool = False) -> list[Html]:
    """The band with what to do, then the steps, the reason, who says so and until when."""
    said = notice.in_language(frame.language)
    look = LOOKS.get(notice.facts.severity, "") if notice.is_in_force else "over"
    where = "، ".join if frame.spoken == "ar" else ", ".join
    areas = where(each.called(said.language) for each in notice.facts.areas)
    kind = f"{frame.say(_severity(notice))} · {said.event} · {areas}"
    band = tag(
        "div",
        tag("div",
            tag("p", SIGN, frame.in_its("span", said.language, kind), class_="kind"),
            frame.in_its(name, said.language, heading(frame, notice, said)),
            _over(frame, notice), class_="in"),
        class_=f"band {look}".strip(),
    )  # fmt: skip
    inside = [
        _language_note(frame, notice, said),
        _steps(frame, notice, said),
        frame.in_its("p", said.language, said.description) if said.description else "",
        _signed(frame, notice),
    ]
    if is_linked:
        link = tag("a", frame.say("this_page"), href=frame.to(f"{notice.id}.html"))
        inside.append(tag("p", link))
    return [band, inner(*inside)]


def _severity(notice: Notice) -> str:
    if not notice.is_in_force:
        return "over"
    return f"severity-{notice.facts.severity.value}"


def _over(frame: Frame, notice: Notice) -> Html | str:
    """That it is over, since when, and what came after; said plainly."""
    state = _state(notice)
    if state in ("in_force", "end"):
        return ""
    at = frame.when(notice.ended_at or notice.facts.expires)
    told = [tag("p", frame.put(f"says_{state}", at=at))]
    later = frame.published.after(notice)
    if later is not None:
        link = tag("a", frame.say("read_newer"), href=frame.to(f"{later.id}.html"))
        told.append(tag("p", link))
    return together(*told)


def _language_note(frame: Frame, notice: Notice, said: Said) -> Html | str:
    """That nobody stands by a translation, or that there is none."""
    wanted = frame.language.partition("-")[0]
    if said.language.partition("-")[0] != wanted:
        return tag("p", frame.say("not_in_language"), class_="box")
    is_own = said.language.partition("-")[0] == frame.published.language
    if said.is_reviewed or is_own or said is notice.said[0]:
        return ""
    return tag("p", frame.say("unreviewed"), class_="box")


def _steps(frame: Frame, notice: Notice, said: Said) -> Html | str:
    steps = sentences(said.instruction)
    if said.instruction == FORGOTTEN:
        return tag("p", frame.say("forgotten"))
    if notice.is_in_force:
        steps = steps[1:]
    if not steps:
        return ""
    name = "what_to_do" if notice.is_in_force else "what_was_said"
    rows = frame.in_its("ol", said.language, *(tag("li", each) for each in steps))
    return together(tag("h2", frame.say(name)), rows)


def _signed(frame: Frame, notice: Notice) -> Html:
    """When it was sent, by whom, until when it holds."""
    facts = notice.facts
    told: list[object] = [
        frame.put("sent", at=frame.when(notice.sent), who=notice.sender_name), " "
    ]  # fmt: skip
    if notice.is_in_force:
        told.append(frame.put("until", at=frame.when(facts.expires)))
    if facts.contact:
        told += [" ", frame.put("contact", contact=facts.contact)]
    return tag("p", *told, class_="soft")


def _chain(frame: Frame, notice: Notice) -> Html | str:
    """Earlier and later messages of the same warning, in their order."""
    before = {each.identifier for each in notice.references}
    after = {each.id for each in frame.published.notices
             if any(ref.identifier == notice.id for ref in each.references)}  # fmt: skip
    chain = [each for each in frame.published.notices if each.id in before | after]
    return _list(frame, "chain", sorted(chain, key=lambda each: (each.sent, each.id)))


def _list(frame: Frame, name: str, notices: list[Notice]) -> Html | str:
    if not notices:
        return ""
    return together(tag("h2", frame.say(name)), tag("ul", *(_row(frame, e) for e in notices)))


def _row(frame: Frame, notice: Notice) -> Html:
    """One message in a list: what it said, how it stands, when it was sent."""
    said = notice.in_language(frame.language)
    words = f"{frame.say('test')}: {said.headline}" if notice.is_test else said.headline
    link = tag("a", frame.in_its("span", said.language, words), href=frame.to(f"{notice.id}.html"))
    return tag("li", link, " · ", frame.say(f"is_{_state(notice)}"), " · ", frame.when(notice.sent))


def _ring(frame: Frame) -> Html:
    """Whom to ring in danger."""
    number = frame.published.emergency_number
    if number is None:
        return tag("p", frame.say("ring_no_number"), class_="box")
    link = tag("a", number, href=f"tel:{number.replace(' ', '')}")
    return tag("p", frame.put("ring", number=link), class_="box")
