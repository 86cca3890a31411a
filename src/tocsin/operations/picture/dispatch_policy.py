"""Nouns: what weighs how much when the town is advised on who should go."""

from typing import Annotated

import msgspec

Price = Annotated[int, msgspec.Meta(ge=0, le=36_000)]
Seconds = Annotated[int, msgspec.Meta(ge=1, le=86_400)]
Kind = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
Number = Annotated[int, msgspec.Meta(ge=0, le=1_000)]
Money = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
Permille = Annotated[int, msgspec.Meta(ge=0, le=20_000)]


class Weights(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False
):
    """All prices are in seconds of arrival: a price of 60 says that it is as bad as to be there a
    minute later.

    `cover_s_per_percent`: for each hundredth of a town's people who lose the cover that they had
    (expected cover, Daskin 1983); `divert_s`: for taking a unit from less urgent work, less with
    each step of urgency between the two; `short_crew_s`: for each person that is missing;
    `tired_s_per_hour`: for each hour on duty beyond `tired_after_h`; `neighbour_s`: for a unit of
    another town; `asked_s`: besides, where that town has to be asked first; `fair_s_per_hour`: for
    each hour that its units worked here in the last `fair_days` beyond those of the town that lent
    least; `money_s_per_hundred`: for each hundred of money that it is owed, by `hourly`, what an
    hour of a kind of unit is reimbursed with. With `type_binds` false a unit of the kind will do,
    whatever its type. `kept_at_home`, by kind: so many free ones stay, whoever asks for them.

    Arrivals count by urgency: a thousandth of `urgency_permille` for each priority, the most urgent
    first; as they are where it says nothing, and an unknown priority as the first.

    A unit that works may be named where it is expected to be done within `clears_within_s`, as
    such work has usually lasted; `unsure_permille` of the time between half and nine in ten of
    those is its price.

    Cover is being there within `standard_s`; a unit is at work for `busy_permille` of its time, and
    away for `away_s` when it goes. Where nothing was learned yet, half of the units roll within
    `turnout_p50_s`, nine in ten within `turnout_p90_s`, and nine drives in ten take no more than
    `drive_p90_permille` of the usual time. A position older than `stale_after_s` is doubted.
    """

    type_binds: bool = True
    cover_s_per_percent: Price = 12
    divert_s: Price = 240
    short_crew_s: Price = 60
    tired_after_h: Annotated[int, msgspec.Meta(ge=0, le=72)] = 12
    tired_s_per_hour: Price = 10
    neighbour_s: Price = 0
    asked_s: Price = 180
    fair_s_per_hour: Price = 0
    fair_days: Annotated[int, msgspec.Meta(ge=1, le=366)] = 30
    hourly: Annotated[dict[Kind, Money], msgspec.Meta(max_length=100)] = {}
    money_s_per_hundred: Price = 0
    kept_at_home: Annotated[dict[Kind, Number], msgspec.Meta(max_length=100)] = {}
    urgency_permille: Annotated[tuple[Permille, ...], msgspec.Meta(max_length=4)] = ()
    clears_within_s: Annotated[int, msgspec.Meta(ge=0, le=86_400)] = 600
    unsure_permille: Permille = 500
    standard_s: Seconds = 480
    busy_permille: Annotated[int, msgspec.Meta(ge=0, le=950)] = 200
    away_s: Seconds = 3_600
    turnout_p50_s: Seconds = 70
    turnout_p90_s: Seconds = 120
    drive_p90_permille: Annotated[int, msgspec.Meta(ge=1_000, le=10_000)] = 1_350
    stale_after_s: Seconds = 300


class DispatchPolicy(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A town's weights, by a name people know them under. `version` counts its adoptions; 0: none
    was ever adopted."""

    name: str
    weights: Weights = Weights()
    version: int = 0


COVER_S = 2
"""What cover is worth in the policies that are shipped: simulated weeks say that more costs people
time (decision 057). The field's own default stays what it was when logs were written with it."""
SHIPPED = {
    "closest": DispatchPolicy(
        "closest", Weights(type_binds=False, cover_s_per_percent=0, tired_s_per_hour=0, asked_s=0)
    ),
    "closest_capable": DispatchPolicy("closest_capable", Weights(cover_s_per_percent=0)),
    "coverage": DispatchPolicy("coverage", Weights(cover_s_per_percent=COVER_S)),
    "fair": DispatchPolicy("fair", Weights(cover_s_per_percent=COVER_S, fair_s_per_hour=30)),
    "priorities": DispatchPolicy(
        "priorities",
        Weights(cover_s_per_percent=COVER_S, urgency_permille=(3_000, 2_000, 1_000, 500)),
    ),
}
"""What a town can begin with, by name."""
