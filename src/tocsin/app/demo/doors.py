"""How whoever tries the demo comes in: links for people, tokens for programs."""

import os
import sys
import webbrowser
from datetime import timedelta
from pathlib import Path

from tocsin.app.desk import first_officer
from tocsin.app.sign_in.signing import Signing, link_of
from tocsin.app.web.doorkeeper import digest_of, drawn_secret
from tocsin.jurisdiction.orders import Accepted, Order
from tocsin.jurisdiction.town import Town
from tocsin.operations.crews import CrewUnit, RelieveCrew
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Command
from tocsin.operations.picture.token import OPEN_SCOPES
from tocsin.operations.picture.unit import Seat
from tocsin.operations.tokens import IssueToken
from tocsin.terms.codes import UnitStatus
from tocsin.terms.kinds import LogKind

PEOPLE = {
    "dispatcher": ("call_taker", "dispatcher", "duty_officer"),
    "call-taker": ("call_taker",),
    "chief": ("chief", "duty_officer"),
    "administrator": ("administrator",),
    "observer": ("observer",),
    "crew": ("crew",),
}
"""For whom the demo has a link ready, and in which roles they come."""
PROGRAMS = ("dispatcher", "observer")
"""For whom it has a token too: one who works, one who looks."""
PROVE = ("dispatcher", "chief")
"""Who may stand behind a warning, and so says again who they are, by the password."""
PASSWORD = "the demo is an exercise"
GOOD_FOR = timedelta(days=1)


def links_for(town: Town, signing: Signing, origin: str) -> dict[str, str]:
    """A link for each of the people, good until the day is over, as often as one likes: in an
    exercise only.
    """
    assert town.store.header.kind is not LogKind.actual, "such links are for exercises"
    signing.opens_at(origin)
    found = {}
    for handle, roles in PEOPLE.items():
        person = _person(town, handle)
        _give(town, handle, RegisterPerson(id=person, handle=f"demo-{handle}", roles=roles))
        found[handle] = link_of(origin, signing.links.made(person, GOOD_FOR, is_kept=True))
    _crewed(town, _person(town, "crew"))
    return found


def may_prove(town: Town, signing: Signing) -> None:
    """Those of the people who may stand behind a warning have the demo's password: in an exercise
    only.
    """
    assert town.store.header.kind is not LogKind.actual, "such a password is for exercises"
    for handle in PROVE:
        signing.credentials.set(_person(town, handle), PASSWORD)


def _crewed(town: Town, person: str) -> None:
    """The demo's crew rides on a unit that is free, with as many as it needs to be sent."""
    for unit in town.picture.units.values():
        if unit.status is UnitStatus.available and not unit.is_imported:
            seats = (*unit.seats, Seat(person))
            kind = RelieveCrew if unit.crew_count else CrewUnit
            count = max((unit.crew_count or 0) + 1, unit.crew_minimum)
            _give(town, "crewed", kind(unit=unit.id, seats=seats, count=count))
            return


def welcome(town: Town, folder: Path, url: str, links: dict[str, str]) -> str:
    """Where the town is served, a link for each role, a token for each of two programs."""
    header = town.store.header
    lines = [
        f"{header.name} [{header.kind.value}] is served at {url}",
        f"  what can be asked and ordered   {url}/docs",
        f"  what residents can report       {url}/report",
        f"  its map                         {url}/map",
        "",
        "Come in as one of these, as often as you like:",
        *(f"  {handle:15} {link}" for handle, link in links.items()),
        "",
    ]
    for handle in PROGRAMS:
        secret = _let_in(town, handle)
        lines.append(f"  token of the {handle:18} {secret}")
    lines += [
        "",
        "The map asks for one of the tokens. Follow what the observer may know, live:",
        f'  curl -N -H "Authorization: Bearer {secret}" {url}/v1/stream',
        f"The town is in {folder}; stop with Ctrl-C.",
    ]
    return "\n".join(lines)


def _let_in(town: Town, handle: str) -> str:
    """A token for a program; it ends with the exercise's day."""
    secret = drawn_secret()
    command = IssueToken(
        person=_person(town, handle),
        digest=digest_of(secret),
        scopes=OPEN_SCOPES,
        expires_at=town.clock.now() + GOOD_FOR,
    )
    _give(town, f"{handle}/token", command)
    return secret


def _person(town: Town, handle: str) -> str:
    return f"{town.code}-p-demo-{handle}"


def _give(town: Town, name: str, command: Command) -> None:
    order = Order(command=command, command_id=f"demo/{name}", actor=first_officer(town.code))
    outcome = town.submit(order)
    assert isinstance(outcome, Accepted), outcome


def opened_in_browser(url: str) -> bool:
    """Whether a browser was asked to open it: not where there is no display."""
    has_display = sys.platform == "darwin" or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    return has_display and webbrowser.open(url)
