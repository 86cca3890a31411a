"""A town beside Northvale that works an incident with it, as the examples of the verbs need it."""

import msgspec

from tests.app.desk_town import given
from tests.app.lent_town import beside_northvale
from tests.laws.regional_world import agreed
from tests.operations.story import Story
from tocsin.operations.picture.agreement import EscalationLevel, EscalationStep
from tocsin.operations.picture.regional import (
    LeadClaim,
    LeadOffer,
    RegionalName,
    RegionalProposal,
    RegionalStand,
)
from tocsin.operations.regional_hearing import HeardRegional, HearRegional

NUMBER = "NV-R261130-0417"
PATH = tuple(EscalationStep(each, "PE") for each in (EscalationLevel.towns, EscalationLevel.region))
OURS = ("RIO", "RIU", "RIB")
"""Verbs of the town that leads."""


def prepared_regional(story: Story, verb: str, example: str) -> str:
    """The story as the verb needs it; its example with the real digits."""
    beside_northvale(story, is_agreed=True)
    compacts = story.picture.compacts.put("region", agreed("PE", "NV", PATH))
    story.picture = msgspec.structs.replace(story.picture, compacts=compacts)
    if verb == "RIL":
        return example
    lead = "PE" if verb in OURS else "NV"
    level = EscalationLevel.region if verb == "RIB" else EscalationLevel.towns
    told = HeardRegional(
        NUMBER, RegionalStand.joined, 1, (RegionalName(NUMBER),),
        claims=(LeadClaim(NUMBER, 2, lead, level=level),),
        proposals=(RegionalProposal("PE"),),
        offer=LeadOffer("PE", 2) if verb == "RIA" else None,
    )  # fmt: skip
    story.done(HearRegional(by="NV", told=told), actor="system/neighbours")
    if verb in ("RIJ", "RID"):
        return example
    given(story, "RIJ R261130-0417 17")
    if verb == "RIC":
        given(story, "RIT R261130-0417 ! not heard of", actor="p-ada")
        given(story, "RITY R261130-0417", actor="p-bo")
    if verb == "RIM":
        given(story, 'RIS R261130-0417 1 "keep the road open')
        row = story.picture.regional_incidents.get(NUMBER)
        assert row is not None
        example = example.replace("4b1c", row.objectives[0].id)
    return example
