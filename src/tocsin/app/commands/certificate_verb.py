"""`tocsin certificate`: TLS for a door on a network without internet."""

import argparse

from tocsin.app import arguments
from tocsin.app.outcome import Exit, as_json


def declare(parser: argparse.ArgumentParser) -> None:
    """For which names."""
    arguments.town(parser)
    parser.add_argument(
        "name",
        nargs="*",
        metavar="NAME",
        help="names and addresses of this machine (default: localhost, 127.0.0.1 and its name);"
        " a network or .domain is what a new authority may vouch for besides",
    )
    parser.add_argument(
        "--new-authority",
        action="store_true",
        help="put the town's authority aside and make another, which each desk has to install",
    )
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Makes what is missing, renews what ends soon, says what to install on the desks."""
    from datetime import UTC, datetime

    from tocsin.app.certificates import local
    from tocsin.app.wiring import reading

    with reading(asked.town) as town:
        called = town.store.header.name
    names = asked.name or own_names()
    now = datetime.now(UTC)
    _, made = local(asked.town, names, now, called, is_new=asked.new_authority)
    if asked.json:
        print(as_json(made))
        return Exit.done
    print(
        f"Serve with --tls-local. It is good for {', '.join(made.names)} until "
        f"{made.server_until:%Y-%m-%d}; it is renewed when the door opens.\n\n"
        f"Install {made.authority} on each desk and phone as a certificate authority, and "
        f"compare its SHA-256 fingerprint there:\n  {made.fingerprint[:79]}\n"
        f"  {made.fingerprint[80:] if len(made.fingerprint) > 80 else ''}".rstrip()
    )
    return Exit.done


def own_names() -> list[str]:
    """What this machine is called."""
    import socket

    name = socket.gethostname()
    is_plain = name and all(each.isalnum() or each in "-." for each in name)
    return ["localhost", "127.0.0.1", *([name] if is_plain else [])]
