"""Adopt what weighs how much when somebody is advised on who should go.

Source: NFPA 1710 (2020) §4.1.2 (times that are aimed at); Daskin, “A maximum expected covering
location model”, Transportation Science 17 (1983). Advice is never an order: nothing here decides
who goes.
"""

from enum import StrEnum

import msgspec

from tocsin.operations.orders import Command, Context, Decision, Event, Short, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.dispatch_policy import SHIPPED, DispatchPolicy, Weights
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace


class DispatchPolicyRefusal(StrEnum):
    dispatch_policy_moved_on = "dispatch_policy_moved_on"
    turnout_out_of_order = "turnout_out_of_order"
    no_such_policy = "no_such_policy"


# 1. commands and the events they may cause


class AdoptDispatchPolicy(Command, frozen=True):
    """Weigh so from now on. `over` is the version it was drawn up on (0: none). Without `weights`,
    those that are shipped under the name.
    """

    name: Short
    over: int
    weights: Weights | None = None


class DispatchPolicyAdopted(Event, frozen=True):
    policy: DispatchPolicy


# 2. decide


def adopt(command: AdoptDispatchPolicy, picture: Picture, _context: Context) -> Decision:
    """Refused where somebody else adopted in between."""
    now = policy_of(picture)
    if command.over != now.version:
        return refuse(
            DispatchPolicyRefusal.dispatch_policy_moved_on, over=command.over, version=now.version
        )
    weights = command.weights
    if weights is None:
        # A name that is misspelt weighs nothing: it is not another one's weights.
        if command.name not in SHIPPED:
            return refuse(
                DispatchPolicyRefusal.no_such_policy,
                name=command.name, shipped=", ".join(sorted(SHIPPED)),
            )  # fmt: skip
        weights = SHIPPED[command.name].weights
    if weights.turnout_p50_s > weights.turnout_p90_s:
        return refuse(
            DispatchPolicyRefusal.turnout_out_of_order,
            p50_s=weights.turnout_p50_s, p90_s=weights.turnout_p90_s,
        )  # fmt: skip
    policy = DispatchPolicy(command.name, weights, now.version + 1)
    if now.version and _replace(policy, version=now.version) == now:
        return []
    return [DispatchPolicyAdopted(policy=policy)]


KEY, DEFAULT = "dispatch", "coverage"


def policy_of(picture: Picture) -> DispatchPolicy:
    """The policy in force; the one that is shipped where none was adopted."""
    return picture.dispatch_policies.get(KEY) or SHIPPED[DEFAULT]


# 3. evolve


def adopted(picture: Picture, event: DispatchPolicyAdopted, _stamp: Stamp) -> Picture:
    policies = picture.dispatch_policies.put(KEY, event.policy)
    return _replace(picture, dispatch_policies=policies)


# 4. the tables

DECIDE = {AdoptDispatchPolicy: adopt}

EVOLVE = {"dispatch_policy_adopted.1": (DispatchPolicyAdopted, adopted)}
