"""What a standby refuses, by name; and that nothing of it is kept."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from tests.laws.two_machines import Copier, TwoMachines, Writer
from tests.log.makings import MORNING, founded
from tocsin.app.outcome import Told
from tocsin.app.standby import taking_over
from tocsin.app.standby.copy import pair
from tocsin.app.standby.taking_over import begin_life, finish
from tocsin.federation.standby_follower import superseding
from tocsin.federation.standby_messages import (
    Greeting,
    NotFollowed,
    Parcel,
    StandbyFault,
    Superseded,
    answer_of,
    as_bytes,
)
from tocsin.federation.standby_shipper import NotShipped
from tocsin.log import fork, restore
from tocsin.log.chain import INCARNATION
from tocsin.log.follower import FollowerStore, Life
from tocsin.log.record import Cause, Incarnation, incarnation_bytes
from tocsin.log.signing import KEY_FILE, TownKey
from tocsin.log.standing import Stance
from tocsin.operations.takeover import Approval

APPROVED = (Approval("p-1", MORNING), Approval("p-2", MORNING))


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoMachines]:
    made = TwoMachines(tmp_path)
    for number in range(1, 5):
        made.writer.record(number, None)
    made.settle()
    yield made
    made.close()


def copier(two: TwoMachines) -> Copier:
    assert two.copier is not None
    return two.copier


def refused(two: TwoMachines, message: object) -> NotFollowed:
    """What the standby says to this, having kept nothing of it."""
    store = copier(two).copy.store
    assert store is not None
    before = store.head()
    answer = answer_of(copier(two).hear(as_bytes(message)))  # type: ignore[arg-type]
    assert isinstance(answer, NotFollowed), answer
    assert store.head() == before
    return answer


def greeting_of(writer: Writer) -> Greeting:
    """What a writer begins with."""
    writer.hang_up()
    question = writer.question()
    assert isinstance(question, Greeting)
    return question


def test_another_town_with_the_same_secret_is_refused(two: TwoMachines, tmp_path: Path) -> None:
    founded(tmp_path / "other", seed=2).close()
    other = Writer(tmp_path / "other")
    assert refused(two, greeting_of(other)).fault is StandbyFault.wrong_town
    other.store.close()


def test_a_drill_has_no_standby(two: TwoMachines, tmp_path: Path) -> None:
    drill = fork(two.writer.folder, tmp_path / "drill")
    message = msgspec.structs.replace(
        greeting_of(two.writer),
        header=drill.reader.header_body,
        header_signature=drill.reader.header_signature,
    )
    drill.close()
    assert refused(two, message).fault is StandbyFault.a_drill


def test_a_greeting_that_the_town_did_not_sign_is_refused(two: TwoMachines) -> None:
    greeting = greeting_of(two.writer)
    forged = msgspec.structs.replace(greeting, head_signature=b"\1" * 64)
    assert refused(two, forged).fault is StandbyFault.not_signed
    forged = msgspec.structs.replace(greeting, header_signature=b"\1" * 64)
    assert refused(two, forged).fault is StandbyFault.not_signed


def test_a_writer_put_back_to_an_old_copy_is_found_by_both(
    two: TwoMachines, tmp_path: Path
) -> None:
    two.writer.store.close()
    shutil.copytree(two.writer.folder, tmp_path / "old")
    two.writer.crash_after_close()
    two.writer.record(5, None)
    two.settle()
    old = Writer(tmp_path / "old")
    answer = refused(two, greeting_of(old))
    assert (answer.fault, answer.position) == (StandbyFault.rolled_back, 5)
    with pytest.raises(NotShipped) as found:
        old.hear(answer)
    assert found.value.fault is StandbyFault.rolled_back
    old.store.close()


def test_a_writer_with_another_record_at_that_position_is_a_fork(
    two: TwoMachines, tmp_path: Path
) -> None:
    two.writer.store.close()
    shutil.copytree(two.writer.folder, tmp_path / "old")
    two.writer.crash_after_close()
    two.writer.record(5, None)
    two.settle()
    other = Writer(tmp_path / "old")
    other.record(7, None)
    answer = refused(two, greeting_of(other))
    assert answer.fault is StandbyFault.forked
    other.store.close()


def test_a_writer_restored_to_before_the_copys_end_is_refused(
    two: TwoMachines, tmp_path: Path
) -> None:
    two.writer.store.close()
    restore(two.writer.folder, tmp_path / "restored", position=2)
    two.writer.crash_after_close()
    restored = Writer(tmp_path / "restored")
    answer = refused(two, greeting_of(restored))
    assert (answer.fault, answer.position) == (StandbyFault.restored, 2)
    restored.store.close()


def test_a_restore_that_kept_everything_is_followed(two: TwoMachines, tmp_path: Path) -> None:
    two.writer.store.close()
    restore(two.writer.folder, tmp_path / "restored")
    two.writer = Writer(tmp_path / "restored")
    two.writer.record(5, None)
    two.settle()
    store = copier(two).copy.store
    assert store is not None
    assert store.head() == two.writer.store.head()
    assert [each.cause for each in store.incarnations] == [Cause.created, Cause.restored]


def test_a_life_that_is_not_the_towns_is_refused(two: TwoMachines, tmp_path: Path) -> None:
    stranger = founded(tmp_path / "stranger", seed=2)
    key = TownKey.load(tmp_path / "stranger" / KEY_FILE)
    stranger.close()
    head = two.writer.store.head()
    body = incarnation_bytes(
        Incarnation(
            incarnation="ab" * 16,
            from_position=head.position,
            hash=head.hash,
            created_at=MORNING,
            cause=Cause.taken_over,
        )
    )
    life = Life(head.position, body, key.sign(INCARNATION, body))
    answer = refused(two, Parcel(99, head.position, lives=[life]))
    assert answer.fault is StandbyFault.not_signed


def test_records_that_do_not_follow_are_a_gap(two: TwoMachines) -> None:
    two.writer.record(5, None)
    two.writer.record(7, None)
    rows = two.writer.source.rows(6)
    assert refused(two, Parcel(99, 7, rows=rows)).fault is StandbyFault.gap


def test_an_overtaken_writer_is_told_by_which_life_and_a_stranger_is_not(
    two: TwoMachines, tmp_path: Path
) -> None:
    two.take_over()
    old, new = two.overtaken, two.writer
    assert old is not None
    old.record(9, None)

    answer = superseding(greeting_of(old), new.store.header, new.lives(), "http://b")
    assert answer == Superseded(new.lives()[-1], "http://b")
    founded(tmp_path / "stranger", seed=2).close()
    stranger = Writer(tmp_path / "stranger")
    answer = superseding(greeting_of(stranger), new.store.header, new.lives(), "http://b")
    assert isinstance(answer, NotFollowed)
    stranger.store.close()


def test_a_crash_before_the_new_life_is_in_the_log_leaves_a_copy(
    two: TwoMachines, monkeypatch: pytest.MonkeyPatch
) -> None:
    def burn(*_: object) -> None:
        raise OSError("the power failed")

    monkeypatch.setattr(FollowerStore, "begin", burn)
    folder = copier(two).folder
    with pytest.raises(OSError, match="power"):
        begin_life(copier(two).copy, APPROVED, None, waits=True)
    copier(two).copy.close()
    standing = finish(folder)
    assert standing is not None
    assert (standing.stance, standing.approvals) == (Stance.follows, ())
    two.copier = Copier(folder)
    two.writer.record(5, None)
    two.writer.hang_up()
    two.settle()


def test_a_crash_after_it_leaves_the_writer_and_who_approved(
    two: TwoMachines, monkeypatch: pytest.MonkeyPatch
) -> None:
    def burn(*_: object) -> None:
        raise OSError("the power failed")

    folder = copier(two).folder
    monkeypatch.setattr(taking_over, "finish", burn)
    with pytest.raises(OSError, match="power"):
        begin_life(copier(two).copy, APPROVED, None, waits=True)
    monkeypatch.undo()
    two.copier = None
    standing = taking_over.finish(folder)
    assert standing is not None
    assert (standing.stance, standing.is_alone) == (Stance.writes, True)
    assert [person for person, _ in standing.approvals] == ["p-1", "p-2"]
    gone_on = Writer(folder)
    gone_on.record(5, None)
    gone_on.store.close()


def test_pairing_is_for_a_new_folder_only(two: TwoMachines) -> None:
    with pytest.raises(Told, match="holds a log already"):
        pair(two.writer.folder)
    with pytest.raises(Told):
        pair(copier(two).folder)


def test_a_forged_life_fences_nobody(two: TwoMachines, tmp_path: Path) -> None:
    founded(tmp_path / "stranger", seed=2).close()
    key = TownKey.load(tmp_path / "stranger" / KEY_FILE)
    head = two.writer.store.head()
    body = incarnation_bytes(
        Incarnation(
            incarnation="ab" * 16,
            from_position=head.position,
            hash=head.hash,
            created_at=MORNING,
            cause=Cause.taken_over,
        )
    )
    forged = Life(head.position, body, key.sign(INCARNATION, body))
    greeting = greeting_of(two.writer)
    with pytest.raises(NotShipped) as found:
        two.writer.hear(Superseded(forged, "http://elsewhere"))
    assert found.value.fault is StandbyFault.not_signed
    later = msgspec.structs.replace(greeting, lives=[*greeting.lives, forged])
    answer = superseding(later, two.writer.store.header, two.writer.lives(), "http://a")
    assert isinstance(answer, NotFollowed)
    assert answer.fault is StandbyFault.not_signed
