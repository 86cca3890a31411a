"""Who stops when something stops: suppliers, buffers, and what is enough.

A thing that has several suppliers of one network goes on while any of them does; a thing that has
several networks stops with the first. Source: the dependencies of NIST SP 1190 §2.4; earliest
times as Dijkstra 1959, with the latest supplier of a network deciding.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from heapq import heappop, heappush

from tocsin.geo.lifelines import Dependency, Network

Suppliers = Mapping[str, Mapping[Network, Mapping[str, int]]]
"""consumer → network → supplier → buffer in s."""


def suppliers_of(dependencies: Iterable[Dependency]) -> Suppliers:
    """By consumer and network."""
    found: dict[str, dict[Network, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for each in dependencies:
        found[each.consumer][each.network][each.supplier] = each.buffer_s
    return found


def upstream(suppliers: Suppliers, id: str) -> list[tuple[int, str, str]]:
    """(depth, consumer, supplier) of everything that a thing hangs on, each supplier once."""
    found: list[tuple[int, str, str]] = []
    seen = {id}
    level = [id]
    depth = 0
    while level:
        depth += 1
        following = []
        for consumer in level:
            for network in sorted(suppliers.get(consumer, {})):
                for supplier in sorted(suppliers[consumer][network]):
                    found.append((depth, consumer, supplier))
                    if supplier not in seen:
                        seen.add(supplier)
                        following.append(supplier)
        level = following
    return found


def stops(suppliers: Suppliers, failed: Collection[str]) -> dict[str, int]:
    """When each thing that stops does, in s after `failed` stopped; those are at 0."""
    consumers: dict[str, list[tuple[str, Network]]] = defaultdict(list)
    for consumer, networks in suppliers.items():
        for network, each in networks.items():
            for supplier in each:
                consumers[supplier].append((consumer, network))
    left = {
        (consumer, network): len(each)
        for consumer, networks in suppliers.items()
        for network, each in networks.items()
    }
    lasts: dict[tuple[str, Network], int] = defaultdict(int)
    when: dict[str, int] = {}
    queue = [(0, each) for each in sorted(set(failed))]
    while queue:
        at, id = heappop(queue)
        if id in when:
            continue
        when[id] = at
        for consumer, network in consumers[id]:
            key = consumer, network
            lasts[key] = max(lasts[key], at + suppliers[consumer][network][id])
            left[key] -= 1
            if not left[key] and consumer not in when:
                heappush(queue, (lasts[key], consumer))
    return when
