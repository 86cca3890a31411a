"""The desk town beside a neighbour, as far as each example about neighbours needs it."""

from datetime import timedelta

from tests.app.desk_town import given
from tests.operations.compacts import TEXT as TERMS
from tests.operations.compacts import agree, carried, proposed, replace, town
from tests.operations.story import MORNING, Story
from tocsin.operations.believing import HearCustody
from tocsin.operations.call_hearing import HearCall, HearCallAnswer, HeardAnswer
from tocsin.operations.lot_hearing import HearTransfer
from tocsin.operations.lot_recall_hearing import HearLotRecall, LotRecallTold
from tocsin.operations.neighbours import NeighbourJoined, NeighbourMet
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.picture.agreement import (
    CallPart,
    CallTerms,
    Giving,
    LendingTerms,
    LentStock,
    Party,
)
from tocsin.operations.picture.aid_request import AidRequest, AidState, Wanted
from tocsin.operations.picture.custody import (
    CustodyEntry,
    CustodyFact,
    Epoch,
    Hold,
    Limits,
    Vehicle,
)
from tocsin.operations.picture.lots import LotTransfer, TransferId
from tocsin.operations.reconciling import HearAnswer, NoticeRestore

NAME = "NV-PE-mutual-aid"
STOCK = (LentStock("sandbags", 1000), LentStock("blankets", 100))
TEXT = replace(
    TERMS, agreement=NAME, title="Mutual aid", contacts=(), review_at=None,
    parties=(Party("NV", "Northvale"), Party("PE", "Port Ellery")),
    gives=tuple(
        Giving(
            each, lending=LendingTerms(may_sub_lend=True, stock=STOCK),
            calls=CallTerms(tuple(CallPart)),
        )
        for each in ("NV", "PE")
    ),
)  # fmt: skip
TAKEN = HeardAnswer(at=MORNING, number="0417")
LENT = ["LE E12 NV", "LR E12 2.0", "LG E12"]
BEFORE: dict[str, list[str]] = {
    "LR": LENT[:1],
    "LG": LENT[:2],
    "LW": LENT[:1],
    "LK": [*LENT[:2], "LE E12 PE", "LR E12 3.0"],
    "BK": LENT,
    "OV": LENT,
    "OVY": LENT,
    "OVA": LENT,
    "LO": LENT,
    "LF": LENT,
    "NH": ["NC NV ! broken into"],
    "RESU": ["SUSP NV ! stays at home"],
    "GK": ['GN sandbags 1000 "North depot', "GL SANDBAGS NV 400"],
    **{
        each: ['GN sandbags 1000 "North depot']
        for each in ("GR", "GU", "GX", "GC", "GM", "GL", "GZ")
    },
}


def heard(story: Story, unit: str, number: int, kind: CustodyFact, epoch: str, to: str) -> None:
    """An entry of Northvale's slice."""
    generation, _, hop = epoch.partition(".")
    entry = CustodyEntry(
        number, kind, Epoch(int(generation), int(hop)), to, MORNING + timedelta(seconds=number),
        limits=Limits(), vehicle=Vehicle(unit.rpartition("-")[2], "engine"),
    )  # fmt: skip
    hear = HearCustody(unit=unit, home=unit[:2], by="NV", entry=entry)
    story.done(hear, actor="system/neighbours")


def _met(key: str = "ab" * 32, spoken: str = "") -> NeighbourMet:
    return NeighbourMet(
        neighbour="NV", name="Northvale", url="https://nv", public_key=key, spoken=spoken
    )


def beside_northvale(story: Story, *, is_agreed: bool = True) -> None:
    """Joined to Northvale, which lends and borrows."""
    other, seal = town("NV", 2), town("PE", 1).seal
    story.seal = seal
    assert other.seal is not None
    story.given(_met(other.seal.public.hex()), NeighbourJoined(neighbour="NV"))
    story.done(RegisterPerson(id="p-chief", handle="chief", roles=("chief",)))
    if is_agreed:
        agree(other, story, TEXT)
    else:
        story.done(carried(TEXT, proposed(other, TEXT)))


def _call_between(story: Story, verb: str, example: str) -> str:
    """A call of Northvale's, or one of ours that it has not answered, or has taken too late."""
    if verb in ("PT", "PR"):
        told = HearCall(call="NV-ct4b1c", by="NV", passed_at=MORNING)
        story.done(told, actor="system/neighbours")
        return example.replace("4b1c", "NV-ct4b1c")
    given(story, "PASS 3fa2 NV")
    (call,) = story.picture.call_transfers
    if verb == "PQ":
        given(story, f"PW {call} ! we go")
        taken = HearCallAnswer(call=call, by="NV", received_at=MORNING, answer=TAKEN)
        story.done(taken, actor="system/neighbours")
    return example.replace("4b1c", str(call))


def _asked(story: Story, verb: str, example: str) -> str:
    """A request of ours, or one of Northvale's; the example with its id."""
    if verb in ("NW", "NQ"):
        given(story, "N NV engine")
        return example.replace("4b1c", next(iter(story.picture.aid_requests)))
    told = AidRequest("NV-mr1", "NV", Wanted(kind="engine"), MORNING, AidState.open)
    requests = story.picture.aid_requests.put(told.id, told)
    story.picture = replace(story.picture, aid_requests=requests)
    return example.replace("4b1c", told.id)


SAID_BETWEEN = {
    **dict.fromkeys(("NW", "NQ", "ND"), _asked),
    **dict.fromkeys(("PT", "PR", "PW", "PQ"), _call_between),
}
"""What the two have said to each other before, by the verb that goes on with it."""


def prepared_beside(story: Story, verb: str, example: str) -> str:
    """The story beside Northvale as the verb needs it; its example with the real digits."""
    if verb == "NY":
        story.given(_met(spoken="1234 5678"))
        return example
    beside_northvale(story, is_agreed=verb != "SIGN")
    for line in BEFORE.get(verb, []):
        given(story, line)
    if verb in ("BK", "OV", "OVY", "OVA", "LO", "LF"):
        heard(story, "PE-E12", 1, CustodyFact.accepted, "2.0", "NV")
    if verb in SAID_BETWEEN:
        example = SAID_BETWEEN[verb](story, verb, example)
    if verb in ("LX", "GB"):
        unit = "NV-E7" if verb == "LX" else "NV-L2"
        heard(story, unit, 1, CustodyFact.offered, "2.0", "PE")
        if verb == "GB":
            heard(story, unit, 2, CustodyFact.readied, "2.0", "PE")
            heard(story, unit, 3, CustodyFact.released, "2.0", "PE")
    if verb in ("OVY", "OVA", "LO", "LF"):
        given(story, "OV E12 ! a fire of our own", actor="p-ada")
    if verb in ("OVA", "LO", "LF"):
        given(story, "OVY E12", actor="p-bo")
        custody = story.picture.custody.get("PE-E12")
        assert custody is not None
        assert custody.override is not None
        example = example.replace("4711", custody.override.nonce)
        if verb in ("LO", "LF"):
            given(story, f'OVA E12 {custody.override.nonce} "ready')
            conflicted(story)
    if verb in ("GH", "GA"):
        _blankets_heard(story, is_asked_back=verb == "GA")
    if verb in ("LQ", "NL"):
        given(story, "LE E12 NV")
        story.done(NoticeRestore(life="a" * 32), actor="system/restore")
    if verb == "LQ":
        story.done(HearAnswer(neighbour="NV", life="a" * 32), actor="system/neighbours")
    return example


def _blankets_heard(story: Story, *, is_asked_back: bool) -> None:
    """Northvale has lent us some, and may ask for what is left of them."""
    told = LotTransfer(
        "NV-1", TransferId("NV", 1), "NV-BLANKETS", "NV", "blankets", "each", "NV", "PE", 60,
        released_at=MORNING,
    )  # fmt: skip
    story.done(HearTransfer(by="NV", told=told), actor="system/neighbours")
    recall = LotRecallTold(
        "NV-BLANKETS:PE", TransferId("NV", 1), "NV-BLANKETS", "NV", "PE", 60,
        by_at=MORNING + timedelta(hours=9),
    )  # fmt: skip
    if is_asked_back:
        story.done(HearLotRecall(by="NV", told=recall), actor="system/neighbours")


def conflicted(story: Story) -> None:
    """Northvale has put its loss on record."""
    entry = CustodyEntry(
        2, CustodyFact.conflict, Epoch(3, 0), "NV", MORNING + timedelta(hours=5), lost=Epoch(2, 0),
        hold=Hold.held,
    )  # fmt: skip
    hear = HearCustody(unit="PE-E12", home="PE", by="NV", entry=entry)
    story.done(hear, actor="system/neighbours")
