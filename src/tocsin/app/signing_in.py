"""Who gives the order: the officer named on the command line, and the session it comes under."""

import argparse
import getpass
import os
import sys
import uuid
from pathlib import Path

from tocsin.app.credentials import Credentials
from tocsin.app.desk import Desk, officer
from tocsin.app.outcome import Exit, Told
from tocsin.app.pointing import areas_in, finder_in
from tocsin.app.seeing import Office
from tocsin.operations.orders import Session

PASSWORD_VARIABLE = "TOCSIN_PASSWORD"


def signed_in(asked: argparse.Namespace, town: Office) -> Desk:
    """The desk of the officer asked for (--as). Raises Told: nobody so named, wrong password."""
    person = officer(town.picture, asked.as_person)
    if person is None:
        named = f"`{asked.as_person}`" if asked.as_person else "in charge"
        raise Told(f"there is no active officer {named} here; see tocsin user list", Exit.usage)
    behalf = getattr(asked, "on_behalf_of", None)
    session_ = session(asked.town, person, town)
    desk = Desk(town, person, session_, find=finder_in(asked.town), areas=areas_in(asked.town))
    return desk if behalf is None else desk.acting_for(desk.person(behalf))


def session(folder: Path, person: str, town: Office) -> Session | None:
    """A session proven by the person's password; None where the person has none. Raises Told."""
    credentials = Credentials(folder)
    if not credentials.has(person):
        return None
    password = os.environ.get(PASSWORD_VARIABLE)
    if password is None:
        if not sys.stdin.isatty():
            raise Told(
                f"{person} has a password: set {PASSWORD_VARIABLE} or ask at a terminal",
                Exit.refused,
            )
        password = getpass.getpass(f"Password of {person}: ")
    if not credentials.is_right(person, password):
        raise Told(f"that is not the password of {person}", Exit.refused)
    return Session(
        id=uuid.uuid4().hex, credential=f"password/{person}", authenticated_at=town.clock.now()
    )
