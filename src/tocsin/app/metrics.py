"""What the door measures of itself, for Prometheus (text format 0.0.4).

Labels come from closed lists: names of orders and routes, outcomes, refusal codes. None is about a
person, a unit or an incident, so the number of series is bounded by the program.
"""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import generate_latest

LATENCY_S = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """A registry of its own; nothing global."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._requests = Counter(
            "tocsin_requests", "Requests answered.", ("route", "status"), registry=self.registry
        )
        self._seconds = Histogram(
            "tocsin_request_seconds",
            "From the head of a request to its answer.",
            ("route",),
            buckets=LATENCY_S,
            registry=self.registry,
        )
        self._orders = Counter(
            "tocsin_orders", "Orders answered.", ("command", "outcome"), registry=self.registry
        )
        self._refusals = Counter(
            "tocsin_refusals", "Orders refused, by code.", ("code",), registry=self.registry
        )
        self._seen: dict[tuple[str, int], Callable[[float], None]] = {}
        self._given: dict[tuple[str, str], Counter] = {}

    def request(self, route: str, status: int, seconds: float) -> None:
        """A request was answered."""
        known = self._seen.get((route, status))
        if known is None:
            count = self._requests.labels(route, str(status))
            observe = self._seconds.labels(route).observe

            def known(seconds: float) -> None:
                count.inc()
                observe(seconds)

            self._seen[route, status] = known
        known(seconds)

    def order(self, command: str, outcome: str) -> None:
        """An order was answered: accepted, refused or unknown."""
        known = self._given.get((command, outcome))
        if known is None:
            known = self._given[command, outcome] = self._orders.labels(command, outcome)
        known.inc()

    def refusal(self, code: str) -> None:
        """An order was refused with this code."""
        self._refusals.labels(code).inc()

    def gauge(self, name: str, says: str, asked: Callable[[], float]) -> None:
        """A figure that is asked for when somebody looks."""
        Gauge(name, says, registry=self.registry).set_function(asked)

    def text(self) -> bytes:
        """Everything, as Prometheus reads it."""
        return generate_latest(self.registry)
