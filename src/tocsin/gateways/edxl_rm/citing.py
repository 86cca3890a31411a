"""What a request of another system is called here: its message's and its element's id, so that an
answer can cite both."""

import hashlib
import re

_PLAIN = re.compile(r"[A-Za-z0-9._-]+")
_OURS = re.compile(r"[^:]*-rm-(?P<element>[A-Za-z0-9._-]+):(?P<message>[A-Za-z0-9._-]+)")
LONGEST = 80


def request_id(by: str, message: str, element: str) -> str:
    """The same for the same message and element; a digest where both are too long to be kept."""
    plain = f"{by}-rm-{element}:{message}"
    if _PLAIN.fullmatch(element) and _PLAIN.fullmatch(message) and len(plain) <= LONGEST:
        return plain
    digest = hashlib.blake2b(f"{message}\0{element}".encode(), digest_size=10).hexdigest()
    return f"{by}-rm-{digest}"


def cited(request: str) -> tuple[str, str] | None:
    """The message and the element that a request came from; None where neither was kept."""
    found = _OURS.fullmatch(request)
    return None if found is None else (found["message"], found["element"])
