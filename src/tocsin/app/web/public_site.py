"""The public site as it is now: made once for each state of what is published, kept as bytes.

An Actual log publishes, and no other. A machine that only reads says how old what it shows may be,
as soon as it may be old at all.
"""

import threading
from datetime import datetime, timedelta
from typing import Protocol

from tocsin.app.carriers.standing import may_carry
from tocsin.app.public.published import LOOKED_AT, Published, published
from tocsin.app.public.site import Site
from tocsin.app.warnings.clear import Keys
from tocsin.log import Header
from tocsin.operations.picture import Picture


class Shown(Protocol):
    """As much of a house (`House`) as is asked here."""

    @property
    def header(self) -> Header: ...

    @property
    def keys(self) -> Keys: ...

    @property
    def picture(self) -> Picture: ...

    @property
    def age_s(self) -> float: ...

    def now(self) -> datetime: ...


class PublicSite:
    """The site as it is now, kept until what is published is another."""

    def __init__(self, house: Shown) -> None:
        self._house = house
        self._lock = threading.Lock()
        self._picture: Picture | None = None
        self._looked_at: tuple[object, ...] = ()
        self._published: Published | None = None
        self._as_of: datetime | None = None
        self._site: Site | None = None

    @property
    def is_open(self) -> bool:
        """Whether this log publishes at all: a drill, a test and a fork do not."""
        return may_carry(self._house.header)

    def now(self) -> Site:
        """The site of the present picture; the same one as long as that says the same."""
        picture, as_of = self._house.picture, self._old_since()
        site = self._site
        if site is not None and picture is self._picture and as_of == self._as_of:
            return site
        with self._lock:
            return self._made(picture, as_of)

    def _made(self, picture: Picture, as_of: datetime | None) -> Site:
        found = LOOKED_AT(picture)
        before, known = self._site, self._published
        is_same = before is not None and all(
            a is b for a, b in zip(found, self._looked_at, strict=True)
        )
        if known is None or not is_same:
            new = published(picture, self._house.keys, self._house.header.name)
            is_same = before is not None and new == known
            known = self._published = known if is_same else new
        if before is None or not is_same or as_of != self._as_of:
            assert known is not None, "what is published was just looked at"
            before = self._site = Site(known, self._house.now(), as_of=as_of)
        self._looked_at, self._as_of, self._picture = found, as_of, picture
        return before

    def _old_since(self) -> datetime | None:
        """Since when the picture may be another than the town's, to the minute; None: it is not."""
        age_s = self._house.age_s
        if age_s < 1:
            return None
        return (self._house.now() - timedelta(seconds=age_s)).replace(second=0, microsecond=0)
