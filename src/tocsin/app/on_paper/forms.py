"""Sheets to be printed while all is well: what stands now, and room for what is still to come.

One HTML page without a script and with nothing to fetch; A4, a sheet a page.

Source: ICS 201 (incident briefing), ICS 214 (activity log), ICS 211 (check-in list), FEMA 2010.
"""

import argparse
from collections.abc import Iterator
from datetime import datetime, tzinfo
from html import escape

import msgspec

from tocsin.access import Eye, person
from tocsin.app.desk import officer, town_zone
from tocsin.app.facts import opener
from tocsin.app.grammar.verbs import VERBS
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.tongue import code, speaking, tell, type_said
from tocsin.app.wiring import reading
from tocsin.app.wording import RIGHT_TO_LEFT
from tocsin.log import Header
from tocsin.log.clock import SystemClock
from tocsin.log.files import write_whole
from tocsin.terms.kinds import LogKind

CALL_ROWS, LOG_ROWS, MOST_SHEETS = 16, 25, 200
SHOWN_VERBS = ("C", "D", "E", "A", "T", "DE", "H", "P", "PLACE", "N", "CL")
"""Those that most of a shift is written in; one that the language has not is left out."""
STYLE = """
@page { size: A4; margin: 12mm; } body { font: 10pt/1.35 sans-serif; color: #000; margin: 0; }
section { break-after: page; } h1 { font-size: 15pt; margin: 0; } h2 { font-size: 11pt; }
header { display: flex; justify-content: space-between; border-bottom: 2px solid #000; }
.big { font-size: 15pt; font-weight: 700; } .mark { border: 3px solid #000; padding: 0 3mm;
  font-weight: 700; } table { border-collapse: collapse; width: 100%; margin-top: 2mm; }
td, th { border: 1px solid #000; padding: 1mm 1.5mm; text-align: start; vertical-align: top; }
tr { break-inside: avoid; } .empty td { height: 7.2mm; } .box { height: 11mm; }
.box span, th, footer { font-size: 8pt; font-weight: 400; } .time { width: 18mm; }
.tick { width: 14mm; } code { white-space: nowrap; } footer { margin-top: 2mm; }
"""

Rows = list[dict[str, object]]


def forms(asked: argparse.Namespace) -> int:
    """The sheets as a file. Raises Told."""
    if not (0 <= asked.calls <= MOST_SHEETS and 0 <= asked.logs <= MOST_SHEETS):
        raise Told(f"at most {MOST_SHEETS} sheets of a kind", Exit.usage)
    with reading(asked.town) as town, speaking(asked.language):
        found = officer(town.picture, asked.as_person)
        if found is None:
            raise Told("there is no such active officer here; see tocsin user list", Exit.usage)
        eye, hook = Eye(town.picture, person(found)), opener(town.store.keys)
        settings = town.picture.settings.get("town")
        made = Sheets(
            town.store.header,
            settings.name if settings else town.store.header.name,
            SystemClock().now(),
            town_zone(town.picture),
        )
        page = made.page(
            asked.language,
            _rows(eye, "incidents", hook),
            _rows(eye, "units", hook),
            asked.calls,
            asked.logs,
        )
    write_whole(asked.out, page.encode())
    names = [made.name_of(number) for number in range(1, asked.calls + asked.logs + 1)]
    facts = {"file": str(asked.out), "sheets": names}
    span = f"{names[0]} to {names[-1]}" if names else "none to write on"
    print(as_json(facts) if asked.json else f"{asked.out}: print it on A4; sheets {span}.")
    return Exit.done


def _rows(eye: Eye, kind: str, hook: object) -> Rows:
    """Subjects as this officer may know them, words opened."""
    shown = [eye.shown((kind, name)) for name in getattr(eye.picture, kind)]
    found = [each for each in shown if each is not None]
    encoded = msgspec.json.encode(found, enc_hook=hook)  # type: ignore[arg-type]
    return msgspec.json.decode(encoded, type=Rows)


class Sheets:
    """The sheets of one printing. They are numbered by when that was: no two are alike."""

    def __init__(self, header: Header, town: str, now: datetime, zone: tzinfo) -> None:
        self._header = header
        self._town = town
        self._now = now.astimezone(zone)

    def name_of(self, number: int) -> str:
        """As it is typed when it is entered: `PE-11301502.07`."""
        return f"{self._header.code}-{self._now:%m%d%H%M}.{number:02}"

    def page(self, language: str, incidents: Rows, units: Rows, calls: int, logs: int) -> str:
        """The whole file."""
        direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
        parts = [
            f'<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">'
            '<meta http-equiv="Content-Security-Policy" '
            "content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            f"<title>{escape(tell('paper-title', town=self._town))}</title>"
            f"<style>{STYLE}</style></head><body>",
            *self._standing(incidents, units),
        ]
        for number in range(1, calls + 1):
            parts += self._call(number)
        for number in range(calls + 1, calls + logs + 1):
            parts += self._log(number)
        return "\n".join([*parts, "</body></html>"])

    def _head(self, title: str, number: int | None = None) -> str:
        kind = self._header.kind
        mark = (
            ""
            if kind is LogKind.actual
            else f'<span class="mark">{escape(kind.value.upper())}</span>'
        )
        name = "" if number is None else f'<span class="big">{self.name_of(number)}</span>'
        as_of = tell("paper-as_of", at=f"{self._now:%Y-%m-%d %H:%M}")
        return (
            f"<header><h1>{escape(title)}</h1>{mark}"
            f"<span>{escape(self._town)}<br>{escape(as_of)}</span>{name}</header>"
        )

    def _standing(self, incidents: Rows, units: Rows) -> Iterator[str]:
        yield f"<section>{self._head(tell('paper-standing'))}"
        open_ = [each for each in incidents if each.get("closed_at") is None]
        yield f"<h2>{escape(tell('paper-incidents', n=len(open_)))}</h2>"
        heads = ("paper-number", "paper-type", "paper-priority", "paper-place")
        yield _table(heads, [
            (each.get("number") or each.get("id"), type_said(str(each.get("type", ""))),
             each.get("priority"), _place(each))
            for each in open_
        ])  # fmt: skip
        yield f"<h2>{escape(tell('paper-units', n=len(units)))}</h2>"
        yield _table(("paper-unit", "paper-kind", "paper-status", "paper-changes"), [
            (each.get("call_sign"), code("kind", str(each.get("kind", ""))),
             code("status", str(each.get("status", ""))), "")
            for each in units
        ])  # fmt: skip
        yield "</section>"

    def _call(self, number: int) -> Iterator[str]:
        yield f"<section>{self._head(tell('paper-call'), number)}<table>"
        for boxes in (("time", "by"), ("type", "priority"), ("place",), ("words",),
                      ("caller", "call_back")):  # fmt: skip
            wide = 2 if len(boxes) == 1 else 1
            begun = f'<td class="box" colspan="{wide}"><span>'
            cells = "".join(f"{begun}{escape(tell(f'paper-{each}'))}</span></td>" for each in boxes)
            yield f"<tr>{cells}</tr>"
        yield "</table>"
        yield _lines(CALL_ROWS)
        yield f"{_foot()}</section>"

    def _log(self, number: int) -> Iterator[str]:
        yield f"<section>{self._head(tell('paper-log'), number)}"
        yield f"{_lines(LOG_ROWS)}{_foot()}</section>"


def _place(incident: dict[str, object]) -> str:
    place = incident.get("place")
    return str(place.get("label") or place.get("words") or "") if isinstance(place, dict) else ""


def _table(heads: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    head = "".join(f"<th>{escape(tell(each))}</th>" for each in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell or ''))}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f"<table><tr>{head}</tr>{body}</table>"


def _lines(count: int) -> str:
    head = (
        f'<th class="time">{escape(tell("paper-time"))}</th><th>{escape(tell("paper-what"))}</th>'
        f'<th class="tick">{escape(tell("paper-entered"))}</th>'
    )
    empty = '<tr class="empty"><td></td><td></td><td></td></tr>'
    return f"<table><tr>{head}</tr>{empty * count}</table>"


def _foot() -> str:
    verbs = " · ".join(
        f"<code>{escape(VERBS[each].example)}</code> {escape(VERBS[each].help)}"
        for each in SHOWN_VERBS
        if each in VERBS
    )
    return f"<footer>{escape(tell('paper-how'))}<br>{verbs}</footer>"
