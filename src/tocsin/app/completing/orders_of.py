"""Which orders a verb may lead to, read from what its builder is made of."""

from collections.abc import Iterator
from functools import cache
from types import CodeType, FunctionType

from tocsin.app.grammar.verbs import VERBS
from tocsin.operations.orders import Command
from tocsin.operations.proposals import Propose
from tocsin.operations.team_orders import OrderTeam

GRAMMAR = "tocsin.app.grammar."


@cache
def orders_of(verb: str) -> frozenset[str]:
    """The names of the orders; none where the verb only asks."""
    if verb == "AP":
        return frozenset({Propose.__name__})
    if verb == "TM":
        return frozenset({OrderTeam.__name__})
    build = VERBS[verb].build
    assert isinstance(build, FunctionType), "verbs are built by functions"
    return frozenset(each.__name__ for each in _named(build, set()))


def _named(function: FunctionType, seen: set[FunctionType]) -> Iterator[type[Command]]:
    """The orders that a function names, and those of the functions of the grammar that it uses."""
    if function in seen:
        return
    seen.add(function)
    names = _names(function.__code__)
    used = [function.__globals__.get(each) for each in names]
    used += [each.cell_contents for each in function.__closure__ or ()]
    for each in used:
        if isinstance(each, type) and issubclass(each, Command) and each is not Command:
            yield each
        elif isinstance(each, FunctionType) and each.__module__.startswith(GRAMMAR):
            yield from _named(each, seen)


def _names(code: CodeType) -> Iterator[str]:
    """The global names in a function's code, and in the functions within it."""
    yield from code.co_names
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _names(each)
