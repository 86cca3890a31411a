"""By which key a partner signs its agreements: that of the neighbour that was met, else the first.

Source: RFC 8032 (Ed25519); `neighbour_links` (rotation, revocation).
"""

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
    return next((key for key in keys if key), "")


def check_key(picture: Picture, partner: str, key: str) -> Refused | None:
    """Why a key is not believed to be the partner's."""
    known = known_key(picture, partner)
    if known in ("", key):
        return None
    return refuse(
        AgreementKeyRefusal.partner_key_differs, partner=partner, known=known[:16], key=key[:16]
    )
