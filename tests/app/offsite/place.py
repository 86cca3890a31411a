"""Where a copy is kept. Apart from the servers, whose libraries take long to import."""

from typing import NamedTuple


class Place(NamedTuple):
    """An address, and the fingerprint of its host key where it has one."""

    address: str
    host_key: str | None = None
