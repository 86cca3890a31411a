"""`tocsin agreement`: what two towns agree; proposed, signed by both, amended, ended."""

import argparse
from collections.abc import Callable
from pathlib import Path

from tocsin.app import arguments

Deeds = Callable[..., argparse.ArgumentParser]
LANGUAGES = ("en", "de", "ar")
LOOKS = ("list", "show", "diff", "pdf")


def declare(parser: argparse.ArgumentParser) -> None:
    """A deed each."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    _drawing_up(deeds.add_parser)
    _signing(deeds.add_parser)
    _standing(deeds.add_parser)
    _looking(deeds.add_parser)
    for name, each in deeds.choices.items():
        if name not in (*LOOKS, "write"):
            arguments.as_person(each)
        arguments.json_flag(each)


def _of(add: Deeds, name: str, says: str) -> argparse.ArgumentParser:
    deed = add(name, help=says)
    arguments.town(deed)
    deed.add_argument("agreement", metavar="AGREEMENT", help="its id, or the partner's code")
    return deed


def _drawing_up(add: Deeds) -> None:
    proposed = add("propose", help="put an agreement to another town")
    arguments.town(proposed)
    proposed.add_argument("--with", dest="partner", metavar="CODE", help="the other town's code")
    proposed.add_argument("--with-name", dest="partner_name", metavar="NAME", help="and its name")
    proposed.add_argument("--template", metavar="NAME", help="mutual_aid, automatic_aid …")
    proposed.add_argument("--name", metavar="NAME", help="a short name in small letters")
    proposed.add_argument(
        "--example", action="store_true", help="print the template as a file to change"
    )
    amended = _of(add, "amend", "put up a further version; the one in force holds until then")
    _version(amended)
    for deed in (proposed, amended):
        deed.add_argument(
            "--from", dest="draft", metavar="FILE", type=Path, help="a draft in TOML or JSON"
        )
        deed.add_argument(
            "--area", action="append", default=[], metavar="NAME", help="what is shown lies there"
        )
        deed.add_argument("--border", metavar="LAT,LON", help="or around this point")
        deed.add_argument("--radius", type=int, metavar="METRES", help="as far as this")
        deed.add_argument("--sign", action="store_true", help="sign it at once")
        _as_signatory(deed)
        _out(deed)
        arguments.takes_positions(deed)


def _signing(add: Deeds) -> None:
    signed = add("sign", help="sign for this town; a file from the partner is taken in first")
    arguments.town(signed)
    signed.add_argument("agreement", metavar="FILE|AGREEMENT", help="a file, or what is here")
    _version(signed)
    _as_signatory(signed)
    _out(signed)
    received = add("receive", help="take in what a file carries, and sign nothing")
    arguments.town(received)
    received.add_argument("file", metavar="FILE", type=Path)
    wrote = _of(add, "write", "write the file that carries it to the partner")
    wrote.add_argument("--out", metavar="FILE", type=Path, required=True)
    paper = _of(add, "paper", "put the hash of the signed paper on record")
    paper.add_argument("--signed", metavar="FILE", type=Path, required=True)
    paper.add_argument("--note", help="where the paper is")
    _version(paper)


def _standing(add: Deeds) -> None:
    for name, says in (
        ("suspend", "it does not hold for now"),
        ("resume", "it holds again"),
        ("end", "it is over"),
    ):
        deed = _of(add, name, says)
        deed.add_argument("--reason", required=True, help="told to the partner")
        _out(deed)


def _looking(add: Deeds) -> None:
    arguments.town(add("list", help="which agreements there are"))
    shown = _of(add, "show", "what it says, and who has signed")
    shown.add_argument("--draft", action="store_true", help="as a draft to change, in JSON")
    _version(shown)
    compared = _of(add, "diff", "two versions in words")
    compared.add_argument("before", nargs="?", metavar="VERSION", help="default: that in force")
    compared.add_argument("after", nargs="?", metavar="VERSION", help="default: the newest")
    printed = _of(add, "pdf", "a paper for councils to sign")
    printed.add_argument("--out", metavar="FILE", type=Path, required=True)
    _version(printed)
    for deed in (shown, compared, printed):
        deed.add_argument("--language", choices=LANGUAGES, default="en")


def _version(deed: argparse.ArgumentParser) -> None:
    deed.add_argument("--version", metavar="VERSION", help="its number, or the digest's beginning")


def _as_signatory(deed: argparse.ArgumentParser) -> None:
    deed.add_argument("--by", metavar="NAME", help="who signs, as it is to stand there")
    deed.add_argument("--office", default="chief", help="in which office (default: chief)")


def _out(deed: argparse.ArgumentParser) -> None:
    deed.add_argument("--out", metavar="FILE", type=Path, help="the file for the partner")


def run(asked: argparse.Namespace) -> int:
    """Orders reach a town that is served, too."""
    if asked.deed in LOOKS:
        from tocsin.app.agreements import looking

        return looking.DEEDS[asked.deed](asked)
    from tocsin.app.agreements import deeds

    return deeds.DEEDS[asked.deed](asked)
