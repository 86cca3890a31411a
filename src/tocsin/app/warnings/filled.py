"""A template filled as the texts of a warning, in every language that it is in."""

from collections.abc import Sequence
from datetime import datetime

from tocsin.app.outcome import Exit, Told
from tocsin.app.tongue import tell
from tocsin.app.warning_words.faults import says_fault
from tocsin.app.warning_words.filling import Facts, fill
from tocsin.app.warning_words.known import TemplateShown
from tocsin.operations.picture.warning import AlertArea, AlertFacts, AlertText
from tocsin.operations.picture.warning_template import WarningContent
from tocsin.operations.warning_text import digest_of

SHORT = 18
"""Characters of a place that fit a phone's shortest form."""
_OTHERS = ("description", "instruction", "wea_90", "wea_360", "speech")


def texts_from(
    template: TemplateShown, facts: Facts, languages: Sequence[str] = (), event: str | None = None
) -> tuple[tuple[AlertText, ...], tuple[str, ...]]:
    """A template in every language asked for (none: all), and what was noticed. A fault that leaves
    a text broken is refused; a form that is too long is left out, and said. Raises Told.
    """
    found: list[AlertText] = []
    notices: list[str] = []
    strange = [each for each in languages if template.content.text(each) is None]
    if strange:
        there = ", ".join(each.language for each in template.content.texts)
        raise Told(f"{template.row.id} is not in {', '.join(strange)}: {there}", Exit.usage)
    reviewed = {each.language for each in template.row.languages if each.speaker is not None}
    for text in template.content.texts:
        if languages and text.language not in languages:
            continue
        made = fill(template.content, text, facts)
        broken = [each for each in made.faults if not each.code.endswith("_too_long")]
        if broken:
            raise Told(f"{text.language}: {says_fault(broken[0])}", Exit.usage)
        too_long = {each.form for each in made.faults if each.code == "form_too_long"}
        notices += [f"{text.language}: {says_fault(each)}" for each in made.faults]
        if text.language not in reviewed:
            notices.append(tell("warn-not-reviewed", language=text.language))
        said = {form: made.text(form) for form in _OTHERS if form not in too_long}
        title = event or made.text("poster.0") or template.content.hazard
        found.append(
            AlertText(
                language=text.language,
                event=title,
                headline=made.text("headline"),
                source=digest_of(text),
                **said,
            )
        )
    return tuple(found), tuple(notices)


def facts_from(
    content: WarningContent, expires: datetime, areas: tuple[AlertArea, ...]
) -> AlertFacts:
    """What a template says that is no text: how bad, how sure, what to do, by its own grades."""
    return AlertFacts(
        categories=(content.category,),
        urgency=content.urgency,
        severity=content.severity,
        certainty=content.certainty,
        responses=(content.response,),
        event_code=content.event_code,
        expires=expires,
        areas=areas,
    )


def usual_values(
    content: WarningContent, agency: str, place: str, until: datetime
) -> dict[str, str]:
    """What the facts say of slots that nobody fills: who says so, where, until when."""
    said = place[:40]
    usual = {
        "agency": agency,
        "place": said,
        "place.short": said if len(said) <= SHORT else "",
        "until": until.isoformat(),
    }
    slots = {each.name for each in content.slots}
    return {key: each for key, each in usual.items() if each and key.partition(".")[0] in slots}
