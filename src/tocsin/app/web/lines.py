"""Lines in the words of the desk over HTTP: what one would come to, and giving it."""

import asyncio
from collections.abc import Mapping

import msgspec

from tocsin.app.completing.complete import Completion, completed
from tocsin.app.desk import Answer, Desk
from tocsin.app.foreseeing import Would
from tocsin.app.grammar.parse import LINE_LIMIT
from tocsin.app.outcome import Exit
from tocsin.app.pointing import LineAreas, finder_on, nowhere
from tocsin.app.undoing import Undo, undo_of
from tocsin.app.web.limits import body_of
from tocsin.app.web.orders import KEY, key_of, session_of, town_of
from tocsin.app.web.problem import Problem, nothing_here
from tocsin.app.web.route import Asked, Reply, Route
from tocsin.operations.orders import Basis
from tocsin.operations.picture.token import Scope

LONGEST_BYTES = 200_000


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line in the words of the desk, as in `D E1 23`. `selected` is the id of the incident that
    `.` stands for, `report` that of the report meant where none is named. With `is_dry_run`
    nothing is ordered.
    """

    line: str
    is_dry_run: bool = False
    selected: str | None = None
    report: str | None = None
    basis: Basis | None = None
    """The advice that is followed, or not: it stays with what the line orders on its incident."""


class Said(msgspec.Struct, frozen=True):
    """What came of a line, in a sentence and as facts. Of a dry run: what it would order
    (`commands`) or only show (`view`), and what it would come to as things stand (`would`).
    """

    text: str
    says: str
    facts: dict[str, object]
    commands: tuple[str, ...] = ()
    view: str | None = None
    would: Would | None = None


def line_in(body: bytes) -> Line:
    """The line in a body. Raises Problem 400."""
    try:
        return msgspec.json.decode(body, type=Line)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Problem(
            400, "malformed", f"{error}.", 'As in {"line": "D E1 23"}.', where="body"
        ) from None


def desk_of(asked: Asked, selected: str | None, report: str | None) -> Desk:
    """The desk of whoever asks. What they may not know of is not selected there. Raises Problem."""
    standing = asked.door.ground.standing
    finder = nowhere if standing is None else finder_on(standing)
    areas = None if standing is None else LineAreas(standing)
    desk = Desk(town_of(asked), asked.who.person, session_of(asked), find=finder, areas=areas)
    eye = asked.door.eye(asked.who.viewer)
    if selected is not None and eye.fields(("incidents", selected)):
        desk.selected = selected
    if report is not None and eye.fields(("reports", report)):
        desk.report = report
    return desk


async def line(asked: Asked) -> Reply:
    """Give a line, as at the desk; or say what it would come to."""
    town_of(asked)
    said = line_in(await body_of(asked.request, LONGEST_BYTES))
    name = key_of(asked) if "idempotency-key" in asked.request.headers else None

    def given() -> Said:
        desk = desk_of(asked, said.selected, said.report)
        if said.is_dry_run:
            return _foreseen(desk.preview(said.line))
        answer = desk.give(said.line, name, basis=said.basis)
        if answer.exit_code is not Exit.done:
            is_refused = answer.exit_code is Exit.refused
            raise _trouble(answer, is_soft=is_refused and desk.is_soft(said.line))
        facts = {key: value for key, value in answer.facts.items() if key != "positions"}
        text = _without_positions(answer)
        return Said(text, text, facts, view=_view(facts))

    return Reply(msgspec.json.encode(await asyncio.to_thread(given)))


def _without_positions(answer: Answer) -> str:
    """What came of a line, in words: where it stands in the log stays in the town."""
    text, positions = answer.text, answer.facts.get("positions")
    for _, last in positions if isinstance(positions, list) else ():
        text = text.replace(f" [{last}]", "", 1)
    return text


def _foreseen(answer: Answer) -> Said:
    if answer.exit_code is not Exit.done:
        raise _trouble(answer)
    commands, would = answer.facts["commands"], answer.facts.get("would")
    assert isinstance(commands, list)
    assert would is None or isinstance(would, Would)
    facts = {key: value for key, value in answer.facts.items() if key != "would"}
    return Said(answer.text, answer.text, facts, tuple(commands), _view(facts), would)


def _view(facts: Mapping[str, object]) -> str | None:
    found = facts.get("view")
    return None if found is None else str(found)


def _trouble(answer: Answer, *, is_soft: bool = False) -> Problem:
    """A line that was not granted, as a problem."""
    facts = answer.facts
    status = {Exit.refused: 409, Exit.unknown: 503}.get(answer.exit_code, 400)
    code = str(facts.get("code", facts.get("outcome", "malformed"))).replace(" ", "_")
    is_one = status == 409 and "parts" not in facts
    detail = str(facts["why"]) if is_one else answer.text
    problem = Problem(status, code, detail, str(facts.get("next", "")))
    problem.body = msgspec.structs.replace(problem.body, is_soft=is_soft)
    return problem


class Begun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line that is being typed."""

    line: str
    selected: str | None = None
    report: str | None = None


async def complete(asked: Asked) -> Reply:
    """What may stand next."""
    town_of(asked)
    try:
        begun = msgspec.json.decode(await body_of(asked.request, LONGEST_BYTES), type=Begun)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Problem(400, "malformed", f"{error}.", where="body") from None
    eye = asked.door.eye(asked.who.viewer)

    def found() -> Completion:
        desk = desk_of(asked, begun.selected, begun.report)
        return completed(desk, eye, begun.line[:LINE_LIMIT])

    return Reply(msgspec.json.encode(await asyncio.to_thread(found)))


class Given(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An order of the asker's own, by its id: the Idempotency-Key of the line or order."""

    command_id: str


async def undo(asked: Asked) -> Reply:
    """The line that takes an order back; nothing is ordered."""
    town_of(asked)
    try:
        given = msgspec.json.decode(await body_of(asked.request, LONGEST_BYTES), type=Given)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Problem(400, "malformed", f"{error}.", where="body") from None

    def found() -> Undo | None:
        return undo_of(desk_of(asked, None, None), asked.door.house.seen(), given.command_id)

    answer = await asyncio.to_thread(found)
    if answer is None:
        raise nothing_here("here-order")
    return Reply(msgspec.json.encode(answer))


ROUTES = (
    Route(
        method="POST",
        path="/v1/line",
        says="Give a line in the words of the desk, or ask what it would come to",
        handler=line,
        tag="orders",
        scope=Scope.order,
        parameters=(KEY,),
        body=Line,
        answer=Said,
        errors=(409, 413),
    ),
    Route(
        method="POST",
        path="/v1/line/complete",
        says="What may stand next in a line",
        tells="Of what you may know of, first what would be granted. Nothing is ordered.",
        handler=complete,
        tag="orders",
        scope=Scope.order,
        body=Begun,
        answer=Completion,
        errors=(409, 413),
    ),
    Route(
        method="POST",
        path="/v1/line/undo",
        says="The line that takes an order of yours back",
        tells="Offered, not given: history is not undone. `why` says why there is none.",
        handler=undo,
        tag="orders",
        scope=Scope.order,
        body=Given,
        answer=Undo,
        errors=(404, 409, 413),
    ),
)
