"""Steps of a way in words, in the language that is spoken."""

from tocsin.app.tongue import code, tell
from tocsin.geo.network.steps import WINDS, Step


def says(step: Step) -> str:
    """`left into Mill Rd, 240 m`."""
    metres = round(step.distance_cm / 100)
    far = tell("step-metres", n=f"{metres}")
    if metres >= 1000:
        far = tell("step-kilometres", n=f"{metres / 1000:.1f}")
    kind = step.road_class.replace("_", " ")
    road = step.name or tell("step-unnamed", kind=kind)
    if step.exit:
        return tell("step-exit", exit=f"{step.exit}", road=road, far=far)
    turn = code("turn", step.turn.replace(" ", "_"))
    if step.turn in WINDS:
        return tell("step-on", turn=turn, road=road, far=far)
    return tell("step-into", turn=turn, road=road, far=far)
