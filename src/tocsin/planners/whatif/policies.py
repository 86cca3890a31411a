"""What a town adopted as the weights of its dispatch, as the arrays of a run."""

from collections.abc import Sequence

import numpy as np

from tocsin.operations.picture.dispatch_policy import Weights
from tocsin.planners.whatif.world import Policy

SHARED = (
    "cover_s_per_percent", "divert_s", "short_crew_s", "tired_after_h", "tired_s_per_hour",
    "neighbour_s", "asked_s", "standard_s", "busy_permille", "turnout_p50_s",
)  # fmt: skip
"""Fields that `Weights` has by the same name. `type_binds` is in `World.brings`."""
UNWEIGHED = {
    "urgency_permille": "how urgent an arrival is",
    "fair_s_per_hour": "what towns lent before",
    "money_s_per_hundred": "money",
    "kept_at_home": "what stays at home by it",
}
"""What a policy may weigh, that a run knows nothing of."""


def policy_of(weights: Sequence[Weights], diverts: bool = True, waits: bool = True) -> Policy:
    """The policy of each town, in the order of the towns."""
    columns = {name: [getattr(each, name) for each in weights] for name in SHARED}
    arrays = {name: np.array(column, np.int64) for name, column in columns.items()}
    count = len(weights)
    return Policy(
        **arrays, diverts=np.full(count, int(diverts), np.int64),
        waits=np.full(count, int(waits), np.int64),
    )  # fmt: skip


def unweighed(weights: Sequence[Weights]) -> tuple[str, ...]:
    """What some of these policies weigh and a run does not, in words."""
    return tuple(
        says for name, says in UNWEIGHED.items() if any(getattr(each, name) for each in weights)
    )
