"""P29: the machine burns. A standby goes on with everything that was acknowledged; the old writer,
coming back, is fenced. Real processes, real kills, a wire that is cut.

Controls in the same run: a town that does not wait loses what it acknowledged, an unfenced writer
forks.
"""

import signal
from pathlib import Path

import pytest

from tests.faults.two_processes import Ledger, Pair, hashes, lost, two, until
from tocsin.app.standby.beside import heard_at
from tocsin.app.standby.only_here import told
from tocsin.app.standby.taking_over import follow_after_fence
from tocsin.log import Cause, SystemClock, open_store, verify
from tocsin.log.standing import Stance, read_standing


def killed_and_taken_over(pair: Pair, kind: str) -> list[str]:
    """Kill the writer while the standby hears nothing; what of its ledger is not in the copy?"""
    writer = pair.writes("t0", kind)
    writer.acknowledged(60)
    pair.standby.signal(signal.SIGSTOP)
    if kind == "trails":
        writer.acknowledged(len(writer.ledger()) + 200)
    writer.kill()
    pair.standby.signal(signal.SIGCONT)
    pair.taken_over()
    return lost(pair.copy, writer.ledger())


def test_a_killed_writer_has_acknowledged_nothing_that_the_standby_lacks(tmp_path: Path) -> None:
    with two(tmp_path) as pair:
        assert killed_and_taken_over(pair, "waits") == []
        pair.standby.end()
        assert verify(pair.copy).ok
        store = open_store(pair.copy, False, SystemClock())
        assert [each.cause for each in store.incarnations] == [Cause.created, Cause.taken_over]
        begun = store.incarnations[-1].from_position
        names = [each.name for each in store.read(after=begun)]
        assert names[0] == "town_taken_over.1"
        store.close()


@pytest.mark.long
def test_twenty_killed_writers_have_acknowledged_nothing_that_their_standbys_lack(
    tmp_path: Path,
) -> None:
    for turn in range(20):
        with two(tmp_path / str(turn)) as pair:
            assert killed_and_taken_over(pair, "waits") == []


def test_control_a_town_that_does_not_wait_loses_what_it_acknowledged(tmp_path: Path) -> None:
    with two(tmp_path) as pair:
        assert killed_and_taken_over(pair, "trails") != []


def test_a_writer_that_was_cut_off_is_fenced_when_it_is_back(tmp_path: Path) -> None:
    with two(tmp_path) as pair:
        writer = pair.writes("t0")
        writer.acknowledged(60)
        pair.wire.cut()
        pair.taken_over()
        before = writer.ledger()
        pair.wire.mend()
        writer.wait_for("FENCED")
        writer.kill()
        assert lost(pair.copy, writer.ledger()) == []
        assert writer.ledger() == before, "nothing was acknowledged after the take-over"
        standing = read_standing(pair.town)
        assert standing is not None
        assert standing.stance is Stance.fenced
        follow_after_fence(pair.town)
        only_here = told(pair.town)
        for record in only_here:
            assert record.command_id not in before, "what was acknowledged is not only here"
        assert verify(pair.town).ok
        kept = hashes(pair.town)
        survivor = hashes(pair.copy)
        assert all(survivor[at] == hash_ for at, hash_ in kept.items())


def test_a_fenced_writer_follows_and_has_all_the_new_one_has(tmp_path: Path) -> None:
    with two(tmp_path) as pair:
        writer = pair.writes("t0")
        writer.acknowledged(60)
        pair.wire.cut()
        pair.taken_over()
        pair.wire.mend()
        writer.wait_for("FENCED")
        writer.kill()
        back = pair.stands_by(0, pair.town)
        port = int(back.wait_for("reached at").rsplit(":", 1)[1])
        heard_at(pair.copy, None, f"http://127.0.0.1:{port}")
        pair.standby.end()
        again = pair.stands_by(pair.port)  # it goes on as what its folder says: the writer
        again.wait_for("is served at")
        until(lambda: hashes(pair.town) == hashes(pair.copy), "the old writer does not catch up")
        again.end()
        back.end()
        assert verify(pair.town).ok


def test_control_an_unfenced_writer_forks_and_the_meeting_finds_it(tmp_path: Path) -> None:
    with two(tmp_path) as pair:
        writer = pair.writes("t0", "trails")
        writer.acknowledged(60)
        pair.caught_up()
        pair.wire.cut()
        writer.acknowledged(len(writer.ledger()) + 100)
        pair.taken_over()
        begun = open_store(pair.copy, False, SystemClock())
        after = begun.incarnations[-1].from_position
        begun.close()
        ours, theirs = hashes(pair.town, after), hashes(pair.copy, after)
        both = sorted(ours.keys() & theirs.keys())
        assert both, "the two wrote on at the same time"
        assert all(ours[at] != theirs[at] for at in both), "two records at one position"
        pair.wire.mend()
        writer.wait_for("FENCED")
        writer.kill()
        aside = follow_after_fence(pair.town)
        assert aside is not None
        assert {each.command_id for each in told(pair.town)} >= set(
            lost(pair.copy, writer.ledger())
        )


def test_both_killed_at_once_go_on_with_everything_acknowledged(tmp_path: Path) -> None:
    with two(tmp_path) as pair:
        ledger: Ledger = {}
        for turn in range(3):
            writer = pair.writes(f"t{turn}")
            writer.acknowledged(40)
            writer.signal(signal.SIGKILL)
            pair.standby.kill()
            writer.kill()
            ledger |= writer.ledger()
            pair.standby = pair.stands_by(pair.port)
            pair.standby.wait_for("reached at")
        last = pair.writes("t9")
        last.acknowledged(20)
        last.kill()
        ledger |= last.ledger()
        assert lost(pair.town, ledger) == []
        assert lost(pair.copy, ledger) == []
        pair.standby.end()
        assert verify(pair.town).ok
        assert verify(pair.copy).ok
        ours, theirs = hashes(pair.town), hashes(pair.copy)
        assert all(ours[at] == hash_ for at, hash_ in theirs.items())


def test_a_standby_killed_in_the_stream_goes_on_from_its_durable_head(tmp_path: Path) -> None:
    with two(tmp_path) as pair:
        writer = pair.writes("t0", "trails")
        for _ in range(3):
            writer.acknowledged(len(writer.ledger()) + 60)
            pair.standby.kill()
            assert verify(pair.copy).ok
            pair.standby = pair.stands_by(pair.port)
            pair.standby.wait_for("reached at")
        pair.caught_up()
        writer.kill()
        ours, theirs = hashes(pair.town), hashes(pair.copy)
        assert all(ours[at] == hash_ for at, hash_ in theirs.items())
