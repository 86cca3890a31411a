"""Verbs for orders that need more than one person: propose, approve, object, carry out."""

from collections.abc import Callable

import msgspec

from tocsin.app.grammar.parse import NotUnderstood
from tocsin.app.grammar.told import Built, Told, Verb, View, one, whole
from tocsin.operations.approvals import AdoptApprovalRule, LiftApprovalRule
from tocsin.operations.catalogue import COMMANDS
from tocsin.operations.execution import ExecuteProposal
from tocsin.operations.orders import Command
from tocsin.operations.proposals import (
    ApproveProposal,
    ObjectToProposal,
    Propose,
    WithdrawObjection,
    WithdrawProposal,
)


def propose(inner: Built) -> Built:
    """The proposal of what a line would order: one command, as its fields in JSON."""
    if isinstance(inner, View) or len(inner) != 1 or len(inner[0].commands) != 1:
        raise NotUnderstood('AP proposes one order at a time, as in `AP CL 05 "false alarm`')
    command = inner[0].commands[0]
    order = msgspec.json.encode(command).decode()
    proposed = Propose(kind=type(command).__name__, order=order)
    return one(proposed, f"Propose, for others to approve: {inner[0].says}")


def _never(told: Told) -> Built:
    raise told.wrong("a whole order after it")


def _proposal(told: Told) -> str:
    return told.of("proposals", told.one_word("a proposal, by its id or the end of it"), "proposal")


def _approve(told: Told) -> Built:
    """To what is shown here and now: an edit since then is another digest, and is refused."""
    proposal = _proposal(told)
    found = told.names.picture.proposals.get(proposal)
    assert found is not None
    command = ApproveProposal(proposal=proposal, digest=found.digest)
    return one(command, f"Approve {proposal}, {found.kind}: {_shown(told, proposal)}.")


def _shown(told: Told, proposal: str) -> str:
    """The order inside a proposal, as its fields."""
    found = told.names.picture.proposals.get(proposal)
    text = None if found is None else told.names.read(found.text)
    if text is None:
        return "its words cannot be read"
    order = msgspec.json.decode(text)["order"]
    return ", ".join(f"{name} {value}" for name, value in sorted(order.items()))


def _execute(told: Told) -> Built:
    proposal = _proposal(told)
    found = told.names.picture.proposals.get(proposal)
    text = None if found is None else told.names.read(found.text)
    if text is None:
        raise NotUnderstood(f"the words of {proposal} cannot be read: propose anew")
    says = f"Carry out {proposal}: {_shown(told, proposal)}."
    return one(ExecuteProposal(proposal=proposal, text=text), says)


def _object(told: Told) -> Built:
    proposal, reason = _proposal(told), told.a_reason()
    command = ObjectToProposal(proposal=proposal, reason=reason)
    return one(command, f"Object to {proposal}: {reason}.")


def _simply(make: Callable[[str], Command], says: str) -> Callable[[Told], Built]:
    def build(told: Told) -> Built:
        proposal = _proposal(told)
        return one(make(proposal), says.format(proposal))

    return build


def order_named(word: str) -> str:
    """The catalogue's name of an order, whatever its case. Raises NotUnderstood."""
    found = {each.casefold(): each for each in COMMANDS}.get(word.casefold())
    if found is None:
        raise NotUnderstood(f"there is no order `{word}`: tocsin do TOWN --command ? lists them")
    return found


def _rule(told: Told) -> Built:
    words = told.some_rest(3, None, "an order by name, how many approve, in which roles")
    kind, n = order_named(words[0]), whole(words[1], "a number of people")
    roles = tuple(each.lower() for each in words[2:])
    command = AdoptApprovalRule(kind=kind, n=n, roles=roles)
    return one(command, f"{kind} needs {n} of {', '.join(roles)} from now on.")


def _no_rule(told: Told) -> Built:
    kind = order_named(told.one_word("an order by name"))
    return one(LiftApprovalRule(kind=kind), f"{kind} needs no approval any more.")


VERBS: dict[str, Verb] = {
    "AP": Verb('AP CL 05 "false alarm', "propose an order that needs approval", _never, ""),
    "AY": Verb("AY 6f1d", "approve it, as it is shown", _approve, "words"),
    "AN": Verb("AN 6f1d ! not yet", "object to it", _object, "words reason"),
    "AO": Verb(
        "AO 6f1d",
        "take the objection back",
        _simply(lambda p: WithdrawObjection(proposal=p), "No objection to {} any more."),
        "words",
    ),
    "AX": Verb("AX 6f1d", "carry out what was approved", _execute, "words"),
    "AW": Verb(
        "AW 6f1d",
        "withdraw it",
        _simply(lambda p: WithdrawProposal(proposal=p), "{} is withdrawn."),
        "words",
    ),
    "RULE": Verb(
        "RULE CloseIncident 2 chief duty_officer", "which orders need approval", _rule, "words"
    ),
    "UNRU": Verb(
        "UNRU CloseIncident", "lift such a rule; it guards itself, so: AP UNRU …", _no_rule, "words"
    ),
}
