"""A warning as CAP: valid to the last byte, and read back as it was."""

import random
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from tests.operations.story import MORNING, Story
from tests.operations.warned import drafted, facts, issued, square, text, the, town
from tocsin.app.warnings.as_cap import LONG, SHORT, alert_of
from tocsin.app.warnings.clear import is_as_approved, texts_of
from tocsin.gateways.cap import chains, parse, render
from tocsin.gateways.cap.deviations import Level
from tocsin.gateways.cap.schema_file import faults
from tocsin.geo.places import Point
from tocsin.operations.picture.warning import (
    AlertArea,
    AlertFacts,
    AlertText,
    Circle,
    Geocode,
    NameIn,
    Polygon,
)
from tocsin.terms.cap import (
    CapCategory,
    CapCertainty,
    CapMsgType,
    CapResponse,
    CapScope,
    CapSeverity,
    CapStatus,
    CapUrgency,
)
from tocsin.terms.kinds import LogKind
from tocsin.terms.words import Words

WORDS = ("Flood & fire", "<b>Leave</b> now", "ناحية النهر", "Überlauf\nam Ufer", "a]]>b", "水位")


class Clear:
    """Keys of a story, where nothing is sealed."""

    def open(self, words: Words) -> str | None:
        return words.text


KEYS = Clear()


def a_text(draw: random.Random, language: str) -> AlertText:
    forms = {
        each: draw.choice(WORDS)
        for each in ("instruction", "wea_90", "wea_360", "speech")
        if draw.random() < 0.7
    }
    return AlertText(
        language=language,
        event=draw.choice(WORDS),
        headline=draw.choice(WORDS),
        description=draw.choice(WORDS),
        **forms,
    )


def some_facts(draw: random.Random) -> AlertFacts:
    hole = square(50_002_000, 8_002_000, 3_000).polygons[0].ring
    holed = Polygon(square().polygons[0].ring, (hole,))
    area = AlertArea(
        draw.choice(WORDS),
        (holed,) if draw.random() < 0.5 else square().polygons,
        (Circle(Point(-33_900_001, -18_400_000), draw.randrange(1, 9_000)),),
        (Geocode("SAME", "006109"),) if draw.random() < 0.5 else (),
        (NameIn("de", "Flussufer B"),),
    )
    scope = draw.choice(tuple(CapScope))
    return facts(
        categories=tuple(draw.sample(tuple(CapCategory), draw.randrange(1, 4))),
        urgency=draw.choice(tuple(CapUrgency)),
        severity=draw.choice(tuple(CapSeverity)),
        certainty=draw.choice(tuple(CapCertainty)),
        responses=tuple(draw.sample(tuple(CapResponse), draw.randrange(3))),
        expires=MORNING + timedelta(seconds=draw.randrange(7_000, 80_000)),
        onset=MORNING + timedelta(seconds=600) if draw.random() < 0.5 else None,
        areas=(area,),
        scope=scope,
        restriction="crews" if scope is CapScope.restricted else "",
        addresses=("a@town.example", "the duty officer") if scope is CapScope.private else (),
        event_code="OET-081" if draw.random() < 0.5 else "",
        web="https://town.example/w?a=1&b=2" if draw.random() < 0.5 else "",
        contact="+49 30 5550101" if draw.random() < 0.5 else "",
    )


def a_story(seed: int) -> Story:
    """One warning that was sent, of random facts and words, and what follows it."""
    draw = random.Random(seed)
    story = town(draw.choice(tuple(LogKind)))
    languages = draw.sample(("en", "de", "ar", "zh-TW"), draw.randrange(1, 4))
    texts = tuple(a_text(draw, each) for each in languages)
    first = issued(story, facts=some_facts(draw), texts=texts)
    end = draw.choice((CapMsgType.update, CapMsgType.cancel))
    later = facts(expires=MORNING + timedelta(hours=7))
    issued(story, facts=later, texts=texts, msg_type=end, follows=first)
    return story


@pytest.mark.parametrize("seed", range(25))
def test_what_is_sent_is_read_back_as_it_was(seed: int) -> None:
    story = a_story(seed)
    alerts = [alert_of(each, KEYS) for each in story.picture.warnings.values()]
    for alert in alerts:
        found = parse(render(alert))
        assert {each.level for each in found.deviations} <= {Level.note}
        assert found.alerts == (alert,)
    found_chains = chains(alerts)
    assert len(found_chains.chains) == 1
    assert found_chains.troubles == ()


def test_what_is_sent_is_valid_by_the_schema_of_oasis(reference: Path) -> None:
    schema = (reference / "standards/cap/xsd/CAP-v1.2.xsd").read_bytes()
    for seed in range(25):
        for each in a_story(seed).picture.warnings.values():
            assert list(faults(render(alert_of(each, KEYS)), schema)) == []


@pytest.mark.parametrize("kind", LogKind)
def test_a_message_is_what_its_log_is(kind: LogKind) -> None:
    story = town(kind)
    issued(story)
    alert = alert_of(the(story), KEYS)
    assert alert.status == kind.value
    assert (alert.note is None) is (kind is LogKind.actual)


def test_a_preview_of_a_draft_says_that_it_is_none() -> None:
    story = town()
    drafted(story)
    assert alert_of(the(story), KEYS, sent=MORNING).status is CapStatus.draft


def test_every_form_and_name_has_its_place() -> None:
    story = town()
    named = AlertArea("Riverside", square().polygons, names=(NameIn("de", "Flussufer"),))
    german = AlertText(
        language="de", event="Flut", headline="Flut", description="d", wea_90="90", wea_360="360"
    )
    issued(story, facts=facts(areas=(named,)), texts=(text(), german))
    english, other = alert_of(the(story), KEYS).infos
    assert (english.areas[0].area_desc, other.areas[0].area_desc) == ("Riverside", "Flussufer")
    assert [(each.name, each.value) for each in other.parameters] == [(SHORT, "90"), (LONG, "360")]


def test_what_would_go_out_is_what_was_approved() -> None:
    story = town()
    issued(story)
    found = the(story)
    assert is_as_approved(found, KEYS)
    assert texts_of(found, KEYS) == (text(),)

    class Lost(Clear):
        def open(self, words: Words) -> str | None:
            return None

    sealed = tuple(
        type(each)(language="en", event="Flood", headline=Words("warning/x", sealed=b"0"))
        for each in found.texts
    )
    other = msgspec.structs.replace(found, texts=sealed)
    assert not is_as_approved(other, Lost())
