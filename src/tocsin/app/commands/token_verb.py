"""`tocsin token`: programs that are let in through the door."""

import argparse
from typing import TYPE_CHECKING

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told, as_json

if TYPE_CHECKING:
    from tocsin.app.desk import Desk
    from tocsin.app.seeing import Office

DAYS = 90
SCOPES = ("look", "order")


def declare(parser: argparse.ArgumentParser) -> None:
    """Create, list, revoke."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    made = deeds.add_parser("create", help="a token for a new program, or for an officer")
    arguments.town(made)
    made.add_argument(
        "--role", action="append", default=[], help="for a new program with this role; repeatable"
    )
    made.add_argument("--handle", help="the new program's handle (default: made from its role)")
    made.add_argument("--person", metavar="HANDLE", help="for somebody who is on the register")
    made.add_argument(
        "--scope",
        action="append",
        default=[],
        help="what it is good for: look, order, telemetry, measure (default: look and order)",
    )
    made.add_argument("--days", type=int, default=DAYS, help=f"until it ends (default: {DAYS})")
    made.add_argument(
        "--reports-for",
        action="append",
        default=[],
        metavar="SUBJECT",
        help="telemetry of this unit, sensor, tracker only; repeatable (default: of any)",
    )
    made.add_argument(
        "--inbox",
        metavar="GROUP",
        help="for the inbox of this group of residents and nothing else; with --person",
    )
    made.add_argument("--label", help="where it is used; kept sealed")
    listed = deeds.add_parser("list", help="who is let in, for what, until when")
    arguments.town(listed)
    ended = deeds.add_parser("revoke", help="shut one out, at once")
    arguments.town(ended)
    ended.add_argument("token", metavar="ID", help="as `token list` names it")
    for each in (made, ended):
        arguments.as_person(each)
    for each in deeds.choices.values():
        arguments.json_flag(each)


def run(asked: argparse.Namespace) -> int:
    """The secret of a new token is printed once and kept nowhere."""
    if asked.deed == "list":
        return _list(asked)
    from tocsin.app.signing_in import signed_in
    from tocsin.app.wiring import ordering

    with ordering(asked.town) as town:
        desk = signed_in(asked, town)
        if asked.deed == "revoke":
            return _revoke(asked, desk)
        return _create(asked, desk, town)


def _revoke(asked: argparse.Namespace, desk: "Desk") -> int:
    from tocsin.operations.tokens import RevokeToken

    answer = desk.order(RevokeToken(token=asked.token), f"Token {asked.token} is shut out.")
    print(as_json(answer.facts) if asked.json else answer.text)
    return answer.exit_code


def _create(asked: argparse.Namespace, desk: "Desk", town: "Office") -> int:
    from datetime import timedelta

    from tocsin.app.tracking import subject_named
    from tocsin.app.web.doorkeeper import digest_of, drawn_secret
    from tocsin.operations.picture.token import Scope
    from tocsin.operations.tokens import IssueToken

    unknown = [each for each in asked.scope if each not in frozenset(Scope)]
    if unknown:
        raise Told(f"there is no scope `{unknown[0]}`: use {', '.join(Scope)}", Exit.usage)
    if not 1 <= asked.days <= 400:
        raise Told("--days is 1 to 400", Exit.usage)
    if asked.inbox is not None:
        if asked.person is None or asked.scope or asked.reports_for:
            raise Told("--inbox goes with --person HANDLE, who belongs to the group", Exit.usage)
        asked.scope = [Scope.inbox.value]
    code = town.store.header.code
    subjects = tuple(subject_named(town.picture, code, each) for each in asked.reports_for)
    person = _person(asked, desk)
    secret = drawn_secret()
    ends = town.clock.now() + timedelta(days=asked.days)
    answer = desk.order(
        IssueToken(
            person=person,
            digest=digest_of(secret),
            scopes=tuple(map(Scope, asked.scope or SCOPES)),
            expires_at=ends,
            label=asked.label,
            reports_for=subjects,
            inbox=asked.inbox,
        ),
        "A program is let in.",
    )
    if answer.exit_code is not Exit.done:
        print(as_json(answer.facts) if asked.json else answer.text)
        return answer.exit_code
    token = next(each for each in town.picture.tokens.values() if each.digest == digest_of(secret))
    if asked.json:
        told = {"token": secret, "id": token.id, "person": person, "scopes": token.scopes}
        print(as_json({**told, "expires_at": token.expires_at, "inbox": token.inbox}))
    else:
        print(f"{secret}\n\nThis is shown once. Token {token.id} of {person} is good for "
              f"{', '.join(token.scopes)} until {token.expires_at:%Y-%m-%d}.")  # fmt: skip
    return Exit.done


def _person(asked: argparse.Namespace, desk: "Desk") -> str:
    """The person a token is for: on the register, or a program put there now. Raises Told."""
    import uuid

    from tocsin.operations.officers import RegisterPerson

    if asked.person is not None:
        if asked.role:
            raise Told("--person is on the register with roles already: leave --role", Exit.usage)
        return desk.person(asked.person)
    if not asked.role:
        raise Told("say --role ROLE for a new program, or --person HANDLE", Exit.usage)
    handle = asked.handle or f"{'-'.join(asked.role)[:60]}-{uuid.uuid4().hex[:6]}"
    answer = desk.order(
        RegisterPerson(handle=handle, roles=tuple(asked.role)), f"Program {handle} is registered."
    )
    if answer.exit_code is not Exit.done:
        raise Told(str(answer.facts.get("why", answer.text)), answer.exit_code)
    return desk.person(handle)


def _list(asked: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from tocsin.app.facts import plain
    from tocsin.app.wiring import reading

    with reading(asked.town) as town:
        tokens = town.picture.tokens.values()
        if asked.json:
            found = plain(tokens, town.store.keys)
            assert isinstance(found, list)
            for each in found:
                del each["digest"]
            print(as_json({"tokens": found}))
            return Exit.done
        now = datetime.now(UTC)
        for token in tokens:
            owner = town.picture.people.get(token.person)
            who = (owner.handle if owner else None) or token.person
            state = "" if now < token.expires_at else "  (over)"
            label = town.store.keys.open(token.label) if token.label else None
            print(
                f"{token.id:16}{who:32} {', '.join(token.scopes):22}"
                f"{token.expires_at:%Y-%m-%d}{state}  {label or ''}".rstrip()
            )
    return Exit.done
