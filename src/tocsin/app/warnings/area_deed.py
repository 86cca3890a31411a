"""`tocsin warn area`: an area is looked at before anybody writes a warning for it."""

import argparse

import msgspec

from tocsin.app.facts import shown as for_terminal
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.tongue import tell
from tocsin.app.warnings.areas import areas_of
from tocsin.app.warnings.clear import counted
from tocsin.app.warnings.saying import survey_lines
from tocsin.app.warnings.surveying import joined_by_name, land_of, surveyed
from tocsin.app.wiring import reading
from tocsin.operations.surveying import Survey
from tocsin.operations.warning_content import shapes_of


def area(asked: argparse.Namespace) -> int:
    """Its border, its size, who lives there, what telling all phones costs."""
    from tocsin.app.ground.standing import Standing

    with reading(asked.town) as town:
        picture = town.picture
        found = areas_of(asked, picture)
        if not found.areas:
            raise Told(tell("warn-which-area"), Exit.usage)
        survey: Survey | None = None
        why = ""
        try:
            land = land_of(Standing(asked.town).ready(picture))
            survey = surveyed(shapes_of(found.areas), land, joined_by_name(picture))
        except Told as error:
            why = str(error)
    if asked.json:
        facts: dict[str, object] = {
            "areas": msgspec.to_builtins(found.areas),
            "survey": msgspec.to_builtins(survey),
            "counts": counted(survey),
            "notices": found.notices,
        }
        print(as_json(facts))
        return Exit.done
    for each in found.areas:
        corners = sum(len(ring) for one in each.polygons for ring in (one.ring, *one.holes))
        line = tell("warn-area", area=each.name, corners=corners, circles=len(each.circles))
        print(for_terminal(line))
    for notice in found.notices:
        print(for_terminal(f"? {notice}"))
    lines = [tell("warn-not-measured"), why] if survey is None else survey_lines(survey)
    print(for_terminal("\n".join(f"  {each}" for each in lines if each)))
    return Exit.done
