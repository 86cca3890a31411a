"""The console's own views, run by node beside the server's: one process, a line of JSON each."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import msgspec
import pytest

from tocsin.access import Viewer, redact
from tocsin.access.sight import Fields, Redacted
from tocsin.app.facts import FORGOTTEN
from tocsin.operations.due import Deadline, coming, overdue
from tocsin.operations.likeness import likely_same
from tocsin.operations.picture import KINDS, Picture, from_items, subject
from tocsin.terms.kinds import LogKind
from tocsin.terms.words import Words
from tocsin.views.board import Board, Head, Row, board
from tocsin.views.incident_page import Page, incident_page
from tocsin.views.limits import Limits
from tocsin.views.matrix import Group
from tocsin.views.saying import Read

ROOT = Path(__file__).resolve().parents[2]
NODE = ROOT / ".venv/bin/node"


def modules() -> Path:
    """Where the locked packages of the ui are: in ui/ for who works there, else in .tools/."""
    found = [ROOT / "ui/node_modules", ROOT / ".tools/ui/node_modules"]
    return next(each for each in found if (each / "@fluent/bundle").exists())


def copied(folder: Path, change: Callable[[str, str], str] = lambda _name, text: text) -> Path:
    """The console's views and words in another folder, each file as `change` has it by its name
    ("picture/board.ts")."""
    for part in ("src/picture", "src/words", "checks"):
        for each in (ROOT / "ui" / part).rglob("*"):
            if each.suffix in (".ts", ".ftl"):
                to = folder / each.relative_to(ROOT / "ui")
                to.parent.mkdir(parents=True, exist_ok=True)
                name = to.relative_to(folder).as_posix().removeprefix("src/")
                to.write_text(change(name, each.read_text()))
    shutil.copy(ROOT / "ui/package.json", folder)
    (folder / "node_modules").symlink_to(modules())
    return folder


class Console:
    """The console's views, asked as a program."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def asked(self, **what: object) -> dict[str, object]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "node ended"
        said: dict[str, object] = json.loads(line)
        assert "fault" not in said, said["fault"]
        return said


@contextmanager
def console_in(folder: Path) -> Iterator[Console]:
    """The program of the ui in this folder, until the test is over."""
    command = [str(NODE), str(folder / "checks/views.ts")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Console(process)
        finally:
            process.kill()


# a picture as a viewer gets it, and as the server's views may be asked of it


def open_words(words: Words) -> str | None:
    """Words of a test are clear, or made up from their owner; of some owners the key is gone."""
    if words.text is not None:
        return words.text
    return None if words.owner.endswith("2") else f"said of {words.owner}"


def slice_of(seen: Redacted, read: Read) -> dict[str, dict[str, object]]:
    """What a stream discloses, as JSON tells it; words as the door says them
    (`app.facts.opener`)."""

    def outward(value: object) -> object:
        assert isinstance(value, Words)
        text = read(value)
        return FORGOTTEN if text is None else text

    kinds: dict[str, dict[str, Fields]] = {}
    for (kind, name), fields in seen.items():
        kinds.setdefault(kind, {})[name] = fields
    made = msgspec.json.encode(kinds, enc_hook=outward)
    return cast(dict[str, dict[str, object]], json.loads(made))


def known_to(
    picture: Picture, viewer: Viewer, read: Read = open_words
) -> tuple[Picture, dict[str, dict[str, object]]]:
    """The picture that holds what a viewer may see and nothing else, and the same as a slice.

    A field out of sight stands at its default; one that has none stays, for no view reads it.
    """
    seen = redact(picture, viewer)
    nouns: dict[str, dict[str, object]] = {kind: {} for kind in KINDS}
    for key, fields in seen.items():
        noun = subject(picture, key)
        assert isinstance(noun, msgspec.Struct)
        hidden = {
            each.name: each.default
            for each in msgspec.structs.fields(noun)
            if each.name not in fields
            and not each.required
            and each.default is not msgspec.NODEFAULT
        }
        nouns[key[0]][key[1]] = msgspec.structs.replace(noun, **{**hidden, **fields})
    maps = {kind: from_items(found) for kind, found in nouns.items() if found}
    return Picture(**maps), slice_of(seen, read)  # type: ignore[arg-type]


Sliced = dict[str, dict[str, object]]


def changes(before: Sliced, after: Sliced) -> dict[str, dict[str, object]]:
    """What the store of the page would tell: subjects that are others now, None for those gone."""
    found: dict[str, dict[str, object]] = {}
    for kind in sorted({*before, *after}):
        old, new = before.get(kind, {}), after.get(kind, {})
        moved = {name: new.get(name) for name in {*old, *new} if old.get(name) != new.get(name)}
        if moved:
            found[kind] = moved
    return found


# both boards in one shape


def server_board(
    picture: Picture,
    now: datetime,
    code: str,
    limits: Limits | None = None,
    read: Read = open_words,
) -> dict[str, object]:
    """What the server's views say, in the shape of the program."""
    head = Head(town="Port Ellery", code=code, kind=LogKind.actual, now=now)
    return shaped(board(picture, head, limits, read))


def shaped(view: Board) -> dict[str, object]:
    counts = msgspec.to_builtins(view.counts)
    return {
        "needs": [_row(each) for each in view.needs],
        "working": [_row(each) for each in view.working],
        "quiet": [_row(each) for each in view.quiet],
        "counts": counts,
        "groups": [_group(each) for each in view.groups],
    }


def _row(row: Row) -> list[object]:
    chips = [[e.call_sign, str(e.status), e.code, e.for_s] for e in row.units]
    return [
        list(row.key), row.number, None if row.priority is None else int(row.priority), row.type,
        row.place, row.age_s, chips, list(row.reasons), list(row.marks), row.summary, row.assigned,
        row.needed, row.is_danger,
    ]  # fmt: skip


def _group(group: Group) -> list[object]:
    cells = [
        [
            e.id, e.call_sign, e.kind, str(e.status), e.code, e.for_s, e.heard_s, e.where,
            e.borrowed, e.lent, e.is_silent, e.is_late, e.crew_is_short,
        ]
        for e in group.cells
    ]  # fmt: skip
    return [group.name, cells, group.free]


# the rest: what is due, what is likely the same, and the page of each incident


def server_whole(picture: Picture, now: datetime, read: Read = open_words) -> dict[str, object]:
    """What the server says besides the board, in the shape of the program."""
    reports = [row for row in server_board(picture, now, "PE")["needs"] if row[0][0] == "reports"]  # type: ignore[attr-defined]
    return {
        "due": [
            sorted((_owed(e, picture) for e in overdue(picture, now)), key=",".join),
            sorted((_owed(e, picture) for e in coming(picture, now, 3_600)), key=",".join),
        ],
        "waiting": [row[0][1] for row in reports],
        "likely": [
            [each.id, [list(likely) for likely in likely_same(picture, each)]]
            for each in picture.reports.values()
        ],
        "pages": [
            [each.id, _page(incident_page(picture, each, now, UTC, read=read))]
            for each in picture.incidents.values()
        ],
    }


def _owed(each: Deadline, picture: Picture) -> list[str]:
    is_kept = each.id in picture.obligations or each.kind in ("task", "plan_step")
    name = each.id if is_kept else ""
    told = [f"{each.due_at:%Y-%m-%d %H:%M:%S}", each.kind, each.subject, name]
    return [*told, str(each.role or ""), each.person or "", each.told or ""]


def _page(page: Page) -> dict[str, object]:
    return {
        "number": page.number,
        "type": page.type,
        "priority": None if page.priority is None else int(page.priority),
        "status": str(page.status),
        "place": page.place,
        "opened": page.opened,
        "reasons": list(page.reasons),
        "facts": [[name, _plain(told)] for name, told in page.facts if name != "priority"],
        "work": [
            [
                each.call_sign,
                [[step.code, step.at, step.is_interval] for step in each.steps],
                each.is_working,
                each.outcome,
                each.destination,
                list(each.marks),
            ]
            for each in page.work
        ],
        "notes": [[each.at, each.words, each.is_corrected] for each in page.notes],
    }


def _plain(told: str) -> str:
    """Codes as words."""
    return told.replace("_", " ")


def apart(said: object, meant: object, where: str = "") -> str:
    """The first thing that the console says otherwise, in a line; "" where all is alike."""
    if said == meant:
        return ""
    if isinstance(said, dict) and isinstance(meant, dict) and said.keys() == meant.keys():
        return next(told for e in meant if (told := apart(said[e], meant[e], f"{where}/{e}")))
    if isinstance(said, list) and isinstance(meant, list) and len(said) == len(meant):
        pairs = enumerate(zip(said, meant, strict=True))
        return next(told for n, (a, b) in pairs if (told := apart(a, b, f"{where}/{n}")))
    if isinstance(said, list) and isinstance(meant, list):
        only = [each for each in said if each not in meant]
        missing = [each for each in meant if each not in said]
        return (
            f"{where}: {len(said)} and {len(meant)}; the console alone {only}, the server {missing}"
        )
    return f"{where}: the console says {said!r}, the server {meant!r}"


def ms(at: datetime) -> float:
    return at.timestamp() * 1000


def needs_node() -> None:
    """The law needs the locked packages of the ui, which `bin/prepare` fetches."""
    if not NODE.exists() or not any(
        (each / "@fluent/bundle").exists()
        for each in (ROOT / "ui/node_modules", ROOT / ".tools/ui/node_modules")
    ):
        pytest.skip("the packages of ui/ are not here: bin/prepare ui")
