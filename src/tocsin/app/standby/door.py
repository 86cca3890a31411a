"""The door between the two machines of one town: `/standby/…`, sealed, on either of them.

On a standby it takes what the writer ships. On a writer it answers whoever greets as one: the copy
that was overtaken learns that it is fenced, and a later life than ours fences us. It stands before
the town's own door, which serves everything else once there is one.
"""

import asyncio
import threading
from collections.abc import Callable, Sequence

import msgspec
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from tocsin.app.outcome import Exit, Told
from tocsin.app.standby.approvals import Approve, Approved
from tocsin.app.standby.sessions import Sessions
from tocsin.app.standby.wire import HELLO, LARGEST_BYTES, SAY, SESSION_HEADER
from tocsin.federation.standby_follower import Overtaken, superseding
from tocsin.federation.standby_messages import (
    Answer,
    Greeting,
    NotFollowed,
    Question,
    StandbyFault,
    Superseded,
    as_bytes,
    question_of,
)
from tocsin.federation.standby_seal import NotSealed
from tocsin.log.follower import Life, NotTaken
from tocsin.log.record import Header

STATE = "/standby/state"
APPROVE = "/standby/takeover"
LARGEST_UNPROVEN_BYTES = 1_000_000
"""Of a message from somebody who has not shown the secret yet: a greeting, no more."""

Answers = Callable[[Question], Answer]


class StandbyDoor:
    """ASGI. `answers` is asked, one question at a time; `inner` serves every other path."""

    def __init__(
        self,
        secret: bytes,
        answers: Answers,
        state: Callable[[], msgspec.Struct] | None = None,
        approve: Callable[[Approve], Approved] | None = None,
        inner: ASGIApp | None = None,
    ) -> None:
        """`state` is told, and `approve` asked, only through the socket in the town's folder."""
        self._sessions = Sessions(secret)
        self._answers = answers
        self._state = state
        self._approve = approve
        self._turn = threading.Lock()
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] == "http" and path.startswith("/standby/"):
            response = await self._answered(path, Request(scope, receive))
        elif self._inner is not None:
            await self._inner(scope, receive, send)
            return
        elif scope["type"] != "http":
            return
        elif path == "/health/live":
            response = PlainTextResponse("alive\n")
        else:
            response = PlainTextResponse(
                "This is a town's standby: it takes no orders. Ask the town's writer.\n", 503
            )
        await response(scope, receive, send)

    async def _answered(self, path: str, request: Request) -> Response:
        if path in (STATE, APPROVE):
            return await self._at_home(path, request)
        if path not in (HELLO, SAY) or request.method != "POST":
            return PlainTextResponse("There is nothing under this path.\n", 404)
        name = request.headers.get(SESSION_HEADER, "")
        is_proven = self._sessions.is_proven(name)
        if path == SAY and is_proven is None:
            return PlainTextResponse("This session is not known; greet again.\n", 401)
        body = await _body(request, LARGEST_BYTES if is_proven else LARGEST_UNPROVEN_BYTES)
        if body is None:
            return PlainTextResponse("The message is too large.\n", 413)
        try:
            if path == HELLO:
                told = self._sessions.hello(body)
            else:
                told = await asyncio.to_thread(self._said, name, body)
        except NotSealed as error:
            return PlainTextResponse(f"{error}\n", 401)
        return Response(told, 200, media_type="application/octet-stream")

    def _said(self, name: str, sealed: bytes) -> bytes:
        with self._turn:
            session, message = self._sessions.opened(name, sealed)
            try:
                answer = self._answers(question_of(message))
            except msgspec.DecodeError as error:
                answer = NotFollowed(StandbyFault.unreadable, 0, f"not a message: {error}")
            return session.tell(as_bytes(answer))

    async def _at_home(self, path: str, request: Request) -> Response:
        if not _is_at_home(request):
            return PlainTextResponse("Ask on the machine itself, with tocsin.\n", 403)
        try:
            if self._state is None or self._approve is None:
                raise Told("this machine is the town's writer already", Exit.not_so)
            if path == STATE:
                return _json(self._state())
            given = msgspec.json.decode(await _body(request, 4096) or b"", type=Approve)
            return _json(await asyncio.to_thread(self._approve, given))
        except msgspec.DecodeError as error:
            return _json(Sentence(f"not an approval: {error}", int(Exit.malformed)), 400)
        except Told as told:
            return _json(Sentence(str(told), int(told.exit_code)), 403)


class Sentence(msgspec.Struct, frozen=True):
    """What went wrong, for a person, and the exit code for a shell."""

    says: str
    exit_code: int


class WriterAnswers:
    """How a town's writer answers one that greets it as a writer."""

    def __init__(
        self,
        header: Header,
        lives: Callable[[], Sequence[Life]],
        url: str,
        overtaken: Callable[[Life, str | None], None],
        heard: Callable[[str], None],
    ) -> None:
        """`overtaken` is called when a later life greets: this writer is fenced. `heard` is told
        where a writer is that was overtaken by us: it will follow there.
        """
        self._header = header
        self._lives = lives
        self._overtaken = overtaken
        self._heard = heard
        self._url = url

    def __call__(self, question: Question) -> Answer:
        if not isinstance(question, Greeting):
            lives = self._lives()
            if lives:
                return Superseded(lives[-1], self._url)
            return NotFollowed(StandbyFault.forked, 0, "this machine is the town's writer")
        try:
            answer = superseding(question, self._header, self._lives(), self._url)
            if isinstance(answer, Superseded) and question.url is not None:
                self._heard(question.url)
            return answer
        except NotTaken as error:
            return NotFollowed(StandbyFault(error.fault), error.position, str(error))
        except Overtaken as later:
            self._overtaken(later.life, later.url)
            return NotFollowed(StandbyFault.storage, 0, "this machine steps down; greet it again")


def _is_at_home(request: Request) -> bool:
    """Did this come through the socket in the town's folder? That one has a name and no port."""
    server = request.scope.get("server")
    return request.client is None and server is not None and server[1] is None


async def _body(request: Request, largest_bytes: int) -> bytes | None:
    """The whole body; None where it is too large."""
    content = bytearray()
    async for piece in request.stream():
        content += piece
        if len(content) > largest_bytes:
            return None
    return bytes(content)


def _json(value: msgspec.Struct, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")
