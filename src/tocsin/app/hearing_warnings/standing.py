"""What asks the sources of a town that stands."""

from pathlib import Path
from typing import TYPE_CHECKING

from tocsin.jurisdiction.town import Town

if TYPE_CHECKING:
    from tocsin.app.hearing_warnings.listening import Listener


def listener_of(town: Town, folder: Path) -> "Listener | None":
    """The listener of a town that this process writes; None without the extra `warnings`."""
    try:
        from tocsin.app.hearing_warnings.grounded import ground_of
        from tocsin.app.hearing_warnings.listening import Listener
        from tocsin.app.hearing_warnings.listening import Town as Listened
    except ImportError:
        return None
    listened = Listened(
        lambda: town.picture, town.clock.now, town.submit,
        lambda picture: ground_of(folder, picture),
    )  # fmt: skip
    return Listener(listened)
