"""`tocsin measure`: what the record says about how the town does."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told, as_json

if TYPE_CHECKING:
    from tocsin.app.seeing import Seen
    from tocsin.views.measures import Answer


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of this verb."""
    arguments.town(parser)
    parser.add_argument("measure", metavar="MEASURE", nargs="?", help="its name; none: a list")
    parser.add_argument(
        "--per", choices=["unit-row", "call"], default="unit-row", help="what one observation is"
    )
    parser.add_argument("--by", metavar="KEY", help="cut by type, group, hour, weekday, district …")
    parser.add_argument(
        "--where", metavar="KEY=VALUE", action="append", default=[], help="only these; repeatable"
    )
    parser.add_argument("--since", metavar="T", help="opened at or after this time")
    parser.add_argument("--until", metavar="T", help="opened before this time")
    parser.add_argument("--figure", default="travel_s", help="compliance: which time")
    parser.add_argument(
        "--limit-s", type=int, default=320, help="compliance: at most so many seconds"
    )
    parser.add_argument("--goal", type=float, default=0.9, help="compliance: in so large a share")
    parser.add_argument(
        "--all-tokens", action="store_true", help="shared-incidents: every unit text counts"
    )
    parser.add_argument(
        "--csv", metavar="FILE", type=Path, help="lending: write its months as a table, too"
    )
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Prints the answer; without a name, the measures there are."""
    from tocsin.app.desk import town_zone
    from tocsin.app.times import moment
    from tocsin.app.wiring import reading
    from tocsin.views.measures import MEASURES, Ask, Per, UnknownSlice, lending, refusals

    if asked.measure is None:
        listed = [{"measure": each.name, "is": each.help} for each in MEASURES.values()]
        listed += [{"measure": each.NAME, "is": each.HELP} for each in (refusals, lending)]
        if asked.json:
            print(as_json({"measures": listed}))
        else:
            print("\n".join(f"{each['measure']:20}{each['is']}" for each in listed))
        return Exit.done
    if asked.measure not in (*MEASURES, refusals.NAME, lending.NAME):
        names = ", ".join((*MEASURES, refusals.NAME, lending.NAME))
        raise Told(f"there is no measure `{asked.measure}`: {names}", Exit.usage)
    if asked.csv is not None and asked.measure != lending.NAME:
        raise Told("--csv stands with lending", Exit.usage)
    with reading(asked.town) as town:
        zone, now = town_zone(town.picture), datetime.now(UTC)
        ask = Ask(
            kind=town.store.header.kind,
            zone=zone,
            per=Per.call if asked.per == "call" else Per.unit_row,
            by=asked.by,
            where=tuple(_pair(each) for each in asked.where),
            since=None if asked.since is None else moment(asked.since, now, zone),
            until=None if asked.until is None else moment(asked.until, now, zone),
            figure=asked.figure,
            limit_s=asked.limit_s,
            goal=asked.goal,
            all_tokens=asked.all_tokens,
        )
        try:
            if asked.measure == refusals.NAME:
                return _print(_refusals(asked, town, ask.since, ask.until), asked)
            if asked.measure == lending.NAME:
                return _print(_lending(asked, town, ask.since, ask.until), asked)
            answer = MEASURES[asked.measure](town.incidents(), town.picture.units, ask)
        except UnknownSlice as error:
            raise Told(str(error), Exit.usage) from error
    return _print(answer, asked)


def _print(answer: "Answer", asked: argparse.Namespace) -> int:
    from tocsin.app.looking import terminal_look
    from tocsin.app.terminal.table import tables

    if asked.json:
        print(as_json(answer.plain()))
    else:
        width, look = terminal_look()
        print(tables(answer, width, look))
    return Exit.done


def _refusals(
    asked: argparse.Namespace, town: "Seen", since: datetime | None, until: datetime | None
) -> "Answer":
    from tocsin.app.refused import given
    from tocsin.views.measures.refusals import refusals

    if asked.by is not None or asked.where:
        raise Told("refusals are not cut: an order that was refused is not kept", Exit.usage)
    return refusals(given(town), town.store.header.kind, since, until)


def _lending(
    asked: argparse.Namespace, town: "Seen", since: datetime | None, until: datetime | None
) -> "Answer":
    from tocsin.app.fairness import fairness, write_csv

    if asked.by is not None or asked.where:
        raise Told("lending stands by month and town; it is not cut otherwise", Exit.usage)
    answer = fairness(town, since, until)
    if asked.csv is not None:
        write_csv(answer, asked.csv)
    return answer


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise Told(f"`{text}` is not KEY=VALUE, as in district=B04", Exit.usage)
    return key.strip(), value.strip()
