"""From a town drawn as text to the orders that put it on the register."""

from tocsin.exercises.setting import SKILLS
from tocsin.geo.places import Point
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Command
from tocsin.operations.units import AddStation, RegisterUnit
from tocsin.terms.codes import Agency

AGENCIES = {
    "ambulance": Agency.medical,
    "medic": Agency.medical,
    "patrol": Agency.police,
    "works_crew": Agency.works,
}


def staff(people: str) -> list[Command]:
    """The orders that put people on the register: a line each, a handle and roles."""
    lines = [each.split() for each in people.strip().splitlines()]
    return [RegisterPerson(handle=who, roles=tuple(roles)) for who, *roles in lines]


def register(drawing: str) -> list[Command]:
    """The orders that put what is drawn on the register. Cells are two kilometres apart."""
    orders: list[Command] = []
    for row, cells in enumerate(_grid(drawing)):
        for column, (name, *units) in enumerate(cells):
            station = name.lower().replace(" ", "_")
            kinds = [each.split() for each in units]
            agency = AGENCIES.get(kinds[0][1] if kinds else "", Agency.fire)
            point = Point(47_000_000 - row * 18_000, -20_000_000 + column * 26_000)
            orders.append(
                AddStation(
                    id=station, name=name, point=point, agency=agency, row=row, column=column
                )
            )
            orders += [_unit(call_sign, kind, station) for call_sign, kind in kinds]
    return orders


def _unit(call_sign: str, kind: str, station: str) -> Command:
    return RegisterUnit(
        call_sign=call_sign,
        kind=kind,
        agency=AGENCIES.get(kind, Agency.fire),
        station=station,
        capabilities=SKILLS[kind],
    )


def _grid(drawing: str) -> list[list[list[str]]]:
    """Rows of cells of lines, from between the borders of a drawing."""
    grid: list[list[list[str]]] = []
    for line in (each.strip() for each in drawing.strip().splitlines()):
        if line.startswith("+"):
            grid.append([])
            continue
        cells = [each.strip() for each in line.strip("|").split("|")]
        if not grid[-1]:
            grid[-1] = [[] for _ in cells]
        for cell, text in zip(grid[-1], cells, strict=True):
            cell += [text] if text else []
    return [row for row in grid if row]
