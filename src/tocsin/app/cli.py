"""The command line: `tocsin VERB TOWN …`. Each verb is imported when asked for.

Exit codes are part of the interface; see `docs/operating/command-line.md`.
"""

import argparse
import importlib
import io
import json
import os
import sys
from collections.abc import Sequence
from functools import cache
from typing import NoReturn, Protocol

from tocsin import __version__

VERBS: dict[str, str] = {
    "init": "found a town: its log, its keys, its first officer",
    "do": 'give an order as at the console: tocsin do TOWN "D E1 17"',
    "paper": "sheets to write on while the system is down; enter what was written",
    "board": "the live board on this terminal, with a command line",
    "serve": "open the door: HTTP, live streams, tokens",
    "show": "an incident, a unit, a person … as the town knows it now",
    "at": "the picture at another time: what was known, or what had happened",
    "why": "the chain of facts and rules behind a state",
    "diff": "what changed between two positions or times",
    "follow": "what one viewer may know, as a live stream of lines",
    "attach": "put a photograph or document to an incident, or get it back",
    "report": "file a resident's report at the counter, or see what they were told",
    "group": "groups of residents: form, tell, who has read it, dissolve",
    "neighbour": "other towns: invite, join, list, cut, heal",
    "bundle": "what the link to a neighbour would carry, in a file: write, read",
    "lend": "units and stock that change hands: offer, release, give back, recall, override",
    "team": "strike teams and task forces: form, change, disband, list, show",
    "call": "calls that belong to a neighbour: pass, take, refuse, withdraw",
    "stock": "counted stock: register, receive, use, lose, count, move",
    "warn": "warnings: written, approved by a second person, sent, ended; their words",
    "registered": "those who asked to be called in a warning: list, add, leave",
    "subscribe": "people who want to be warned: list, add, confirm, erase",
    "public": "the pages for everybody: as files; what is on them",
    "region": "this town and what its neighbours let it know, with ages",
    "track": "where units are, what sensors read, and how old that is",
    "advise": "who should go to an incident, why, and why not the others",
    "whatif": "weeks of a region as it is and as it could be, and the difference",
    "search": "find incidents, open and closed",
    "due": "what is due, and what is overdue",
    "import": "take over another system's records",
    "export": "give records out: a flat table, or NERIS",
    "cap": "warnings as CAP messages: read, check, verify, write, chains",
    "measure": "response times, shared incidents, utilisation …",
    "replay": "play a log on the board, faster than it was",
    "doctor": "is this town well? clock, disk, keys, rights, versions",
    "verify": "check every record, hash and signature",
    "backup": "copy a town while it serves",
    "offsite": "backups elsewhere: folder, S3, SSH; encrypted, in pieces, with drills",
    "restore": "bring a town back from a backup",
    "move": "put a town's log into PostgreSQL, or back into its folder",
    "standby": "a second machine with a verified copy, ready to take over",
    "takeover": "approve that a standby goes on as the town's writer",
    "fork": "begin an exercise from a town's log, by reference",
    "close-segment": "move old records into a sealed segment",
    "forget": "make a person or an incident unreadable for ever",
    "hold": "keep a person, an incident or a report from being forgotten",
    "retention": "how long records are kept; destroy what is due, with certificates",
    "records": "requests for records: what is withheld and why, what was given out",
    "agreement": "what two towns agree: propose, sign, amend, compare, end",
    "user": "officers: add, roles, password, deactivate",
    "signin": "people at desks: one-time links, sessions, second factors",
    "certificate": "TLS without internet: a certificate for the door",
    "token": "let a program in, list who is let in, shut one out",
    "load": "press on a door, and look for every acknowledgement",
    "ground": "the places, roads and boundaries of a region, from OpenStreetMap",
    "demo": "an invented town on a busy morning",
}


class Verb(Protocol):
    """A module in `app.commands`: it declares its arguments and runs."""

    def declare(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, asked: argparse.Namespace) -> int:
        """Returns the exit code."""


def overview() -> str:
    """The verbs, a line each."""
    lines = [f"  {verb:14}{what}" for verb, what in VERBS.items()]
    return (
        "usage: tocsin VERB [arguments]\n\n"
        "One true record for a town and its neighbours.\n\n"
        + "\n".join(lines)
        + "\n\n`tocsin VERB --help` tells more. Every verb takes --json where it prints facts.\n"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb. Returns the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if not words or words[0] in ("-h", "--help", "help"):
        return _told(overview())
    if words[0] in ("-V", "--version", "version"):
        return _told(f"tocsin {__version__}\n")
    if words[0] not in VERBS:
        return _unknown(words[0])
    module, parser = _declared(words[0])
    _Parser.is_json = "--json" in words
    asked = _parsed(parser, words[1:])
    _check_text(parser, asked)
    from tocsin.app.outcome import guarded

    return guarded(lambda: module.run(asked), as_json=bool(getattr(asked, "json", False)))


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one sentence, like every other error."""

    is_json = False

    def error(self, message: str) -> NoReturn:
        if self.is_json:
            print(json.dumps({"error": "usage", "says": message}))
        print(f"{self.prog}: {message}; `{self.prog} --help` tells more", file=sys.stderr)
        sys.exit(2)


@cache
def _declared(verb: str) -> tuple[Verb, _Parser]:
    """A verb with its arguments, declared once however often it runs in this process."""
    module: Verb = importlib.import_module(f"tocsin.app.commands.{verb.replace('-', '_')}_verb")
    parser = _Parser(prog=f"tocsin {verb}", description=VERBS[verb])
    module.declare(parser)
    return module, parser


def _parsed(parser: argparse.ArgumentParser, words: list[str]) -> argparse.Namespace:
    """Options may stand anywhere between the words, except where a verb has deeds of its own."""
    try:
        return parser.parse_intermixed_args(words)
    except TypeError:
        return parser.parse_args(words)


def _check_text(parser: argparse.ArgumentParser, asked: argparse.Namespace) -> None:
    """Only the names of files may be other bytes than UTF-8."""
    for name, value in vars(asked).items():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str) and not each.isascii():
                try:
                    each.encode()
                except UnicodeEncodeError:
                    parser.error(f"what is given as {name} is not text: write it in UTF-8")


def _told(text: str) -> int:
    """Print, to a reader that may have gone away (`| head -1`)."""
    try:
        print(text, end="", flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _unknown(word: str) -> int:
    import difflib

    near = difflib.get_close_matches(word, VERBS, n=1)
    hint = f" Did you mean `{near[0]}`?" if near else " `tocsin --help` lists the verbs."
    print(f"tocsin: there is no verb `{word}`.{hint}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
