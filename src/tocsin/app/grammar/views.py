"""Verbs that order nothing: where a unit is, what an incident lacks, how it was, why it is so."""

from tocsin.app.grammar.parse import misread
from tocsin.app.grammar.told import Built, Told, Verb, View


def _locate(told: Told) -> Built:
    return View("locate", told.some_units())


def _lacking(told: Told) -> Built:
    return View("lacking", (told.here(),))


def _at(told: Told) -> Built:
    if told.at is None:
        raise told.wrong("takes-a-time")
    if len(told.units) + len(told.incidents) > 1:
        raise told.wrong("takes-time-and-one")
    return View("at", (*told.units, *told.incidents), told.at)


def _explain(told: Told) -> Built:
    """`?` lists the verbs, `? D` tells of one, `? why E12 17` tells the chain of facts."""
    words = told.rest
    if words and words[0].lower() == "why":
        if len(words) > 1 or (not told.units and not told.incidents):
            raise misread("misread-neither", word=words[-1], example="? why E12 17")
        return View("why", (*told.units, *told.incidents))
    if len(words) > 1:
        raise told.wrong("takes-verb-or-why")
    return View("verbs", tuple(each.upper() for each in (*words, *told.units)))


def _due(_told: Told) -> Built:
    return View("due")


def _find(told: Told) -> Built:
    return View("find", told.some_rest(1, None, "takes-words-to-find"))


VERBS: dict[str, Verb] = {
    "R": Verb("R 17", _lacking, "incident"),
    "L": Verb("L A22", _locate, "units"),
    "AT": Verb("AT 14:02 E12", _at, "units incident at"),
    "DUE": Verb("DUE", _due, ""),
    "FIND": Verb("FIND mill fire", _find, "words"),
    "?": Verb(
        "? why E12 17",
        _explain,
        "units incidents words",
    ),
}
