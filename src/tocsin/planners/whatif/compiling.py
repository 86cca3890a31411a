"""Compiled by numba: the parts with the whole, and the whole anew when any of its sources changed.

The arrays are held by whoever calls the whole, so no part counts who refers to them (`_nrt`): that
would take more time than the work itself. A part that makes arrays of its own has to count.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TypeVar, cast

import numba
import numpy as np

F = TypeVar("F", bound=Callable[..., object])
njit = cast("Callable[..., Callable[[object], object]]", numba.njit)

i64 = cast("Callable[[object], int]", np.int64)
"""A number as it stands in the arrays: what is compiled keeps one type for it."""


ALONE = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""Nothing but what is compiled calls it: what Python would call it by takes half the time to
compile."""


def counting(is_wanted: bool) -> dict[str, bool]:
    """Whether it counts who refers to arrays, where this numba can be told: it says so nowhere in
    public. What cannot be told counts, and is slower."""
    try:
        options = import_module("numba.core.options")
    except ImportError:
        return {}
    known = getattr(options, "DefaultOptions", None)
    return {"_nrt": is_wanted} if hasattr(known, "_nrt") else {}


def part(function: F) -> F:
    """Compiled with whoever calls it."""
    return cast(F, njit(nogil=True, **counting(False), **ALONE)(function))


def making(function: F) -> F:
    """The same, where it makes arrays."""
    return cast(F, njit(nogil=True, **counting(True), **ALONE)(function))


def leaf(function: F) -> F:
    """The same, within whoever calls it: for what is small and called for each unit."""
    return cast(F, njit(nogil=True, forceinline=True, **counting(False), **ALONE)(function))


def whole(function: F, sources: Sequence[ModuleType]) -> F:
    """Compiled at the first call, and kept where something may be written. numba keeps it as long
    as the file of the function is what it was; what it calls stands in others, so they count too.
    Where this numba cannot be told so, each process compiles it anew.
    """
    plainly = njit(nogil=True, **counting(False))(function)
    try:
        made = njit(cache=True, nogil=True, no_cfunc_wrapper=True, **counting(False))(function)
    except RuntimeError:  # no folder to keep it in
        return cast(F, plainly)
    kept = getattr(getattr(made, "_cache", None), "_cache_file", None)
    if kept is None or not hasattr(kept, "_source_stamp"):
        return cast(F, plainly)
    stats = [Path(each.__file__ or "").stat() for each in sources]
    kept._source_stamp = tuple((each.st_mtime, each.st_size) for each in stats)
    return cast(F, made)
