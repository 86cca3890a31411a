"""Incidents worked by units of more than one home agency: how much help crosses the border.

Source: the question behind every mutual-aid agreement (NIMS resource management).
A unit's home is what its register says, else the agency for most of whose incidents it was seen.
"""

from collections import Counter
from collections.abc import Iterable

from tocsin.operations.picture.incident import Incident
from tocsin.operations.picture.unit import Unit
from tocsin.terms.codes import Agency
from tocsin.views.measures.answer import Column, Figures, Part, percent, tidy_share
from tocsin.views.measures.ask import Study, Units

AGENCY = "agency"
"""The attribute of an imported incident that names the agency it belongs to."""

NO_HOME = frozenset({"unknown", "channel"})
"""Kinds that are no vehicle with a home: what nobody could read, and radio channels."""

DEFINITION = (
    "Multi-unit: incidents with two or more different fire units of known kind. Multi-agency: "
    "those whose units have more than one home agency. Home: the unit's registered agency, else "
    "the agency of most of its incidents; a tie goes to the agency it was seen with first. Outside "
    "home: share of all assignments of such units that were to another agency's incident. With all "
    "tokens: every unit string."
)

COLUMNS = (
    Column("multi-unit"),
    Column("multi-agency"),
    Column("share"),
    Column("assignments"),
    Column("outside home"),
    Column("share"),
)


def _counts(unit: Unit | None, all_tokens: bool) -> bool:
    if all_tokens:
        return True
    return unit is not None and unit.agency is Agency.fire and unit.kind not in NO_HOME


def crews(incident: Incident, units: Units, all_tokens: bool) -> tuple[str, ...]:
    """The different units that worked or were seen at an incident, as far as they count; sorted."""
    seen = {each.unit for each in incident.responses}
    return tuple(sorted(each for each in seen if _counts(units.get(each), all_tokens)))


def homes(incidents: Iterable[Incident], units: Units, all_tokens: bool) -> dict[str, str]:
    """The home agency of each unit that counts. `incidents` come in order of opening."""
    seen: dict[str, Counter[str]] = {}
    for incident in incidents:
        agency = incident.attributes.get(AGENCY)
        for unit in crews(incident, units, all_tokens):
            if agency is not None:
                seen.setdefault(unit, Counter())[agency] += 1
    found = {unit: of.most_common(1)[0][0] for unit, of in seen.items()}
    for unit in list(found):
        known = units.get(unit)
        if known is not None and known.agency_name is not None:
            found[unit] = known.agency_name
    return found


def shared_incidents(incidents: tuple[Incident, ...], whole: Study) -> Part:
    """How many multi-unit incidents were worked by more than one home agency."""
    all_tokens = whole.ask.all_tokens
    home = homes(whole.incidents, whole.units, all_tokens)
    multi_unit = multi_agency = assignments = outside = no_home = 0
    for incident in incidents:
        there = crews(incident, whole.units, all_tokens)
        placed = [home[unit] for unit in there if unit in home]
        no_home += len(there) - len(placed)
        multi_unit += len(there) >= 2
        multi_agency += len(set(placed)) >= 2
        agency = incident.attributes.get(AGENCY)
        if agency is not None:
            assignments += len(placed)
            outside += sum(1 for each in placed if each != agency)
    share = multi_agency / multi_unit if multi_unit else None
    outside_share = outside / assignments if assignments else None
    figures: Figures = {
        "per": "incident",
        "multi_unit": multi_unit,
        "multi_agency": multi_agency,
        "share": tidy_share(share),
        "assignments": assignments,
        "outside_home": outside,
        "outside_home_share": tidy_share(outside_share),
        "units": len(home),
        "without_home": no_home,
        "all_tokens": all_tokens,
    }
    cells = (
        f"{multi_unit:,}",
        f"{multi_agency:,}",
        percent(share),
        f"{assignments:,}",
        f"{outside:,}",
        percent(outside_share),
    )
    return Part(multi_unit, figures, (cells,))
