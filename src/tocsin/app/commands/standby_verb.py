"""`tocsin standby`: a second machine that keeps a verified copy, ready to take over."""

import argparse
from pathlib import Path

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told, as_json


def declare(parser: argparse.ArgumentParser) -> None:
    """A folder, and what is to happen with it."""
    parser.add_argument("town", metavar="FOLDER", type=Path, help="the standby's, or the town's")
    deed = parser.add_mutually_exclusive_group()
    deed.add_argument("--pair", action="store_true", help="make ready; prints the secret, once")
    deed.add_argument(
        "--join",
        metavar="URL",
        help="at the town: its standby is there (secret typed, or TOCSIN_STANDBY_SECRET)",
    )
    deed.add_argument("--alone", action="store_true", help="at the town: go on without it, once")
    deed.add_argument("--status", action="store_true", help="how it stands now")
    deed.add_argument(
        "--only-here", action="store_true", help="what only this machine had, after a take-over"
    )
    arguments.door(parser, port=8766)
    arguments.second_machine(parser)
    arguments.neighbours(parser)
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Without a deed it runs: receives, verifies and keeps what the town's writer sends."""
    if asked.pair:
        return _pair(asked)
    if asked.join is not None:
        return _join(asked)
    if asked.alone:
        return _alone(asked)
    if asked.status:
        return _status(asked)
    if asked.only_here:
        return _only_here(asked)
    return _run(asked)


def _run(asked: argparse.Namespace) -> int:
    from contextlib import closing

    from tocsin.app.standby.copy import check_paired
    from tocsin.app.web.running import process_readied, served_by_two, serving_of
    from tocsin.app.web.serving import Listening

    check_paired(asked.town)
    arguments.check_door(asked)
    with closing(Listening(asked.host, asked.port).bound()) as listening:
        process_readied()
        served_by_two(serving_of(asked), listening)
    return Exit.done


def _pair(asked: argparse.Namespace) -> int:
    from tocsin.app.standby.copy import pair

    secret = pair(asked.town)
    if asked.json:
        print(as_json({"standby": str(asked.town), "secret": secret}))
        return Exit.done
    print(f"{asked.town} is ready. The secret of this pair, shown this once:")
    print(f"  {secret}")
    print("Type it at the town's machine: tocsin standby TOWN --join URL")
    return Exit.done


def _check_url(url: str) -> None:
    from tocsin.app.standby.wire import is_url

    if not is_url(url):
        raise Told(f"`{url[:80]}` is not an address: give one like http://second:8443", Exit.usage)


def _join(asked: argparse.Namespace) -> int:
    from tocsin.app.standby.beside import join, secret_given
    from tocsin.log import NotATown
    from tocsin.log.parts import LOG_FILE

    _check_url(asked.join)
    if not (asked.town / LOG_FILE).is_file():
        raise NotATown(f"{asked.town} holds no log; name the town's folder")
    join(asked.town, asked.join, secret_given())
    if asked.json:
        print(as_json({"town": str(asked.town), "standby": asked.join}))
    else:
        print(f"{asked.town} has its standby at {asked.join}; serve it with --standby.")
    return Exit.done


def _alone(asked: argparse.Namespace) -> int:
    from tocsin.app.standby.beside import go_alone

    standing = go_alone(asked.town)
    if asked.json:
        print(as_json({"town": str(asked.town), "is_alone": True, "standby": standing.url}))
    else:
        print(f"{asked.town} goes on alone, until its standby at {standing.url} has everything.")
        print("If the other machine has taken over, what is recorded here is set aside later.")
    return Exit.done


def _status(asked: argparse.Namespace) -> int:
    from tocsin.app.standby.home import state_of

    state = state_of(asked.town)
    if asked.json:
        print(as_json(state))
        return Exit.done
    print(f"{state.town or 'no town yet'}: follows, up to record {state.position:,}")
    if state.heard_s_ago is not None:
        behind = max(0, state.writer_position - state.position)
        print(f"  heard {state.heard_s_ago:g} s ago, {behind:,} records behind then")
    if state.refused is not None:
        print(f"  does not follow ({state.fault}): {state.refused}")
    if state.approved_by:
        print(f"  take-over approved by {', '.join(state.approved_by)}")
    return Exit.done


def _only_here(asked: argparse.Namespace) -> int:
    from tocsin.app.standby.only_here import told

    facts = told(asked.town)
    if asked.json:
        print(as_json({"only_here": facts}))
        return Exit.done
    for fact in facts:
        print(f"{fact.recorded_at:%Y-%m-%d %H:%M:%S}Z  {fact.actor:20} {fact.name}")
        print(f"    {fact.says}")
    if not facts:
        print("Nothing was recorded here that the other machine did not have.")
    return Exit.done
