"""One incident in a terminal: head, reasons, facts, units with times, narrative, timeline."""

from collections.abc import Iterator
from datetime import tzinfo

from tocsin.app.terminal.canvas import clean, fit, text_width, wrapped
from tocsin.app.terminal.look import RESET, Depth, Ink, Look, sgr
from tocsin.app.terminal.signs import severity
from tocsin.terms.kinds import LogKind
from tocsin.views.incident_page import Page, Work

LINES_OF_WORDS = 20


def page(view: Page, width: int, look: Look, zone: tzinfo, kind: LogKind) -> str:
    """The page as lines of at most `width` columns. A drill's page says so in its first line."""
    lines = list(_lines(view, width, look, zone, kind))
    if look.unicode:
        return "\n".join(lines)
    return "\n".join(line.encode("ascii", "replace").decode() for line in lines)


def _lines(view: Page, width: int, look: Look, zone: tzinfo, kind: LogKind) -> Iterator[str]:
    if kind is not LogKind.actual:
        word = kind.value.upper()
        yield _strong(fit(f"{word}: " + " ".join([word] * 4), width), look)
    mark, ink = severity(view.priority, look)
    title = fit(f"{view.number}  {view.type}", max(1, width - 3))
    yield f"{_inked(mark, ink, look)} {_strong(title, look)}"
    yield fit(f"   {view.place}", width)
    yield fit(f"   {view.status} · opened {view.opened} · {view.age} · {view.id}", width)
    for each in view.reasons:
        yield from (_strong(f" ! {line}", look) for line in wrapped(each, width - 3, 4))
    if view.facts:
        yield ""
        name_width = max(text_width(name) for name, _ in view.facts)
        for name, words in view.facts:
            for index, line in enumerate(wrapped(words, max(8, width - name_width - 5), 8)):
                shown = name if index == 0 else ""
                yield fit(f"   {shown:<{name_width}}  {line}", width)
    if view.work:
        yield ""
        yield _strong("Units", look)
        for work in view.work:
            yield from _work(work, width)
    if view.notes:
        yield ""
        yield _strong("Narrative", look)
        for note in view.notes:
            struck = " (corrected)" if note.is_corrected else ""
            told = f"{note.at}  {note.words}{struck}  · {note.by}"
            yield from _hanging(told, width)
    if view.timeline:
        yield ""
        yield _strong("Timeline", look)
        for told_line in view.timeline:
            yield from _hanging(told_line.text(zone), width)


def _work(work: Work, width: int) -> Iterator[str]:
    """A unit and its times; a time only known as "between" has a tilde."""
    steps = " ".join(
        f"{each.code} {'~' if each.is_interval else ''}{each.at}" for each in work.steps
    )
    parts = [steps, " ".join(work.marks), f"to {work.destination}" if work.destination else ""]
    if not work.is_working:
        parts.append(work.outcome or "ended")
    yield from _hanging(f"{work.call_sign:<8} {'  '.join(each for each in parts if each)}", width)


def _hanging(text: str, width: int) -> Iterator[str]:
    """Text with its following lines indented under its words."""
    for index, line in enumerate(wrapped(clean(text), max(8, width - 6), LINES_OF_WORDS)):
        yield fit(("   " if index == 0 else "      ") + line, width)


def _strong(text: str, look: Look) -> str:
    return text if look.depth is Depth.plain else f"\x1b[1m{text}{RESET}"


def _inked(text: str, ink: Ink, look: Look) -> str:
    return text if look.depth is Depth.plain else f"{sgr(ink, look.depth)}{text}{RESET}"
