"""A style for the tiles: what is drawn how, as MapLibre reads it.

Source: MapLibre Style Specification 8. No glyphs and no sprite are named: letters come from the
page's bundled font, icons are drawn by the page under the names `facility-<kind>`,
`landmark-<kind>` and `one-way`.
"""

from collections.abc import Sequence
from typing import Any

from tocsin.app.ground.drawn.palette import COVERS, PALETTES

Json = Any
FONT, FONT_STRONG = ["Inter"], ["Inter SemiBold", "Inter"]
HEALTH = ["hospital", "clinic", "pharmacy", "care_home", "ambulance_station"]
WET = ["hydrant", "water_works", "pumping_station"]


def style(
    name: str, tileset: str, credit: str, box: Sequence[float], languages: Sequence[str],
    language: str | None,
) -> dict[str, Json]:  # fmt: skip
    """The style of that name; labels in a language where a thing has a name in it."""
    colours = PALETTES[name]
    west, south, east, north = box
    return {
        "version": 8,
        "name": f"Tocsin {name}",
        "metadata": {
            "tocsin:style": name, "tocsin:languages": list(languages), "tocsin:language": language,
            "tocsin:bounds": [round(each, 6) for each in box],
            "tocsin:marks": {"arrow": colours["text_quiet"]} | {
                each: colours[each] for each in colours if each.startswith(("plate", "mark"))
            },
        },
        "center": [round((west + east) / 2, 6), round((south + north) / 2, 6)],
        "zoom": 12,
        "sources": {
            "ground": {"type": "vector", "url": f"pmtiles://{tileset}", "attribution": credit},
            "extent": {"type": "geojson", "data": _extent(box)},
        },
        "layers": [
            {"id": "beyond", "type": "background",
             "paint": {"background-color": colours["beyond"]}},
            {"id": "ground", "type": "fill", "source": "extent",
             "paint": {"fill-color": colours["ground"], "fill-antialias": False}},
            *_covers(colours, is_lined=name == "contrast"),
            *_roads(colours, "tunnel"),
            *_buildings(colours),
            *_roads(colours, None),
            *_roads(colours, "bridge"),
            *_borders(colours),
            *_labels(colours, label(language)),
        ],
    }  # fmt: skip


def _extent(box: Sequence[float]) -> Json:
    """What the tiles cover: beyond it the map knows nothing, and shows that."""
    west, south, east, north = (round(each, 6) for each in box)
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Feature", "properties": {},
            "geometry": {"type": "Polygon", "coordinates": [ring]}}  # fmt: skip


def label(language: str | None) -> list[Json]:
    """What a label says."""
    own: list[Json] = ["get", "name"]
    return ["coalesce", ["get", f"name:{language}"], own] if language else own


def _layer(id: str, kind: str, source_layer: str, **said: Json) -> dict[str, Json]:
    found: dict[str, Json] = {
        "id": id, "type": kind, "source": "ground", "source-layer": source_layer,
    }  # fmt: skip
    for key, value in said.items():
        if value is not None:
            found[key.rstrip("_")] = value
    return found


def _by_zoom(*stops: Json, base: float = 1.5) -> list[Json]:
    return ["interpolate", ["exponential", base], ["zoom"], *stops]


def _covers(colours: dict[str, str], *, is_lined: bool) -> list[Json]:
    """Land, water and streams."""
    kinds: list[Json] = []
    for colour in sorted(set(COVERS.values())):
        kinds += [[kind for kind, each in COVERS.items() if each == colour], colours[colour]]
    shore = {"line-color": colours["shore"], "line-width": 1.2 if is_lined else 0.6}
    width = {"river": (8, 0.8, 12, 2, 16, 8), "stream": (12, 0.5, 14, 1, 16, 2.5)}
    streams = [
        _layer(
            f"waterway-{kind}", "line", "waterway",
            filter=["match", ["get", "kind"], ["river", "canal"], kind == "river",
                    kind == "stream"],
            layout={"line-cap": "round", "line-join": "round"},
            paint={"line-color": colours["stream"], "line-width": _by_zoom(*stops)},
        )
        for kind, stops in width.items()
    ]  # fmt: skip
    return [
        _layer("land", "fill", "land",
               paint={"fill-color": ["match", ["get", "kind"], *kinds, colours["built"]],
                      "fill-antialias": False}),
        *streams,
        _layer("water", "fill", "water", paint={"fill-color": colours["water"]}),
        _layer("shore", "line", "water", paint=shore),
    ]  # fmt: skip


def _buildings(colours: dict[str, str]) -> list[Json]:
    appearing = _by_zoom(13, 0.0, 13.6, 1.0, base=1)
    return [
        _layer("building", "fill", "building", minzoom=13,
               paint={"fill-color": colours["building"], "fill-opacity": appearing}),
        _layer("wall", "line", "building", minzoom=14.5,
               paint={"line-color": colours["wall"], "line-width": _by_zoom(14.5, 0.4, 18, 1.2)}),
    ]  # fmt: skip


WIDTHS: dict[str, tuple[float, ...]] = {
    "motorway": (6, 0.8, 10, 2.2, 14, 7, 18, 26), "trunk": (6, 0.7, 10, 2, 14, 6.5, 18, 24),
    "primary": (7, 0.6, 10, 1.6, 14, 5.5, 18, 22), "secondary": (9, 0.6, 12, 1.9, 14, 4.5, 18, 19),
    "tertiary": (10, 0.5, 12, 1.5, 14, 3.8, 18, 17), "minor": (12, 0.6, 14, 2.6, 18, 14),
    "pedestrian": (13, 1.0, 14, 2.0, 18, 11), "service": (13, 0.5, 14, 1.3, 18, 7),
}  # fmt: skip
FILLS = {
    "motorway": "motorway", "trunk": "trunk", "primary": "primary", "secondary": "road",
    "tertiary": "road", "minor": "road", "pedestrian": "service", "service": "service",
}  # fmt: skip
FIRST = {"secondary": 9, "tertiary": 10, "minor": 12, "pedestrian": 13, "service": 13}


def _roads(colours: dict[str, str], on: str | None) -> list[Json]:
    """Casings under fillings, small roads under large ones; paths beside them."""
    there: Json = ["==", ["get", "on"], on] if on else ["!", ["has", "on"]]
    order = list(reversed(WIDTHS))
    prefix = f"{on}-" if on else ""
    cap = "butt" if on else "round"
    found: list[Json] = [
        _layer(
            f"{prefix}{kind}", "line", "road", minzoom=13,
            filter=["all", there, ["in", ["get", "class"], ["literal", classes]]],
            layout={"line-join": "round"},
            paint={"line-color": colours["path" if kind == "steps" else kind],
                   "line-width": _by_zoom(13, 0.7, 18, wide),
                   "line-dasharray": dash},
        )
        for kind, classes, dash, wide in (
            ("track", ["track"], [4, 1.5], 3.0), ("path", ["path"], [2, 1.2], 2.2),
            ("steps", ["steps"], [0.6, 0.5], 3.4),
        )
    ]  # fmt: skip
    for is_casing in (True, False):
        for kind in order:
            paint = _road_paint(colours, kind, on, is_casing=is_casing)
            found.append(_layer(
                f"{prefix}{kind}{'-casing' if is_casing else ''}", "line", "road",
                minzoom=FIRST.get(kind), filter=["all", there, ["==", ["get", "class"], kind]],
                layout={"line-join": "round", "line-cap": "butt" if is_casing and on else cap},
                paint=paint,
            ))  # fmt: skip
    return found


def _road_paint(
    colours: dict[str, str], kind: str, on: str | None, *, is_casing: bool
) -> dict[str, Json]:
    stops = WIDTHS[kind]
    extra = (0.7, 2.0) if on != "bridge" else (1.4, 4.0)
    if not is_casing:
        colour = colours["tunnel"] if on == "tunnel" else colours[FILLS[kind]]
        return {"line-color": colour, "line-width": _wide(stops, 0, 0)}
    colour = colours["casing_major" if kind in ("motorway", "trunk", "primary") else "casing"]
    paint = {"line-color": colour, "line-width": _wide(stops, *extra)}
    if on == "tunnel":
        paint["line-dasharray"] = [1.2, 0.8]
    return paint


def _wide(stops: Sequence[float], far: float, near: float) -> list[Json]:
    """Widths by zoom, so much more on both sides; a link is about half as wide as its road."""
    found: list[Json] = []
    for at, width in zip(stops[::2], stops[1::2], strict=True):
        more = far if at < 14 else near
        found += [at, ["case", ["has", "link"], round(width * 0.55 + more, 2),
                       round(width + more, 2)]]  # fmt: skip
    return _by_zoom(*found)


def _borders(colours: dict[str, str]) -> list[Json]:
    def drawn(id: str, chosen: Json, width: list[Json], dash: list[float]) -> Json:
        return _layer(id, "line", "boundary", filter=chosen, layout={"line-join": "round"},
                      paint={"line-color": colours["border"], "line-width": width,
                             "line-dasharray": dash, "line-opacity": 0.75})  # fmt: skip

    level: Json = ["get", "level"]
    return [
        drawn("border-district", [">", level, 8], _by_zoom(12, 0.5, 18, 1.4), [2, 2]),
        drawn("border-town", ["all", [">", level, 4], ["<=", level, 8]],
              _by_zoom(8, 0.7, 18, 2.2), [4, 2]),
        drawn("border-country", ["<=", level, 4], _by_zoom(6, 1, 18, 3.2), [6, 2, 1.5, 2]),
    ]  # fmt: skip


def _labels(colours: dict[str, str], text: list[Json]) -> list[Json]:
    """From the least to the most important: what comes later is placed first."""
    return [
        _layer("one-way", "symbol", "road", minzoom=15.5, filter=["has", "oneway"],
               layout={"symbol-placement": "line", "symbol-spacing": 180, "icon-image": "one-way",
                       "icon-rotation-alignment": "map", "icon-padding": 1}),
        _words(colours, "house-number", "house", ["get", "number"], "number", minzoom=16.3,
               size=_by_zoom(16, 9, 19, 12), padding=1),
        _along(colours, "waterway-name", "waterway", text, "text_water", minzoom=13),
        _words(colours, "area-name", "area_label", text, "text_green",
               filter=["!", _is_wet()], size=_by_zoom(10, 10.5, 16, 13), padding=6),
        _along(colours, "path-name", "road", text, "text_quiet", minzoom=15.5,
               filter=["in", ["get", "class"], ["literal", ["path", "track", "steps", "service"]]]),
        _along(colours, "road-name", "road", text, "text", minzoom=13,
               filter=["in", ["get", "class"], ["literal", ["minor", "pedestrian", "tertiary"]]]),
        _along(colours, "main-road-name", "road", text, "text", minzoom=12,
               filter=["in", ["get", "class"],
                       ["literal", ["secondary", "primary", "trunk", "motorway"]]]),
        _refs(colours),
        _words(colours, "water-name", "area_label", text, "text_water", filter=_is_wet(),
               size=_by_zoom(9, 11, 16, 15), padding=6),
        *_landmarks(colours, text),
        *_facilities(colours, text),
        *_places(colours, text),
    ]  # fmt: skip


def _letters(colours: dict[str, str], font: list[str]) -> list[str]:
    """Strong ones, where the contrast is to be as high as can be."""
    return FONT_STRONG if colours is PALETTES["contrast"] else font


def _is_wet() -> list[Json]:
    return ["in", ["get", "kind"], ["literal", ["water", "sea", "lake", "river", "reservoir"]]]


def _words(
    colours: dict[str, str], id: str, layer: str, text: list[Json], colour: str, *,
    size: Json, padding: float = 3, font: list[str] = FONT, filter: Json = None,
    minzoom: float | None = None, maxzoom: float | None = None, also: dict[str, Json] | None = None,
) -> dict[str, Json]:  # fmt: skip
    return _layer(
        id, "symbol", layer, filter=filter, minzoom=minzoom, maxzoom=maxzoom,
        metadata={"tocsin:label": text[0] != "get" or text[1] == "name"},
        layout={"text-field": text, "text-font": _letters(colours, font),
                "text-size": size, "text-padding": padding,
                "text-max-width": 8, **(also or {})},
        paint={"text-color": colours[colour], "text-halo-color": colours["halo"],
               "text-halo-width": 1.4, "text-halo-blur": 0.3},
    )  # fmt: skip


def _along(
    colours: dict[str, str], id: str, layer: str, text: list[Json], colour: str, *,
    minzoom: float, filter: Json = None,
) -> dict[str, Json]:  # fmt: skip
    return _words(
        colours, id, layer, text, colour, filter=filter, minzoom=minzoom,
        size=_by_zoom(12, 10, 15, 11.5, 18, 14),
        also={"symbol-placement": "line", "symbol-spacing": 350, "text-max-angle": 35,
           "text-pitch-alignment": "viewport"},
    )  # fmt: skip


def _refs(colours: dict[str, str]) -> dict[str, Json]:
    """Numbers of roads, upright."""
    return _words(
        colours, "road-number", "road", ["get", "ref"], "text_quiet", minzoom=9,
        filter=["has", "ref"], size=10, padding=24, font=FONT_STRONG,
        also={"symbol-placement": "line", "symbol-spacing": 420,
           "text-rotation-alignment": "viewport"},
    )  # fmt: skip


def _landmarks(colours: dict[str, str], text: list[Json]) -> list[Json]:
    """Small icons and names, quieter than facilities; those that matter less give way."""
    found: list[Json] = []
    ranks = ((5, 6, 15.5, 16.5), (3, 4, 14, 15), (1, 2, 11, 13))
    for low, high, icon_from, name_from in ranks:
        found.append(_layer(
            f"landmark-{low}", "symbol", "landmark", minzoom=icon_from,
            filter=["all", [">=", ["get", "rank"], low], ["<=", ["get", "rank"], high]],
            metadata={"tocsin:label": True, "tocsin:named-from": name_from},
            layout={
                "icon-image": ["concat", "landmark-", ["get", "kind"]], "icon-padding": 1,
                "icon-size": _by_zoom(11, 0.65, 16, 0.9), "symbol-sort-key": ["get", "rank"],
                "text-field": ["step", ["zoom"], "", name_from, text],
                "text-font": _letters(colours, FONT),
                "text-size": 10.5, "text-anchor": "top", "text-offset": [0, 0.75],
                "text-optional": True, "text-max-width": 8,
            },
            paint={
                "text-color": colours["text_quiet"], "text-halo-color": colours["halo"],
                "text-halo-width": 1.4,
            },
        ))  # fmt: skip
    return found


def _facilities(colours: dict[str, str], text: list[Json]) -> list[Json]:
    """Icons by how much they matter; named from a closer zoom on."""
    found: list[Json] = []
    ranks = ((7, 8, 16, 18.5), (5, 6, 15, 17), (3, 4, 13.5, 15.5), (1, 2, 11, 14))
    for low, high, icon_from, name_from in ranks:
        found.append(_layer(
            f"facility-{low}", "symbol", "facility", minzoom=icon_from,
            filter=["all", [">=", ["get", "rank"], low], ["<=", ["get", "rank"], high]],
            metadata={"tocsin:label": True, "tocsin:named-from": name_from},
            layout={
                "icon-image": ["concat", "facility-", ["get", "kind"]], "icon-padding": 1,
                "icon-size": _by_zoom(11, 0.75, 16, 1), "symbol-sort-key": ["get", "rank"],
                "text-field": ["step", ["zoom"], "", name_from, text],
                "text-font": _letters(colours, FONT),
                "text-size": 11, "text-anchor": "top", "text-offset": [0, 1.05],
                "text-optional": True, "text-max-width": 8,
            },
            paint={
                "text-color": ["match", ["get", "kind"], ["fire_station"], colours["mark_fire"],
                               [*HEALTH, "shelter"], colours["mark_help"],
                               WET, colours["mark_water"], colours["text_quiet"]],
                "text-halo-color": colours["halo"], "text-halo-width": 1.4,
            },
        ))  # fmt: skip
    return found


def _places(colours: dict[str, str], text: list[Json]) -> list[Json]:
    rank: Json = ["get", "rank"]
    quiet = _words(
        colours, "place-quarter", "place", text, "text_quiet", filter=[">=", rank, 4],
        minzoom=11, size=_by_zoom(11, 10.5, 16, 14, base=1), padding=4,
        also={"symbol-sort-key": rank},
    )  # fmt: skip
    town = _words(
        colours, "place-town", "place", text, "text_place", filter=["<", rank, 4], maxzoom=16,
        size=["interpolate", ["linear"], ["zoom"], 7, ["match", rank, 1, 13, 2, 12, 11],
              14, ["match", rank, 1, 22, 2, 19, 16]],
        font=FONT_STRONG, padding=4, also={"symbol-sort-key": rank},
    )  # fmt: skip
    return [quiet, town]
