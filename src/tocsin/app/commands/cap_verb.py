"""`tocsin cap`: warnings as CAP messages: read, checked, verified, written, put in order; taken
from others.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from tocsin.app import arguments

HEARING = frozenset({"take", "ask", "heard", "adopt", "sources", "add-source", "remove-source"})
PROFILES = ("oasis", "cap-cp", "cap-au", "ipaws")


def declare(parser: argparse.ArgumentParser) -> None:
    """A deed each. A folder stands for the files in it."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    _files(deeds.add_parser("read", help="what is in a message, and each deviation by its name"))
    checked = _files(deeds.add_parser("check", help="does it conform to a profile?"))
    checked.add_argument("--profile", required=True, choices=PROFILES, help="whose rules")
    checked.add_argument(
        "--schema", type=Path, metavar="XSD", help="hold it against this XML schema, too"
    )
    verified = _files(deeds.add_parser("verify", help="is it what a pinned key signed?"))
    verified.add_argument(
        "--pin", type=Path, metavar="KEYFILE", action="append", required=True,
        help="a certificate or a public key (PEM) that you trust; may be repeated",
    )  # fmt: skip
    verified.add_argument(
        "--name",
        metavar="NAME",
        help="whom a pinned authority may vouch for: a common name, a host",
    )
    written = deeds.add_parser(
        "write", help="write it again as CAP 1.2, valid, or say what forbids"
    )
    written.add_argument("files", metavar="FILE", type=Path, nargs=1)
    written.add_argument("--alert", type=int, default=1, metavar="N", help="which one in the file")
    written.add_argument("--out", type=Path, metavar="OUT", help="a new file (default: print it)")
    written.add_argument("--key", type=Path, metavar="KEYFILE", help="sign it with this key (PEM)")
    written.add_argument(
        "--certificate", type=Path, metavar="FILE", help="put this certificate beside the signature"
    )
    chained = _files(
        deeds.add_parser("chains", help="what updates and cancels what; in force when")
    )
    chained.add_argument("--at", metavar="T", help="what is in force then (a time with its offset)")
    _hearing(deeds.add_parser)
    for each in deeds.choices.values():
        arguments.json_flag(each)


def _hearing(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Warnings of others: whose are taken, what they mean here, what was taken."""
    made = {
        "take": add("take", help="take the warnings of a file: each becomes a report"),
        "ask": add("ask", help="ask a source's feed now"),
        "heard": add("heard", help="what others warn of, and the plan that is proposed"),
        "adopt": add("adopt", help="open the incident, under the plan that is proposed"),
        "sources": add("sources", help="whose warnings are taken"),
        "add-source": add("add-source", help="take somebody's warnings from now on"),
        "remove-source": add("remove-source", help="take somebody's warnings no more"),
    }
    for name, deed in made.items():
        arguments.town(deed)
        if name in ("heard", "sources"):
            arguments.seen_by(deed)
        else:
            arguments.as_person(deed)
    made["take"].add_argument("file", metavar="FILE", type=Path)
    made["take"].add_argument("--source", metavar="NAME", required=True, help="whose they are")
    for name in ("ask", "add-source", "remove-source"):
        made[name].add_argument("source", metavar="NAME", help="as in met")
    made["adopt"].add_argument("report", metavar="REPORT", help="as `heard` has it")
    made["adopt"].add_argument("--plan", metavar="PLAN", help="another plan than was proposed")
    made["adopt"].add_argument("--type", metavar="TYPE", help="another type of incident")
    made["adopt"].add_argument(
        "--not-same-as", action="append", default=[], metavar="INCIDENT",
        help="it is another matter than this incident",
    )  # fmt: skip
    made["remove-source"].add_argument("--reason", required=True, metavar="WORDS")
    added = made["add-source"]
    added.add_argument("--url", default="", metavar="URL", help="its Atom or RSS feed, or a file")
    added.add_argument(
        "--every", type=int, default=60, metavar="SECONDS", help="ask so often (default: 60)"
    )
    added.add_argument(
        "--pin", type=Path, action="append", default=[], metavar="KEYFILE",
        help="a certificate or a public key (PEM) that its messages are signed with",
    )  # fmt: skip
    added.add_argument("--name", metavar="NAME", help="whom a pinned authority may vouch for")
    added.add_argument(
        "--unsigned", action="store_true", help="its messages are taken without a signature, too"
    )
    added.add_argument(
        "--rules", type=Path, metavar="FILE", help="which events mean which type and plan (TOML)"
    )


def _files(deed: argparse.ArgumentParser) -> argparse.ArgumentParser:
    deed.add_argument("files", metavar="FILE", type=Path, nargs="+", help="a file, or a folder")
    return deed


def run(asked: argparse.Namespace) -> int:
    """One deed. 0: read, conforms, verified, written; 1: not so; 2: the call is not understood."""
    from tocsin.app.outcome import Exit, Told

    try:
        if asked.deed in HEARING:
            from tocsin.app.hearing_warnings.deeds import DEEDS

            return DEEDS[asked.deed](asked)
        from tocsin.app.cap_files import done
    except ModuleNotFoundError as error:
        raise Told(f"CAP needs {error.name}: pip install 'tocsin[warnings]'", Exit.usage) from error
    return done(asked)
