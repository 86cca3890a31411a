"""What short words of street names stand for, by language; folded.

Source: OpenStreetMap wiki, "Name finder:Abbreviations"; USPS Publication 28, appendix C1.
"""


def listed(words: str) -> frozenset[str]:
    """Words of a text, as a set."""
    return frozenset(words.split())


BY_LANGUAGE: dict[str, dict[str, str]] = {
    "de": {"str": "strasse", "pl": "platz", "st": "sankt", "g": "gasse", "bhf": "bahnhof",
           "hbf": "hauptbahnhof", "dr": "doktor", "prof": "professor", "gr": "grosse",
           "kl": "kleine", "geb": "gebruder"},
    "en": {"rd": "road", "st": "street saint", "str": "street", "ave": "avenue", "av": "avenue",
           "blvd": "boulevard", "dr": "drive doctor", "ln": "lane", "ct": "court", "pl": "place",
           "sq": "square", "hwy": "highway", "pkwy": "parkway", "ter": "terrace",
           "terr": "terrace", "cres": "crescent", "cl": "close", "gdns": "gardens",
           "grv": "grove", "gr": "grove green", "mt": "mount", "ft": "fort", "rte": "route",
           "rt": "route", "n": "north", "s": "south", "e": "east", "w": "west", "ne": "northeast",
           "nw": "northwest", "se": "southeast", "sw": "southwest", "jr": "junior", "br": "bridge",
           "stn": "station", "hosp": "hospital", "sch": "school", "jct": "junction", "pk": "park",
           "crt": "court", "cir": "circle", "trl": "trail", "xing": "crossing"},
    "es": {"c": "calle", "cl": "calle", "av": "avenida", "avda": "avenida", "avd": "avenida",
           "pza": "plaza", "pl": "plaza", "ctra": "carretera", "pso": "paseo", "po": "paseo",
           "sta": "santa", "sto": "santo", "cno": "camino", "ps": "paseo"},
    "fi": {"k": "katu", "t": "tie"},
    "fr": {"r": "rue", "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard",
           "boul": "boulevard", "pl": "place", "ch": "chemin", "che": "chemin", "rte": "route",
           "imp": "impasse", "all": "allee", "sq": "square", "fg": "faubourg", "st": "saint",
           "ste": "sainte", "qu": "quai", "esc": "escalier", "pass": "passage", "gal": "general",
           "pdt": "president", "lt": "lieutenant"},
    "it": {"v": "via", "vle": "viale", "pza": "piazza", "pzza": "piazza", "cso": "corso",
           "lgo": "largo", "str": "strada", "vlo": "vicolo", "s": "san santa"},
    "nl": {"str": "straat", "ln": "laan", "pl": "plein", "wg": "weg"},
    "nb": {"gt": "gata", "v": "veien", "vn": "veien", "pl": "plass"},
    "pl": {"ul": "ulica", "al": "aleja", "pl": "plac", "os": "osiedle", "sw": "swietego"},
    "pt": {"r": "rua", "av": "avenida", "pca": "praca", "trav": "travessa", "tv": "travessa",
           "lg": "largo", "sta": "santa"},
    "sv": {"g": "gatan", "gt": "gatan", "v": "vagen", "pl": "plan"},
}  # fmt: skip
"""language (BCP 47) → short → what it may stand for."""

TYPES = listed(
    "alley allee aleja avenida avenue boulevard calle camino carretera chemin circle close corso "
    "court crescent cours drive esplanade gade gardens gasse gata gatan grove highway impasse katu "
    "kuja laan lane largo parkway paseo passage path piazza place plac plain plan plass platz "
    "plaza plein praca promenade quai ring road route rua rue square steig strada straat strasse "
    "street terrace tie travessa trail ulica vagen vagen veien vej via viale vicolo way weg "
    "station north south east west northeast northwest southeast southwest"
)
"""What kind of street: said or left out as people please, so it weighs little."""

SMALL = listed(
    "a al am an and at auf aus bei by corner d da das de dei del della dem den der des di die do "
    "dos du e ecke el et from i il im in l la las le les lo los near next o of off on onto "
    "jr junior opposite sr senior the to und van vom von y za zu zum zur"
)
"""Words that weigh next to nothing."""

INITIALS = {
    "mlk": ("martin", "luther", "king"), "jfk": ("john", "kennedy"),
    "fdr": ("franklin", "roosevelt"),
}  # fmt: skip
"""Letters that stand for several words of a name."""

HEADS = (
    "strasse", "gasse", "weg", "platz", "allee", "gatan", "vagen", "gata", "vegen", "veien",
    "gade", "vej", "straat", "laan", "plein", "katu", "tie", "steig", "ring",
)  # fmt: skip
"""Kinds of street that are written as the end of one word."""

SHORT_HEADS = {
    "str": ("strasse", "straat"), "g": ("gasse", "gatan"), "pl": ("platz", "plein"),
    "w": ("weg",), "k": ("katu",), "v": ("vagen", "veien"),
}  # fmt: skip

MEANS: dict[str, tuple[str, ...]] = {
    short: tuple(
        sorted({w for table in BY_LANGUAGE.values() for w in table.get(short, "").split()})
    )
    for short in sorted({short for table in BY_LANGUAGE.values() for short in table})
}
"""short → everything it may stand for in some language."""


def taken_apart(word: str) -> tuple[str, str] | None:
    """(stem, kind) of a word that ends in a kind of street: `muhleholzstrasse`."""
    for head in HEADS:
        if word.endswith(head) and len(word) >= len(head) + 3:
            return word[: -len(head)], head
    return None


def weight(word: str) -> float:
    """How much a word of a name or a question tells, 0 to 1."""
    if word in SMALL:
        return 0.1
    if word.isdigit():
        return 0.5
    is_short = len(word) < 3 and word.isascii()
    return 0.25 if is_short or word in TYPES or word in MEANS else 1.0
