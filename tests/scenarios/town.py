"""Plays a story: a town drawn as a map in text, and lines of who said what at what time.

    +-------------+-----------------+      a cell is a station: its name, then its units,
    | Central     | Clinic          |      each a call sign and a kind
    | E1 engine   | A21 ambulance   |
    +-------------+-----------------+

    ada  call_taker                        the people: a handle, then roles

    08:00  ada: CALL fire P1 @mill lane 14     an order, in the words of the console
    08:01  ada: OPEN  => fire                  {fire} stands for what it brought about
           says: Open                          the answer has these words
           hides: mill lane                    and has not these
    08:02  ben: D E9 {fire}
           refused: out of service             the order is refused, and why
    08:05  Nobody is sent.                     only time passes; every minute the clock is heard
           board: needs · mill lane 14 · No unit yet
           board: gone · mill lane 14          bands: needs, working, quiet; gone is none of them
           unit: E1 · free                     what the matrix of units shows
    08:05  A resident reports "a tree" at mill lane (46.999, -19.99)  => tree
           resident: We have your report.       the last line on the page of the last who reported
           group: works · open                  what stands in the inbox of the group; or nothing
    08:06  cy signs in at the desk of ben      a session: cy's own, or one that ben began

An order is expected to be granted unless `refused:` follows.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.scenarios.drawings import register, staff
from tests.scenarios.screens import Screen
from tocsin.access import Eye, reporter
from tocsin.access import group as as_group
from tocsin.app.desk import Answer, Desk, officer, town_zone
from tocsin.app.outcome import Exit
from tocsin.app.reasons import by_handle, facts_about, reasons
from tocsin.app.seeing import seen
from tocsin.app.subjects import named_ever
from tocsin.app.terminal.look import look_of
from tocsin.app.terminal.page import page
from tocsin.app.veil import hidden_from, veiled
from tocsin.app.web.page_words import words_of
from tocsin.app.wiring import found, opened
from tocsin.geo.pasted import pasted
from tocsin.jurisdiction.orders import Accepted, Order
from tocsin.jurisdiction.town import Town
from tocsin.log import SeededEntropy, SimulatedClock
from tocsin.operations.incident import GivenPlace
from tocsin.operations.orders import Command, Session
from tocsin.operations.picture import Incident, Picture
from tocsin.operations.resident_reports import FileReport
from tocsin.terms.codes import UnitStatus
from tocsin.terms.kinds import LogKind
from tocsin.terms.words import Words
from tocsin.views.board import Board, Head, Row, board
from tocsin.views.incident_page import incident_page
from tocsin.views.measures import MEASURES, Ask
from tocsin.views.saying import STATUS

DAY = datetime(2026, 3, 2, tzinfo=UTC)
DAWN = DAY + timedelta(hours=7)
MINUTE = timedelta(minutes=1)
_TIMED = re.compile(r"(\d\d):(\d\d)(?::(\d\d))?\s+(.*)")
_ORDER = re.compile(r"([a-z]+):\s+(.*?)(?:\s+=>\s+(\w+))?")
_SIGNS_IN = re.compile(r"([a-z]+) signs in(?: at the desk of ([a-z]+))?")
_SEEN = re.compile(r"(says|hides|refused|not understood|board|unit|resident|group):\s+(.*)")
_REPORTS = re.compile(r'A resident reports "(.*)" at (.*) \((.*)\)\s+=>\s+(\w+)')
ENDS = {"refused": Exit.refused, "not understood": Exit.usage}
"""How an order ends where the story says so."""


class Story:
    """A running town, its people at their desks, and the clock that the story moves on."""

    def __init__(self, town: Town, clock: SimulatedClock) -> None:
        self.town = town
        self.clock = clock
        self.names: dict[str, str] = {}
        self._desks: dict[str, Desk] = {}
        self._sessions: dict[str, Session] = {}
        self._count = 0
        self._reported = ""

    # playing

    def plays(self, script: str) -> None:
        """Play the lines; what is not as the story tells it fails with that line."""
        for line, looks in _moments(script):
            timed = _TIMED.fullmatch(line)
            assert timed is not None, f"not a line of a story: {line}"
            self.comes(int(timed[1]), int(timed[2]), int(timed[3] or 0))
            told = self._happens(timed[4])
            wanted = next((ENDS[kind] for kind, _ in looks if kind in ENDS), Exit.done)
            assert told is None or told.exit_code is wanted, f"{line}\n  {told.text}"
            for kind, what in looks:
                self._is_so(f"{line}\n  {kind}: {what}", kind, self.spelt(what), told)

    def comes(self, hour: int, minute: int, second: int = 0) -> None:
        """Let time pass up to the next such time; each minute the town hears its clock."""
        at = self.clock.now().replace(hour=hour, minute=minute, second=second)
        at += timedelta(days=1) if at < self.clock.now() else timedelta()
        while self.clock.now() + MINUTE < at:
            self.clock.set(self.clock.now() + MINUTE)
            self.town.tick()
        self.clock.set(at)
        self.town.tick()

    def tells(self, who: str, order: str) -> Answer:
        """One line typed by somebody now."""
        self._count += 1
        return self.desk(who).give(self.spelt(order), f"line/{self._count}")

    def orders(self, who: str, command: Command) -> Answer:
        """One order that the console has no verb for."""
        self._count += 1
        says = type(command).__name__
        answer = self.desk(who).order(command, says, f"line/{self._count}")
        assert answer.exit_code is Exit.done, answer.text
        return answer

    def files(self, words: str, where: str, position: str, name: str) -> None:
        """A resident reports something, without an account; {name} stands for the report."""
        self._count += 1
        place = GivenPlace(words=where, point=pasted(position).point)
        command = FileReport(words=words, place=place)
        order = Order(
            command=command, command_id=f"resident/{self._count}", actor="system/residents"
        )
        outcome = self.town.submit(order)
        assert isinstance(outcome, Accepted), outcome
        begin = f"{self.town.code}-r"
        self.names[name] = next(e for e in outcome.subjects if e.startswith(begin))
        self._reported = self.names[name]

    def told_to_the_reporter(self, report: str) -> list[str]:
        """The lines on the page of whoever reported something."""
        name = self.spelt(report)
        seen = Eye(self.town.picture, reporter(name)).shown(("tellings", name)) or {}
        told, words = seen.get("told", ()), words_of("en")
        assert isinstance(told, tuple)
        opened = self.town.store.keys.open
        return [
            " ".join(filter(None, (words[f"state_{each.step}"], each.words and opened(each.words))))
            for each in told
        ]

    def inbox(self, group: str) -> list[str]:
        """What stands in the inbox of a group: type, status, words for the public."""
        eye = Eye(self.town.picture, as_group(group))
        found = [eye.shown(("incidents", each)) for each in self.town.picture.incidents]
        lines = []
        for fields in found:
            if fields is not None:
                said = fields.get("public_words")
                text = self.town.store.keys.open(said) if isinstance(said, Words) else None
                parts = (fields["type"], fields["status"], text)
                lines.append(" · ".join(str(each) for each in parts if each is not None))
        return lines

    def spelt(self, text: str) -> str:
        """Text with the story's own names ({fire}) as the town numbered them."""
        return re.sub(r"\{(\w+)\}", lambda each: self.names[each[1]], text)

    def id_of(self, who: str) -> str:
        """The id of a person by their handle."""
        found = officer(self.town.picture, who)
        assert found is not None, f"there is nobody called {who}"
        return found

    def desk(self, who: str) -> Desk:
        """Where somebody works; they sign in there first."""
        if who not in self._desks:
            self.signs_in(who)
        return self._desks[who]

    def signs_in(self, who: str, at_desk_of: str | None = None) -> None:
        """Begin a session: their own credential, a new session or one that is open there."""
        id = self.id_of(who)
        session = f"session {who} {self._count}"
        if at_desk_of is not None:
            session = self._sessions[at_desk_of].id
        self._sessions[who] = Session(session, f"password/{id}", self.clock.now())
        self._desks[who] = Desk(self.town, id, self._sessions[who])

    # what people see

    def board(self, viewer: str | None = None) -> Board:
        """The board now: the town's, or what stands on that of one officer."""
        head = Head(
            town=self.town.store.header.name,
            code=self.town.code,
            kind=self.town.store.header.kind,
            now=self.clock.now().astimezone(town_zone(self.town.picture)),
        )
        picture = self.town.picture
        if viewer is not None:
            picture = veiled(picture, hidden_from(picture, self.id_of(viewer)))
        return board(picture, head, read=self.town.store.keys.open)

    def crews(self) -> dict[str, list[str]]:
        """The units at work, by the place of the incident."""
        return {row.place: [u.call_sign for u in row.units] for _, row in rows(self.board())}

    def why(self, word: str) -> str:
        """What `tocsin why` prints."""
        return reasons(seen(self.town), self.spelt(word), None, as_json=False)

    def page(self, word: str) -> str:
        """The page of an incident, as a terminal shows it now."""
        look = seen(self.town)
        _, incident = named_ever(look, self.spelt(word))
        assert isinstance(incident, Incident), word
        now, zone = self.clock.now(), town_zone(self.town.picture)
        facts = facts_about(look, incident.id)
        view = incident_page(
            self.town.picture, incident, now, zone, facts, read=self.town.store.keys.open
        )
        text = page(view, 100, look_of({}, "utf-8", False), zone, self.town.store.header.kind)
        return by_handle(text, self.town.picture)

    def knew(self, hour: int, minute: int) -> dict[str, str]:
        """The state of each unit as the town knew it at that time of this day."""
        return _states(self.town.picture_at(known=self._today(hour, minute)))

    def was(self, hour: int, minute: int) -> dict[str, str]:
        """The state each unit was in at that time of this day, as is known now."""
        return _states(self.town.picture_at(time=self._today(hour, minute)))

    def measure(self, name: str) -> dict[str, object]:
        """What `tocsin measure` prints with --json."""
        incidents, units = seen(self.town).incidents(), self.town.picture.units
        ask = Ask(kind=self.town.store.header.kind)
        return MEASURES[name](incidents, units, ask).plain()

    def median_s(self, answer: dict[str, object], figure: str) -> object:
        """The median of one figure of a measure, in seconds."""
        found = answer[figure]
        assert isinstance(found, dict), figure
        return found["p50"]

    def screen(self, who: str) -> Screen:
        """What somebody's screen is sent from now on."""
        return Screen(self.town, self.id_of(who), self.clock.now)

    # inside

    def _today(self, hour: int, minute: int) -> datetime:
        return self.clock.now().replace(hour=hour, minute=minute, second=0)

    def _happens(self, what: str) -> Answer | None:
        """The answer to an order; None where nobody orders anything."""
        order, signs = _ORDER.fullmatch(what), _SIGNS_IN.fullmatch(what)
        reports = _REPORTS.fullmatch(what)
        if reports is not None:
            self.files(reports[1], reports[2], reports[3], reports[4])
            self.town.tick()
        if signs is not None:
            self.signs_in(signs[1], signs[2])
        if order is None:
            return None
        answer = self.tells(order[1], order[2])
        self.town.tick()
        if order[3] is not None:
            born = re.search(r"It is (\S+)\. ", answer.text)
            assert born is not None, f"{what}\n  brings nothing into being: {answer.text}"
            self.names[order[3]] = born[1]
        return answer

    def _is_so(self, line: str, kind: str, wanted: str, answer: Answer | None) -> None:
        """Fails with the line and with what there is instead."""
        if kind == "unit":
            call_sign, state = _parts(wanted)
            assert state == self._state(call_sign), f"{line}\n  {self._state(call_sign)}"
        elif kind == "resident":
            page = self.told_to_the_reporter(self._reported)
            assert page[-1] == wanted, f"{line}\n  {page}"
        elif kind == "group":
            lines = [each for name in self.town.picture.groups for each in self.inbox(name)]
            assert lines == ([] if wanted == "nothing" else [wanted]), f"{line}\n  {lines}"
        elif kind == "board":
            band, place, *words = _parts(wanted)
            view = self.board()
            found = [(b, _said(r)) for b, r in rows(view) if place in (r.place, r.number)]
            assert [b for b, _ in found] == ([] if band == "gone" else [band]), line + drawn(view)
            assert all(each in said for each in words for _, said in found), line + drawn(view)
        else:
            assert answer is not None, f"nothing was ordered: {line}"
            is_there = wanted in answer.text
            assert is_there is (kind != "hides"), f"{line}\n  {answer.text}"

    def _state(self, call_sign: str) -> str:
        cells = [cell for group in self.board().groups for cell in group.cells]
        status: UnitStatus = next(c.status for c in cells if c.call_sign == call_sign)
        return STATUS[status][1]


def _states(picture: Picture) -> dict[str, str]:
    return {each.call_sign: STATUS[each.status][1] for each in picture.units.values()}


def _moments(script: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each line with a time, and what is seen then: its kind and its words."""
    found: list[tuple[str, list[tuple[str, str]]]] = []
    for line in (each.strip() for each in script.strip().splitlines() if each.strip()):
        looked = _SEEN.fullmatch(line)
        if looked is None:
            found.append((line, []))
        else:
            found[-1][1].append((looked[1], looked[2]))
    return found


def _parts(wanted: str) -> list[str]:
    return [each.strip() for each in wanted.split("·")]


def rows(view: Board) -> list[tuple[str, Row]]:
    """Every line of a board with the band it stands in."""
    bands = ("needs", view.needs), ("working", view.working), ("quiet", view.quiet)
    return [(band, row) for band, found in bands for row in found]


def _said(row: Row) -> str:
    return " ".join((row.type, row.summary, *row.marks, *row.reasons))


def drawn(view: Board) -> str:
    """A board in a few lines, for whoever has to find out what is not as the story tells it."""
    return "".join(
        f"\n  {band}: {row.number}, {row.place}: {_said(row)}" for band, row in rows(view)
    )


@contextmanager
def telling(folder: Path, drawing: str, people: str) -> Iterator[Story]:
    """An invented town as drawn, founded in a folder and open; its first officer is `chief`."""
    clock = SimulatedClock(DAWN)
    place = folder / "town"
    found(
        place,
        name="Ellery Haven",
        code="EH",
        kind=LogKind.exercise,
        clock=clock,
        entropy=SeededEntropy(1),
    )
    with opened(place, clock, SeededEntropy(2)) as town:
        story = Story(town, clock)
        for command in (*register(drawing), *staff(people)):
            story.orders("chief", command)
        yield story


__all__ = ["DAY", "Story", "rows", "telling"]
