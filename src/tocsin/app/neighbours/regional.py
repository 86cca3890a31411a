"""`tocsin region show`: the regional picture as an officer may know it."""

import argparse

import msgspec

from tocsin.access import Eye, person
from tocsin.app.desk import officer
from tocsin.app.facts import opener
from tocsin.app.facts import shown as plain_text
from tocsin.app.neighbours.looking import now_of, replicas_in, standings_in
from tocsin.app.neighbours.regional_deeds import likely_lines, lines_of
from tocsin.app.neighbours.telling import age_of, line_of
from tocsin.app.outcome import Exit, Told
from tocsin.app.wiring import reading
from tocsin.federation.region import KINDS, Piece, Region, region
from tocsin.operations.picture import Picture

MOST_LINES = 40
"""Of one kind, on a terminal."""


def shown(asked: argparse.Namespace) -> int:
    """Raises Told where there is no such officer."""
    with reading(asked.town) as town:
        found = officer(town.picture, asked.as_person)
        if found is None:
            raise Told("there is no such active officer here; see tocsin user list", Exit.usage)
        header, settings = town.store.header, town.picture.settings.get("town")
        joined = region(
            header.code,
            settings.name if settings else header.name,
            Eye(town.picture, person(found)),
            replicas_in(asked.town, town.picture),
            standings_in(asked.town, town),
            now_of(town),
        )
        encoded = msgspec.json.encode(joined, enc_hook=opener(town.store.keys))
        if asked.json:
            print(msgspec.json.format(encoded, indent=2).decode())
        else:
            print(told(msgspec.json.decode(encoded, type=Region), town.picture))
    return Exit.done


def told(found: Region, picture: Picture) -> str:
    """The region in lines: first how old each part is."""
    lines = [f"{found.name} ({found.town}) and its neighbours"]
    lines += [line_of(each, picture) for each in found.neighbours]
    regional = [line for e in found.regional_incidents for line in lines_of(e, whole=False)]
    if regional:
        lines += ["", f"regional incidents ({len(found.regional_incidents)})", *regional]
    lines += likely_lines(found.likely_same)
    for kind in KINDS:
        pieces = [each for each in found.subjects if each.kind == kind]
        if pieces:
            lines += ["", f"{kind} ({len(pieces)})"]
            lines += [_line(each, found.town, picture) for each in pieces[:MOST_LINES]]
        if len(pieces) > MOST_LINES:
            lines.append(f"  … and {len(pieces) - MOST_LINES} more; --json has them all")
    return "\n".join(lines)


def _free(counts: object) -> list[str]:
    """What a facility has open of each kind, and what it keeps for neighbours; by its own count."""
    found = counts if isinstance(counts, list) else []
    return [
        f"{each.get('kind')} {each['free'] - each.get('came', 0) - each.get('reserved', 0)} free"
        + (f" ({each['reserved']} kept)" if each.get("reserved") else "")
        for each in found
        if isinstance(each, dict) and each.get("free") is not None
    ]


def _warned(piece: Piece) -> list[str]:
    """What a warning is of, where, what it asks people to do, until when."""
    facts, texts = piece.fields.get("facts"), piece.fields.get("texts")
    if piece.kind != "warnings" or not isinstance(facts, dict) or not isinstance(texts, list):
        return []
    areas = [str(each.get("name")) for each in facts.get("areas", ())]
    asks = [str(each) for each in facts.get("responses", ())]
    events = [str(each.get("event")) for each in texts[:1]]
    return [*events, *areas, *asks, str(facts.get("expires"))]


def _line(piece: Piece, own: str, picture: Picture) -> str:
    named = (
        "number", "call_sign", "name", "type", "kind", "status", "state", "diversion", "priority",
        "quantity", "unit_of_measure", "kept_at", "label",
    )  # fmt: skip
    words = [str(piece.fields[each]) for each in named if piece.fields.get(each)]
    words += _free(piece.fields.get("capacities"))
    words += _warned(piece)
    place = piece.fields.get("place")
    if isinstance(place, dict) and place.get("label"):
        words.append(str(place["label"]))
    lent = picture.custody.get(piece.id) if piece.kind == "units" else None
    if lent is not None and lent.claim.town != lent.home:
        words.append(f"lent to {lent.claim.town}")
    age = "" if piece.town == own else f"  ({age_of(piece.age_s)})"
    return plain_text(f"  {piece.town:5}{piece.id:22}{' · '.join(words)}{age}")
