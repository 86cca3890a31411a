"""`tocsin user`: the officers of a town."""

import argparse
import getpass
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told, as_json

if TYPE_CHECKING:
    from tocsin.app.desk import Answer
    from tocsin.operations.orders import Command


def declare(parser: argparse.ArgumentParser) -> None:
    """A deed, and whom it is about."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    shown = deeds.add_parser("list", help="who is known here")
    arguments.town(shown)
    added = deeds.add_parser("add", help="put somebody on the register")
    arguments.town(added)
    added.add_argument("handle", metavar="HANDLE", help="what they type to sign in; not their name")
    added.add_argument("--role", action="append", default=[], help="may be given several times")
    added.add_argument("--name", help="kept sealed under the person's own key")
    added.add_argument("--agency")
    roles = deeds.add_parser("roles", help="say all the roles somebody holds from now on")
    arguments.town(roles)
    roles.add_argument("handle", metavar="HANDLE")
    roles.add_argument("role", metavar="ROLE", nargs="*")
    password = deeds.add_parser("password", help="set a password (typed, or TOCSIN_NEW_PASSWORD)")
    arguments.town(password)
    password.add_argument("handle", metavar="HANDLE")
    for deed, what in (("deactivate", "takes effect at once"), ("reactivate", "likewise")):
        each = deeds.add_parser(deed, help=what)
        arguments.town(each)
        each.add_argument("handle", metavar="HANDLE")
        each.add_argument("--reason", default="as decided")
    for each in (added, roles, deeds.choices["deactivate"], deeds.choices["reactivate"]):
        arguments.as_person(each)
    password.set_defaults(as_person=None)
    for each in deeds.choices.values():
        arguments.json_flag(each)


def run(asked: argparse.Namespace) -> int:
    """Lists, or gives one order about a person as the officer asked for."""
    if asked.deed == "list":
        return _list(asked)
    if asked.deed == "password":
        return _password(asked)
    from tocsin.app.signing_in import signed_in
    from tocsin.app.wiring import ordering

    with ordering(asked.town) as town:
        desk = signed_in(asked, town)
        says = f"{asked.deed.capitalize()} {asked.handle}."
        answer: Answer = desk.order(_command(asked, desk.person), says)
    print(as_json(answer.facts) if asked.json else answer.text)
    return answer.exit_code


def _command(asked: argparse.Namespace, person: Callable[[str], str]) -> "Command":
    from tocsin.operations.officers import (
        DeactivatePerson,
        ReactivatePerson,
        RegisterPerson,
        SetRoles,
    )

    if asked.deed == "add":
        return RegisterPerson(
            handle=asked.handle, name=asked.name, agency=asked.agency, roles=tuple(asked.role)
        )
    if asked.deed == "roles":
        return SetRoles(person=person(asked.handle), roles=tuple(asked.role))
    if asked.deed == "deactivate":
        return DeactivatePerson(person=person(asked.handle), reason=asked.reason)
    return ReactivatePerson(person=person(asked.handle))


def _list(asked: argparse.Namespace) -> int:
    from tocsin.app.credentials import Credentials
    from tocsin.app.facts import json_of
    from tocsin.app.wiring import reading

    with reading(asked.town) as town:
        people = town.picture.people.values()
        if asked.json:
            print(json_of({"people": people}, town.store.keys))
            return Exit.done
        credentials = Credentials(asked.town)
        for person in people:
            state = "" if person.is_active else "  (inactive)"
            key = "  password" if credentials.has(person.id) else ""
            print(f"{person.handle or '–':16}{person.id:20}{', '.join(person.roles)}{key}{state}")
    return Exit.done


def _password(asked: argparse.Namespace) -> int:
    from tocsin.app.credentials import Credentials
    from tocsin.app.desk import officer
    from tocsin.app.signing_in import session
    from tocsin.app.wiring import ordering

    with ordering(asked.town) as town:
        person = officer(town.picture, asked.handle)
        if person is None:
            raise Told(f"there is no active officer `{asked.handle}` here", Exit.usage)
        session(asked.town, person, town)
        new = os.environ.get("TOCSIN_NEW_PASSWORD")
        if new is None:
            if not sys.stdin.isatty():
                raise Told("set TOCSIN_NEW_PASSWORD, or ask at a terminal", Exit.usage)
            new = getpass.getpass("New password: ")
            if getpass.getpass("Once more: ") != new:
                raise Told("the two were not the same; nothing was changed", Exit.usage)
        if len(new) < 12:
            raise Told("a password has at least 12 characters; a few words do well", Exit.usage)
        Credentials(asked.town).set(person, new)
    print(as_json({"person": person, "password": "set"}) if asked.json else f"{person}: set.")
    return Exit.done
