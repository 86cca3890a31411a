"""Addresses, facilities and settlements from the tags of one thing."""

from collections.abc import Iterator

from tocsin.gateways.osm.tags import LOCALITIES, kinds
from tocsin.geo.ground import Address, Facility, Locality, Spot


def address(id: str, tags: dict[str, str], at: Spot) -> Iterator[Address]:
    """The address of a thing with a house number or a house name."""
    number, house = tags.get("addr:housenumber"), tags.get("addr:housename")
    if number or house:
        yield Address(
            id=id, number=number, house=house, at=at,
            street=tags.get("addr:street"),
            locality=tags.get("addr:place") or tags.get("addr:hamlet") or tags.get("addr:suburb"),
            postcode=tags.get("addr:postcode"),
            town=tags.get("addr:city"),
        )  # fmt: skip


def facilities(id: str, tags: dict[str, str], at: Spot) -> Iterator[Facility]:
    """Every kind of facility that a thing is."""
    for kind in kinds(tags):
        yield Facility(id, kind, tags.get("name"), tags.get("operator"), at)


def locality(id: str, tags: dict[str, str], at: Spot) -> Iterator[Locality]:
    """A settlement or quarter with a name."""
    kind, name = tags.get("place"), tags.get("name")
    if kind in LOCALITIES and name:
        yield Locality(id, kind, name, at)
