"""What is told, or asked of, a neighbour whose units an option sends: the words, ready to be read
out or sent, in each language that there is.
"""

from collections.abc import Sequence

import msgspec

from tocsin.app.advising.saying import need_said
from tocsin.app.advising.taking import basis_for
from tocsin.app.tongue import joined, lasts, speaking, tell, type_said
from tocsin.app.wording import languages
from tocsin.operations.aid_requests import RequestAid
from tocsin.operations.dispatch_policy import policy_of
from tocsin.operations.picture import Incident, Picture
from tocsin.planners.dispatch.advice import ANYBODY, Advice, Sent
from tocsin.planners.dispatch.question import Aid
from tocsin.views.saying import Read, clear

MOST_CAPABILITIES = 20


class Request(msgspec.Struct, frozen=True):
    """To one town, about its units in one option (its number, from 1). `aid`: automatic is told,
    mutual is asked. `words` by language; `order` asks for them over the link, as it stands."""

    option: int
    town: str
    aid: Aid
    units: tuple[str, ...]
    words: dict[str, str]
    order: RequestAid | None = None


def requests_of(advice: Advice, picture: Picture, version: int, read: Read) -> tuple[Request, ...]:
    """What each option wants said to which town; `version` is that of the dispatch policy, `read`
    opens the words of its place."""
    return tuple(
        request
        for number, option in enumerate(advice.options, 1)
        for request in requests_in(
            option.sends, number, advice.incident, picture, read,
            basis_for(advice, version, number),
        )
    )  # fmt: skip


def requests_in(
    sends: Sequence[Sent], number: int, name: str, picture: Picture, read: Read,
    basis: str | None = None,
) -> tuple[Request, ...]:  # fmt: skip
    """What those who go want said, as the option of that number; `basis` stays with the order."""
    incident = picture.incidents.get(name)
    towns: dict[tuple[str, Aid], list[Sent]] = {}
    for each in sends:
        if each.aid is not None:
            towns.setdefault((each.town, each.aid), []).append(each)
    if incident is None:
        return ()
    return tuple(
        Request(
            number, town, aid, tuple(each.unit for each in lent),
            {language: _said(language, town, aid, lent, incident, picture, read)
             for language in languages()},
            _order(lent, name, basis) if aid is Aid.mutual else None,
        )
        for (town, aid), lent in sorted(towns.items())
    )  # fmt: skip


def _order(lent: Sequence[Sent], incident: str, basis: str | None) -> RequestAid:
    """As many as the option sends, with what they are to do; which of them it named."""
    fills = {fill for each in lent for fill in each.fills if fill != ANYBODY}
    return RequestAid(
        asked=(lent[0].unit.rpartition("-")[0],),
        capabilities=tuple(sorted(fills))[:MOST_CAPABILITIES],
        quantity=len(lent),
        incident=incident,
        suggested=tuple(each.unit for each in lent),
        basis=basis,
    )


def _said(
    language: str, town: str, aid: Aid, sends: list[Sent], incident: Incident, picture: Picture,
    read: Read,
) -> str:  # fmt: skip
    with speaking(language):
        place = incident.place
        where = place.label or clear(place.words, read)
        if where is None and place.point is not None:
            where = f"{place.point.degrees[0]:.5f}, {place.point.degrees[1]:.5f}"
        units = joined([
            f"{each.call_sign} ({joined([*map(need_said, each.fills)])})" if each.fills
            else each.call_sign for each in sends
        ])  # fmt: skip
        ours = picture.settings.get("town")
        return tell(
            f"request-{aid}",
            to=town,
            ours="" if ours is None else ours.name,
            units=units,
            what=type_said(incident.type),
            where=where or tell("request-nowhere"),
            number=incident.number,
            priority=0 if incident.priority is None else int(incident.priority),
            lasts=lasts(policy_of(picture).weights.away_s),
        )
