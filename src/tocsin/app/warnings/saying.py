"""A warning in lines for people at a terminal."""

from collections.abc import Iterator
from datetime import datetime, tzinfo

from tocsin.app.grammar.clocks import said
from tocsin.app.tongue import tell
from tocsin.app.warnings.beyond import km2
from tocsin.app.warnings.clear import FORMS
from tocsin.operations.picture.warning import AlertText, PublicWarning
from tocsin.operations.surveying import COUNTED, Counted, Survey


def line_of(warning: PublicWarning, now: datetime, zone: tzinfo) -> str:
    """One line: which, what it is, how it stands, where, until when."""
    area = ", ".join(each.name for each in warning.facts.areas)
    until = said(warning.facts.expires, now, zone)
    event = warning.texts[0].event
    return (
        f"{warning.id:18}{warning.state:11}{warning.status:9}{warning.msg_type:8}"
        f"{event}, {area}, {tell('warn-until', at=until)}"
    )


def lines_of(
    warning: PublicWarning, texts: tuple[AlertText, ...], now: datetime, zone: tzinfo
) -> Iterator[str]:
    """The whole of it: what the second person reads before they approve."""
    facts = warning.facts
    yield line_of(warning, now, zone)
    yield f"  {tell('warn-digest')} {warning.digest}"
    codes = (*facts.categories, facts.urgency, facts.severity, facts.certainty, *facts.responses)
    yield f"  {' '.join(codes)} {facts.event_code}".rstrip()
    for area in facts.areas:
        corners = sum(len(each.ring) for each in area.polygons)
        yield f"  {tell('warn-area', area=area.name, corners=corners, circles=len(area.circles))}"
        yield from (f"    {each.system}={each.code}" for each in area.geocodes)
    if warning.follows is not None:
        yield f"  {tell('warn-follows', warning=warning.follows)}"
    yield f"  {tell('warn-by', people=', '.join(warning.authors))}"
    for name in ("checked", "approval", "issued"):
        found = getattr(warning, name)
        if found is not None:
            at = said(found.at, now, zone)
            yield f"  {tell(f'warn-{name}-by', person=found.by.person, at=at)}"
    yield from _survey(warning)
    for told in warning.told:
        how = told.means or tell("warn-not-told")
        yield f"  {told.neighbour}: {how}"
    for question in warning.questions:
        yield f"  ? {question.question} {' '.join(question.about)}".rstrip()
    for text in texts:
        yield f"\n{text.language}  {text.event}"
        for form in FORMS:
            if getattr(text, form):
                yield f"  {form:13}{getattr(text, form)}"


def _survey(warning: PublicWarning) -> Iterator[str]:
    survey = warning.survey
    if survey is None:
        if warning.checked is not None:
            yield f"  {tell('warn-not-measured')}"
        return
    yield from (f"  {each}" for each in survey_lines(survey))


def survey_lines(survey: Survey) -> Iterator[str]:
    """Who is in an area. What nobody has counted is not known, and says so."""
    if survey.area_m2 is not None:
        yield tell("warn-size", km2=km2(survey.area_m2))
    people = tell("warn-people-unknown")
    if survey.people is not None:
        people = tell("warn-people", n=survey.people)
    yield people
    if survey.abroad:
        yield tell("warn-abroad", towns=", ".join(survey.abroad))
    if survey.spoken is None:
        yield tell("warn-languages-unknown")
    elif survey.spoken:
        yield ", ".join(f"{each.language} {each.people}" for each in survey.spoken)
    for measure, counted in counts_of(survey).items():
        yield tell(f"warn-counts-{measure}", number=_number(counted))
    if survey.widened is not None:
        wide = survey.widened
        people = tell("warn-not-known") if wide.people is None else str(wide.people)
        km = km2(wide.beyond_m2)
        yield tell("warn-widened", corners=wide.corners, km2=km, people=people)


def _number(counted: Counted | None) -> str:
    if counted is None:
        return tell("warn-not-known")
    few = tell("warn-some")
    number = few if counted.number is None else str(counted.number)
    return tell("warn-at-least", number=number, n=counted.lacking) if counted.lacking else number


def counts_of(survey: Survey) -> dict[str, Counted | None]:
    """Everything that is counted but people and languages; None is not known."""
    found = {each.measure: each for each in survey.counts}
    return {name: found.get(name) for name in COUNTED}
