"""The second machine: whether it is there, how far it is, and which of the two may write."""

from datetime import UTC, datetime
from pathlib import Path

from tocsin.app.doctor.finding import Finding, act, look, ok
from tocsin.app.outcome import Told
from tocsin.app.standby.home import state_of
from tocsin.app.standby.wire import Unreached, Wire, WrongSecret
from tocsin.federation.standby_messages import Answer, AskWhere, Superseded, Where
from tocsin.log import SystemClock, open_store
from tocsin.log.standing import Stance, Standing, read_standing

ANSWER_S = 5.0
BEHIND_S = 10
"""So many seconds behind is worth a look."""


def examined(folder: Path) -> list[Finding]:
    """Nothing where the town has one machine."""
    standing = read_standing(folder)
    if standing is None:
        return []
    if standing.stance is Stance.writes:
        return [_of_writer(folder, standing)]
    if standing.stance is Stance.fenced:
        return [
            act(
                "standby",
                f"this machine is fenced: the town goes on at {standing.url or 'another machine'}",
                f"Let it follow: tocsin standby {folder}",
            )
        ]
    return [_of_copy(folder)]


def _of_writer(folder: Path, standing: Standing) -> Finding:
    if standing.url is None:
        return look("standby", "it is not known where the standby is", "Name it: serve --standby.")
    try:
        wire = Wire(standing.url, bytes.fromhex(standing.secret), ANSWER_S)
        try:
            answer = wire.say(AskWhere())
        finally:
            wire.close()
    except WrongSecret as error:
        return act("standby", str(error), "Pair the two machines again.")
    except Unreached as error:
        waits = "no order is acknowledged" if standing.waits else "no copy is made"
        then = "this machine goes on alone" if standing.is_alone else waits
        return act("standby", f"it is not reached ({error}): {then}", "See to it, and to the link.")
    return _lag(folder, standing, answer)


def _lag(folder: Path, standing: Standing, answer: Answer) -> Finding:
    if isinstance(answer, Superseded):
        return act(
            "standby",
            f"the town goes on there since record {answer.life.position:,}",
            "Stop writing here; serve it again, and this machine follows.",
        )
    if not isinstance(answer, Where):
        return act("standby", f"it does not follow: {answer.says}", "See the table in standby.md.")
    store = open_store(folder, False, SystemClock())
    try:
        head = store.head().position
        missing = next(iter(store.read(after=answer.at.position)), None)
    finally:
        store.close()
    count = max(0, head - answer.at.position)
    if missing is None:
        return ok("standby", f"{standing.url} has everything, up to record {head:,}")
    age_s = round((datetime.now(UTC) - missing.recorded_at).total_seconds())
    says = f"{standing.url} lacks {count:,} records, the first {max(0, age_s):,} s old"
    if age_s > BEHIND_S:
        return look("standby", says, "See whether the town is served beside it, and the link.")
    return ok("standby", says)


def _of_copy(folder: Path) -> Finding:
    try:
        state = state_of(folder)
    except Told as error:
        return act("standby", str(error), "Start it: what it does not hear it cannot keep.")
    if state.refused is not None:
        return act(
            "standby",
            f"it does not follow ({state.fault}): {state.refused}",
            "See the table in docs/operating/standby.md.",
        )
    behind = max(0, state.writer_position - state.position)
    if state.heard_s_ago is None or state.heard_s_ago > BEHIND_S:
        since = "yet" if state.heard_s_ago is None else f"for {state.heard_s_ago:,.0f} s"
        return look("standby", f"the writer was not heard {since}", "See whether it lives.")
    return ok("standby", f"it follows, {behind:,} records behind, up to {state.position:,}")
