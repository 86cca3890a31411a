"""Why an order is not allowed: each with its sentence in `words/en/access.toml`."""

from enum import StrEnum


class AccessRefusal(StrEnum):
    """Refusals of this room."""

    role_may_not = "role_may_not"
    actor_unknown = "actor_unknown"
    condition_not_met = "condition_not_met"
    not_on_need_to_know = "not_on_need_to_know"
    committed_elsewhere = "committed_elsewhere"
    not_possible_now = "not_possible_now"
    access_command_unknown = "access_command_unknown"
    access_condition_unknown = "access_condition_unknown"
