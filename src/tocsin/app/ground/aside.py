"""Files without a name for what must wait while a ground is made."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

HELD_BYTES = 8 << 20
"""A file of up to so much stays in memory."""


@contextmanager
def put_aside(folder: Path) -> Iterator[Callable[[], BinaryIO]]:
    """Gives empty files that lie on the disk of a folder, but not in it, and are gone at the
    end."""
    with ExitStack() as files:
        yield lambda: cast(
            "BinaryIO", files.enter_context(SpooledTemporaryFile(HELD_BYTES, dir=str(folder)))
        )
