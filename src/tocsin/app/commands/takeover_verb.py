"""`tocsin takeover`: approve that a standby goes on as the town's writer. Two people do."""

import argparse
import getpass
import os
import sys
from pathlib import Path

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told, as_json


def declare(parser: argparse.ArgumentParser) -> None:
    """The standby's folder, and who approves."""
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="the standby's folder")
    parser.add_argument(
        "--as", dest="as_person", metavar="HANDLE", required=True, help="who approves"
    )
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """One approval. The second of a different officer within ten minutes is the take-over."""
    from tocsin.app.signing_in import PASSWORD_VARIABLE
    from tocsin.app.standby.home import approve_at

    password = os.environ.get(PASSWORD_VARIABLE)
    if password is None:
        if not sys.stdin.isatty():
            raise Told(f"set {PASSWORD_VARIABLE}, or ask at a terminal", Exit.usage)
        password = getpass.getpass(f"Password of {asked.as_person}: ")
    approved = approve_at(asked.folder, asked.as_person, password)
    if asked.json:
        print(as_json(approved))
    elif approved.is_taken_over:
        print(f"This machine is the town's writer now, after record {approved.position:,}.")
    else:
        print("Approved. A second officer approves within ten minutes, under their own name.")
    return Exit.done
