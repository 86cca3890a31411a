"""The response plans of the demo's towns: what is asked by type of incident, done first, sent."""

from importlib import resources

import msgspec

from tocsin.operations.picture.plan import PlanContent
from tocsin.operations.plans import AdoptPlan


def plans() -> list[AdoptPlan]:
    """The orders that adopt them."""
    text = resources.files(__package__).joinpath("plans.toml").read_bytes()
    found = msgspec.toml.decode(text, type=dict[str, PlanContent])
    return [AdoptPlan(plan=id, over=0, content=each) for id, each in found.items()]
