"""Putting a town together from its folder: store, clock, archive, picture."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tocsin.app.checking import checked
from tocsin.app.desk import first_officer
from tocsin.app.outcome import Exit, Told
from tocsin.app.phrases import say
from tocsin.app.seeing import Office
from tocsin.federation.link_key import LinkSeal
from tocsin.jurisdiction.archive import Archive
from tocsin.jurisdiction.observed import TrackLook
from tocsin.jurisdiction.orders import Accepted, Denied, Order
from tocsin.jurisdiction.reading import Reading
from tocsin.jurisdiction.second_copy import SecondCopy
from tocsin.jurisdiction.telemetry import Telemetry
from tocsin.jurisdiction.town import Surveyor, Town
from tocsin.log import (
    TRACK,
    Clock,
    Entropy,
    Header,
    LogDamaged,
    LogStore,
    Shelf,
    SqliteShelf,
    SystemClock,
    SystemEntropy,
    TownIsOpen,
    Track,
    TrackReader,
    create_store,
    open_log,
)
from tocsin.log.kept import KeptReader
from tocsin.log.place import read_place
from tocsin.log.record import Cause
from tocsin.log.signing import KEY_FILE, TownKey
from tocsin.log.standing import Stance, read_standing
from tocsin.operations.hearing import HEARER
from tocsin.operations.neighbours import joined
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Command
from tocsin.operations.picture import Picture
from tocsin.operations.picture.warning import PublicWarning
from tocsin.operations.reconciling import NoticeRestore
from tocsin.operations.settings import DescribeTown
from tocsin.operations.surveying import Survey
from tocsin.terms.codes import Role
from tocsin.terms.kinds import LogKind

ARCHIVE_FILE = "archive.sqlite"

FIRST_ROLES = (
    Role.administrator,
    Role.call_taker,
    Role.chief,
    Role.dispatcher,
    Role.duty_officer,
)
"""What the first officer may do, until somebody shares the work out."""


@contextmanager
def opened(
    folder: Path, clock: Clock | None = None, entropy: Entropy | None = None
) -> Iterator[Town]:
    """A town, open for orders; closed again at the end. Raises TownIsOpen, NotATown, LogDamaged."""
    with closing(_alone(folder, clock or SystemClock(), entropy)) as town:
        yield town


def _alone(folder: Path, clock: Clock, entropy: Entropy | None = None) -> Town:
    """The town, opened by this process and without a standby; `Told` where it has one."""
    store = open_log(folder, True, clock, entropy)
    try:
        check_not_without_standby(folder)
    except BaseException:
        store.close()
        raise
    return running(store, folder, clock)


@contextmanager
def observing(
    folder: Path, clock: Clock | None = None, entropy: Entropy | None = None
) -> Iterator[tuple[Town, Telemetry]]:
    """A town with its track, both open to write. Raises as `opened`."""
    with opened(folder, clock, entropy) as town:
        yield town, telemetry_of(town, folder, entropy)


def telemetry_of(town: Town, folder: Path, entropy: Entropy | None = None) -> Telemetry:
    """The track beside an open town, which closes it.

    A damaged one is set aside; the town runs on in any case.
    """
    key = TownKey.load(folder / KEY_FILE)
    jurisdiction = town.store.header.jurisdiction
    drawn = entropy or SystemEntropy()
    telemetry = Telemetry(town, lambda: Track(folder / TRACK, jurisdiction, key, town.clock, drawn))
    town.knows_where(telemetry)
    return telemetry


def track_look(folder: Path, store: LogStore) -> TrackLook:
    """The track of a town's folder, to look at; empty where there is none."""
    return TrackLook(TrackReader(folder / TRACK, store.header.public_key), store.keys)


@contextmanager
def ordering(folder: Path) -> Iterator[Office]:
    """A town to give orders to: opened here, or where another process serves it, through that one.

    Raises as `opened`; TownIsOpen where the process that has it does not take orders for others.
    """
    from tocsin.app.relay import RelayedTown

    clock = SystemClock()
    try:
        town = _alone(folder, clock)
    except TownIsOpen:
        with reading(folder) as look:
            try:
                relayed = RelayedTown(look, SystemClock(), folder)
            except OSError:
                relayed = None
            if relayed is None:
                raise
            try:
                yield relayed
            finally:
                relayed.close()
        return
    with closing(town):
        yield town


def check_not_without_standby(folder: Path) -> None:
    """Raise `Told` where the town has a standby, which is not asked here: it may have gone on."""
    standing = read_standing(folder)
    if standing is None or standing.stance is not Stance.writes or standing.is_alone:
        return
    if standing.url is not None:
        raise Told(
            f"{folder} has a standby at {standing.url} and is not open beside it: serve it with "
            f"--standby {standing.url}, or say once that it goes on alone: "
            f"tocsin standby {folder} --alone",
            Exit.town_is_open,
        )


def running(
    store: KeptReader, folder: Path, clock: Clock, second: SecondCopy | None = None
) -> Town:
    """A town on an open store; `second` is its standby's link."""
    try:
        key = TownKey.load(folder / KEY_FILE)
        archive = Archive(store.shelf() or SqliteShelf(folder / ARCHIVE_FILE))
        town = Town(
            store, clock, archive, key.derived("incident numbers"), LinkSeal(folder), second
        )
        town.knows_where(track_look(folder, store))
        town.knows_ground(ground_survey(folder))
        _notice_restore(town)
        return town
    except BaseException:
        store.close()
        raise


def ground_survey(folder: Path) -> Surveyor:
    """Measures warnings on the ground in force; read when the first one is measured."""
    made: list[Surveyor] = []

    def survey(picture: Picture, warning: PublicWarning) -> Survey | None:
        if not made:
            from tocsin.app.warnings.surveying import GroundSurveyor

            made.append(GroundSurveyor(folder))
        return made[0](picture, warning)

    return survey


def _notice_restore(town: Town) -> None:
    """The first that a restored log with neighbours records: before anything is ordered it holds
    nothing that may be elsewhere, whoever opens it and whatever came in between.
    """
    life = town.store.incarnations[-1]
    is_fresh = town.store.head().position == life.from_position
    if life.cause is Cause.restored and is_fresh and joined(town.picture):
        order = NoticeRestore(life=life.incarnation)
        town.send(Order(command=order, command_id=f"life/{life.incarnation}", actor=HEARER))


@contextmanager
def reading(folder: Path) -> Iterator[Reading]:
    """A town, open to look at, while another process may be writing."""
    town = reading_of(open_log(folder, False, SystemClock()), folder)
    try:
        yield town
    finally:
        town.close()


def reading_of(store: KeptReader, folder: Path) -> Reading:
    """A town to look at, on an open store; closed with it. A database needs no folder."""
    try:
        return Reading(store, _archive_to_read(store, folder / ARCHIVE_FILE))
    except BaseException:
        store.close()
        raise


@contextmanager
def shelf_to_check(folder: Path) -> Iterator[Shelf | None]:
    """The archive of a town, wherever it is kept; None where there is none. Raises LogDamaged."""
    if read_place(folder) is None:
        path = folder / ARCHIVE_FILE
        shelf = SqliteShelf(path, writer=False) if path.exists() else None
        try:
            yield shelf
        finally:
            if shelf is not None:
                shelf.close()
        return
    with closing(open_log(folder, False, SystemClock())) as store:
        yield store.shelf()


def _archive_to_read(store: KeptReader, path: Path) -> Archive | None:
    """What a writer keeps there; None where there is nothing, or nothing that can be trusted: then
    it is told from the log.
    """
    try:
        shelf = store.shelf()
        if shelf is None and path.exists():
            shelf = SqliteShelf(path, writer=False)
        return None if shelf is None else Archive(shelf)
    except LogDamaged:
        return None


def found(
    folder: Path,
    *,
    name: str,
    code: str,
    kind: LogKind,
    zone: str = "UTC",
    language: str = "en",
    officer: str = "chief",
    clock: Clock | None = None,
    entropy: Entropy | None = None,
) -> Header:
    """Found a town: its folder, its log, its first records. Raises NotATown, Told."""
    clock = clock or SystemClock()
    person = first_officer(code)
    first: tuple[tuple[str, Command], ...] = (
        (
            "system/founder",
            checked(RegisterPerson(id=person, handle=officer, roles=tuple(map(str, FIRST_ROLES)))),
        ),
        (person, checked(DescribeTown(name=name, zone=zone, language=language))),
    )
    store = create_store(folder, name=name, code=code, kind=kind, clock=clock, entropy=entropy)
    header = store.header
    with running(store, folder, clock) as town:
        for number, (actor, command) in enumerate(first):
            order = Order(command=command, command_id=f"founding/{number}", actor=actor)
            outcome = town.submit(order)
            if isinstance(outcome, Denied):
                sentence, step = say(outcome.refused)
                raise Told(f"{sentence} {step}", Exit.refused)
            assert isinstance(outcome, Accepted), outcome
    return header
