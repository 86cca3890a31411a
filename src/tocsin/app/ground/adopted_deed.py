"""`tocsin ground adopted TOWN`: which grounds a town adopted, and whether each can be read."""

import argparse

from tocsin.app import arguments
from tocsin.app.outcome import Exit, as_json


def declare(deeds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The town."""
    parser = deeds.add_parser("adopted", help="the grounds a town adopted, the newest first")
    arguments.town(parser)
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Exit code 7 where one that is on record cannot be read."""
    from tocsin.app.ground.keeping import conditions, digits
    from tocsin.app.wiring import reading

    with reading(asked.town) as town:
        found = conditions(asked.town, town.picture)
    if asked.json:
        print(as_json({"grounds": found}))
    elif not found:
        print(f"None yet; adopt one with `tocsin ground adopt {asked.town} GROUND`.")
    else:
        for each in found:
            ground = each.ground
            until = "in force" if each.is_in_force else f"until {ground.replaced_at:%Y-%m-%d %H:%M}"
            area = f"{ground.name} ({ground.jurisdiction}) of {ground.source}"
            since = f"since {ground.adopted_at:%Y-%m-%d %H:%M}"
            print(f"{ground.version:>3}  {digits(ground.checksum)[:12]}  {area}, {since}, {until}")
            if each.wrong is not None:
                print(f"     ! {each.wrong}")
    return Exit.damaged if any(each.wrong for each in found) else Exit.done
