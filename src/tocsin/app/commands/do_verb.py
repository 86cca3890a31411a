"""`tocsin do`: give an order in the words of the console's command line, or by its name."""

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told, as_json

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from tocsin.app.desk import Answer
    from tocsin.app.seeing import Office
    from tocsin.operations.ground import AdoptGround

MOST_FIELDS_BYTES = 1_000_000


def declare(parser: argparse.ArgumentParser) -> None:
    """A line or an order by its name, and its envelope."""
    arguments.town(parser)
    parser.add_argument(
        "line",
        nargs="?",
        metavar="LINE",
        help='as in "D E1 17"; `-` reads lines from input; `?` lists the verbs',
    )
    parser.add_argument(
        "--command", metavar="NAME", help="any order by its name instead of a line; `?` lists them"
    )
    parser.add_argument(
        "--fields",
        metavar="JSON",
        help="its fields, one object; `-` reads input; `?` says what they are",
    )
    arguments.as_person(parser)
    parser.add_argument("--for", dest="on_behalf_of", metavar="HANDLE", help="on whose behalf")
    parser.add_argument("--at", metavar="T", help="when it happened, where that was not now")
    parser.add_argument(
        "--id", metavar="ID", help="the order's own id: asked twice with it, granted once"
    )
    parser.add_argument(
        "--advice",
        metavar="JSON",
        help="what a LINE follows or sets aside: an option's `basis` of `advise --json`, or its "
        "`otherwise`",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be ordered; order nothing"
    )
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Exit code 0 when every order was granted; else the highest code any of them had."""
    if asked.command is not None:
        return _by_name(asked)
    _check_advice(asked)
    if asked.fields is not None:
        raise Told("--fields goes with --command NAME", Exit.usage)
    if asked.line in (None, "?"):
        from tocsin.app.grammar.verbs import verb_sheet

        print(verb_sheet(), end="")
        return Exit.done
    from tocsin.app.wiring import ordering

    worst = Exit.done
    lines = _lines() if asked.line == "-" else [asked.line]
    with ordering(asked.town) as town:
        for answer in _answers(asked, town, lines):
            worst = max(worst, answer.exit_code)
            _print(answer, asked.json, is_one_of_many=asked.line == "-")
    return worst


def _answers(asked: argparse.Namespace, town: "Office", lines: Iterable[str]) -> "Iterable[Answer]":
    from tocsin.app.signing_in import signed_in

    _id(asked.id)
    desk = signed_in(asked, town)
    at = _at(asked, town)
    for number, line in enumerate(each for each in lines if each.strip()):
        name = asked.id if asked.id is None or not number else f"{asked.id}/line{number}"
        another = desk.advised_elsewhere(line, asked.advice)
        if another is not None:
            yield another
        elif asked.dry_run:
            yield desk.preview(line)
        else:
            yield desk.give(line, name, occurred_at=at, basis=asked.advice)


def _check_advice(asked: argparse.Namespace) -> None:
    """Raises Told where the advice is none."""
    from tocsin.operations.advised import LONGEST, kept

    text = asked.advice
    if text is not None and (len(text.encode()) > LONGEST or kept(text) is None):
        raise Told(
            "--advice is no advice: give the `basis` of an option as `tocsin advise TOWN INCIDENT "
            "--json` says it, or its `otherwise`", Exit.usage,
        )  # fmt: skip


def _id(name: str | None) -> str | None:
    """An order's own id, if it is one. Raises Told."""
    if name is not None and not (0 < len(name) <= 80 and name.isprintable() and name.isascii()):
        raise Told("--id takes 1 to 80 plain characters", Exit.usage)
    return name


def _at(asked: argparse.Namespace, town: "Office") -> "datetime | None":
    from tocsin.app.desk import town_zone
    from tocsin.app.times import moment

    return None if asked.at is None else moment(asked.at, town.clock.now(), town_zone(town.picture))


def _print(answer: "Answer", json: bool, *, is_one_of_many: bool) -> None:
    """Text, an object, or with many lines an object a line; at once, so that a pipe can wait."""
    from tocsin.app.foreseeing import Would

    would = answer.facts.get("would")
    if not json:
        text = answer.text
        if isinstance(would, Would) and would.outcome == "refused":
            text += f" As things stand it would be refused: {would.why} {would.next}".rstrip()
    elif is_one_of_many:
        import msgspec

        text = msgspec.json.encode(answer.facts).decode()
    else:
        text = as_json(answer.facts)
    print(text, flush=True)


def _lines() -> Iterable[str]:
    """Lines of the input as they come. One that is too long is cut there: it is refused as such."""
    from tocsin.app.grammar.parse import LINE_LIMIT

    most = 4 * LINE_LIMIT + 4
    source = sys.stdin.buffer
    while line := source.readline(most):
        rest = line
        while not rest.endswith(b"\n") and (rest := source.readline(1 << 20)):
            pass
        yield line.decode("utf-8", "surrogateescape").rstrip("\r\n")


def _by_name(asked: argparse.Namespace) -> int:
    from tocsin.app.checking import decoded, described, order_list
    from tocsin.app.grammar.approving import order_named
    from tocsin.app.grammar.parse import NotUnderstood
    from tocsin.app.signing_in import signed_in
    from tocsin.app.wiring import ordering
    from tocsin.operations.catalogue import COMMANDS
    from tocsin.operations.ground import AdoptGround

    if asked.line is not None:
        raise Told("give a LINE or --command, not both", Exit.usage)
    if asked.advice is not None:
        raise Told("--advice goes with a LINE; by its name, an order has `basis` among its fields",
                   Exit.usage)  # fmt: skip
    if asked.command == "?":
        print(order_list(), end="")
        return Exit.done
    try:
        kind = COMMANDS[order_named(asked.command)]
    except NotUnderstood as error:
        raise Told(str(error), Exit.usage) from None
    if asked.fields == "?":
        print(described(kind), end="")
        return Exit.done
    command = decoded(_fields(asked.fields), kind)
    says = f"{kind.__name__}."
    if asked.dry_run:
        facts = {"says": says, "commands": [kind.__name__]}
        print(as_json(facts) if asked.json else says)
        return Exit.done
    if isinstance(command, AdoptGround):
        _check_ground(asked.town, command)
    with ordering(asked.town) as town:
        answer = signed_in(asked, town).order(
            command, says, _id(asked.id), occurred_at=_at(asked, town)
        )
    _print(answer, asked.json, is_one_of_many=False)
    return answer.exit_code


def _check_ground(town: "Path", command: "AdoptGround") -> None:
    """Raises Told where the ground does not lie in the town's folder: what is on record can be
    read.
    """
    from tocsin.app.ground.keeping import wrong_with

    wrong = wrong_with(town, command.checksum, command.manifest)
    if wrong is not None:
        raise Told(f"{wrong}; use `tocsin ground adopt {town} GROUND`", Exit.not_so)


def _fields(text: str | None) -> bytes:
    """The fields as bytes. Raises Told where they are no text or too long."""
    if text == "-":
        given = sys.stdin.buffer.read(MOST_FIELDS_BYTES + 1)
    else:
        try:
            given = (text or "{}").encode()
        except UnicodeEncodeError:
            raise Told("--fields holds something that is not text; write it in UTF-8") from None
    if len(given) > MOST_FIELDS_BYTES:
        raise Told(f"--fields takes at most {MOST_FIELDS_BYTES:,} bytes; attach a file instead")
    return given
