"""`tocsin ground grow`: a seed in, the ground of an invented region out; all of it or nothing."""

from hashlib import sha256
from pathlib import Path

import msgspec

from tocsin.app.ground.folder import PACKAGE, Manifest, Source, made_whole
from tocsin.app.ground.importing import described
from tocsin.app.ground.writing import Package
from tocsin.app.outcome import Exit, Told

LICENCE = "CC0-1.0, invented by Tocsin"
VERSION = 2
"""Of the recipe: another one grows something else from the same seed."""
MADE = "2025-01-01T00:00:00Z"
MOST_TOWNS = 12
LEAST_PEOPLE, MOST_PEOPLE = 500, 60_000
"""For each town."""
MOST_SEED = 2**63 - 1


class Recipe(msgspec.Struct, frozen=True):
    """All that a grown ground follows from."""

    grown: int
    seed: int
    towns: int
    people: int


def grown_ground(recipe: Recipe, folder: Path) -> Manifest:
    """Make the folder; on any error it is not there. Raises Told."""
    _checked(recipe)
    with made_whole(folder, "grow") as part:
        return _written(recipe, part)


def _checked(recipe: Recipe) -> None:
    """Raises Told where this cannot be grown."""
    if not 0 <= recipe.seed <= MOST_SEED:
        raise Told(f"a seed is a whole number from 0 to {MOST_SEED:,}", Exit.usage)
    if not 1 <= recipe.towns <= MOST_TOWNS:
        raise Told(
            f"a region has 1 to {MOST_TOWNS} towns; {recipe.towns} cannot be grown", Exit.usage
        )
    low, high = LEAST_PEOPLE * recipe.towns, MOST_PEOPLE * recipe.towns
    if not low <= recipe.people <= high:
        towns = "1 town holds" if recipe.towns == 1 else f"{recipe.towns} towns hold"
        raise Told(f"{towns} {low:,} to {high:,} people; {recipe.people:,} do not fit", Exit.usage)


def _written(recipe: Recipe, part: Path) -> Manifest:
    try:
        from tocsin.geo.growing.draft import Wanted
        from tocsin.geo.growing.region import grown
    except ModuleNotFoundError as error:
        raise Told(
            f"growing a region needs {error.name}: pip install 'tocsin[ground]'", Exit.usage
        ) from error
    package = Package(part / PACKAGE)
    written = msgspec.json.encode(recipe)
    digest = sha256(written).hexdigest()
    for feature in grown(Wanted(recipe.seed, recipe.towns, recipe.people), digest):
        package.put(feature)
    level = package.finish(MADE, None)
    source = Source(
        kind="grown",
        name=f"a region grown from seed {recipe.seed}",
        sha256=digest,
        bytes=len(written),
        newest_edit=MADE,
        is_whole=True,
        held={"people": recipe.people, "seed": recipe.seed, "towns": recipe.towns},
        licence=LICENCE,
    )
    return described(part, source, level)
