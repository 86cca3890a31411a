"""`tocsin offsite`: backups elsewhere, and drills."""

import argparse
import getpass
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told, as_json

if TYPE_CHECKING:
    from tocsin.app.offsite.repository import Repository

VARIABLE = "TOCSIN_OFFSITE_PASSPHRASE"
SAYS = {
    "init": "begin a repository at a place",
    "push": "send the town as it is: what is not there yet",
    "list": "the copies at a place",
    "verify": "open every piece of every copy",
    "fetch": "bring a copy back as a folder that `tocsin restore` takes",
    "drill": "bring the newest copy back to life, look at every record, say how long it took",
    "prune": "keep only the newest copies",
}


def declare(parser: argparse.ArgumentParser) -> None:
    """A deed, the place, and what it wants."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    for name, says in SAYS.items():
        each = deeds.add_parser(name, help=says)
        each.add_argument(
            "place", metavar="PLACE", help="a folder, s3://bucket/prefix or sftp://user@host/path"
        )
        if name in ("push", "drill", "verify"):
            arguments.town(each)
        if name == "fetch":
            each.add_argument("folder", metavar="FOLDER", type=Path, help="a new or empty folder")
            each.add_argument("--copy", type=int, metavar="N", help="default: the newest")
        if name == "prune":
            each.add_argument("--keep", type=int, default=30, metavar="N", help="default: 30")
        each.add_argument("--host-key", metavar="SHA256:…", help="of an SSH host not known yet")
        arguments.json_flag(each)


def run(asked: argparse.Namespace) -> int:
    """Exit code 7 where something there is not what was sent."""
    from tocsin.app.offsite.repository import Damaged, Repository
    from tocsin.app.offsite.target import Unreachable, target_of

    try:
        target = target_of(asked.place, asked.host_key)
        try:
            begin = Repository.begun if asked.deed == "init" else Repository.opened
            return DEEDS[asked.deed](asked, begin(target, _passphrase(asked.deed == "init")))
        finally:
            target.close()
    except Damaged as error:
        raise Told(f"{asked.place}: {error}", Exit.damaged) from error
    except Unreachable as error:
        raise Told(f"{asked.place} cannot be used: {error}", Exit.unknown) from error


def _passphrase(is_new: bool) -> str:
    found = os.environ.get(VARIABLE)
    if found is not None:
        return found
    if not sys.stdin.isatty():
        raise Told(f"set {VARIABLE}, or ask at a terminal", Exit.usage)
    typed = getpass.getpass("Passphrase of the repository: ")
    if is_new and getpass.getpass("Once more: ") != typed:
        raise Told("the two were not the same; nothing was begun", Exit.usage)
    return typed


def _init(asked: argparse.Namespace, _repository: "Repository") -> int:
    said = "Write the passphrase down: without it nothing there can be read."
    print(as_json({"place": asked.place}) if asked.json else f"Begun at {asked.place}. {said}")
    return Exit.done


def _push(asked: argparse.Namespace, repository: "Repository") -> int:
    from tocsin.app.offsite.copies import push

    done = push(repository, asked.town, lambda _: None)
    if asked.json:
        print(as_json(done))
    else:
        print(
            f"Copy {done.number}, up to record {done.position:,}: {done.new_pieces} of "
            f"{done.pieces} pieces were new ({done.new_bytes / 1e6:.1f} MB), {done.seconds} s."
        )
    return Exit.done


def _list(asked: argparse.Namespace, repository: "Repository") -> int:
    copies = repository.copies()
    told = [
        {"number": e.number, "made_at": e.made_at, "town": e.town, "position": e.position,
         "bytes": sum(each.size for each in e.files)}
        for e in copies
    ]  # fmt: skip
    if asked.json:
        print(as_json({"copies": told}))
        return Exit.done
    for each in copies:
        size = sum(file.size for file in each.files) / 1e6
        print(f"{each.number:>6}  {each.made_at:%Y-%m-%d %H:%M}  {each.town}  record "
              f"{each.position:,}  {size:.1f} MB")  # fmt: skip
    return Exit.done


def _verify(asked: argparse.Namespace, repository: "Repository") -> int:
    from tocsin.app.offsite.copies import verified

    copies, pieces = verified(repository, asked.town)
    told = {"ok": True, "copies": copies, "pieces": pieces}
    print(as_json(told) if asked.json else f"{copies} copies, {pieces} pieces: all as sent.")
    return Exit.done


def _fetch(asked: argparse.Namespace, repository: "Repository") -> int:
    from tocsin.app.offsite.copies import chosen, fetch

    copy = chosen(repository, asked.copy)
    size = fetch(repository, copy, asked.folder)
    told = {"number": copy.number, "position": copy.position, "bytes": size}
    said = f"Copy {copy.number} is in {asked.folder}; next: tocsin restore {asked.folder} TOWN"
    print(as_json(told) if asked.json else said)
    return Exit.done


def _drill(asked: argparse.Namespace, repository: "Repository") -> int:
    from tocsin.app.offsite.copies import drill

    done = drill(repository, asked.town)
    if asked.json:
        print(as_json(done))
    else:
        print(
            f"Copy {done.number} came back to life: {done.records:,} records, every one verified.\n"
            f"  fetched in {done.fetch_s} s, restored in {done.restore_s} s, verified in "
            f"{done.verify_s} s ({done.mb_per_s} MB/s in all)\n"
            f"  the town is {done.behind:,} records further"
        )
    return Exit.done


def _prune(asked: argparse.Namespace, repository: "Repository") -> int:
    from tocsin.app.offsite.copies import pruned

    if asked.keep < 1:
        raise Told("--keep is 1 or more: the last copy is never taken away", Exit.usage)
    copies, pieces = pruned(repository, asked.keep)
    told = {"copies": copies, "pieces": pieces}
    print(as_json(told) if asked.json else f"{copies} copies and {pieces} pieces are gone.")
    return Exit.done


DEEDS: dict[str, Callable[[argparse.Namespace, "Repository"], int]] = {
    "init": _init,
    "push": _push,
    "list": _list,
    "verify": _verify,
    "fetch": _fetch,
    "drill": _drill,
    "prune": _prune,
}
