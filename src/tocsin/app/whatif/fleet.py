"""Who stands where: units and stations of a scenario, of its towns' logs, and of an arm."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tocsin.app.whatif.land import Facility, Land
from tocsin.app.whatif.reading import Sheet
from tocsin.app.whatif.scenario import Arm, Crews, Degrees, Scenario, Station, Unit
from tocsin.exercises.setting import SKILLS
from tocsin.geo.ground import Spot
from tocsin.geo.places import Point
from tocsin.operations.picture.unit import Capability


class Standing(NamedTuple):
    """A place where units stand, and the number of its town."""

    name: str
    town: int
    spot: Spot


class Posted(NamedTuple):
    """A unit at its station. `crew`: the names of those that the same people drive are alike."""

    name: str
    kind: str
    town: int
    station: str
    capabilities: tuple[Capability, ...]
    crew: str
    shift: str | None


class Fleet(NamedTuple):
    """Stations by name, units in a fixed order."""

    stations: dict[str, Standing]
    units: tuple[Posted, ...]


NOBODY = Fleet({}, ())


def fleet_of(scenario: Scenario, land: Land, sheet: Sheet, known: Fleet) -> Fleet:
    """What the scenario has, besides what is `known` from the logs of its towns. Raises Told."""
    stations = dict(known.stations)
    _stand(stations, scenario.stations, "stations", land, sheet)
    units = list(known.units)
    for at, row in enumerate(scenario.crews):
        units += _crewed(row, f"crews[{at}]", stations, units, land, sheet)
    units += _named(scenario.units, "units", stations, units, land, sheet)
    if not units:
        raise sheet.wrong(
            "", "nobody stands anywhere: write [[crews]] or [[units]], or name [region] towns"
        )
    return Fleet(stations, tuple(units))


def changed_fleet(fleet: Fleet, name: str, arm: Arm, land: Land, sheet: Sheet) -> Fleet:
    """The fleet as an arm has it. Raises Told."""
    where = f"arms.{name}"
    stations = dict(fleet.stations)
    _stand(stations, arm.stations, f"{where}.stations", land, sheet)
    units = list(fleet.units)
    _there(arm.moves, {each.name for each in units}, f"{where}.moves", "unit", sheet)
    for unit, station in arm.moves.items():
        _there([station], stations, f"{where}.moves.{unit}", "station", sheet)
        at = next(i for i, each in enumerate(units) if each.name == unit)
        units[at] = units[at]._replace(station=station)
    _there(arm.without_units, {e.name for e in units}, f"{where}.without_units", "unit", sheet)
    _there(arm.without_stations, stations, f"{where}.without_stations", "station", sheet)
    units = [
        each for each in units
        if each.name not in arm.without_units and each.station not in arm.without_stations
    ]  # fmt: skip
    for each in arm.without_stations:
        del stations[each]
    units += _named(arm.units, f"{where}.units", stations, units, land, sheet)
    if not units:
        raise sheet.wrong(where, "nobody is left in this arm; leave somebody")
    return Fleet(stations, tuple(units))


def _there(asked: Iterable[str], known: Iterable[str], where: str, what: str, sheet: Sheet) -> None:
    import difflib

    names = sorted(known)
    for each in asked:
        if each not in names:
            near = difflib.get_close_matches(each, names, n=1)
            there = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
            hint = f"did you mean `{near[0]}`?" if near else f"there are {there or 'none'}"
            raise sheet.wrong(where, f"there is no {what} `{each}`; {hint}")


def town_number(name: str, where: str, land: Land, sheet: Sheet) -> int:
    """A town by its name. Raises Told."""
    _there([name], land.towns, where, "town", sheet)
    return land.towns.index(name)


def spot_from(at: Degrees, where: str, sheet: Sheet) -> Spot:
    """A place in degrees. Raises Told."""
    try:
        point = Point.from_degrees(*at)
    except ValueError:
        raise sheet.wrong(
            where, f"{at[0]}, {at[1]} is no position: latitude and longitude, in degrees"
        ) from None
    return point.lat_udeg, point.lon_udeg


def facility_named(name: str, where: str, land: Land, sheet: Sheet) -> Facility:
    """A facility of the ground by id or name. Raises Told."""
    found = [each for each in land.facilities if name in (each.id, each.name)]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(each.id for each in found)
        raise sheet.wrong(where, f"several facilities are called `{name}` ({ids}); give the id")
    _there([name], {each.name for each in land.facilities}, where, "facility", sheet)
    raise AssertionError("a facility that is not there was told")


def _stand(
    stations: dict[str, Standing], rows: Sequence[Station], where: str, land: Land, sheet: Sheet
) -> None:
    for at, row in enumerate(rows):
        here = f"{where}[{at}]"
        if row.name in stations:
            raise sheet.wrong(f"{here}.name", f"there is a station `{row.name}` already; rename it")
        if (row.at is None) == (row.facility is None):
            raise sheet.wrong(here, "a station has a place: write `at` or `facility`, one of them")
        town = town_number(row.town, f"{here}.town", land, sheet)
        if row.at is not None:
            spot = spot_from(row.at, f"{here}.at", sheet)
        else:
            spot = facility_named(row.facility or "", f"{here}.facility", land, sheet).spot
        stations[row.name] = Standing(row.name, town, spot)


def _named(
    rows: Sequence[Unit], where: str, stations: dict[str, Standing], others: Sequence[Posted],
    land: Land, sheet: Sheet,
) -> list[Posted]:  # fmt: skip
    units: list[Posted] = []
    for at, row in enumerate(rows):
        here = f"{where}[{at}]"
        taken = [*others, *units]
        if row.name in {each.name for each in taken}:
            raise sheet.wrong(f"{here}.name", f"there is a unit `{row.name}` already; rename it")
        town = town_number(row.town, f"{here}.town", land, sheet)
        if (row.station is None) == (row.at is None):
            raise sheet.wrong(
                here, f"`{row.name}` has no position: write `station` or `at`, one of them"
            )
        if row.at is not None:
            station = f"{row.name}’s place"
            stations[station] = Standing(station, town, spot_from(row.at, f"{here}.at", sheet))
        else:
            station = row.station or ""
            if station not in stations:
                facility = facility_named(station, f"{here}.station", land, sheet)
                stations[station] = Standing(station, town, facility.spot)
        crew = row.name
        if row.shares_crew_with is not None:
            place = f"{here}.shares_crew_with"
            _there([row.shares_crew_with], {e.name for e in taken}, place, "unit before it", sheet)
            other = next(each for each in taken if each.name == row.shares_crew_with)
            if other.station != station:
                raise sheet.wrong(
                    place, f"`{other.name}` stands elsewhere; a crew that drives both stands at one"
                )
            crew = other.crew
        skills = tuple(Capability(e.kind, e.type, e.quantity) for e in row.capabilities)
        units.append(
            Posted(row.name, row.kind, town, station, skills or brought(row.kind), crew, row.shift)
        )
    return units


def brought(kind: str) -> tuple[Capability, ...]:
    """What a unit of a kind brings where nothing is said."""
    return SKILLS.get(kind, (Capability(kind),))


def _crewed(
    row: Crews, where: str, stations: dict[str, Standing], others: Sequence[Posted], land: Land,
    sheet: Sheet,
) -> list[Posted]:  # fmt: skip
    _there(row.towns, land.towns, f"{where}.towns", "town", sheet)
    people: Counter[int] = Counter()
    for town, number in zip(land.zone_town.tolist(), land.figures["people"].tolist(), strict=True):
        people[town] += number
    skills = tuple(Capability(e.kind, e.type, e.quantity) for e in row.capabilities)
    largest = max(range(len(land.towns)), key=lambda town: (people[town], -town))
    units: list[Posted] = []
    for town, name in enumerate(land.towns):
        if row.towns and name not in row.towns:
            continue
        by_people = 0 if row.one_per_people is None else people[town] // row.one_per_people
        at_least = max(row.least, row.largest if town == largest else 0)
        number = min(max(at_least, by_people), row.most)
        places = _places(row, where, town, land, sheet) if number else []
        free = _shareable(row, others, town)
        for count in range(number):
            if row.shares_crew_with is not None:
                if count >= len(free):
                    break
                station, crew = free[count].station, free[count].crew
            else:
                place = places[count % len(places)]
                station, crew = place.name, ""
                stations.setdefault(station, place)
            unit = f"{name} {row.kind} {count + 1}"
            units.append(
                Posted(unit, row.kind, town, station, skills or brought(row.kind), crew or unit,
                       row.shift)
            )  # fmt: skip
    taken = {each.name for each in others}
    twice = next((each.name for each in units if each.name in taken), None)
    if twice is not None:
        raise sheet.wrong(where, f"there is a unit `{twice}` already: write one row for a kind")
    return units


def _shareable(row: Crews, others: Sequence[Posted], town: int) -> list[Posted]:
    """Units whose crews a kind shares: those that share with nobody yet."""
    shared = Counter(each.crew for each in others)
    return [
        each for each in others
        if each.kind == row.shares_crew_with and each.town == town and shared[each.crew] == 1
    ]  # fmt: skip


def _places(row: Crews, where: str, town: int, land: Land, sheet: Sheet) -> list[Standing]:
    by_kind: dict[str, list[Facility]] = defaultdict(list)
    for each in land.facilities:
        if each.town == town:
            by_kind[each.kind].append(each)
    for kind in row.at:
        if by_kind[kind]:
            return [Standing(f"{e.name} ({e.id})", town, e.spot) for e in by_kind[kind]]
    raise sheet.wrong(
        f"{where}.at",
        f"{land.towns[town]} has none of {', '.join(row.at)}: its {row.kind} has no position. Name "
        "another kind of facility that it has, or write the unit as [[units]] with `at`",
    )


def offers(unit: Posted, kind: str, type: int | None) -> int:
    """How many of what is needed it brings (as `operations.shortfall`)."""
    has = unit.capabilities
    if all(each.kind != unit.kind for each in has):
        has = (*has, Capability(unit.kind))
    fits = (
        each.quantity for each in has
        if each.kind == kind and (type is None or (each.type is not None and each.type <= type))
    )  # fmt: skip
    return max(fits, default=0)
