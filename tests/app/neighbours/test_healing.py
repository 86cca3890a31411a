"""A doubt that a person has ended is over, whoever ran when they did."""

from datetime import timedelta
from pathlib import Path

from tests.federation.slices import START, Source
from tocsin.app.neighbours.own_town import afresh_if_healed
from tocsin.federation.replica import Replica
from tocsin.federation.slice_messages import Cursor
from tocsin.operations.picture import Picture
from tocsin.operations.picture.neighbour import LinkStanding, Neighbour


def healed(times: int) -> Picture:
    neighbour = Neighbour("PE", LinkStanding.joined, START, joined_at=START, heals=times)
    return Picture(neighbours=Picture().neighbours.put("PE", neighbour))


def test_a_heal_while_nobody_serves_begins_the_replica_afresh_once(tmp_path: Path) -> None:
    source = Source(tmp_path / "PE", known={("incidents", "PE-1"): {"type": "fire"}})
    path = tmp_path / "known.sqlite"
    replica = Replica(path, "PE")
    answer = source.answer(Cursor(), "n" * 32)
    key, at = Source.KEY.public, START + timedelta(seconds=1)
    replica.take(answer, nonce="n" * 32, own_code="WE", public_key=key, now=at)
    replica.close()  # nobody serves; a person heals

    replica = Replica(path, "PE")
    stood = replica.state.incarnation
    afresh_if_healed(replica, healed(0))
    assert replica.state.incarnation == stood, "the control: nobody has healed"
    afresh_if_healed(replica, healed(1))
    assert (replica.state.incarnation, replica.state.generation) == ("", 0)
    assert set(replica.known) == {("incidents", "PE-1")}, "it stays on show"
    replica.take(answer, nonce="n" * 32, own_code="WE", public_key=key, now=at)
    afresh_if_healed(replica, healed(1))
    assert replica.state.incarnation == stood, "once"
    replica.close()
