"""A town opened to be served beside its standby: the store, the link, the town, in their order."""

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from tocsin.app.outcome import Exit, Told
from tocsin.app.standby.copy import ALSO
from tocsin.app.standby.link import PATIENCE_S, StandbyLink, Terms
from tocsin.app.standby.taking_over import fence, finish, record_approvals
from tocsin.app.standby.wire import is_url
from tocsin.app.wiring import check_not_without_standby, running
from tocsin.jurisdiction.town import Town
from tocsin.log import SystemClock, open_store
from tocsin.log.follower import Life
from tocsin.log.place import read_place
from tocsin.log.shipping import Source
from tocsin.log.standing import Stance, Standing, read_standing, write_standing

Fenced = Callable[[str | None], None]
"""Told, from another thread, that the town goes on elsewhere, and where."""

SECRET_VARIABLE = "TOCSIN_STANDBY_SECRET"

_replace = msgspec.structs.replace


@contextmanager
def opened_beside(
    folder: Path,
    fenced: Fenced,
    *,
    own_url: str | None = None,
    waits: bool | None = None,
    patience_s: float = PATIENCE_S,
) -> Iterator[tuple[Town, StandbyLink | None]]:
    """The town, and the link to its standby where it has one.

    `fenced` is called once the folder is fenced: stop serving then, close this, and let the folder
    follow (`taking_over.follow_after_fence`). Raises as `wiring.opened`.
    """
    standing = finish(folder)
    clock = SystemClock()
    store = open_store(folder, True, clock)
    link: StandbyLink | None = None
    try:
        if standing is not None and standing.url is not None:
            if waits is not None and waits is not standing.waits:
                write_standing(folder, _replace(standing, waits=waits))
            terms = Terms(
                url=standing.url,
                secret=bytes.fromhex(standing.secret),
                own_url=own_url,
                waits=standing.waits if waits is None else waits,
                is_alone=standing.is_alone,
                patience_s=patience_s,
            )
            link = StandbyLink(
                terms, Source(store, ALSO), fencing(folder, fenced), lambda: _not_alone(folder)
            )
    except BaseException:
        store.close()
        raise
    with running(store, folder, clock, link) as town:
        record_approvals(folder, town)
        yield town, link


def fencing(folder: Path, fenced: Fenced) -> Callable[[Life, str | None], None]:
    """What is done when a later life turns up: the folder is fenced first, then `fenced` told."""

    def told(life: Life, url: str | None) -> None:
        fence(folder, life, url)
        fenced(url)

    return told


def _not_alone(folder: Path) -> None:
    """The other machine has everything again: from now on it is asked first."""
    standing = read_standing(folder)
    if standing is not None and standing.stance is Stance.writes and standing.is_alone:
        write_standing(folder, _replace(standing, is_alone=False))


def heard_at(folder: Path, link: StandbyLink | None, url: str) -> None:
    """The machine that was overtaken is at `url`: that is where our standby will be."""
    standing = read_standing(folder)
    if standing is not None and standing.url != url:
        write_standing(folder, _replace(standing, url=url))
    if link is not None:
        link.redirect(url)


def join(folder: Path, url: str, secret: str, *, waits: bool = False) -> Standing:
    """Give the town in `folder` a standby at `url`. Raises `Told` where it has another."""
    if len(secret) != 64 or not set(secret) <= set("0123456789abcdef"):
        raise Told("the secret is 64 hexadecimal digits, as `tocsin standby --pair` printed it")
    standing = read_standing(folder)
    if standing is not None and standing.stance is not Stance.writes:
        raise Told(f"{folder} is a copy: it {standing.stance.value.replace('_', ' ')}", Exit.not_so)
    made = Standing(stance=Stance.writes, secret=secret, url=url.rstrip("/"), waits=waits)
    write_standing(folder, made)
    return made


def go_alone(folder: Path) -> Standing:
    """Say that this copy goes on though its standby is not heard. Raises `Told`."""
    standing = finish(folder)
    if standing is None or standing.url is None:
        raise Told(f"{folder} has no standby; it is alone already", Exit.not_so)
    if standing.stance is not Stance.writes:
        raise Told(
            f"{folder} may not go on alone: it {standing.stance.value.replace('_', ' ')}; "
            "at a standby, take over with tocsin takeover",
            Exit.not_so,
        )
    standing = _replace(standing, is_alone=True)
    write_standing(folder, standing)
    return standing


def secret_given() -> str:
    """The secret that the standby printed: from the environment, or typed. Raises `Told`."""
    given = os.environ.get(SECRET_VARIABLE)
    if given is None:
        if not sys.stdin.isatty():
            raise Told(f"set {SECRET_VARIABLE}, or ask at a terminal", Exit.usage)
        given = getpass.getpass("The secret that the standby printed: ")
    return given.strip()


def beside_standby(folder: Path, url: str | None, *, is_alone: bool) -> bool:
    """Does the town that is to be served have a second machine? Joins it where `url` (`--standby`)
    names one for the first time, and goes on alone where `--alone` says so. Raises `Told`.
    """
    standing = finish(folder)
    if url is not None:
        if not is_url(url):
            raise Told(f"`{url[:80]}` is not an address like http://second:8443")
        if read_place(folder) is not None:
            raise Told(
                f"{folder} keeps its log in a database, where a replica of that is its second "
                "machine; a standby is for a log in the folder",
                Exit.usage,
            )
        if standing is None or standing.url is None:
            standing = join(folder, url, secret_given())
        elif standing.stance is Stance.writes and standing.url != url.rstrip("/"):
            standing = join(folder, url, standing.secret, waits=standing.waits)
    if is_alone:
        standing = go_alone(folder)
    if standing is None:
        return False
    if standing.stance is Stance.writes and url is None:
        check_not_without_standby(folder)
    return True
