"""How many numbers one regional incident may have, by the town that made them.

An incident has one number from each time that two became one by a person's word. A neighbour that
makes up more would fill every log that it is told to, and leave no room for the honest ones.

Source: NIMS (2017) "Unified Command"; the rows are those of `picture.regional`.
"""

from collections import Counter

from tocsin.operations.picture.regional import RegionalName
from tocsin.operations.regional import maker_of

MOST_MADE = 4
"""Of one incident, made by one town; and by all towns together that are no neighbours of ours."""


def beyond(
    told: tuple[RegionalName, ...], known: frozenset[str], by: str, near: frozenset[str]
) -> frozenset[str]:
    """Those of the numbers that a town tells which are too many, with those `known` here. `near`
    are this town and its neighbours: what any others are said to have made counts together."""
    spoken = near | {by}

    def town(number: str) -> str:
        made = maker_of(number)
        return made if made in spoken else ""

    counted = Counter(town(each) for each in known)
    found = set()
    for number in sorted({each.number for each in told} - known):
        counted[town(number)] += 1
        if counted[town(number)] > MOST_MADE:
            found.add(number)
    return frozenset(found)
