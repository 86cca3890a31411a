"""The storage fails under a running town: "unknown", nothing half done, and no hand to recover."""

from tests.jurisdiction.towns import (
    E1,
    E2,
    FIRE,
    FaultyStore,
    clock,
    done,
    fire,
    in_memory,
    memory_store,
    order,
)
from tocsin.jurisdiction.archive import Archive
from tocsin.jurisdiction.orders import Accepted, Unknown
from tocsin.jurisdiction.reading import latest
from tocsin.jurisdiction.town import Town
from tocsin.log import MemoryShelf, StorageUnknown
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import ArchiveIncident, CloseIncident


def faulty_town() -> tuple[Town, FaultyStore]:
    """A furnished town on storage that can be made to fail."""
    store = FaultyStore(memory_store(clock()))
    return in_memory(store), store  # type: ignore[arg-type]


def agrees_with_its_log(town: Town) -> bool:
    """Is the running picture what a replay of the log gives?"""
    replayed, position = latest(town.store, Archive(MemoryShelf()))
    return (replayed, position) == (town.picture, town.position)


def test_while_the_storage_fails_every_answer_is_unknown_and_the_picture_stands_still() -> None:
    town, store = faulty_town()
    incident = fire(town)
    before, picture, attempts = town.position, town.picture, store.attempts
    store.breaks(kept=False)
    for number, unit in enumerate((E1, E2, E1)):
        outcome = town.submit(order(DispatchUnit(unit=unit, incident=incident), f"c-{number}"))
        assert isinstance(outcome, Unknown)
        assert outcome.command_id == f"c-{number}"
        assert "no space left" in outcome.why
    assert (town.position, town.picture) == (before, picture)
    assert store.attempts == attempts + 1, (
        "a store that failed is not asked again before it recovered"
    )


def test_when_the_storage_is_mended_the_same_ids_are_answered_without_a_restart() -> None:
    town, store = faulty_town()
    incident = fire(town)
    send = order(DispatchUnit(unit=E1, incident=incident), "c-1")
    store.breaks(kept=False)
    assert isinstance(town.submit(send), Unknown)
    store.mended()
    outcome = town.submit(send)
    assert isinstance(outcome, Accepted)
    assert not outcome.is_repeat
    assert agrees_with_its_log(town)


def test_an_append_that_was_kept_though_reported_unknown_is_caught_up_and_not_done_twice() -> None:
    town, store = faulty_town()
    incident = fire(town)
    send = order(DispatchUnit(unit=E1, incident=incident), "c-1")
    before, picture = town.position, town.picture
    store.breaks(kept=True)
    assert isinstance(town.submit(send), Unknown)
    assert (town.position, town.picture) == (before, picture)
    store.mended()
    outcome = town.submit(send)
    assert isinstance(outcome, Accepted)
    assert outcome.is_repeat
    assert (outcome.first, outcome.last) == (before + 1, before + 1)
    assert town.position == before + 1
    unit = town.picture.units.get(E1)
    assert unit is not None
    assert unit.incident == incident
    assert agrees_with_its_log(town)


def test_without_catching_up_the_picture_would_be_behind_its_log() -> None:
    """The negative control of the test above."""
    town, store = faulty_town()
    incident = fire(town)
    store.breaks(kept=True)
    town.submit(order(DispatchUnit(unit=E1, incident=incident), "c-1"))
    store.mended()
    store.recover()
    assert not agrees_with_its_log(town)


def test_a_whole_batch_is_unknown_together() -> None:
    town, store = faulty_town()
    store.breaks(kept=False)
    outcomes = list(town.submit_all(order(FIRE, f"c-{number}") for number in range(5)))
    assert all(isinstance(each, Unknown) for each in outcomes)
    store.mended()
    outcomes = list(town.submit_all(order(FIRE, f"c-{number}") for number in range(5)))
    assert all(isinstance(each, Accepted) for each in outcomes)
    assert len(town.picture.incidents) == 5
    assert agrees_with_its_log(town)


class FullShelf(MemoryShelf):
    """An archive for which there is no room, until there is."""

    is_full = False

    def put(self, name: str, content: bytes) -> None:
        if self.is_full:
            raise StorageUnknown("no space left on device")
        super().put(name, content)


def test_a_full_archive_holds_up_nobody_and_loses_nothing() -> None:
    shelf = FullShelf()
    town = in_memory(shelf=shelf)
    first, second = fire(town, "c-1"), fire(town, "c-2")
    shelf.is_full = True
    for incident in (first, second):
        done(town, CloseIncident(incident=incident, disposition="out"), f"close/{incident}")
        done(town, ArchiveIncident(incident=incident), f"archive/{incident}")
    assert len(town.picture.incidents) == 0
    assert town.archive.position < town.position, "it says that it is behind"
    assert {each.subject for each in town.archive.matters()} == {
        f"incident/{first}",
        f"incident/{second}",
    }
    shelf.is_full = False
    fire(town, "c-3")
    assert town.archive.position == town.position
    assert shelf.get(f"incident/{first}") is not None


def test_without_room_for_a_snapshot_the_town_answers_and_closes_as_ever() -> None:
    town, store = faulty_town()

    def no_room(fold: str, position: int, picture: bytes) -> None:
        raise StorageUnknown("no space left on device")

    store.save_snapshot = no_room  # type: ignore[attr-defined]
    town._snapshot_due_at = town.position
    assert isinstance(town.submit(order(FIRE, "c-1")), Accepted)
    town.close()
    again = in_memory(store)  # type: ignore[arg-type]
    assert again.picture == town.picture
