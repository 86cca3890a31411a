"""Playing a log again: its own time, moved on faster, and the picture of each instant."""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from tocsin.app.desk import town_zone
from tocsin.app.live import LiveBoard
from tocsin.app.looking import terminal_look
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.terminal.screen import print_once, show
from tocsin.app.times import moment
from tocsin.app.wiring import reading
from tocsin.jurisdiction.fold import READER
from tocsin.jurisdiction.reading import Reading
from tocsin.jurisdiction.town import picture_at
from tocsin.log import Record
from tocsin.log.clock import monotonic_s
from tocsin.operations.picture import Picture


def came_to_know(record: Record) -> datetime:
    """When the record's fact was known: to its source for imports, to the log for what was born
    here.
    """
    return record.source_known_at or record.recorded_at


class Player:
    """Folds records up to a moment that only moves on."""

    def __init__(self, records: Iterator[Record], picture: Picture | None = None) -> None:
        self._records = records
        self._next = next(records, None)
        self.picture = picture or Picture()
        self.position = 0
        self.now = came_to_know(self._next) if self._next else datetime.now(UTC)

    @property
    def is_over(self) -> bool:
        """Whether every record has been played."""
        return self._next is None

    def play(self, until: datetime) -> None:
        """Fold what was known by `until` (aware UTC)."""
        self.now = max(self.now, until)
        while self._next is not None and came_to_know(self._next) <= self.now:
            self._fold(self._next)

    def play_all(self) -> None:
        """Fold everything there is, in a draft: nobody looks in between."""
        self.picture = self.picture.drafted()
        while self._next is not None:
            self.now = max(self.now, came_to_know(self._next))
            self._fold(self._next)
        self.picture = self.picture.settled()

    def _fold(self, record: Record) -> None:
        self.picture = READER.fold(self.picture, record.name, bytes(record.payload), record)
        self.position = record.position
        self._next = next(self._records, None)


def live(asked: argparse.Namespace) -> int:
    """On the live screen, until the end of the log or `q`."""
    if asked.speed < 1:
        raise Told("--speed is 1 or more", Exit.usage)
    with reading(asked.town) as town:
        player = _started(asked, town)
        began, first = monotonic_s(), player.now

        def source() -> tuple[Picture, int]:
            player.play(first + timedelta(seconds=(monotonic_s() - began) * asked.speed))
            return player.picture, player.position

        board = LiveBoard(
            town.store.header,
            town.store.keys,
            source,
            lambda: player.now,
            town_zone(town.picture),
            terminal_look()[1],
            speed=asked.speed,
            is_past=True,
            nobody="this is the past: look, and leave with q",
        )
        show(board.frame, board.submit)
    return Exit.done


def flat_out(asked: argparse.Namespace) -> int:
    """As fast as it goes: the rate, and the board at the end."""
    with reading(asked.town) as town:
        player = _started(asked, town)
        first, began = player.now, monotonic_s()
        player.play_all()
        seconds = max(1e-9, monotonic_s() - began)
        spanned = (player.now - first).total_seconds()
        facts = {
            "records": player.position,
            "seconds": round(seconds, 3),
            "spanned_s": round(spanned),
            "times_real": round(spanned / seconds),
            "records_per_s": round(player.position / seconds),
        }
        if asked.json:
            print(as_json(facts))
            return Exit.done
        board = LiveBoard(
            town.store.header,
            town.store.keys,
            lambda: (player.picture, player.position),
            lambda: player.now,
            town_zone(town.picture),
            terminal_look()[1],
            is_past=True,
        )
        print_once(board.frame)
        print(
            f"{player.position:,} records over {timedelta(seconds=round(spanned))}"
            f" in {seconds:.2f} s:"
            f" {spanned / seconds:,.0f} × real time, {player.position / seconds:,.0f} records/s"
        )
    return Exit.done


def _started(asked: argparse.Namespace, town: Reading) -> Player:
    if town.position == 0:
        raise Told("the log is empty: there is nothing to play", Exit.usage)
    records = town.store.read()
    if asked.start is None:
        # The founding was recorded at its own time; an imported log begins with its source's.
        first = next((each.position for each in town.store.read() if each.source_known_at), None)
        if first is None:
            return Player(records)
        return Player(town.store.read(after=first - 1), picture_before(town, first))
    start = moment(asked.start, datetime.now(UTC), town_zone(town.picture))
    player = Player(records)
    if player.now < start:
        player.play(start)
    return player


def picture_before(town: Reading, position: int) -> Picture:
    """The picture that the records before a position make."""
    return picture_at(town.store, position - 1)
