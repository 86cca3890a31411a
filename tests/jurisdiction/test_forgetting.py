"""Forgetting reaches every place a word was kept, and nothing can be added under a forgotten
name.
"""

from pathlib import Path

import pytest

from tests.jurisdiction.towns import (
    CHIEF,
    clock,
    denied,
    done,
    fire,
    founded,
    furnished,
    in_memory,
    order,
)
from tocsin.app.wiring import opened, reading
from tocsin.jurisdiction.orders import Accepted, Denied
from tocsin.jurisdiction.town import Town
from tocsin.log import SqliteStore
from tocsin.log.fork import fork
from tocsin.log.verify import verify
from tocsin.operations.forgetting import ForgetIncident, ForgetPerson, ForgetSubject
from tocsin.operations.incident import ArchiveIncident, CloseIncident
from tocsin.operations.narrative import AddRemark
from tocsin.operations.officers import DescribePerson, RegisterPerson
from tocsin.operations.picture import Incident
from tocsin.terms.codes import ForgetGround

GROUND = ForgetGround.no_longer_needed
SECRET = "Quay Street 7, third bell, ask for Marisol"


def over(town: Town) -> str:
    """A fire with words nobody may read for ever, closed."""
    incident = fire(town)
    remark = AddRemark(subject=f"incident/{incident}", text=SECRET)
    done(town, remark, "remark")
    done(town, CloseIncident(incident=incident, disposition="out"), "close")
    return incident


def words(town: Town, incident: Incident | None) -> list[str | None]:
    """Everything that can be read of an incident's own words."""
    assert incident is not None
    found = [incident.summary, incident.place.words]
    return [town.store.keys.open(each) for each in found if each is not None]


def test_a_forgotten_incident_is_unreadable_everywhere_and_the_chain_holds(tmp_path: Path) -> None:
    folder = founded(tmp_path / "town")
    with opened(folder, clock()) as town:
        incident = over(town)
        assert words(town, town.picture.incidents.get(incident)) == [
            "smoke from the upper window",
            "Quay Street 7",
        ]
    drill = fork(folder, tmp_path / "drill", clock=clock())
    assert read_in(drill, incident) == [SECRET]
    with opened(folder, clock()) as town:
        done(town, ForgetIncident(incident=incident, ground=GROUND), "forget")
        assert words(town, town.picture.incidents.get(incident)) == [None, None]
        done(town, ArchiveIncident(incident=incident), "archive")
        matter = town.archive.get(f"incident/{incident}")
        assert matter is not None
        assert words(town, matter.incident) == [None, None]
    with reading(folder) as seen:
        assert seen.incident(incident) is not None
        assert read_in(seen.store, incident) == [None]  # type: ignore[arg-type]
    assert read_in(drill, incident) == [None]
    drill.close()
    assert verify(folder).ok
    assert verify(tmp_path / "drill").ok
    kept = b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    assert SECRET.encode() not in kept


def read_in(store: SqliteStore, incident: str) -> list[str | None]:
    """The remark on an incident, as a log and its keys give it back."""
    from tocsin.jurisdiction.fold import fold

    picture = fold(store.read(upto=remark_position(store)))
    narrative = picture.narratives.get(f"incident/{incident}")
    assert narrative is not None
    return [store.keys.open(each.text) for each in narrative.entries if each.text]


def remark_position(store: SqliteStore) -> int:
    found = store.find("remark")
    assert found is not None
    return found[1]


def test_the_key_is_gone_when_the_answer_comes() -> None:
    with in_memory() as town:
        incident = over(town)
        owner = f"incident/{incident}"
        assert town.store.keys.holds(owner)
        done(town, ForgetIncident(incident=incident, ground=GROUND), "forget")
        assert not town.store.keys.holds(owner)
        assert town.store.keys.is_forgotten(owner)


def test_a_key_that_outlived_a_crash_is_destroyed_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = founded(tmp_path / "town")
    with opened(folder, clock()) as town:
        incident = over(town)
        monkeypatch.setattr(Town, "_destroy_keys", lambda _town: None)
        done(town, ForgetIncident(incident=incident, ground=GROUND), "forget")
        assert town.store.keys.holds(f"incident/{incident}"), "as if the machine had stopped here"
    monkeypatch.undo()
    with opened(folder, clock()) as town:
        assert not town.store.keys.holds(f"incident/{incident}")


def test_nothing_more_is_written_under_a_forgotten_name() -> None:
    with in_memory() as town:
        incident = over(town)
        done(town, ForgetIncident(incident=incident, ground=GROUND), "forget")
        no = denied(town, AddRemark(subject=f"incident/{incident}", text="more"), "more")
        assert no.refused.code == "subject_is_forgotten"
        assert no.refused.parameters == {"owner": f"incident/{incident}"}


def test_not_even_by_an_order_of_the_same_moment() -> None:
    with in_memory() as town:
        incident = over(town)
        before, forgotten, more, other = town.submit_all(
            [
                order(AddRemark(subject=f"incident/{incident}", text="before"), "c-1"),
                order(ForgetIncident(incident=incident, ground=GROUND), "c-2"),
                order(AddRemark(subject=f"incident/{incident}", text="after"), "c-3"),
                order(AddRemark(subject="unit/PE-E1", text="of something else"), "c-4"),
            ]
        )
        assert isinstance(before, Accepted)
        assert isinstance(forgotten, Accepted)
        assert isinstance(more, Denied)
        assert more.refused.code == "subject_is_forgotten"
        assert isinstance(other, Accepted)


def test_a_forgotten_person_is_unreadable_and_gives_no_orders() -> None:
    with in_memory() as town:
        person = RegisterPerson(id="PE-p-2", name="Marisol Quay", handle="4711", roles=("chief",))
        done(town, person, "register")
        done(town, DescribePerson(person="PE-p-2", contact="555 0100"), "describe", actor=CHIEF)
        named = town.picture.people.get("PE-p-2")
        assert named is not None
        assert named.name is not None
        assert town.store.keys.open(named.name) == "Marisol Quay"
        done(town, ForgetPerson(person="PE-p-2", ground=GROUND), "forget")
        assert town.store.keys.open(named.name) is None
        after = town.picture.people.get("PE-p-2")
        assert after is not None
        assert (after.name, after.contact, after.handle) == (None, None, None)
        denied(town, AddRemark(subject="unit/PE-E1", text="still here"), "c-9", actor="PE-p-2")
        again = town.submit(order(DescribePerson(person="PE-p-2", name="Marisol"), "c-10"))
        assert isinstance(again, Denied)


def test_an_archived_matter_can_still_be_forgotten() -> None:
    with in_memory() as town:
        incident = over(town)
        done(town, ArchiveIncident(incident=incident), "archive")
        done(town, ForgetSubject(owner=f"incident/{incident}", ground=GROUND), "forget")
        matter = town.archive.get(f"incident/{incident}")
        assert matter is not None
        assert words(town, matter.incident) == [None, None]


def test_attachments_of_the_forgotten_are_removed(tmp_path: Path) -> None:
    with furnished(tmp_path / "town") as town:
        incident = over(town)
        blob = town.store.blobs.put(f"incident/{incident}", "text/plain", SECRET.encode())
        assert town.store.blobs.get(blob) == SECRET.encode()
        done(town, ForgetIncident(incident=incident, ground=GROUND), "forget")
        assert town.store.blobs.get(blob) is None
        assert town.store.blobs.stored(blob.digest) is None
