"""Each way in which a message that comes in differs from the standard, by its name.

`Level.schema`: the XML schema of its version refuses it. `Level.standard`: the schema lets it pass,
the text of the standard does not. `Level.note`: it is allowed, and worth to be known.
Source: CAP 1.2 §3.2 to §3.4; the schemas of CAP 1.0, 1.1 and 1.2.
"""

from enum import StrEnum

import msgspec


class Level(StrEnum):
    """How much of the standard speaks against it."""

    schema = "schema"
    standard = "standard"
    note = "note"


class Code(StrEnum):
    """The names of deviations. They are stable."""

    __hash__ = str.__hash__  # quicker than an enumeration's own

    # the file
    not_well_formed = "not_well_formed"
    cut_off = "cut_off"
    text_around = "text_around"
    wrong_encoding = "wrong_encoding"
    encoding_mislabelled = "encoding_mislabelled"
    forbidden_character = "forbidden_character"
    mojibake = "mojibake"
    byte_order_mark = "byte_order_mark"
    contained = "contained"
    several_alerts = "several_alerts"
    # elements
    wrong_namespace = "wrong_namespace"
    no_namespace = "no_namespace"
    older_version = "older_version"
    wrong_order = "wrong_order"
    missing = "missing"
    repeated = "repeated"
    unknown_element = "unknown_element"
    foreign_element = "foreign_element"
    attribute = "attribute"
    stray_text = "stray_text"
    element_in_text = "element_in_text"
    comment = "comment"
    instruction = "instruction"
    no_pair = "no_pair"
    # values
    unknown_word = "unknown_word"
    word_spelling = "word_spelling"
    older_word = "older_word"
    empty = "empty"
    time_unreadable = "time_unreadable"
    time_without_offset = "time_without_offset"
    time_in_z = "time_in_z"
    time_form = "time_form"
    utc_as_plus = "utc_as_plus"
    utc_as_minus = "utc_as_minus"
    language_malformed = "language_malformed"
    language_unknown = "language_unknown"
    number_malformed = "number_malformed"
    uri_malformed = "uri_malformed"
    identifier_characters = "identifier_characters"
    references_empty = "references_empty"
    references_malformed = "references_malformed"
    # geometry
    polygon_unreadable = "polygon_unreadable"
    polygon_not_closed = "polygon_not_closed"
    polygon_too_short = "polygon_too_short"
    coordinates_swapped = "coordinates_swapped"
    coordinates_out_of_range = "coordinates_out_of_range"
    coordinates_form = "coordinates_form"
    circle_unreadable = "circle_unreadable"


class Meaning(msgspec.Struct, frozen=True):
    """What a deviation is and what becomes of it."""

    level: Level
    says: str
    taken: str


_SCHEMA, _STANDARD, _NOTE = Level.schema, Level.standard, Level.note

MEANINGS: dict[Code, Meaning] = {
    Code.not_well_formed: Meaning(
        _SCHEMA, "it is no well-formed XML", "what a mending parser makes of it"
    ),
    Code.cut_off: Meaning(_SCHEMA, "the file ends in its middle", "what stands before the end"),
    Code.text_around: Meaning(
        _SCHEMA, "something stands before the XML or after it", "the XML alone"
    ),
    Code.wrong_encoding: Meaning(
        _SCHEMA, "the bytes are not in the encoding that is declared", "as Windows-1252"
    ),
    Code.encoding_mislabelled: Meaning(
        _STANDARD, "the bytes are UTF-8, and another encoding is declared", "as UTF-8"
    ),
    Code.forbidden_character: Meaning(
        _SCHEMA, "characters that no XML may hold", "a replacement character for each"
    ),
    Code.mojibake: Meaning(
        _STANDARD, "text that was UTF-8 and was read as another encoding once", "as it stands"
    ),
    Code.byte_order_mark: Meaning(_NOTE, "a byte order mark stands first", "without it"),
    Code.contained: Meaning(
        _NOTE, "the alert stands in an envelope or a feed", "the alert; the rest is not read"
    ),
    Code.several_alerts: Meaning(
        _SCHEMA, "several alerts follow one another in one file", "each of them"
    ),
    Code.wrong_namespace: Meaning(
        _SCHEMA, "a namespace that no version of CAP has", "as CAP 1.2, by its names"
    ),
    Code.no_namespace: Meaning(_SCHEMA, "no namespace", "as CAP 1.2, by its names"),
    Code.older_version: Meaning(_NOTE, "CAP 1.0 or 1.1", "its words in those of 1.2"),
    Code.wrong_order: Meaning(_SCHEMA, "an element after one that it precedes", "in its place"),
    Code.missing: Meaning(
        _SCHEMA, "a required element is not there", "a word for unknown, where the standard has one"
    ),
    Code.repeated: Meaning(_SCHEMA, "an element that may stand once", "the first; the others kept"),
    Code.unknown_element: Meaning(_SCHEMA, "an element that CAP does not have here", "kept aside"),
    Code.foreign_element: Meaning(_SCHEMA, "an element of another namespace", "kept aside"),
    Code.attribute: Meaning(_SCHEMA, "an attribute; CAP has none", "kept aside"),
    Code.stray_text: Meaning(_SCHEMA, "text where only elements may stand", "kept aside"),
    Code.element_in_text: Meaning(
        _SCHEMA, "elements where only text may stand", "the text of all, in order; kept aside"
    ),
    Code.comment: Meaning(_NOTE, "a comment", "kept aside; text goes on around it"),
    Code.instruction: Meaning(_NOTE, "a processing instruction", "kept aside; never followed"),
    Code.no_pair: Meaning(
        _SCHEMA, "no valueName with its value", "what there is, with an empty half"
    ),
    Code.unknown_word: Meaning(_SCHEMA, "a word that is not in the list", "a word for unknown"),
    Code.word_spelling: Meaning(
        _SCHEMA, "a word of the list in other letters or with blanks", "the word of the list"
    ),
    Code.older_word: Meaning(_NOTE, "a word of CAP 1.0", "the word that CAP 1.2 names for it"),
    Code.empty: Meaning(_STANDARD, "a required text is empty", "as it stands"),
    Code.time_unreadable: Meaning(_SCHEMA, "no time", "none"),
    Code.time_without_offset: Meaning(_SCHEMA, "a time without its offset", "as UTC"),
    Code.time_in_z: Meaning(_SCHEMA, "a time that ends in Z", "as UTC"),
    Code.time_form: Meaning(_SCHEMA, "a time in another form", "the time"),
    Code.utc_as_plus: Meaning(_NOTE, "UTC as +00:00, for which CAP writes -00:00", "as UTC"),
    Code.utc_as_minus: Meaning(_NOTE, "UTC as -00:00, as CAP has it", "as UTC"),
    Code.language_malformed: Meaning(_SCHEMA, "no language tag", "as it stands"),
    Code.language_unknown: Meaning(
        _STANDARD, "a tag whose language is not in ISO 639-1 or of three letters", "as it stands"
    ),
    Code.number_malformed: Meaning(_SCHEMA, "no number of the kind that is asked for", "as text"),
    Code.uri_malformed: Meaning(_SCHEMA, "no URI", "as text; never followed"),
    Code.identifier_characters: Meaning(
        _STANDARD, "blanks, commas, < or & in an identifier or a sender", "as it stands"
    ),
    Code.references_empty: Meaning(_STANDARD, "references without any", "none"),
    Code.references_malformed: Meaning(
        _STANDARD, "a reference that is not sender,identifier,sent", "the others"
    ),
    Code.polygon_unreadable: Meaning(_STANDARD, "a polygon that is not pairs of numbers", "none"),
    Code.polygon_not_closed: Meaning(
        _STANDARD, "a polygon whose last point is not its first", "closed"
    ),
    Code.polygon_too_short: Meaning(_STANDARD, "a polygon of fewer than four points", "none"),
    Code.coordinates_swapped: Meaning(
        _STANDARD, "points that are possible only as longitude,latitude", "turned round"
    ),
    Code.coordinates_out_of_range: Meaning(_STANDARD, "a point that is not on the Earth", "none"),
    Code.coordinates_form: Meaning(
        _STANDARD, "plus signs, blanks or commas that do not belong there", "the numbers"
    ),
    Code.circle_unreadable: Meaning(
        _STANDARD, "a circle that is not a point and a radius in kilometres", "none"
    ),
}


class Deviation(msgspec.Struct, frozen=True):
    """One deviation. `line` is 0 where nothing has a line: what is missing in the file."""

    code: Code
    path: str
    line: int
    expected: str
    found: str
    taken: str

    @property
    def level(self) -> Level:
        """What speaks against it."""
        return MEANINGS[self.code].level


class Kept(msgspec.Struct, frozen=True):
    """What the typed values have no place for, as it stood: XML, or text. Nothing is lost."""

    path: str
    line: int
    what: str


LONGEST_FOUND = 200


def shortened(text: str) -> str:
    """As much of a text as a deviation shows."""
    return text if len(text) <= LONGEST_FOUND else f"{text[:LONGEST_FOUND]}…"
