"""Verbs for orders that need more than one person: propose, approve, object, carry out."""

from collections.abc import Callable

import msgspec

from tocsin.app.grammar.parse import misread
from tocsin.app.grammar.told import Built, Told, Verb, View, one, whole
from tocsin.app.tongue import listed, order_said, tell
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
        raise misread("misread-propose-one")
    command = inner[0].commands[0]
    order = msgspec.json.encode(command).decode()
    proposed = Propose(kind=type(command).__name__, order=order)
    return one(proposed, tell("echo-propose", says=inner[0].says))


def _never(told: Told) -> Built:
    raise told.wrong("takes-a-whole-order")


def _proposal(told: Told) -> str:
    return told.of("proposals", told.one_word("takes-a-proposal"), tell("noun-proposal"))


def _approve(told: Told) -> Built:
    """To what is shown here and now: an edit since then is another digest, and is refused."""
    proposal = _proposal(told)
    found = told.names.picture.proposals.get(proposal)
    assert found is not None
    command = ApproveProposal(proposal=proposal, digest=found.digest)
    shown = _shown(told, proposal)
    return one(
        command, tell("echo-approve", proposal=proposal, kind=order_said(found.kind), shown=shown)
    )


def _shown(told: Told, proposal: str) -> str:
    """The order inside a proposal, as its fields."""
    found = told.names.picture.proposals.get(proposal)
    text = None if found is None else told.names.read(found.text)
    if text is None:
        return tell("words-unreadable")
    order = msgspec.json.decode(text)["order"]
    return listed(f"{name} {value}" for name, value in sorted(order.items()))


def _execute(told: Told) -> Built:
    proposal = _proposal(told)
    found = told.names.picture.proposals.get(proposal)
    text = None if found is None else told.names.read(found.text)
    if text is None:
        raise misread("misread-proposal-unreadable", proposal=proposal)
    says = tell("echo-execute", proposal=proposal, shown=_shown(told, proposal))
    return one(ExecuteProposal(proposal=proposal, text=text), says)


def _object(told: Told) -> Built:
    proposal, reason = _proposal(told), told.a_reason()
    command = ObjectToProposal(proposal=proposal, reason=reason)
    return one(command, tell("echo-object", proposal=proposal, reason=reason))


def _simply(make: Callable[[str], Command], says: str) -> Callable[[Told], Built]:
    def build(told: Told) -> Built:
        proposal = _proposal(told)
        return one(make(proposal), tell(says, proposal=proposal))

    return build


def order_named(word: str) -> str:
    """The catalogue's name of an order, whatever its case. Raises NotUnderstood."""
    found = {each.casefold(): each for each in COMMANDS}.get(word.casefold())
    if found is None:
        raise misread("misread-order", word=word)
    return found


def _rule(told: Told) -> Built:
    words = told.some_rest(3, None, "takes-a-rule")
    kind, n = order_named(words[0]), whole(words[1], tell("number-of-people"))
    roles = tuple(each.lower() for each in words[2:])
    command = AdoptApprovalRule(kind=kind, n=n, roles=roles)
    return one(command, tell("echo-rule", kind=order_said(kind), n=n, roles=listed(roles)))


def _no_rule(told: Told) -> Built:
    kind = order_named(told.one_word("takes-an-order"))
    return one(LiftApprovalRule(kind=kind), tell("echo-no-rule", kind=order_said(kind)))


VERBS: dict[str, Verb] = {
    "AP": Verb('AP CL 05 "false alarm', _never, ""),
    "AY": Verb("AY 6f1d", _approve, "words"),
    "AN": Verb("AN 6f1d ! not yet", _object, "words reason"),
    "AO": Verb(
        "AO 6f1d",
        _simply(lambda p: WithdrawObjection(proposal=p), "echo-no-objection"),
        "words",
    ),
    "AX": Verb("AX 6f1d", _execute, "words"),
    "AW": Verb(
        "AW 6f1d",
        _simply(lambda p: WithdrawProposal(proposal=p), "echo-withdrawn"),
        "words",
    ),
    "RULE": Verb("RULE CloseIncident 2 chief duty_officer", _rule, "words"),
    "UNRU": Verb("UNRU CloseIncident", _no_rule, "words"),
}
