"""The sentences of refusals: a code and its parameters, said in the language that is spoken.

`words/<language>/refusals/<topic>.ftl` has an entry for each code: what the rule says, and as its
attribute `do` what the person can do next, with the refusal's parameters as variables.
"""

from tocsin.app.tongue import code, listed, order_said, spoken
from tocsin.operations.orders import Refused

CODES = {"state": "state", "status": "status", "condition": "condition"}
"""Parameters that are words of a code list, each with the family of the words."""
ORDERS = frozenset({"command", "kind"})
"""Parameters that may be the name of an order."""
ROLES = frozenset({"role", "roles"})
COUNTS = frozenset(
    {"count", "days", "decimals", "found", "keep_days", "keep_h", "least_days", "n", "size"}
)
"""Parameters that count something: a language has forms for them."""


def say(refused: Refused, language: str | None = None) -> tuple[str, str]:
    """The sentence and the next step of a refusal, in the language that is spoken or in another."""
    from tocsin.app.wording import wording

    words = wording(language or spoken())
    assert words.has(refused.code), f"no sentence for {refused.code}"
    told = {name: _told(name, value) for name, value in refused.parameters.items()}
    return words.said(refused.code, told), words.said(refused.code, told, "do")


def _told(name: str, value: str) -> str | int:
    """A parameter as it stands in a sentence."""
    if name in COUNTS and value.isascii() and value.isdecimal():
        return int(value)
    if name in CODES:
        return code(CODES[name], value)
    if name in ORDERS:
        return order_said(value)
    if name in ROLES:
        return listed(code("role", each) for each in value.split(", "))
    return value
