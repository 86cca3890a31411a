"""Lines put together where exactly two of a kind meet, so that labels have room."""

from collections.abc import Iterable

from tocsin.geo.tiling.vector_tile import Corner

Chain = list[Corner]


def merged(lines: Iterable[Chain], *, is_directed: bool) -> list[Chain]:
    """The same lines, as few as can be; directed ones are only joined end to start. Crossings of
    three and more stay ends."""
    left = [line for line in lines if len(line) > 1]
    ends: dict[Corner, list[int]] = {}
    for at, line in enumerate(left):
        ends.setdefault(line[0], []).append(at)
        ends.setdefault(line[-1], []).append(at)
    is_taken = [False] * len(left)
    found: list[Chain] = []
    for at, line in enumerate(left):
        if is_taken[at]:
            continue
        is_taken[at] = True
        chain = _onward(list(line), left, ends, is_taken, is_directed)
        if not is_directed:
            chain.reverse()
            chain = _onward(chain, left, ends, is_taken, is_directed)
        else:
            chain = _back(chain, left, ends, is_taken)
        found.append(chain)
    return found


def _onward(
    chain: Chain, left: list[Chain], ends: dict[Corner, list[int]], is_taken: list[bool],
    is_directed: bool,
) -> Chain:  # fmt: skip
    while chain[0] != chain[-1] and len(ends[chain[-1]]) == 2:
        following = [at for at in ends[chain[-1]] if not is_taken[at]]
        if not following:
            break
        line = left[following[0]]
        if line[0] != chain[-1]:
            if is_directed:
                break
            line = line[::-1]
        is_taken[following[0]] = True
        chain += line[1:]
    return chain


def _back(
    chain: Chain, left: list[Chain], ends: dict[Corner, list[int]], is_taken: list[bool]
) -> Chain:
    while chain[0] != chain[-1] and len(ends[chain[0]]) == 2:
        before = [at for at in ends[chain[0]] if not is_taken[at] and left[at][-1] == chain[0]]
        if not before:
            break
        is_taken[before[0]] = True
        chain = left[before[0]][:-1] + chain
    return chain
