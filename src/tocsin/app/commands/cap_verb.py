"""`tocsin cap`: warnings as CAP messages: read, checked, verified, written, put in order."""

import argparse
from pathlib import Path

from tocsin.app import arguments

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
    for each in deeds.choices.values():
        arguments.json_flag(each)


def _files(deed: argparse.ArgumentParser) -> argparse.ArgumentParser:
    deed.add_argument("files", metavar="FILE", type=Path, nargs="+", help="a file, or a folder")
    return deed


def run(asked: argparse.Namespace) -> int:
    """One deed. 0: read, conforms, verified, written; 1: not so; 2: the call is not understood."""
    from tocsin.app.outcome import Exit, Told

    try:
        from tocsin.app.cap_files import done
    except ModuleNotFoundError as error:
        raise Told(f"CAP needs {error.name}: pip install 'tocsin[warnings]'", Exit.usage) from error
    return done(asked)
