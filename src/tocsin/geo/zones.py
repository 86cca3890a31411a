"""Who lives and works where: zones, and figures about zones and facilities, each with its source.

A zone is a statistical area (a census block, a ward, a cell of a grid). No figure is about a
person: a count of the electricity-dependent comes from a register with consent, never names.
"""

import msgspec

from tocsin.geo.ground import Line

MEASURES: dict[str, tuple[str, str]] = {
    "people": ("people", "residents, of all ages"),
    "people_day": ("people", "people there at noon of a working day"),
    "people_night": ("people", "people there at three in the morning"),
    "households": ("households", "households"),
    "aged_0_15": ("people", "residents of 0 to 15 years"),
    "aged_0_17": ("people", "residents of 0 to 17 years"),
    "aged_16_59": ("people", "residents of 16 to 59 years"),
    "aged_16_64": ("people", "residents of 16 to 64 years"),
    "aged_60_up": ("people", "residents of 60 years and more"),
    "aged_65_up": ("people", "residents of 65 years and more"),
    "aged_85_up": ("people", "residents of 85 years and more"),
    "disabled": ("people", "residents whose daily life is limited by illness or disability"),
    "no_car": ("households", "households without a car or van"),
    "electricity_dependent": ("people", "residents who need electricity at home to stay well"),
    "language": ("people", "residents whose main language is the one of `detail` (BCP 47)"),
    "language_barrier": ("people", "residents who speak the main language less than well"),
    "jobs": ("jobs", "places of work"),
    "deprivation_rank": ("rank", "rank by an index of deprivation; `detail` says which end is 1"),
    "deprivation_decile": ("decile", "tenth by an index of deprivation, 1 = most deprived"),
    "vulnerability_permille": ("permille", "index of social vulnerability, 1000 = most vulnerable"),
    "beds": ("beds", "beds of a hospital or care home"),
    "places": ("people", "people a shelter, hall or school can take in for a night"),
    "bays": ("vehicles", "vehicles a station can hold"),
    "pupils": ("people", "pupils of a school"),
}
"""measure → (unit, meaning). What is not listed is not a measure."""


class Zone(msgspec.Struct, frozen=True, gc=False):
    """An area about which there are figures. `town` is the boundary that holds it, where one
    does."""

    id: str
    name: str
    kind: str
    town: str | None
    rings: tuple[Line, ...]


class Figure(msgspec.Struct, frozen=True, gc=False):
    """A whole number about a zone or a facility, of a year, from a source."""

    subject: str
    measure: str
    value: int
    year: int
    source: str
    """The `id` of a `Provenance`."""
    detail: str = ""


class Provenance(msgspec.Struct, frozen=True, gc=False):
    """Where figures or shapes come from."""

    id: str
    title: str
    licence: str
    year: int
    sha256: str
