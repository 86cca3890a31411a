"""What was written on paper is put on record: as it happened, marked, each line once."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from tocsin.app.desk import Answer, Desk, town_zone
from tocsin.app.on_paper.sheets import MOST_BYTES, Written, sheets_in
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.seeing import Office
from tocsin.app.signing_in import signed_in
from tocsin.app.wiring import ordering


class Entered(msgspec.Struct, frozen=True):
    """What came of one line."""

    sheet: str
    at: str
    order: str
    says: str
    outcome: str
    is_repeat: bool
    subjects: tuple[str, ...]


def enter(asked: argparse.Namespace) -> int:
    """Line by line in the order in which it happened. What is refused is told at the end: it is
    entered by hand, once somebody has found out how it was.
    """
    text = _text(asked.file)
    worst, told = Exit.done, []
    with ordering(asked.town) as town:
        zone = town_zone(town.picture)
        written = sheets_in(text, town.clock.now(), zone)
        if asked.dry_run:
            print("\n".join(f"{each.at.astimezone(zone):%d %b %H:%M}  {each.sheet}  {each.order}"
                            for each in written))  # fmt: skip
            return Exit.done
        for line, answer in _answers(town, signed_in(asked, town), written):
            worst = max(worst, answer.exit_code)
            at = f"{line.at.astimezone(zone):%d %b %H:%M}"
            if not asked.json:
                print(f"{at}  {line.sheet}  {line.order}\n    {answer.text}", flush=True)
            told.append(_entered(line, at, answer))
    good = sum(each.outcome == "accepted" for each in told)
    if asked.json:
        print(as_json({"entered": good, "not_entered": len(told) - good, "lines": told}))
    elif good < len(told):
        print(f"{len(told) - good} of {len(told)} lines are NOT on record: see above.")
    return worst


def _answers(
    town: Office, desk: Desk, written: Sequence[Written]
) -> Iterator[tuple[Written, Answer]]:
    opened: dict[str, str] = {}
    for line in written:
        order, own = line.order, opened.get(line.sheet)
        if line.is_about_its_own:
            if own is None:
                says = f"{line.sheet} has opened no incident before that"
                yield line, Answer(says, {"outcome": "not understood"}, Exit.usage)
                continue
            order = line.about(own)
        answer = desk.give(order, line.command_id, occurred_at=line.at)
        subjects = answer.facts.get("subjects", ())
        assert isinstance(subjects, list | tuple)
        if own is None and order.split()[0].upper() in ("C", "OPEN"):
            found = next((each for each in subjects if each in town.picture.incidents), None)
            if found is not None:
                opened[line.sheet] = found
        yield line, answer


def _entered(line: Written, at: str, answer: Answer) -> Entered:
    subjects = answer.facts.get("subjects", ())
    assert isinstance(subjects, list | tuple)
    return Entered(
        sheet=line.sheet,
        at=at,
        order=line.order,
        says=answer.text,
        outcome=str(answer.facts.get("outcome", "not understood")),
        is_repeat=bool(answer.facts.get("is_repeat", False)),
        subjects=tuple(map(str, subjects)),
    )


def _text(path: Path) -> str:
    try:
        if str(path) == "-":
            content = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Told(f"{path} cannot be read: {error.strerror}", Exit.usage) from error
    if len(content) > MOST_BYTES:
        raise Told(f"more than {MOST_BYTES:,} bytes: enter the sheets a part at a time", Exit.usage)
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise Told(f"{path} is no text in UTF-8", Exit.malformed) from error
