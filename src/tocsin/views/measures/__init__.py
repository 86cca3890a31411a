"""Measures: how long, how often, how many at once, and how much help crosses the border.

In:  incidents, open and closed, of one log, and its units. No clock: the observed window ends where
     the records end, or where the question says.
Out: an `Answer` for the whole and for every slice; each figure says what one observation is, how
     many stand behind it and what was left out. Definitions: docs/standards/measures.md.
"""

from collections.abc import Callable, Iterable, Mapping

import msgspec

from tocsin.operations.picture.incident import Incident
from tocsin.views.measures import (
    advice,
    compliance,
    concurrency,
    response_times,
    shared,
    utilisation,
    volume,
)
from tocsin.views.measures.answer import SPREAD_COLUMNS, Answer, Column, Part, Table
from tocsin.views.measures.ask import (
    Ask,
    Per,
    Study,
    Units,
    UnknownSlice,
    kept,
    opened_within,
    sliced,
    study,
)


class Measure(msgspec.Struct, frozen=True):
    """A measure by name: what it computes, in a few words and in full, and what its n counts."""

    name: str
    part: Callable[[tuple[Incident, ...], Study], Part]
    help: str
    definition: str
    counted: str
    columns: tuple[Column, ...]
    is_of_time: bool = False
    """Observes every instant of the window: what began before it and reaches into it counts too."""

    def __call__(self, incidents: Iterable[Incident], units: Units, ask: Ask) -> Answer:
        """The answer to a question. Raises UnknownSlice for an unknown key or figure."""
        whole = study(incidents, units, ask)
        chosen = kept(whole)
        if not self.is_of_time:
            chosen = tuple(each for each in chosen if opened_within(each, ask))
        slices: Mapping[str, Part] = {}
        if ask.by is not None:
            cut = sliced(whole, chosen, ask.by)
            slices = {value: self.part(each, whole) for value, each in cut.items()}
        return Answer(
            measure=self.name,
            definition=self.definition,
            kind=str(ask.kind),
            counted=self.counted,
            whole=self.part(chosen, whole),
            columns=self.columns,
            by=ask.by,
            where=ask.where,
            slices=slices,
        )


MEASURES: dict[str, Measure] = {
    each.name: each
    for each in (
        Measure(
            "response-times",
            response_times.response_times,
            "alarm handling, turnout, travel, total response and the times after, p50 and p90",
            response_times.DEFINITION,
            "observations",
            SPREAD_COLUMNS,
        ),
        Measure(
            "shared-incidents",
            shared.shared_incidents,
            "incidents worked by units of more than one home agency",
            shared.DEFINITION,
            "multi-unit incidents",
            shared.COLUMNS,
        ),
        Measure(
            "utilisation",
            utilisation.utilisation,
            "the share of the observed hours in which each unit was committed",
            utilisation.DEFINITION,
            "units",
            utilisation.COLUMNS,
            is_of_time=True,
        ),
        Measure(
            "concurrency",
            concurrency.concurrency,
            "how many incidents and units are at work at once, with the peak",
            concurrency.DEFINITION,
            "incidents",
            concurrency.COLUMNS,
            is_of_time=True,
        ),
        Measure(
            "volume",
            volume.volume,
            "incidents by local day, hour and weekday",
            volume.DEFINITION,
            "incidents",
            volume.COLUMNS,
        ),
        Measure(
            "compliance",
            compliance.compliance,
            "the share of a response time within a limit, against a goal",
            compliance.DEFINITION,
            "times",
            compliance.COLUMNS,
        ),
        Measure(
            "advice",
            advice.advice,
            "advice followed or not, why not, and who was there sooner",
            advice.DEFINITION,
            "cases",
            advice.COLUMNS,
        ),
    )
}
"""Every measure, by the name it has on the command line."""

__all__ = ["MEASURES", "Answer", "Ask", "Measure", "Per", "Table", "UnknownSlice"]
