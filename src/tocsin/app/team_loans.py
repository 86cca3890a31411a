"""The loan of a strike team or task force as one page: its units' courses in one, each unit's costs
and their sum.

Source: NIMS resource management (reimbursement): a team is ordered and paid for as one resource.
"""

from datetime import datetime

from tocsin.app.loans import Fact, Line, Readers, Sheet, Which, sheet_of
from tocsin.app.outcome import Exit, Told
from tocsin.app.reasons import facts_about
from tocsin.app.seeing import Seen
from tocsin.operations.orders import Event
from tocsin.operations.picture.custody import LentTeam, Limits
from tocsin.views.loans import Loan


def team_sheet(town: Seen, which: Which, readers: Readers, now: datetime) -> Sheet | None:
    """All of one loan of a team; None where the word names none that was lent. Raises Told where it
    was not lent under the generation that was asked for."""
    lent = _lent(town, which.word)
    if not lent:
        return None
    team = lent[-1]
    if which.generation is not None:
        found = [each for each in lent if which.generation in _generations(each)]
        if not found:
            known = ", ".join(f"{g}.0" for each in lent for g in sorted(_generations(each)))
            says = f"{team.id} was not lent under {which.generation}.0; its loans: {known}"
            raise Told(says, Exit.usage)
        team = found[-1]
    parts = tuple(
        sheet_of(town, Which(each.unit, each.epoch.generation), readers, now) for each in team.parts
    )
    return _joined(team, parts)


def units_of_team(town: Seen, word: str) -> tuple[str, ...]:
    """The units that ever changed hands with a team of this name; none where there is no such."""
    return tuple(sorted({part.unit for each in _lent(town, word) for part in each.parts}))


def _generations(team: LentTeam) -> set[int]:
    return {each.epoch.generation for each in team.parts}


def _lent(town: Seen, word: str) -> list[LentTeam]:
    """Each time that a team was let go of by its home, or came here: as it went."""
    code = town.store.header.code
    for name in (word.upper(), *(f"{each}-{word.upper()}" for each in (code, *_near(town)))):
        facts: list[Fact] = list(facts_about(town, name, is_alone=True))
        found = {
            tuple((each.unit, each.epoch.generation) for each in team.parts): team
            for _, _, event in facts
            if (team := _gone_with(event)) is not None and team.id == name
        }
        if found:
            return list(found.values())
    return []


def _near(town: Seen) -> list[str]:
    """Whose team it may have been: it is known here under its own town's code."""
    return sorted(each.id for each in town.picture.neighbours.values())


def _gone_with(event: Event) -> LentTeam | None:
    """The team with which a unit was let go of, or came here."""
    team: LentTeam | None = getattr(event, "team", None)
    if not isinstance(team, LentTeam):
        limits = getattr(event, "limits", None) if hasattr(event, "giver") else None
        team = limits.team if isinstance(limits, Limits) else None
    is_home = getattr(event, "home", "") == getattr(event, "to", None)
    return None if team is None or is_home or any(each.epoch.hop for each in team.parts) else team


def _joined(team: LentTeam, parts: tuple[Sheet, ...]) -> Sheet:
    loans = [each.loan for each in parts]
    first, crews = loans[0], [each.crew for each in loans if each.crew is not None]
    ends = [each.ended_at for each in loans]
    loan = Loan(
        subject=team.id,
        kind=team.kind,
        home=first.home,
        borrower=first.borrower,
        begun_at=min(each.begun_at for each in loans),
        ended_at=None if None in ends else max(each for each in ends if each is not None),
        crew=sum(crews) if len(crews) == len(loans) else None,
        request=first.request,
        incidents=tuple(sorted({one for each in loans for one in each.incidents})),
        positions=tuple(sorted({one for each in loans for one in each.positions})),
    )
    lines: dict[Line, None] = {line: None for each in parts for line in each.happened}
    heads = dict.fromkeys(head for each in parts for head in each.heads)
    return parts[0]._replace(
        loan=loan,
        happened=tuple(sorted(lines, key=lambda each: each.at)),
        costs=tuple(cost for each in parts for cost in each.costs),
        heads=tuple(heads),
        parts=parts,
    )
