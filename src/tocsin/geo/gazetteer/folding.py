"""Text as it is compared: no case, no accents, one letter for each of its kind.

Source: Unicode Standard Annex 15 (NFKD), and the letters that it does not take apart.
"""

import re
import unicodedata

LETTERS = str.maketrans({
    "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h",
    "ŋ": "n", "ŧ": "t", "ſ": "s", "ĸ": "k",
})  # fmt: skip
WORD = re.compile(r"[^\W_]+")
UMLAUTS = re.compile("ae|oe|ue|aa")
PLAIN = {"ae": "a", "oe": "o", "ue": "u", "aa": "a"}
SOUNDS = (
    ("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "k"), ("sch", "s"), ("sh", "s"), ("ch", "k"),
    ("gh", "g"), ("dt", "t"), ("tz", "s"), ("ay", "ei"), ("ai", "ei"), ("ey", "ei"), ("ie", "i"),
    ("ee", "i"), ("ou", "u"), ("oo", "u"), ("eu", "oi"), ("z", "s"), ("c", "k"), ("q", "k"),
    ("y", "i"), ("w", "v"), ("j", "i"), ("h", ""),
)  # fmt: skip
"""Spellings that are mixed up because they sound alike; in the order in which they are changed."""


def folded(text: str) -> str:
    """Lower case without accents: `Mühleholz` → `muhleholz`, `Straße` → `strasse`."""
    plain = text.casefold()
    if plain.isascii():
        return plain
    apart = unicodedata.normalize("NFKD", plain).translate(LETTERS)
    return "".join(each for each in apart if not unicodedata.combining(each))


def words(text: str) -> list[str]:
    """The words of a text, folded."""
    return WORD.findall(folded(text))


def without_umlauts(word: str) -> str:
    """Two letters that stand for one with a mark: `muehle` → `muhle`."""
    return UMLAUTS.sub(lambda found: PLAIN[found[0]], word)


def sound(word: str) -> str:
    """About how a word sounds: the same for spellings that are easily mixed up."""
    for spelled, heard in SOUNDS:
        word = word.replace(spelled, heard)
    return re.sub(r"(.)\1+", r"\1", word)
