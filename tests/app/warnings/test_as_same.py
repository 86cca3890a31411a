"""What of a warning goes to a broadcaster's encoder, and what is kept from it."""

from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from tests.app.warnings.test_as_cap import KEYS, Clear
from tests.operations.story import MORNING
from tests.operations.warned import drafted, facts, issued, square, the, town
from tocsin.app.commands import warn_verb
from tocsin.app.outcome import Exit, Told
from tocsin.app.warnings.as_same import Asked, Event, Why, event_of, header_of, sendable
from tocsin.gateways import same
from tocsin.operations.picture.warning import AlertArea, Geocode, PublicWarning
from tocsin.terms.cap import CapMsgType, CapScope, CapUrgency
from tocsin.terms.kinds import LogKind
from tocsin.terms.words import Words

NOW = MORNING + timedelta(hours=1)
HERE = Asked(("039173",))


def flood(**other: object) -> PublicWarning:
    """One that was sent, with the event term of the template."""
    story = town()
    issued(story, facts=facts(**{"event_code": "OET-081", **other}))
    return the(story)


def refused(
    warning: PublicWarning, asked: Asked = HERE, *, kind: LogKind = LogKind.actual,
    now: datetime = NOW, keys: Clear = KEYS,
) -> str:  # fmt: skip
    """Why it is not written, in the words of the screen."""
    with pytest.raises(Told) as told:
        written(warning, asked, kind=kind, now=now, keys=keys)
    assert told.value.exit_code in (Exit.refused, Exit.usage)
    return str(told.value)


def written(
    warning: PublicWarning, asked: Asked = HERE, *, kind: LogKind = LogKind.actual,
    now: datetime = NOW, keys: Clear = KEYS,
) -> str:  # fmt: skip
    """The header of one that may be sent."""
    sendable(warning, keys, kind, now)
    return header_of(warning, "PE", asked, event_of(warning, asked.event)).written


def test_a_flood_in_force_is_a_flood_warning() -> None:
    assert event_of(flood(), None) == Event("FLW", Why.approved)
    assert written(flood()) == "ZCZC-CIV-FLW-039173+0600-0610800-PE      -"
    expected = flood(urgency=CapUrgency.future)
    assert written(expected, Asked(("039173",), "EAS")).startswith("ZCZC-EAS-FLA-039173+")


def test_the_command_line_knows_who_may_ask() -> None:
    assert warn_verb.ORIGINATORS == same.ORIGINATORS


def test_what_was_not_sent_or_holds_no_more_is_kept() -> None:
    story = town()
    drafted(story, facts=facts(event_code="OET-081"))
    assert "is not in force" in refused(the(story))
    assert "is not in force" in refused(flood(), now=MORNING + timedelta(hours=7))
    first = issued(story, facts=facts(event_code="OET-081"))
    later = facts(event_code="OET-081", expires=MORNING + timedelta(hours=7))
    issued(story, facts=later, msg_type=CapMsgType.update, follows=first)
    assert "is not in force" in refused(the(story, first))
    assert written(the(story)).startswith("ZCZC-CIV-FLW-039173+0700")


def test_the_end_of_a_warning_is_said_by_voice() -> None:
    story = town()
    first = issued(story, facts=facts(event_code="OET-081"))
    issued(story, msg_type=CapMsgType.cancel, follows=first)
    assert "SAME has no code for one" in refused(the(story))


def test_what_takes_effect_later_is_written_later() -> None:
    warning = flood(effective=MORNING + timedelta(hours=2))
    assert "takes effect at 2026-03-02T10:00+00:00" in refused(warning)


def test_what_is_not_for_the_public_is_kept() -> None:
    private = flood(scope=CapScope.private, addresses=("the chief",))
    assert "is not for the public" in refused(private)


def test_words_that_were_forgotten_are_not_what_was_approved() -> None:
    class Gone(Clear):
        def open(self, words: Words) -> str | None:
            return None

    warning = flood()
    [text] = warning.texts
    sealed = msgspec.structs.replace(text, headline=Words("warning/PE", sealed=b"x" * 40))
    assert "is not what was approved" in refused(
        msgspec.structs.replace(warning, texts=(sealed,)), keys=Gone()
    )


@pytest.mark.parametrize("kind", [LogKind.exercise, LogKind.test])
def test_nothing_of_a_drill_goes_to_an_encoder(kind: LogKind) -> None:
    story = town(kind)
    issued(story, facts=facts(event_code="OET-081"))
    assert "is a drill or a test" in refused(the(story), kind=kind)


def test_nothing_that_says_it_is_of_an_exercise_goes_out_of_any_log() -> None:
    story = town(LogKind.exercise)
    issued(story, facts=facts(event_code="OET-081"))
    assert "is a drill or a test" in refused(the(story), kind=LogKind.actual)


def test_an_announced_test_is_a_demonstration_or_a_required_test() -> None:
    warning = flood(test_of="siren day")
    assert event_of(warning, None) == Event("DMO", Why.practice)
    assert event_of(warning, "RWT") == Event("RWT", Why.said)
    assert written(warning, Asked(("039173",), event="RMT")).startswith("ZCZC-CIV-RMT-")
    assert "this is a test: DMO, RWT, RMT" in refused(warning, Asked(("039173",), event="FLW"))


def test_an_event_is_said_only_where_none_follows() -> None:
    assert "What was approved is FLW" in refused(flood(), Asked(("039173",), event="TOR"))
    power = flood(event_code="OET-145")
    why = refused(power)
    assert "(OET-145, Immediate Observed): say one by --event, as in CEM" in why
    assert event_of(power, "CEM") == Event("CEM", Why.said)
    for each in ("EAN", "RMT", "DMO", "XYZ", "cem", ""):
        assert f"`{each}` is no event code that a town may send" in refused(
            power, Asked(("039173",), event=each)
        )


def test_locations_are_those_said_or_those_approved() -> None:
    assert "say where by --location" in refused(flood(), Asked())
    assert "`99` is no location" in refused(flood(), Asked(("039173", "99")))
    many = tuple(f"039{each:03d}" for each in range(32))
    assert "at most 31" in refused(flood(), Asked(many))
    assert written(flood(), Asked((*many[:31], many[0]))).count("-039") == 31
    codes = (Geocode("SAME", "039173"), Geocode("SAME", "039095"), Geocode("FIPS", "1"))
    area = AlertArea("Riverside", square().polygons, geocodes=codes)
    coded = flood(areas=(area,))
    assert "-039173-039095+" in written(coded, Asked())
    assert "-039095+" in written(coded, Asked(("039095",)))
    assert "039001 is not among" in refused(coded, Asked(("039001",)))


def test_what_lasts_longer_than_a_header_can_say_is_refused() -> None:
    """No order makes such a one today: the fact is written by hand."""
    warning = flood()
    long = msgspec.structs.replace(warning.facts, expires=MORNING + timedelta(hours=100))
    with pytest.raises(Told, match="99 hours 30 minutes"):
        header_of(
            msgspec.structs.replace(warning, facts=long), "PE", HERE, Event("FLW", Why.approved)
        )


def test_a_file_is_called_a_sound(tmp_path: Path) -> None:
    """Nothing else is written over by a slip of the hand."""
    from argparse import Namespace

    from tocsin.app.warnings.as_same import write

    town_file = tmp_path / "log.sqlite"
    town_file.write_bytes(b"the town")
    given = {"location": "", "originator": "CIV", "event": None, "town": tmp_path}
    with pytest.raises(Told, match=r"ends in \.wav"):
        write(Namespace(**given, out=town_file, voice=30))
    with pytest.raises(Told, match="1 to 120 seconds"):
        write(Namespace(**given, out=tmp_path / "a.wav", voice=121))
    assert town_file.read_bytes() == b"the town"
