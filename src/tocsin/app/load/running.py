"""One run of `tocsin load`, and what is said of it."""

import argparse
import uuid

from tocsin.app.load.client import Address, Cut
from tocsin.app.load.driving import Plan, lost_of, pressed
from tocsin.app.load.ledger import Figures, Ledger
from tocsin.app.loops import run_on_loop
from tocsin.app.outcome import Exit, Told


def loaded(asked: argparse.Namespace) -> Figures:
    """Press on a door, or on a scratch town; look for every acknowledgement. Raises Told."""
    plan = Plan(asked.clients, asked.seconds, asked.rate, f"load-{uuid.uuid4().hex[:8]}")
    if asked.scratch:
        return _on_scratch(plan)
    if asked.token is None:
        raise Told("a door wants a token: --token T, or TOCSIN_TOKEN", Exit.usage)
    address = Address.of(asked.url, asked.ca)
    try:
        return run_on_loop(_on_door(address, asked.token, plan, tuple(asked.unit)))
    except (Cut, OSError) as error:
        why = str(error) or "it hung up"
        raise Told(f"{asked.url} cannot be reached: {why}", Exit.not_so) from error


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
