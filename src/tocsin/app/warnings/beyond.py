"""What a warning tells besides those whom it is for."""

import msgspec


class Beyond(msgspec.Struct, frozen=True):
    """What a simpler border holds besides: it had so many corners, and has fewer."""

    before: int
    corners: int
    m2: int
    people: int | None


def km2(m2: int) -> str:
    """Square kilometres, to the hundredth; to the ten-thousandth where that is nothing."""
    return f"{m2 / 1e6:.2f}" if m2 >= 10_000 else f"{m2 / 1e6:.4f}"
