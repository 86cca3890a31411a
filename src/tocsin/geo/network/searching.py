"""What a search engine is: shortest times over states, from seeds to gates. (README.md)"""

from typing import NamedTuple, Protocol

from tocsin.geo.network.arrays import I32, I64, NEVER


class Seeds(NamedTuple):
    """Where a journey may begin: states, and how late it is there."""

    state: I32
    ms: I32


class Gates(NamedTuple):
    """How each target is entered: from `state`, `ms` later. Those of target t are `start[t]` to
    `start[t + 1]`."""

    start: I32
    state: I32
    ms: I32


class Found(NamedTuple):
    """When each state is reached (NEVER: not), and over which exit (-1: it is a seed). Beyond the
    last goal or the limit, times are not the least. Of exits that are equally good, the lowest."""

    ms: I32
    came: I32


class Engine(Protocol):
    """Shortest times over exits; those that cost NEVER are not there."""

    name: str

    def tree(self, cost: I32, seeds: Seeds, goals: I32, limit_ms: int = NEVER - 1) -> Found:
        """Times from seeds, until every goal is reached (no goals: every state) or the limit is
        passed."""
        ...

    def matrix(self, cost: I32, sources: list[Seeds], gates: Gates) -> I64:
        """Times from each source (row) to each target (column)."""
        ...
