"""Keep a register of those who need help in a warning: with their consent, and until they take it
back.

Source: GDPR Art. 7 (3), 9 (2) a, 17; ISO 22395:2018 (vulnerable people).
"""

from enum import StrEnum

import msgspec

from tocsin.operations.forgetting import SubjectForgotten
from tocsin.operations.holds import keeps
from tocsin.operations.orders import Command, Context, Decision, Event, Ident, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.call_list import Consent, Registered, RegisteredFacts
from tocsin.terms.codes import ForgetGround
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


MOST = 2_000
"""People on the register of one town: each list of calls has a row for each of them."""


class RegisteredRefusal(StrEnum):
    register_full = "register_full"
    registered_unknown = "registered_unknown"
    registered_not_reachable = "registered_not_reachable"


# 1. commands and the events they may cause


class RegisterForCalls(Command, frozen=True):
    """Somebody wants to be called in a warning; how they are reached, and what they need."""

    facts: RegisteredFacts
    consent: Consent


class RegisteredForCalls(Event, frozen=True):
    registered: str
    consent: Consent
    facts: Words


class LeaveCallRegister(Command, frozen=True):
    """They take it back, or are gone: everything about them is forgotten."""

    registered: Ident


class CallRegisterLeft(Event, frozen=True):
    registered: str


# 2. decide


def owner_of(registered: str) -> str:
    """Under whose key everything about somebody on the register lies."""
    return f"registered/{registered}"


def register(command: RegisterForCalls, picture: Picture, context: Context) -> Decision:
    """Refused where nobody could call them, nor go there, and where the register is full."""
    if len(picture.registered) >= MOST:
        return refuse(RegisteredRefusal.register_full, most=MOST)
    facts = command.facts
    if not (facts.telephone or facts.address or facts.point):
        return refuse(RegisteredRefusal.registered_not_reachable)
    name = context.new_id("v")
    sealed = Words(owner_of(name), msgspec.json.encode(facts).decode())
    return [RegisteredForCalls(registered=name, consent=command.consent, facts=sealed)]


def leave(command: LeaveCallRegister, picture: Picture, _context: Context) -> Decision:
    found = picture.registered.get(command.registered)
    if found is None:
        return refuse(RegisteredRefusal.registered_unknown, registered=command.registered)
    owner = owner_of(found.id)
    left = CallRegisterLeft(registered=found.id)
    if keeps(picture, [owner]) is not None:
        return [left]
    return [left, SubjectForgotten(subject=owner, ground=ForgetGround.consent_withdrawn)]


# 3. evolve


def was_registered(picture: Picture, event: RegisteredForCalls, stamp: Stamp) -> Picture:
    noun = Registered(
        id=event.registered, consent=event.consent, since=stamp.occurred_at, facts=event.facts
    )
    return _replace(picture, registered=picture.registered.put(noun.id, noun))


def has_left(picture: Picture, event: CallRegisterLeft, _stamp: Stamp) -> Picture:
    return _replace(picture, registered=picture.registered.drop(event.registered))


# 4. the tables

DECIDE = {RegisterForCalls: register, LeaveCallRegister: leave}

EVOLVE = {
    "registered_for_calls.1": (RegisteredForCalls, was_registered),
    "call_register_left.1": (CallRegisterLeft, has_left),
}
