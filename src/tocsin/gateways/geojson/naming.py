"""What an area is called: its code, name and kind, and the area that it is a part of.

Statistical offices name the columns after the kind of area and its year (`LSOA11CD`, `WD13NM`,
`GEOID`), and often put the area that holds all of a file into the name of the file
(`lsoa_E07000106_Canterbury.geojson`). Source: ONS, Code of Practice for GSS codes; U.S. Census
Bureau, GEOIDs; OpenStreetMap tags as tools export them.
"""

import re
from pathlib import PurePath

import msgspec

from tocsin.gateways.geojson.schema import Feature
from tocsin.geo.lettering import lettered, steered

CODED = re.compile(r"([A-Z]{2,6})(\d{2})?(CD|NM)")
"""Kind, year, code or name: the style of the ONS."""
KINDS = {"LSOA": "lsoa", "MSOA": "msoa", "OA": "output_area", "WD": "ward", "PAR": "parish",
         "LAD": "district", "LTLA": "district", "CTY": "county", "UTLA": "county"}  # fmt: skip
CODE_KEYS = ("id", "code", "zone", "zone_id", "geoid", "geoid10", "geoid20", "fips", "ref", "@id")
NAME_KEYS = ("name", "name_en", "namelsad", "label", "title", "nom", "nombre", "naam")
PARENT_KEYS = {"parent": "parent_name", "district": "district_name", "town": "town_name"}
FILE = re.compile(r"(?:(?P<kind>[A-Za-z]+)[_ -])?(?P<code>[A-Z]\d{8})[_ -](?P<name>[^.]+)")


class Names(msgspec.Struct, frozen=True):
    """`code` is None where nothing says one. `year` of the borders, where the column says it."""

    code: str | None
    name: str | None
    kind: str
    year: int | None
    parent: str | None
    parent_name: str | None
    level: int | None
    steering: str = ""
    """Characters that were left out of them, by code point."""


def names_of(feature: Feature, file: str) -> Names:
    """By its properties, else the feature's `id`; the parent by properties, else by the file."""
    said = _texts(feature.properties or {})
    plain = {each.lower(): text for each, text in said.items()}
    code = name = year = None
    kind = "zone"
    coded = [found for each in said if (found := CODED.fullmatch(each))]
    own = coded[0][1] if coded else None
    for found in coded:
        if found[1] == own and found[3] == "CD":
            code, kind = said[found[0]], KINDS.get(found[1], found[1].lower())
            year = 2000 + int(found[2]) if found[2] else None
        elif found[1] == own:
            name = said[found[0]]
    code = code or next((plain[key] for key in CODE_KEYS if key in plain), None)
    if code is None and feature.id is not None:
        code = str(feature.id)
    name = name or next((plain[key] for key in NAME_KEYS if key in plain), None)
    kind = plain.get("kind", kind)
    parent, parent_name = _parent(said, plain, coded, own, file)
    level = plain.get("admin_level", "")
    names = Names(
        code, name, kind, year, parent if parent != code else None, parent_name,
        int(level) if re.fullmatch("[1-9][0-9]?", level) else None,
    )  # fmt: skip
    plain_names = lettered(names)
    if plain_names is names:
        return names
    return msgspec.structs.replace(plain_names, steering=steered(names))


def _parent(
    said: dict[str, str],
    plain: dict[str, str],
    coded: list[re.Match[str]],
    own: str | None,
    file: str,
) -> tuple[str | None, str | None]:
    districts = [each for each in coded if each[1] in ("LAD", "LTLA") and each[1] != own]
    for found in districts:
        if found[3] == "CD":
            return said[found[0]], next((said[e[0]] for e in districts if e[3] == "NM"), None)
    for key, naming in PARENT_KEYS.items():
        if key in plain:
            return plain[key], plain.get(naming)
    named = FILE.search(PurePath(file).name)
    return (named["code"], named["name"].replace("_", " ")) if named else (None, None)


def _texts(properties: dict[str, msgspec.Raw]) -> dict[str, str]:
    """Texts and whole numbers that are not empty."""
    found = {}
    for each, raw in properties.items():
        try:
            value = msgspec.json.decode(raw, type=str | int)
        except msgspec.DecodeError:
            continue
        if str(value).strip():
            found[each] = str(value).strip()
    return found
