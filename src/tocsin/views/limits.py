"""From when on the board asks for a person: seconds, per town."""

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What may pass unasked, in seconds.

    Turnout is NFPA 1710's 80 s with room for the report of it; a quarter of an hour under way and
    twenty minutes without a word from a crew at work (NFPA 1561, PAR) are this house's choice.
    """

    turnout_s: int = 150
    travel_s: int = 900
    silent_s: int = 1_200
    all_clear_s: int = 300
    offered_s: int = 120
