"""Signatures of towns, as a decision meets them: verified here, made by whoever holds the key.

Ed25519 (RFC 8032) asks nothing of the world: a signature is a function of key and bytes, and
whether it is right is a function of three values. So both belong to a decision, at every door.
"""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tocsin.operations.orders import Context
from tocsin.terms.signed import labelled


def is_signature(key: str, label: str, statement: bytes, signature: str) -> bool:
    """Whether the holder of a public key (hex) signed these bytes under this label."""
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(signature), labelled(label, statement))
    except (InvalidSignature, ValueError):
        return False
    return True


def signed_here(context: Context, label: str, statement: bytes) -> tuple[str, str]:
    """This town's public key and its signature (hex); both empty in a preview, which holds no
    key.
    """
    if context.seal is None:
        return "", ""
    return context.seal.public.hex(), context.seal.sign(label, statement).hex()
