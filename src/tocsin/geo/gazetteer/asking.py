"""What a typed line may ask for: words with a house number, two streets, a road and a kilometre."""

import re
from decimal import Decimal
from typing import NamedTuple

from tocsin.geo.gazetteer import abbreviations, folding, numbers
from tocsin.geo.gazetteer.numbers import Number

LONGEST = 200
"""Characters looked at."""
MOST_WORDS = 10
METRES = {"km": Decimal(1000), "mi": Decimal("1609.344")}
_CORNER = re.compile(
    r"^(?:(?:the\s+)?(?:corner|crossing|intersection|junction)(?:\s+of)?|(?:an der\s+)?ecke|"
    r"kreuzung|(?:à l'|a l')?(?:angle|coin)(?:\s+d[eu])?|esquina(?:\s+de)?|angolo)\s+"
)
_BETWEEN = re.compile(
    r"\s*[&@+]\s*|\s+/\s+|(?<=[^\W\d])/(?=[^\W\d])|\s*[,-]?\s+ecke\s+"
    r"|\s+(?:and|at|und|et|y|e|och|ja|en|x)\s+"
)
_UNIT = r"(?P<unit>km|kilometer|kilometre|kilometro|pk|mi|mile|milepost|mp|mm)"
_AMOUNT = r"(?P<amount>\d{1,4}(?:[.,+]\d{1,3})?)"
_ON = r"(?:\s*[,@]?\s*(?:(?:at|bei|auf|on|the|of|der|an|au|en|the)\s+)*)"
_KILOMETRES = (
    re.compile(rf"(?P<road>\w.*?){_ON}\s*\b{_UNIT}\.?\s*{_AMOUNT}"),
    re.compile(rf"(?P<road>\w.*?)\s*[,@]?\s+{_AMOUNT}\s*{_UNIT}"),
    re.compile(rf"{_UNIT}\.?\s*{_AMOUNT}{_ON}\s*(?P<road>\w.*)"),
)
_ROOM = re.compile(
    r"(?:^|[,\s]+)(?:apt|apartment|flat|unit|suite|ste|room|floor|top|tur|whg|wohnung|app|piso|etage)"
    r"\.?\s*\w{1,4}\b|\s#\s*\w{1,4}$"
)
_NEARBY = re.compile(
    r"(?:\b(?:the\s+)?(?:nearest|closest|nachste[rsn]?|proxima|mas cercana)\s+)"
    r"|\s+(?:near(?:by|\s+me|\s+here)?|close by|around here|in der nahe|in meiner nahe|hier"
    r"|pres d[e'] ?(?:ici|moi)|a proximite|cerca(?: de (?:mi|aqui))?|vicino(?: a me)?"
    r"|lahella|i narheten)$"
)
_REF = re.compile(r"\b([a-z]{1,3})\s?-?\s?(\d{1,4}[a-z]?)\b")


class Asked(NamedTuple):
    """Words, and a house number if one is meant."""

    words: tuple[str, ...]
    number: Number | None = None
    ends_in_number: bool = False
    """The number is the last thing typed: more digits may follow."""


class Along(NamedTuple):
    """So many metres along a road."""

    road: str
    metres: int


def readings(text: str) -> list[Asked]:
    """Every way to read a line as words and a number; the likeliest first."""
    plain = _ROOM.sub("", folding.folded(text[:LONGEST]))
    found: list[Asked] = []
    for spot in numbers.ASKED.finditer(plain):
        number = numbers.asked(spot[1])
        rest = f"{plain[: spot.start()]} , {plain[spot.end() :]}"
        said = _spelled_out(folding.WORD.findall(rest))
        if number is not None and any(not word.isdigit() for word in said):
            found.append(Asked(said, number, ends_in_number=spot.end() == len(plain)))
    found.sort(key=lambda each: each.number is not None and each.number.low > 999)
    said = _spelled_out(folding.WORD.findall(plain))
    return [*found[:3], Asked(said)] if said else []


def nearby(text: str) -> tuple[str, ...]:
    """The words of `pharmacy near me`, `Apotheke in der Nähe`, without those that say near; none
    where nothing does."""
    plain = folding.folded(text[:LONGEST]).strip()
    rest, number = _NEARBY.subn(" ", plain)
    return tuple(folding.WORD.findall(rest))[:MOST_WORDS] if number else ()


def _spelled_out(said: list[str]) -> tuple[str, ...]:
    """Words with those that letters stand for: `mlk`."""
    each = (part for word in said for part in abbreviations.INITIALS.get(word, (word,)))
    return tuple(each)[:MOST_WORDS]


def two_streets(text: str) -> list[tuple[str, str]]:
    """The pairs of names that a line may ask for the crossing of."""
    whole = folding.folded(text[:LONGEST]).strip()
    plain = _CORNER.sub("", whole)
    found = []
    for between in _BETWEEN.finditer(plain):
        one, other = plain[: between.start()].strip(" ,"), plain[between.end() :].strip(" ,")
        if any(map(str.isalpha, one)) and any(map(str.isalpha, other)):
            found.append((one, other))
    if plain != whole and not found:
        said = plain.split()[:MOST_WORDS]
        found = [(" ".join(said[:at]), " ".join(said[at:])) for at in range(1, len(said))]
    return found


def along(text: str) -> Along | None:
    """A road and how far along it, of `A13 km 42`, `km 42,5 A13`, `I-5 mile 12`."""
    plain = folding.folded(text[:LONGEST]).strip()
    for form in _KILOMETRES:
        found = form.fullmatch(plain)
        if found is not None and any(map(str.isalnum, found["road"])):
            unit = "km" if found["unit"][0] == "k" or found["unit"] == "pk" else "mi"
            amount = Decimal(found["amount"].replace(",", ".").replace("+", "."))
            return Along(found["road"].strip(" ,"), round(amount * METRES[unit]))
    return None


def ref(text: str) -> str:
    """A road's number without blanks, for comparing: `A 13`, `a-13` → `a13`."""
    return _REF.sub(r"\1\2", folding.folded(text)).replace(" ", "").replace("-", "")
