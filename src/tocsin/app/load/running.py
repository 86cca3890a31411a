"""One run of `tocsin load`, and what is said of it."""

import argparse
import getpass
import os
import sys
import uuid
from pathlib import Path

import msgspec

from tocsin.app.load.client import Address, Cut
from tocsin.app.load.driving import Plan, lost_of, pressed
from tocsin.app.load.ledger import Figures, Ledger
from tocsin.app.loops import run_on_loop
from tocsin.app.outcome import Exit, Told

TOKEN_VARIABLE = "TOCSIN_TOKEN"


def loaded(asked: argparse.Namespace) -> Figures:
    """Press on a door, or on a scratch town; look for every acknowledgement. Raises Told."""
    plan = Plan(asked.clients, asked.seconds, asked.rate, f"load-{uuid.uuid4().hex[:8]}")
    if asked.scratch:
        return _on_scratch(plan)
    token = token_given(asked.token_file)
    address = Address.of(asked.url, asked.ca)
    try:
        return run_on_loop(_on_door(address, token, plan, tuple(asked.unit)))
    except (Cut, OSError) as error:
        why = str(error) or "it hung up"
        raise Told(f"{asked.url} cannot be reached: {why}", Exit.not_so) from error


class _Issued(msgspec.Struct):
    """What `tocsin token create --json` prints."""

    token: str


def token_given(file: Path | None) -> str:
    """The token: from a file, from the environment, or typed. Raises Told, without the token."""
    if file is None:
        given = os.environ.get(TOKEN_VARIABLE)
        if given is None:
            if not sys.stdin.isatty():
                raise Told(
                    f"a door wants a token: --token-file FILE, or {TOKEN_VARIABLE}", Exit.usage
                )
            given = getpass.getpass("Token: ")
    else:
        try:
            given = sys.stdin.read() if str(file) == "-" else file.read_text()
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or "it is not text"
            raise Told(f"the token file cannot be read: {why}", Exit.usage) from None
    given = given.strip()
    if given.startswith("{"):
        try:
            given = msgspec.json.decode(given, type=_Issued).token
        except msgspec.DecodeError:
            raise Told("there is JSON instead of a token, and no token in it", Exit.usage) from None
    if not given or not given.isascii() or not given.isprintable() or " " in given:
        raise Told("that is no token: one word, as tocsin token create printed it", Exit.usage)
    return given


async def _on_door(address: Address, token: str, plan: Plan, units: tuple[str, ...]) -> Figures:
    (await address.connected()).close()
    ledger = Ledger()
    seconds = await pressed(address, token, plan, units, ledger)
    lost = await lost_of(address, token, ledger.acknowledged)
    return ledger.figures(plan.clients, seconds, lost)


def _on_scratch(plan: Plan) -> Figures:
    from tocsin.app.load.scratch import lost_in, scratch_town

    ledger = Ledger()
    with scratch_town(units=plan.clients) as town:
        address = Address.of(town.url)
        seconds = run_on_loop(pressed(address, town.token, plan, town.units, ledger))
        lost = lost_in(town.folder, ledger.acknowledged)
    return ledger.figures(plan.clients, seconds, lost)
