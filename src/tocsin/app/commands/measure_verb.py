"""`tocsin measure`: what the record says about how the town does."""

import argparse
from datetime import UTC, datetime

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told, as_json


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
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Prints the answer; without a name, the measures there are."""
    from tocsin.app.desk import town_zone
    from tocsin.app.looking import terminal_look
    from tocsin.app.terminal.table import tables
    from tocsin.app.times import moment
    from tocsin.app.wiring import reading
    from tocsin.views.measures import MEASURES, Ask, Per, UnknownSlice

    if asked.measure is None:
        listed = [{"measure": each.name, "is": each.help} for each in MEASURES.values()]
        if asked.json:
            print(as_json({"measures": listed}))
        else:
            print("\n".join(f"{each['measure']:20}{each['is']}" for each in listed))
        return Exit.done
    if asked.measure not in MEASURES:
        raise Told(f"there is no measure `{asked.measure}`: {', '.join(MEASURES)}", Exit.usage)
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
            answer = MEASURES[asked.measure](town.incidents(), town.picture.units, ask)
        except UnknownSlice as error:
            raise Told(str(error), Exit.usage) from error
    if asked.json:
        print(as_json(answer.plain()))
    else:
        width, look = terminal_look()
        print(tables(answer, width, look))
    return Exit.done


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise Told(f"`{text}` is not KEY=VALUE, as in district=B04", Exit.usage)
    return key.strip(), value.strip()
