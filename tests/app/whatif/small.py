"""A small scenario on a small grown region, and ways to spoil it."""

from pathlib import Path

from tocsin.app.ground.growing import VERSION, Recipe, grown_ground

TEXT = """
name = "Two small towns"
says = "alone or together"
seed = 11

[region]
ground = "ground"

[arms.siloed]
lending = "none"

[arms.integrated]

[[crews]]
kind = "engine"
at = ["fire_station"]
least = 2

[[crews]]
kind = "water_tender"
at = ["fire_station"]
shares_crew_with = "engine"

[[crews]]
kind = "ambulance"
at = ["clinic", "fire_station"]
shift = "long"

[shifts]
long = { hours = [[0, 12], [12, 23]] }

[[lending]]
aid = "automatic"
kinds = ["ambulance"]

[[lending]]
aid = "mutual"
kinds = ["engine", "water_tender"]
asked = { p50_s = 100, p90_s = 300 }

[[keeps]]
kind = "engine"
number = 1

[[calls]]
type = "medical.unwell"
priority = 2
per_day_per_10_000 = 60.0
transport_permille = 700
escalates_per_hour = [0.5]

[[calls]]
type = "fire.structure"
priority = 1
per_day_per_10_000 = 20.0
hours = "evening"
escalates_per_hour = [2.0]

[shapes]
evening = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3, 2, 2, 1]

[plans.medical]
name = "Somebody is ill"
trigger = { types = ["medical"] }
cards = [
  { level = 1, needs = [{ kind = "ambulance" }] },
  { level = 2, needs = [{ kind = "ambulance" }, { kind = "engine" }] },
]

[plans.fire]
name = "Fire"
trigger = { types = ["fire"] }
cards = [
  { level = 1, needs = [{ kind = "engine", quantity = 2 }] },
  { level = 2, needs = [{ kind = "engine", quantity = 3 }, { kind = "water_tender" },
    { kind = "ambulance" }] },
]

[[delay]]
p50_s = 60
p90_s = 120

[[turnout]]
p50_s = 70
p90_s = 120

[[turnout]]
kinds = ["engine"]
hours = [22, 6]
always_s = 100

[[scene]]
p50_s = 1200
p90_s = 2400

[[scene]]
types = ["fire"]
levels = [2]
quantiles_s = [1800, 3600, 7200]

[[handover]]
p50_s = 900
p90_s = 1800

[[groups]]
name = "distance"
by = "distance"
parts = 2
"""


def grown(folder: Path) -> Path:
    """The ground that the small scenario stands on, below a folder."""
    grown_ground(Recipe(VERSION, 3, 2, 2_400), folder / "ground")
    return folder


def written(folder: Path, *changes: tuple[str, str], more: str = "") -> Path:
    """The scenario with these texts exchanged, each of which is there."""
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = folder / "scenario.toml"
    path.write_text(text + more)
    return path
