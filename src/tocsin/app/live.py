"""The live board: a picture from somewhere, drawn again when it changed, with a desk to type at."""

from collections.abc import Callable
from datetime import datetime, tzinfo

from tocsin.app.desk import Desk
from tocsin.app.outcome import Exit
from tocsin.app.terminal.board import board as drawn
from tocsin.app.terminal.chrome import Prompt
from tocsin.app.terminal.look import Look
from tocsin.app.terminal.screen import Answer, Seen
from tocsin.app.veil import hidden_from, veiled
from tocsin.log import Header, KeyStore
from tocsin.operations.picture import Picture
from tocsin.views.board import Board, Head, board

Now = Callable[[], datetime]
Source = Callable[[], tuple[Picture, int]]
"""Gives the present picture and its position; asked at each beat."""


class LiveBoard:
    """Frames and answers for the live screen. Without a desk it only shows."""

    def __init__(
        self,
        header: Header,
        keys: KeyStore,
        source: Source,
        now: Now,
        zone: tzinfo,
        look: Look,
        *,
        desk: Desk | None = None,
        viewer: str = "",
        speed: int | None = None,
        is_past: bool = False,
        nobody: str = "this board only shows",
    ) -> None:
        self._header = header
        self._keys = keys
        self._source = source
        self._now = now
        self._zone = zone
        self._look = look
        self._desk = desk
        self._viewer = viewer
        self._speed = speed
        self._is_past = is_past
        self._nobody = nobody
        self._of: tuple[int, int, Board] | None = None

    def frame(self, seen: Seen) -> str:
        """The board at the present instant; folded anew only when a second or a record has
        passed.
        """
        prompt = Prompt(
            line=seen.line,
            echo=self._echo(seen.line),
            answer=seen.answer,
            is_refusal=seen.is_refusal,
            before=seen.before,
            is_live=seen.is_live,
        )
        return drawn(self._view(), seen.width, seen.height, self._look, prompt)

    def submit(self, line: str) -> Answer:
        """What came of a line: the sentence, or the refusal with the next step."""
        if self._desk is None:
            return Answer(self._nobody, is_refusal=True)
        answer = self._desk.give(line)
        return Answer(answer.text, is_refusal=answer.exit_code is not Exit.done)

    def _echo(self, line: str) -> str:
        if not line.strip() or self._desk is None:
            return ""
        return self._desk.preview(line).text

    def _view(self) -> Board:
        now = self._now().astimezone(self._zone)
        picture, position = self._source()
        second = int(now.timestamp())
        if self._of is None or self._of[:2] != (second, position):
            head = Head(
                town=self._header.name,
                code=self._header.code,
                kind=self._header.kind,
                now=now,
                position=position,
                viewer=self._viewer,
                past=self._is_past,
                speed=self._speed,
            )
            # A screen at which nobody has signed in shows nothing that is restricted.
            viewer = "" if self._desk is None else self._desk.actor
            known = veiled(picture, hidden_from(picture, viewer))
            self._of = (second, position, board(known, head, read=self._keys.open))
        return self._of[2]
