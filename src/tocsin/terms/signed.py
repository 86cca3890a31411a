"""What is signed with a town's key: bytes under a label, so that a signature serves one purpose."""


def labelled(label: str, statement: bytes) -> bytes:
    """The bytes that are signed for a statement under a label."""
    return b"tocsin " + label.encode() + b" 1\0" + statement
