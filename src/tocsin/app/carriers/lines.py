"""`tocsin warn channels` and `tocsin warn reached`, as they are typed."""

import argparse
from collections.abc import Callable
from pathlib import Path

from tocsin.app import arguments
from tocsin.terms.cap import CapSeverity

Add = Callable[..., argparse.ArgumentParser]
CARRIERS = ("feed", "email", "http", "mqtt", "relay", "poster")


def declare(add: Add) -> None:
    """Both, with a deed each under `channels`."""
    found = add("reached", help="how far a warning came: who has it, who has not and why")
    arguments.town(found)
    found.add_argument("message", metavar="ID", help="a warning, or the channel of a try")
    arguments.seen_by(found)
    arguments.json_flag(found)
    again = add("again", help="send a warning once more to those who were given up")
    arguments.town(again)
    again.add_argument("message", metavar="ID", help="a warning, or the channel of a try")
    arguments.as_person(again)
    arguments.json_flag(again)
    channels = add("channels", help="by what warnings leave: list, add, remove, try, retry")
    arguments.town(channels)
    deeds = channels.add_subparsers(dest="deed", metavar="DEED", required=True)
    listed = deeds.add_parser("list", help="by what warnings leave now")
    added = deeds.add_parser("add", help="let them leave by another channel, or say one anew")
    removed = deeds.add_parser("remove", help="let no new warning leave by it")
    tried = deeds.add_parser("try", help="send a message marked Test to its test address")
    again = deeds.add_parser("retry", help="send once more to those who were given up")
    for each in (added, removed, tried):
        each.add_argument("channel", metavar="NAME", help="as in schools")
    _declare_add(added)
    removed.add_argument("--reason", required=True, metavar="WORDS")
    again.add_argument("delivery", metavar="DELIVERY", help="as `tocsin warn reached` has it")
    for each in (added, removed, tried, again):
        arguments.as_person(each)
    arguments.seen_by(listed)
    for each in (listed, added, removed, tried, again):
        arguments.json_flag(each)


def _declare_add(added: argparse.ArgumentParser) -> None:
    arguments.takes_positions(added)
    added.add_argument("carrier", choices=CARRIERS, help="how it is spoken with")
    added.add_argument(
        "--to", action="append", default=[], metavar="[NAME=]ADDRESS",
        help="a receiver; with NAME, further addresses of one name are tried where the first fails",
    )  # fmt: skip
    added.add_argument("--to-file", type=Path, metavar="FILE", help="receivers, one a line")
    added.add_argument(
        "--area", action="append", default=[], metavar="[NAME=]AREA",
        help="only warnings that touch it are for this receiver (without NAME: for all): "
        "LAT,LON,METRES, a border of corners as in warn draft, or a zone of the ground",
    )  # fmt: skip
    added.add_argument("--test", metavar="ADDRESS", help="where a try goes: nobody else reads it")
    added.add_argument(
        "--server", action="append", default=[], metavar="URL",
        help="for mail, as smtp+starttls://user@mail.example; the first that answers",
    )  # fmt: skip
    added.add_argument(
        "--sender", default="", metavar="ADDRESS", help="who mail is from; of a feed, its address"
    )
    added.add_argument(
        "--least", default=CapSeverity.unknown.value, choices=[each.value for each in CapSeverity],
        help="warnings below this severity are not for it (default: all are)",
    )  # fmt: skip
    added.add_argument(
        "--language", action="append", default=[], metavar="LANG",
        help="texts that it takes, in this order (default: all)",
    )  # fmt: skip
    added.add_argument(
        "--per-minute", type=int, default=600, metavar="N", help="receivers a minute (default: 600)"
    )
    added.add_argument(
        "--subscribe-at", default="", metavar="URL",
        help="for mail: residents may subscribe to it at this public address of the town's door",
    )  # fmt: skip
    added.add_argument(
        "--stand-in", metavar="CHANNEL",
        help="another channel that takes over for receivers of the same name",
    )  # fmt: skip
    added.add_argument(
        "--after-tries", type=int, default=3, metavar="N", help="... after N tries (default: 3)"
    )
    added.add_argument(
        "--after", type=int, default=30, metavar="SECONDS",
        help="... or so long after the warning was issued (default: 30)",
    )  # fmt: skip
    added.add_argument(
        "--secret-file", type=Path, metavar="FILE",
        help="password or bearer token in a file; kept beside the log, never in it",
    )  # fmt: skip


def run(asked: argparse.Namespace) -> int:
    """Orders reach a town that is served, too."""
    from tocsin.app.carriers import deeds

    if asked.topic == "reached":
        return deeds.shown(asked)
    if asked.topic == "again":
        return deeds.sent_again(asked)
    return deeds.DEEDS[asked.deed](asked)
