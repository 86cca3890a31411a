"""A warning with its words open, for whoever may read it and for the carriers."""

from typing import Protocol

import msgspec

from tocsin.operations.picture.warning import AlertText, PublicWarning, ToldText
from tocsin.operations.surveying import COUNTED, Survey
from tocsin.operations.warning_content import Whole, digest_of
from tocsin.terms.words import Words

FORMS = ("headline", "description", "instruction", "wea_90", "wea_360", "speech")
FORGOTTEN = "(forgotten)"
SHORTEST_DIGEST = 8
"""So many digits of a digest say which is meant."""


class Keys(Protocol):
    """What opens sealed words."""

    def open(self, words: Words) -> str | None:
        """The clear text; None where the key was destroyed."""


def texts_of(warning: PublicWarning, keys: Keys) -> tuple[AlertText, ...]:
    """What it says in each language; `(forgotten)` where nobody can read it any more."""
    return tuple(_opened(each, keys) for each in warning.texts)


def _opened(text: ToldText, keys: Keys) -> AlertText:
    forms: dict[str, str] = {}
    for form in FORMS:
        words: Words | None = getattr(text, form)
        if words is not None:
            clear = words.text if words.text is not None else keys.open(words)
            forms[form] = FORGOTTEN if clear is None else clear
    return AlertText(
        language=text.language,
        event=text.event,
        headline=forms.pop("headline"),
        source=text.source,
        **forms,
    )


def whole_of(warning: PublicWarning, keys: Keys) -> Whole:
    """Everything that its digest covers."""
    return Whole(
        id=warning.id,
        status=warning.status,
        msg_type=warning.msg_type,
        sender=warning.sender,
        sender_name=warning.sender_name,
        facts=warning.facts,
        texts=texts_of(warning, keys),
        follows=warning.follows,
        incident=warning.incident,
    )


def is_as_approved(warning: PublicWarning, keys: Keys) -> bool:
    """Whether what would go out is what the second person said yes to, to the last byte. A carrier
    asks before it sends; words that were forgotten are not what was approved.
    """
    return digest_of(whole_of(warning, keys)) == warning.digest


def digest_meant(warning: PublicWarning, digits: str) -> str:
    """The whole digest of which the first digits were read; what was read where it is another."""
    read = digits.lower()
    return warning.digest if warning.digest.startswith(read) else read[:80]


def shown(warning: PublicWarning, keys: Keys) -> dict[str, object]:
    """The facts of a warning as one object, for programs."""

    def opened(value: object) -> object:
        if isinstance(value, Words):
            text = value.text if value.text is not None else keys.open(value)
            return FORGOTTEN if text is None else text
        raise NotImplementedError(type(value))

    found: dict[str, object] = msgspec.to_builtins(warning, enc_hook=opened, str_keys=True)
    return found | {"is_in_force": warning.is_in_force, "counts": counted(warning.survey)}


def counted(survey: Survey | None) -> dict[str, object] | None:
    """What is counted of an area by name; None is not known."""
    if survey is None:
        return None
    found: dict[str, object] = {each.measure: msgspec.to_builtins(each) for each in survey.counts}
    return {"people": survey.people} | {name: found.get(name) for name in COUNTED}
