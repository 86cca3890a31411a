"""Verbs that order nothing: where a unit is, what an incident lacks, how it was, why it is so."""

from tocsin.app.grammar.parse import NotUnderstood
from tocsin.app.grammar.told import Built, Told, Verb, View


def _locate(told: Told) -> Built:
    return View("locate", told.some_units())


def _lacking(told: Told) -> Built:
    return View("lacking", (told.here(),))


def _at(told: Told) -> Built:
    if told.at is None:
        raise told.wrong("a time")
    if len(told.units) + len(told.incidents) > 1:
        raise told.wrong("a time and at most one unit or incident")
    return View("at", (*told.units, *told.incidents), told.at)


def _explain(told: Told) -> Built:
    """`?` lists the verbs, `? D` tells of one, `? why E12 17` tells the chain of facts."""
    words = told.rest
    if words and words[0].lower() == "why":
        if len(words) > 1 or (not told.units and not told.incidents):
            raise NotUnderstood(
                f"`{words[-1]}` is neither a unit nor an incident here: `? why E12 17`"
            )
        return View("why", (*told.units, *told.incidents))
    if len(words) > 1:
        raise told.wrong("a verb, or why and what")
    return View("verbs", tuple(each.upper() for each in (*words, *told.units)))


def _due(_told: Told) -> Built:
    return View("due")


def _find(told: Told) -> Built:
    return View("find", told.some_rest(1, None, "words to look for"))


VERBS: dict[str, Verb] = {
    "R": Verb(
        "R 17", "what its run card asks for, what it lacks, who is free", _lacking, "incident"
    ),
    "L": Verb("L A22", "where a unit is, and since when it is known", _locate, "units"),
    "AT": Verb("AT 14:02 E12", "what the town knew then", _at, "units incident at"),
    "DUE": Verb("DUE", "what is overdue, and what comes due in the next hour", _due, ""),
    "FIND": Verb("FIND mill fire", "incidents, open and closed, by words", _find, "words"),
    "?": Verb(
        "? why E12 17",
        "why something is so; `?` lists the verbs",
        _explain,
        "units incidents words",
    ),
}
