"""Neighbours in words for a terminal."""

from collections import Counter
from datetime import datetime

from tocsin.app.desk import town_zone
from tocsin.app.facts import shown
from tocsin.federation.region import Standing
from tocsin.federation.replica import Looked
from tocsin.operations.picture import Picture
from tocsin.operations.picture.neighbour import LinkStanding, Neighbour


def age_of(age_s: int) -> str:
    """How long ago, roughly."""
    if age_s < 120:
        return f"{age_s} s"
    if age_s < 7_200:
        return f"{age_s // 60} min"
    return f"{age_s // 3_600} h" if age_s < 172_800 else f"{age_s // 86_400} days"


def last_heard(standing: Standing, picture: Picture) -> str:
    """`last heard 14:02 (3 min)`."""
    if standing.heard_at is None or standing.age_s is None:
        return "never heard yet"
    local = standing.heard_at.astimezone(town_zone(picture))
    form = "%H:%M" if standing.age_s < 43_200 else "%d %b %H:%M"
    return f"last heard {local:{form}} ({age_of(standing.age_s)})"


def line_of(standing: Standing, picture: Picture) -> str:
    """One neighbour on one line or a few."""
    neighbour = picture.neighbours.get(standing.neighbour)
    words = [f"{standing.neighbour:6}{shown(standing.name)[:28]:30}{standing.standing.value:9}"]
    if standing.standing is LinkStanding.met and neighbour is not None:
        words.append(f"read aloud: {neighbour.spoken}")
    elif standing.standing is not LinkStanding.invited:
        words.append(last_heard(standing, picture))
    lines = ["".join(words)]
    if standing.fault:
        lines.append(f"      not heard now ({standing.fault}): {shown(standing.fault_says)}")
    if standing.clock_off_s:
        ahead = "ahead of" if standing.clock_off_s > 0 else "behind"
        lines.append(f"      its clock is {age_of(abs(standing.clock_off_s))} {ahead} ours")
    if standing.trouble:
        lines.append(f"      {standing.trouble}")
    return "\n".join(lines)


def details(
    neighbour: Neighbour, standing: Standing | None, known: Looked | None
) -> dict[str, object]:
    """One neighbour as facts."""
    kinds: Counter[str] = Counter() if known is None else Counter(k for k, _ in known.known)
    heard_at: datetime | None = None if standing is None else standing.heard_at
    return {
        "neighbour": neighbour.id,
        "name": neighbour.name,
        "standing": neighbour.standing.value,
        "since": neighbour.since,
        "urls": neighbour.urls,
        "public_key": neighbour.public_key,
        "code": neighbour.spoken,
        "former_keys": neighbour.former_keys,
        "joined_at": neighbour.joined_at,
        "reason": neighbour.reason,
        "heard_at": heard_at,
        "age_s": None if standing is None else standing.age_s,
        "fault": "" if standing is None else standing.fault,
        "fault_says": "" if standing is None else standing.fault_says,
        "clock_off_s": 0 if standing is None else standing.clock_off_s,
        "restored_at": None if standing is None else standing.restored_at,
        "subjects": dict(sorted(kinds.items())),
        "incarnation": "" if known is None else known.state.incarnation,
        "sequence": 0 if known is None else known.state.sequence,
        "head": "" if known is None else known.state.head,
    }
