"""Figures about the zones: ages, households, cars, languages, work, need. All sums agree."""

from collections import Counter

import msgspec
import numpy as np

from tocsin.geo.growing.dice import Dice, shares
from tocsin.geo.growing.noise import layered
from tocsin.geo.growing.peopling import Peopled, Tract
from tocsin.geo.growing.plots import Plot
from tocsin.geo.growing.settling import Town

MINORITIES = ("ar", "tr", "uk", "pl", "pt", "so")
NEED = {
    "estate": -190,
    "terrace": -70,
    "old": -20,
    "grid": 30,
    "garden": 150,
    "village": 60,
    "farm": 80,
}
"""How a kind of house shifts a zone between poor and well off."""
JOBS = {"industrial": 26, "commercial": 22, "retail": 7, "apartments": 1, "house": 0}
WORK_PERMILLE, NIGHT_PERMILLE = 640, 35


class Count(msgspec.Struct, frozen=True):
    """A figure of a zone: measure, detail, value."""

    tract: int
    measure: str
    value: int
    detail: str = ""


def counted(
    seed: int, towns: list[Town], plots: list[Plot], peopled: Peopled, staff: dict[int, int]
) -> list[Count]:
    """Every figure of every zone. `staff`: how many work in a plot besides."""
    tracts = peopled.tracts
    wealth = _wealth(seed, towns, plots, tracts)
    ages = [_ages(Dice(seed, f"ages/{each.number}"), each, plots) for each in tracts]
    workers = [group[1] * WORK_PERMILLE // 1_000 for group in ages]
    weights = [
        sum(JOBS.get(plots[at].kind, 0) + staff.get(at, 0) for at in each.plots) + 1
        for each in tracts
    ]
    jobs = shares(sum(workers), weights)
    night = [each * NIGHT_PERMILLE // 1_000 for each in workers]
    nights = shares(sum(night), [weight * weight // 50 + 1 for weight in weights])
    found: list[Count] = []
    for at, each in enumerate(tracts):
        day = each.people - workers[at] + jobs[at]
        dark = each.people - night[at] + nights[at]
        figures = {"people": each.people, "people_day": day, "people_night": dark, "jobs": jobs[at]}
        figures |= _homes(Dice(seed, f"homes/{each.number}"), each, plots, ages[at], wealth[at])
        found += [Count(each.number, name, value) for name, value in figures.items()]
        found += _languages(
            Dice(seed, f"tongues/{each.number}"), towns[each.town], each, wealth[at]
        )
    return found + _ranks(tracts, wealth, ages)


def _wealth(seed: int, towns: list[Town], plots: list[Plot], tracts: list[Tract]) -> list[int]:
    """From 0 (poor) to 1,000 (well off)."""
    xs = np.array([each.middle[0] for each in tracts], dtype=np.int64)
    ys = np.array([each.middle[1] for each in tracts], dtype=np.int64)
    drift = layered(xs, ys, 14_000, 2, seed, "wealth").tolist()
    found = []
    for at, each in enumerate(tracts):
        kinds = Counter(plots[plot].style for plot in each.plots if plots[plot].homes)
        shift = sum(NEED.get(kind, 0) * number for kind, number in sorted(kinds.items()))
        base = 330 + towns[each.town].wealth * 35 + shift // max(1, sum(kinds.values()))
        found.append(max(0, min(1_000, base + (drift[at] - 32_768) // 110)))
    return found


def _ages(dice: Dice, each: Tract, plots: list[Plot]) -> tuple[int, int, int, int]:
    """(0 to 15, 16 to 64, 65 and more, 85 and more)."""
    green = sum(plots[at].style in ("garden", "village") for at in each.plots)
    old = 175 + 60 * green // max(1, len(each.plots)) + dice.bell(90)
    young = 170 + dice.bell(70)
    parts = shares(each.people, [young, 1_000 - young - old, old])
    return parts[0], parts[1], parts[2], parts[2] * dice.between(90, 190) // 1_000


def _homes(
    dice: Dice, each: Tract, plots: list[Plot], ages: tuple[int, int, int, int], wealth: int
) -> dict[str, int]:
    flats = sum(plots[at].homes for at in each.plots if plots[at].kind == "apartments")
    homes = max(1, sum(plots[at].homes for at in each.plots))
    households = max(1, min(each.people, each.people * 10 // dice.between(21, 25)))
    carless = 60 + (1_000 - wealth) * 300 // 1_000 + 260 * flats // homes + dice.bell(60)
    limited = ages[1] * (70 + (1_000 - wealth) // 20) // 1_000 + ages[2] * 330 // 1_000
    powered = (each.people * 3 + ages[2] * 12 + dice.below(1_000)) // 1_000
    return {
        "households": households, "aged_0_15": ages[0], "aged_16_64": ages[1],
        "aged_65_up": ages[2], "aged_85_up": ages[3], "disabled": limited,
        "no_car": households * max(20, carless) // 1_000,
        "electricity_dependent": min(each.people, powered),
    }  # fmt: skip


def _languages(dice: Dice, town: Town, each: Tract, wealth: int) -> list[Count]:
    """The languages of the town, and the one or two others that gather in this quarter."""
    own = town.tongue.split("/")
    weights = {code: 1_000 // len(own) for code in own}
    lingua = "en" if "en" not in own else "de"
    weights[lingua] = dice.between(20, 70)
    near = (each.middle[0] // 9_000 * 7 + each.middle[1] // 9_000 * 13) % len(MINORITIES)
    weights[MINORITIES[near]] = (1_000 - wealth) * dice.between(60, 420) // 1_000 + 5
    other = MINORITIES[(near + dice.between(1, 5)) % len(MINORITIES)]
    weights[other] = dice.between(5, 60)
    parts = shares(each.people, list(weights.values()))
    return [
        Count(each.number, "language", number, code)
        for code, number in zip(weights, parts, strict=True)
        if number
    ]


def _ranks(
    tracts: list[Tract], wealth: list[int], ages: list[tuple[int, int, int, int]]
) -> list[Count]:
    """Ranks and tenths by wealth, the most deprived first; and an index of vulnerability."""
    order = sorted(range(len(tracts)), key=lambda at: (wealth[at], at))
    found = []
    for rank, at in enumerate(order):
        number = tracts[at].number
        old = ages[at][2] * 1_000 // max(1, tracts[at].people)
        hurt = max(0, min(1_000, (1_000 - wealth[at]) * 7 // 10 + old))
        found += [
            Count(number, "deprivation_rank", rank + 1, "1 = most deprived"),
            Count(number, "deprivation_decile", rank * 10 // len(order) + 1),
            Count(number, "vulnerability_permille", hurt),
        ]
    return found
