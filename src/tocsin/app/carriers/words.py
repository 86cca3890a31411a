"""A message in the words that a channel carries: its texts in the channel's languages."""

from collections.abc import Sequence

import msgspec

from tocsin.gateways.cap.message import Alert, MsgType, Segment, Status

SHORT, SPEECH = "CMAMtext", "TocsinSpeech"
"""Parameters of CAP in which the form of 90 characters stands (IPAWS profile), and the one that is
read aloud (`app.warnings.as_cap`).
"""
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"})


class Spoken(msgspec.Struct, frozen=True):
    """What is said in one language."""

    language: str
    event: str
    headline: str
    description: str
    instruction: str
    sender_name: str
    short: str = ""
    speech: str = ""
    area: str = ""
    web: str = ""

    @property
    def is_right_to_left(self) -> bool:
        """Which way it is written."""
        return self.language.partition("-")[0].lower() in RIGHT_TO_LEFT


def spoken(alert: Alert, languages: Sequence[str]) -> tuple[Spoken, ...]:
    """The texts of an alert in these languages, in this order; all where none is named, or where
    it is in none of them: a warning in another language is better than none.
    """
    every = [_spoken(each) for each in alert.infos]
    chosen = [
        each
        for wanted in languages
        for each in every
        if each.language.lower() == wanted.lower()
        or each.language.lower().startswith(f"{wanted.lower()}-")
    ]
    return tuple(dict.fromkeys(chosen or every))


def _spoken(info: Segment) -> Spoken:
    parameters = {each.name: each.value for each in info.parameters}
    return Spoken(
        language=info.language or "en-US",
        event=info.event,
        headline=info.headline or info.event,
        description=info.description or "",
        instruction=info.instruction or "",
        sender_name=info.sender_name or "",
        short=parameters.get(SHORT, ""),
        speech=parameters.get(SPEECH, ""),
        area=", ".join(each.area_desc for each in info.areas),
        web=info.web or "",
    )


def marked(alert: Alert, headline: str) -> str:
    """A headline that says first what the message is to earlier ones, and that a test is a test:
    CAP's own words, which stand in every language of its profiles.
    """
    marks = []
    if alert.status is not Status.actual:
        marks.append((alert.status or Status.test).value.upper())
    if alert.msg_type in (MsgType.update, MsgType.cancel):
        marks.append(alert.msg_type.value.upper())
    return " ".join([*(f"[{each}]" for each in marks), headline])
