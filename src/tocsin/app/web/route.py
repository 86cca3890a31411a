"""What a route is: a value from which requests are checked, answered and described."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec
from starlette.requests import Request

from tocsin.operations.picture.token import Scope

if TYPE_CHECKING:
    from tocsin.app.web.door import Door
    from tocsin.app.web.doorkeeper import Caller


class Reply(msgspec.Struct, frozen=True):
    """What goes back. `is_tagged`: give it an ETag, and answer 304 where the asker has it."""

    body: bytes
    status: int = 200
    media_type: str = "application/json"
    headers: Mapping[str, str] = {}
    is_tagged: bool = False
    cookies: tuple[str, ...] = ()
    """Values of `Set-Cookie`, a line each."""


class Asked:
    """One request on its way through a route."""

    __slots__ = ("caller", "door", "now", "request")

    def __init__(
        self, door: "Door", request: Request, now: datetime, caller: "Caller | None"
    ) -> None:
        self.door = door
        self.request = request
        self.now = now
        """The town's clock when it was asked; aware UTC."""
        self.caller = caller

    @property
    def who(self) -> "Caller":
        """Whoever asks, on a route that has a scope."""
        assert self.caller is not None, "a route with a scope has a caller"
        return self.caller

    def path(self, name: str) -> str:
        """A part of the path."""
        return str(self.request.path_params[name])

    def query(self, name: str) -> str | None:
        """A query parameter that was declared."""
        return self.request.query_params.get(name)


Handler = Callable[[Asked], Awaitable[Reply]]


class Parameter(msgspec.Struct, frozen=True):
    """A query parameter or header: its name, what it is, and its JSON Schema."""

    name: str
    says: str
    schema: Mapping[str, object] = MappingProxyType({"type": "string"})
    place: str = "query"


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """One method on one path.

    `scope` is what a token must be good for; None: open to everybody. `body` and `answer` are the
    types of what comes in and goes out; `media_type` says how, where it is not JSON. A route that
    takes any query parameter (a filter by field) says so with `is_open_query`. `errors` are the
    statuses it can answer besides those that every route can.
    """

    method: str
    path: str
    says: str
    handler: Handler
    tag: str
    scope: Scope | None = None
    is_sign_in: bool = False
    """Open to everybody, and only from a page of this town (`cross_site`)."""
    is_for_locked: bool = False
    """A session that is locked will do, though it changes something."""
    is_for_begun: bool = False
    """A session will do that may only set a password or register a passkey."""
    or_inbox: bool = False
    """A token with the scope `inbox` will do too; the handler sees to it that it is its own."""
    parameters: tuple[Parameter, ...] = ()
    body: type | None = None
    body_media_type: str = "application/json"
    answer: object = None
    media_type: str = "application/json"
    also: tuple[str, ...] = ()
    """Media types that it answers in as well, where the asker says so."""
    is_open_query: bool = False
    is_stream: bool = False
    is_waiting: bool = False
    """It waits for news where the asker says so: slow is not strange."""
    errors: tuple[int, ...] = ()
    tells: str = ""
    """More about it, for the docs page."""
