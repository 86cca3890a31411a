"""Of which rows the page of a loan is made, and what whoever asks for it may know."""

from collections.abc import Callable

from tocsin.access import Eye
from tocsin.app.lending import unit_named
from tocsin.app.outcome import Told
from tocsin.app.seeing import Seen
from tocsin.app.stock import lot_named
from tocsin.app.team_loans import units_of_team
from tocsin.app.web.past import finished_in_sight
from tocsin.operations.picture import Subject


def rows_of_page(town: Seen, word: str) -> list[tuple[Subject, str]]:
    """What the page is made of, each with the field that is read for it. Raises Told where nothing
    here is named so."""
    picture, own = town.picture, town.store.header.code
    named = next((each for each in picture.place_loans if each.upper() == word.upper()), None)
    if named is not None:
        return [(("place_loans", named), "keeper_says")]
    try:
        return [(("custody", unit_named(picture, own, word)), "entries")]
    except Told:
        units = units_of_team(town, word)
    if units:
        return [(("custody", each), "entries") for each in units]
    return [(("lots", lot_named(picture, own, word)), "lent")]


def may_read(town: Seen, eye: Eye, word: str) -> bool:
    """Whether all of it is in sight; of a team, each of its units. Raises Told as
    `rows_of_page`."""
    return all(field in (eye.shown(key) or {}) for key, field in rows_of_page(town, word))


def knows_of(town: Seen, eye: Eye) -> Callable[[str], bool]:
    """Which incidents somebody may know of: present ones, and finished ones as they left."""

    def knows(incident: str) -> bool:
        if incident in eye.picture.incidents:
            return bool(eye.fields(("incidents", incident)))
        matter = town.matter(f"incident/{incident}")
        seen = None if matter is None else finished_in_sight(matter, eye.picture, eye.viewer)
        return seen is not None

    return knows
