"""Free text and other fields that must be forgettable.

`Words` is the only way such a field exists in the business. Clear text is what a command brings;
sealed text is what a record keeps. The log seals on the way in, so a picture folded from the log,
its snapshots and its forks hold ciphertext only, and destroying one key forgets them all.
"""


class Words:
    """Text under the key of `owner` (a subject, `incident/PE-0417` or `person/p-7f3a`).

    Exactly one of `text` (clear, not yet recorded) and `sealed` (nonce + ciphertext) is set.
    A plain class on purpose: no encoder knows it, so clear text cannot slip into a file.
    """

    __slots__ = ("owner", "sealed", "text")

    def __init__(self, owner: str, text: str | None = None, sealed: bytes | None = None) -> None:
        assert (text is None) != (sealed is None), "words are either clear or sealed"
        self.owner = owner
        self.text = text
        self.sealed = sealed

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Words):
            return NotImplemented
        return (self.owner, self.text, self.sealed) == (other.owner, other.text, other.sealed)

    def __hash__(self) -> int:
        return hash((self.owner, self.text, self.sealed))

    def __repr__(self) -> str:
        """Never shows the text: a repr ends up in logs and tracebacks."""
        return f"Words({self.owner!r}, {'clear' if self.sealed is None else 'sealed'})"
