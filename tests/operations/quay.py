"""A fire at the quay, with people and engines: the scene of the stories about command and plans."""

from tests.operations.story import Story
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import CloseIncident, GivenPlace, OpenIncident
from tocsin.operations.officers import DeactivatePerson, RegisterPerson
from tocsin.operations.picture.command import Organization
from tocsin.operations.units import RegisterUnit
from tocsin.terms.codes import Priority

FIRE = "f1"
PEOPLE = {
    "p-ada": ("incident_commander",),
    "p-bo": ("duty_officer", "incident_commander"),
    "p-cy": ("duty_officer",),
    "p-di": ("chief",),
    "p-ed": ("planner",),
    "p-fay": ("crew",),
}


def quay_fire(units: int = 0) -> Story:
    """An open fire, six people on the register, p-gone who left, and so many engines at work."""
    story = Story()
    for person, roles in PEOPLE.items():
        story.done(RegisterPerson(id=person, roles=roles))
    story.done(RegisterPerson(id="p-gone", roles=("chief",)))
    story.done(DeactivatePerson(person="p-gone", reason="moved away"))
    story.done(
        OpenIncident(
            id=FIRE,
            type="fire.structure",
            priority=Priority.immediate,
            place=GivenPlace(label="Quay", areas={"district": "Port"}),
        )
    )
    for number in range(1, units + 1):
        send(story, f"E{number}")
    return story


def send(story: Story, call_sign: str, kind: str = "engine") -> str:
    """Register a unit and dispatch it to the fire; returns its id."""
    unit = f"PE-{call_sign}"
    story.done(RegisterUnit(call_sign=call_sign, kind=kind))
    story.done(DispatchUnit(unit=unit, incident=FIRE))
    return unit


def close(story: Story) -> None:
    """The fire is over; needs that no unit works there."""
    story.done(CloseIncident(incident=FIRE, disposition="extinguished"))


def there(story: Story, incident: str = FIRE) -> Organization:
    """The organization of the fire."""
    found = story.picture.posts.get(incident)
    assert found is not None
    return found
