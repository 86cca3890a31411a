"""`tocsin signin`: links, sessions, second factors of those who sign in at desks."""

import argparse
from typing import TYPE_CHECKING

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told, as_json

if TYPE_CHECKING:
    from tocsin.app.sign_in.signing import Signing
    from tocsin.operations.picture import Person, Picture


def declare(parser: argparse.ArgumentParser) -> None:
    """A deed, and whom it is about. All of them work while the town is served."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    link = deeds.add_parser("link", help="a link that lets somebody in once, within the hour")
    arguments.town(link)
    link.add_argument(
        "--as", dest="handle", metavar="HANDLE", help="for whom (default: the first officer)"
    )
    link.add_argument("--origin", metavar="URL", help="where browsers find the town")
    listed = deeds.add_parser("sessions", help="who is signed in, since when, by what")
    arguments.town(listed)
    ended = deeds.add_parser("end", help="end a session, or all of somebody, at once")
    arguments.town(ended)
    whose = ended.add_mutually_exclusive_group(required=True)
    whose.add_argument("session", metavar="ID", nargs="?", help="as `signin sessions` names it")
    whose.add_argument("--of", dest="handle", metavar="HANDLE", help="every session of somebody")
    whose.add_argument("--all", action="store_true", help="every session there is")
    totp = deeds.add_parser("totp", help="codes of a second device beside the password")
    arguments.town(totp)
    totp.add_argument("handle", metavar="HANDLE")
    totp.add_argument("--off", action="store_true", help="no code is asked for any more")
    keys = deeds.add_parser("passkeys", help="somebody's passkeys; remove a lost one")
    arguments.town(keys)
    keys.add_argument("handle", metavar="HANDLE")
    keys.add_argument("--drop", metavar="ID", help="this one lets nobody in any more")
    kept = deeds.add_parser("sealed", help="an account for the bad day: its secret, printed once")
    arguments.town(kept)
    kept.add_argument("--handle", default="bad-day", help="what is typed (default: bad-day)")
    arguments.as_person(kept)
    for each in deeds.choices.values():
        arguments.json_flag(each)


def run(asked: argparse.Namespace) -> int:
    """Whoever may write to the town's folder may do this."""
    from contextlib import closing

    from tocsin.app.sign_in.signing import Signing
    from tocsin.app.wiring import reading

    if asked.deed == "sealed":
        return _sealed(asked)
    with (
        reading(asked.town) as town,
        closing(Signing(asked.town, town.store.header)) as signing,
    ):
        said, facts = _DEEDS[asked.deed](asked, town.picture, signing)
    print(as_json(facts) if asked.json else said)
    return Exit.done


Answer = tuple[str, dict[str, object]]


def _link(asked: argparse.Namespace, picture: "Picture", signing: "Signing") -> Answer:
    from tocsin.app.sign_in.signing import link_of

    person = _officer(picture, asked.handle)
    if asked.origin is not None and not arguments.ORIGIN.fullmatch(asked.origin):
        raise Told(f"`{asked.origin[:80]}` is no origin, as https://tocsin.example", Exit.usage)
    origin = asked.origin or signing.served_at
    link = link_of(origin, signing.links.made(person.id))
    return (
        f"{link}\n\nThis lets {person.handle or person.id} in, once, within the hour.",
        {"link": link, "person": person.id},
    )


def _sessions(_asked: argparse.Namespace, picture: "Picture", signing: "Signing") -> Answer:
    rows, facts = [], []
    for each in signing.sessions.live():
        found = picture.people.get(each.person)
        handle = (found.handle if found else None) or each.person
        state = "locked" if signing.sessions.is_locked(each) else ""
        rows.append(
            f"{each.id}  {handle:16}{each.method:10}{each.began_at:%Y-%m-%d %H:%M}  {state:8}"
            f"{each.agent[:40]}".rstrip()
        )
        facts.append({"id": each.id, "person": each.person, "method": each.method,
                      "began_at": each.began_at, "is_locked": bool(state)})  # fmt: skip
    return "\n".join(rows) or "Nobody is signed in.", {"sessions": facts}


def _end(asked: argparse.Namespace, picture: "Picture", signing: "Signing") -> Answer:
    live = signing.sessions.live()
    if asked.handle is not None:
        person = _officer(picture, asked.handle, is_any=True).id
        live = [each for each in live if each.person == person]
    elif asked.session is not None:
        live = [each for each in live if each.id == asked.session]
        if not live:
            raise Told(f"there is no session `{asked.session[:40]}` here", Exit.usage)
    count = sum(signing.sessions.end(each.id) for each in live)
    word = "session is" if count == 1 else "sessions are"
    return f"{count} {word} over.", {"ended": count}


def _totp(asked: argparse.Namespace, picture: "Picture", signing: "Signing") -> Answer:
    import msgspec

    from tocsin.app.sign_in.totp import address_of, drawn_secret

    person = _officer(picture, asked.handle)
    secret = "" if asked.off else drawn_secret()
    if not signing.credentials.has(person.id):
        raise Told(f"{asked.handle} has no password: a code goes with one", Exit.usage)
    signing.credentials.change(person.id, lambda kept: msgspec.structs.replace(kept, totp=secret))
    if asked.off:
        return f"{asked.handle}: no code is asked for.", {"person": person.id, "totp": None}
    address = address_of(secret, signing.header.name, person.handle or person.id)
    said = f"{address}\n\nShown once. From now on {asked.handle} needs the code of this device too."
    return said, {"person": person.id, "totp": address}


def _passkeys(asked: argparse.Namespace, picture: "Picture", signing: "Signing") -> Answer:
    import msgspec

    person = _officer(picture, asked.handle, is_any=True)
    found = signing.credentials.of(person.id).passkeys
    if asked.drop is not None:
        if all(each.id != asked.drop for each in found):
            raise Told(f"{asked.handle} has no passkey `{asked.drop[:40]}`", Exit.usage)
        found = tuple(each for each in found if each.id != asked.drop)
        signing.credentials.change(
            person.id, lambda kept: msgspec.structs.replace(kept, passkeys=found)
        )
    rows = [f"{each.id[:40]:42}{each.made_at:%Y-%m-%d}  {each.name}" for each in found]
    told = [{"id": each.id, "name": each.name, "made_at": each.made_at} for each in found]
    said = "\n".join(rows) or f"{asked.handle} has no passkey."
    return said, {"person": person.id, "passkeys": told}


def _sealed(asked: argparse.Namespace) -> int:
    """Make the account where it is not there; its secret is a new one in any case."""
    from contextlib import closing

    import msgspec

    from tocsin.app.credentials import Credentials
    from tocsin.app.desk import officer
    from tocsin.app.sign_in.sealed import digest, drawn
    from tocsin.app.sign_in.signing import Signing
    from tocsin.app.signing_in import signed_in
    from tocsin.app.wiring import FIRST_ROLES, ordering
    from tocsin.operations.officers import RegisterPerson

    with ordering(asked.town) as town:
        desk = signed_in(asked, town)
        if officer(town.picture, asked.handle) is None:
            roles = tuple(map(str, FIRST_ROLES))
            answer = desk.order(RegisterPerson(handle=asked.handle, roles=roles), "Registered.")
            if answer.exit_code is not Exit.done:
                print(as_json(answer.facts) if asked.json else answer.text)
                return answer.exit_code
        person = officer(town.picture, asked.handle)
        assert person is not None, "it is on the register"
        secret, credentials = drawn(), Credentials(asked.town)
        if credentials.of(person).has_password:
            raise Told(f"{asked.handle} has a password: seal an account of its own", Exit.usage)
        credentials.change(
            person, lambda kept: msgspec.structs.replace(kept, sealed=digest(secret))
        )
        with closing(Signing(asked.town, town.store.header)) as signing:
            signing.sessions.end_all([person])
    if asked.json:
        print(as_json({"person": person, "handle": asked.handle, "secret": secret}))
    else:
        print(
            f"{asked.handle}\n{secret}\n\nShown once: print it, seal it, lock it away. Whoever"
            " signs in with it may do what the first officer may; the duty officer is told."
        )
    return Exit.done


_DEEDS = {
    "link": _link,
    "sessions": _sessions,
    "end": _end,
    "totp": _totp,
    "passkeys": _passkeys,
}


def _officer(picture: "Picture", handle: str | None, *, is_any: bool = False) -> "Person":
    """Somebody by handle or id; an active one, unless `is_any` will do."""
    from tocsin.app.desk import officer

    name = officer(picture, handle)
    if name is None and is_any and handle is not None:
        named = (each for each in picture.people.values() if handle in (each.id, each.handle))
        name = next((each.id for each in named), None)
    found = None if name is None else picture.people.get(name)
    if found is None:
        raise Told(f"there is no active officer `{handle}` here; see tocsin user list", Exit.usage)
    return found
