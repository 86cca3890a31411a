"""By which key a partner signs its agreements: that of the neighbour that was met, else the first.

Source: RFC 8032 (Ed25519); `neighbour_links` (rotation, revocation).
"""

from datetime import datetime
from enum import StrEnum

from tocsin.operations.orders import Refused, refuse
from tocsin.operations.picture import Picture

REVOKED = "revoked"


class AgreementKeyRefusal(StrEnum):
    partner_key_differs = "partner_key_differs"


def known_key(picture: Picture, partner: str) -> str:
    """The key (hex) by which a partner is known here; empty where it is not known yet. Of a
    neighbour that was met it is that key and no other; `REVOKED` where none is believed.
    """
    neighbour = picture.neighbours.get(partner)
    if neighbour is not None and neighbour.joined_at is not None:
        return neighbour.public_key or REVOKED
    keys = (each.partner_key for each in picture.compacts.values() if each.partner == partner)
    known = next((key for key in keys if key), "")
    return REVOKED if neighbour is not None and neighbour.is_revoked(known) else known


def check_key(
    picture: Picture, partner: str, key: str, signed_at: datetime | None = None
) -> Refused | None:
    """Why a key is not believed to be the partner's. What was signed at a time may bear the key
    that a joined neighbour had then, where each key since has signed the next."""
    known = known_key(picture, partner)
    neighbour = picture.neighbours.get(partner)
    is_revoked = neighbour is not None and neighbour.is_revoked(key)
    if known in ("", key) and not is_revoked:
        return None
    if neighbour is None or neighbour.joined_at is None or signed_at is None:
        return _differs(partner, known, key)
    if neighbour.had(key, signed_at):
        return None
    return _differs(partner, known, key)


def unknown_key(partner: str, key: str) -> Refused:
    """Why nothing is heard over the link of a partner that is known by no key."""
    return _differs(partner, "", key)


def _differs(partner: str, known: str, key: str) -> Refused:
    return refuse(
        AgreementKeyRefusal.partner_key_differs,
        partner=partner, known=known[:16] or "–", key=key[:16],
    )  # fmt: skip
