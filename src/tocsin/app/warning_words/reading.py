"""How hard a text is to read, by a formula made for its language.

Each is a count of sentences, words and syllables and knows nothing of meaning: it finds long words
and long sentences. Syllables are counted by rules of spelling, right for most words. A text of a
few sentences gives a rough figure only.

Source: en: Kincaid et al. 1975 (grade). de: Bamberger & Vanecek 1984, first Wiener
Sachtextformel (grade), Amstad 1978 (ease). es: Fernández Huerta 1959 (ease). fr: Kandel & Moles
1958 (ease). ar: Björnsson 1968, LIX: made for Swedish; Arabic writes "and", "the", "to" into the
word and no short vowels, so that figure compares Arabic texts with each other and is no grade.
"""

import re
from collections.abc import Callable

import msgspec

_SENTENCE = re.compile(r"[.!?؟:;؛]+(?:\s|$)|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u2066-\u2069]")


class Reading(msgspec.Struct, frozen=True):
    """`value` in tenths by `measure`; `grade` is the year of school in tenths where the measure
    has one. `is_plain`: not harder than `limit` (ease: not below it).
    """

    measure: str
    value_tenths: int
    limit_tenths: int
    is_plain: bool
    grade_tenths: int | None
    words: int
    sentences: int


class _Counts(msgspec.Struct, frozen=True):
    sentences: int
    words: tuple[str, ...]
    syllables: tuple[int, ...]

    @property
    def per_sentence(self) -> float:
        return len(self.words) / self.sentences

    @property
    def per_word(self) -> float:
        return sum(self.syllables) / len(self.words)

    def share(self, fits: Callable[[str, int], bool]) -> float:
        """Words that fit, per cent."""
        pairs = zip(self.words, self.syllables, strict=True)
        return 100 * sum(fits(word, count) for word, count in pairs) / len(self.words)


def reading_of(text: str, language: str) -> Reading | None:
    """How hard a text is; None where no formula is known for its language, or it has no words."""
    short = language.partition("-")[0]
    measured = _MEASURES.get(short)
    clear = _MARKS.sub("", text)
    words = tuple(_WORD.findall(clear))
    if measured is None or not words:
        return None
    parts = [each for each in _SENTENCE.split(clear) if _WORD.search(each)]
    counts = _Counts(len(parts), words, tuple(syllables(each, short) for each in words))
    name, formula, limit, is_grade = measured
    value = formula(counts)
    is_ease = not is_grade and name != "lix"
    return Reading(
        measure=name,
        value_tenths=round(value * 10),
        limit_tenths=limit * 10,
        is_plain=value >= limit if is_ease else value <= limit,
        grade_tenths=round(max(value, 0) * 10) if is_grade else None,
        words=len(words),
        sentences=len(parts),
    )


def _kincaid(counts: _Counts) -> float:
    return 0.39 * counts.per_sentence + 11.8 * counts.per_word - 15.59


def _wiener(counts: _Counts) -> float:
    hard = counts.share(lambda _, count: count >= 3)
    long = counts.share(lambda word, _: len(word) > 6)
    single = counts.share(lambda _, count: count == 1)
    return 0.1935 * hard + 0.1672 * counts.per_sentence + 0.1297 * long - 0.0327 * single - 0.875


def amstad(text: str) -> float:
    """Ease of a German text (Amstad 1978), from 100 (easy) to 0; 0 where it has no words."""
    words = tuple(_WORD.findall(text))
    if not words:
        return 0
    parts = max(1, len([each for each in _SENTENCE.split(text) if _WORD.search(each)]))
    per_word = sum(syllables(each, "de") for each in words) / len(words)
    return 180 - len(words) / parts - 58.5 * per_word


def _huerta(counts: _Counts) -> float:
    return 206.84 - 60 * counts.per_word - 1.02 * counts.per_sentence


def _kandel(counts: _Counts) -> float:
    return 207 - 1.015 * counts.per_sentence - 73.6 * counts.per_word


def _lix(counts: _Counts) -> float:
    return counts.per_sentence + counts.share(lambda word, _: len(word) > 6)


_MEASURES: dict[str, tuple[str, Callable[[_Counts], float], int, bool]] = {
    "en": ("flesch_kincaid", _kincaid, 8, True),
    "de": ("wiener_sachtextformel_1", _wiener, 9, True),
    "es": ("fernandez_huerta", _huerta, 60, False),
    "fr": ("kandel_moles", _kandel, 60, False),
    "ar": ("lix", _lix, 50, False),
}
"""Name, formula, where plain ends, whether it is a year of school."""

_GROUPS = {
    "en": re.compile("[aeiouy]+"),
    "de": re.compile("ei|ai|au|eu|äu|ie|ee|aa|oo|[aeiouyäöü]"),
    "es": re.compile("[aeoáéó](?:[iuü](?![aeoáéó]))?|[iuü][aeoáéó][iu]?|[íú]|[iuüy]"),
    "fr": re.compile("[aeiouyàâäéèêëîïôöùûüœ]+"),
}


def syllables(word: str, language: str) -> int:
    """Syllables by spelling, at least one."""
    word = word.lower()
    group = _GROUPS.get(language)
    if group is None:
        return max(1, len(word) // 3)
    if language == "es":
        word = re.sub("qu(?=[eiéí])|gu(?=[eiéí])", "g", word)
    count = len(group.findall(word))
    if language == "en" and re.search("[^aeiouyl]e$|[^aeiouytd]ed$", word) and count > 1:
        count -= 1
    if language == "fr" and re.search("[^aeiouyé](e|es|ent)$", word) and count > 1:
        count -= 1
    return max(1, count)
