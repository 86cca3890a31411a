"""Verbs about calls that belong to a neighbour: pass, take, give back, keep after all."""

from tocsin.app.grammar.told import Built, Told, Verb, chosen, one
from tocsin.app.tongue import code, tell
from tocsin.operations.call_transfers import (
    PassCall,
    RefuseCall,
    SettleCrossing,
    TakeCall,
    WithdrawCall,
)
from tocsin.operations.orders import Command
from tocsin.operations.picture.call_transfer import CallTransfer, RefusedBecause


def _pass(told: Told) -> Built:
    """An incident, a report, or the report that waits; and the town, or the call that was passed
    there before and of which it says more."""
    words = told.some_rest(1, 2, "takes-call-pass")
    *before, last = words
    first = _passed_before(told, last)
    town = told.neighbour(last) if first is None else first.to
    follows = None if first is None else first.id
    remarks = told.line.text
    if told.incidents:
        if before:
            raise told.wrong("takes-call-pass")
        what = told.incidents[0]
        order = PassCall(to=town, incident=what, remarks=remarks, follows=follows)
    else:
        what, left = told.a_report(tuple(before))
        if left:
            raise told.wrong("takes-call-pass")
        order = PassCall(to=town, report=what, remarks=remarks, follows=follows)
    if first is not None:
        return one(order, tell("echo-call-follows", what=what, town=town, call=first.id))
    return one(order, tell("echo-call-passed", what=what, town=town))


def _passed_before(told: Told, word: str) -> CallTransfer | None:
    """One of our calls, by its id or the end of it; None where the word is none."""
    rows = told.names.picture.call_transfers.values()
    found = [e for e in rows if not e.is_incoming and len(word) > 2 and e.id.endswith(word)]
    return found[0] if len(found) == 1 else None


def _call(told: Told, word: str) -> str:
    return told.of("call_transfers", word, tell("noun-call"))


def _take(told: Told) -> Built:
    """Into the incident named, else a new one."""
    call = _call(told, told.one_word("takes-call"))
    if told.incidents:
        incident = told.incidents[0]
        says = tell("echo-call-taken-joins", id=call, incident=incident)
        return one(TakeCall(transfer=call, incident=incident), says)
    order: Command = TakeCall(transfer=call, no_place_because=told.line.reason)
    return one(order, tell("echo-call-taken-opens", id=call))


def _refuse(told: Told) -> Built:
    words = told.some_rest(2, 2, "takes-call-refuse")
    call = _call(told, words[0])
    because = chosen(words[1], RefusedBecause, "noun-call-reason")
    found = told.names.picture.call_transfers.get(call)
    town = "" if found is None else found.by
    order = RefuseCall(transfer=call, because=because, remarks=told.line.text)
    why = code("call-because", because.value)
    return one(order, tell("echo-call-refused", id=call, town=town, because=why))


def _withdraw(told: Told) -> Built:
    call, reason = _call(told, told.one_word("takes-call")), told.a_reason()
    order = WithdrawCall(transfer=call, reason=reason)
    return one(order, tell("echo-call-withdrawn", id=call, reason=reason))


def _settle(told: Told) -> Built:
    call, words = _call(told, told.one_word("takes-call")), told.a_text()
    order = SettleCrossing(transfer=call, resolution=words)
    return one(order, tell("echo-call-settled", id=call, words=words))


VERBS: dict[str, Verb] = {
    "PASS": Verb('PASS 3fa2 NV "the caller stays on the line', _pass, "incident words text"),
    "PT": Verb("PT 4b1c 17", _take, "incident words reason"),
    "PR": Verb('PR 4b1c not_ours "the other bank', _refuse, "words text"),
    "PW": Verb("PW 4b1c ! our engine is there", _withdraw, "words reason"),
    "PQ": Verb('PQ 4b1c "they go, spoken by telephone', _settle, "words text"),
}
