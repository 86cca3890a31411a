"""A warning as the second person looks at it: what each channel carries of its words, how they
read, who stands by them, which languages of the area it is not in, by what it leaves.

Nothing is ordered here, and nothing is left out of what would be sent.
Source: FEMA IPAWS practice (preview before approval); ISO 22322:2022 §5.2.
"""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from tocsin.app.warning_words.answering import READ
from tocsin.app.warning_words.channels import Preview, channels, previewed
from tocsin.app.warning_words.checks import Lacking, lacking, wording
from tocsin.app.warning_words.faults import says_finding
from tocsin.app.warning_words.reading import Reading, reading_of
from tocsin.app.warnings.clear import Keys, texts_of
from tocsin.operations.picture import Picture
from tocsin.operations.picture.warning import AlertText, PublicWarning
from tocsin.operations.picture.warning_channel import Carrier, Delivery, ReachState
from tocsin.operations.warning_ways import ways_of
from tocsin.terms.words import Words


class Noticed(msgspec.Struct, frozen=True):
    """What was noticed of a text, as a question to its author; `is_grave`: it should not go out."""

    says: str
    is_grave: bool


class LanguageLooked(msgspec.Struct, frozen=True):
    """One language: how it reads, what is noticed, what each channel carries. `speaker` is who
    stands by these words, "" where nobody does; `is_template`: they are a template's.
    """

    language: str
    is_reviewed: bool
    is_template: bool
    speaker: str
    reading: Reading | None
    noticed: tuple[Noticed, ...]
    channels: tuple[Preview, ...]


class WayOut(msgspec.Struct, frozen=True):
    """A channel by which it would leave, to so many receivers."""

    channel: str
    carrier: Carrier
    receivers: int


class WarningLooked(msgspec.Struct, frozen=True):
    """All of it; `digest` is of the words that this was made of."""

    warning: str
    digest: str
    languages: tuple[LanguageLooked, ...]
    lacking: tuple[Lacking, ...]
    ways: tuple[WayOut, ...]


def looked_at(warning: PublicWarning, picture: Picture, keys: Keys, now: datetime) -> WarningLooked:
    """The preview of a warning as it stands."""
    carriers = {each.id: each.carrier for each in picture.warning_channels.values()}
    spoken = () if warning.survey is None else warning.survey.spoken or ()
    return WarningLooked(
        warning=warning.id,
        digest=warning.digest,
        languages=tuple(_language(each, picture, keys) for each in texts_of(warning, keys)),
        lacking=lacking(
            {each.language: each.people for each in spoken},
            [each.language for each in warning.texts],
        ),
        ways=tuple(
            WayOut(each.channel, carriers[each.channel], _concerned(each))
            for each in ways_of(picture, warning, now)
        ),
    )


def _concerned(way: Delivery) -> int:
    return sum(each.state is not ReachState.not_concerned for each in way.reaches)


def _language(text: AlertText, picture: Picture, keys: Keys) -> LanguageLooked:
    speaker = _speaker(text.source, picture)
    whole = " ".join(each for form in READ if (each := getattr(text, form))) or text.wea_360
    named = None if speaker is None else (speaker.text or keys.open(speaker))
    return LanguageLooked(
        language=text.language,
        is_reviewed=speaker is not None,
        is_template=bool(text.source),
        speaker=named or "",
        reading=reading_of(whole, text.language),
        noticed=tuple(
            Noticed(says_finding(each), each.is_grave) for each in wording(whole, text.language)
        ),
        channels=tuple(_carried(text)),
    )


def _carried(text: AlertText) -> Iterator[Preview]:
    for name, each in channels().items():
        said = getattr(text, each.form, "")
        if said:
            yield previewed(name, each, said)


def _speaker(source: str, picture: Picture) -> Words | None:
    """Who stands by the words of which this is the digest."""
    return next(
        (
            approval.speaker
            for template in picture.warning_templates.values()
            for approval in template.approvals
            if source and approval.digest == source
        ),
        None,
    )
