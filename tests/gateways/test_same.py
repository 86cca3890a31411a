"""SAME: the tones are read back bit for bit by two receivers that are not ours to write with."""

import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from tests.gateways.same_heard import bytes_in, pieces_of, samples_of, strength
from tests.needs import need, reference_folder
from tocsin.gateways.same import (
    EVENTS,
    LOCAL,
    LONGEST_MINUTES,
    NATIONAL,
    STATES,
    TESTS,
    Header,
    event_of,
    is_location,
    valid_minutes,
    wave_of,
)
from tocsin.terms.cap import CapCertainty, CapResponse, CapUrgency

SENT = datetime(2026, 3, 2, 8, 5, 41, tzinfo=UTC)
HEADER = Header(
    originator="CIV",
    event="FLW",
    locations=("039173", "539095"),
    minutes=390,
    released=SENT,
    station="PE",
).written
PREAMBLE = b"\xab" * 16


def test_a_header_says_what_it_is_of_by_its_place() -> None:
    assert HEADER == "ZCZC-CIV-FLW-039173-539095+0630-0610805-PE      -"


def test_what_is_keyed_is_read_back_bit_for_bit() -> None:
    sound = wave_of(HEADER, 5)
    samples, rate = samples_of(sound.content)
    pieces = pieces_of(samples, rate)
    assert rate == 22_050
    assert sound.seconds == len(samples) / rate
    read = [bytes_in(each.samples, rate) for each in (*pieces[:3], *pieces[4:])]
    assert read == [PREAMBLE + HEADER.encode()] * 3 + [PREAMBLE + b"NNNN"] * 3
    ends = [each.begins_s + len(each.samples) / rate for each in pieces]
    gaps = [later.begins_s - end for later, end in zip(pieces[1:], ends, strict=False)]
    assert [round(each) for each in gaps] == [1, 1, 1, 7, 1, 1]
    assert sound.voice_from_s is not None
    assert sound.voice_until_s is not None
    begins, ends_at = (round(each * rate) for each in (sound.voice_from_s, sound.voice_until_s))
    quiet = samples[begins:ends_at]
    assert len(quiet) == 5 * rate
    assert not quiet.any()


def test_a_receiver_that_is_given_another_tone_reads_something_else() -> None:
    """The control: the receiver of these tests hears one bit that is wrong."""
    samples, rate = samples_of(wave_of(HEADER, 1).content)
    piece = pieces_of(samples, rate)[0].samples.copy()
    whole = bytes_in(piece, rate)
    number = 8 * 40
    begins, ends = (round(each * rate / 520.83) for each in (number, number + 1))
    hertz = 1562.5 if whole[40] & 1 else 2083.3
    piece[begins:ends] = 20_000 * np.sin(2 * np.pi * hertz * np.arange(ends - begins) / rate)
    wrong = bytes_in(piece, rate)
    assert [a ^ b for a, b in zip(whole, wrong, strict=True) if a != b] == [1]


def test_the_attention_signal_is_two_tones_at_once_for_eight_seconds() -> None:
    samples, rate = samples_of(wave_of(HEADER, 1).content)
    signal = pieces_of(samples, rate)[3].samples
    assert round(len(signal) / rate, 2) == 8.0
    one, other = (strength(signal, rate, each) for each in (853, 960))
    assert one == pytest.approx(other, rel=0.01)
    assert one > 0.3
    assert max(strength(signal, rate, each) for each in (800, 900, 1000, 1562.5)) < 0.01


def test_a_weekly_test_has_neither_attention_signal_nor_voice() -> None:
    samples, rate = samples_of(wave_of(HEADER, None).content)
    read = [bytes_in(each.samples, rate) for each in pieces_of(samples, rate)]
    assert read == [PREAMBLE + HEADER.encode()] * 3 + [PREAMBLE + b"NNNN"] * 3


def test_multimon_reads_the_header_and_the_end() -> None:
    """Another receiver, that of radio amateurs: https://github.com/EliasOenal/multimon-ng."""
    program = shutil.which("multimon-ng")
    need(program is not None, "no multimon-ng here; apt install multimon-ng")
    assert program is not None
    samples, _ = samples_of(wave_of(HEADER, 1).content)
    done = subprocess.run(
        [program, "-q", "-a", "EAS", "-t", "raw", "-"],
        input=samples.astype("<i2").tobytes(), capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    lines = done.stdout.decode().splitlines()
    assert f"EAS: {HEADER}" in lines
    assert "EAS: NNNN" in lines


@pytest.mark.parametrize(
    ("seconds", "minutes"),
    [
        (1, 15), (15 * 60 - 41, 15), (15 * 60, 30), (45 * 60, 60), (60 * 60 - 41, 60),
        (60 * 60, 90), (6 * 3600 - 41, 360), (6 * 3600, 390), (99 * 3600 + 1800 - 41, 5970),
    ],
)  # fmt: skip
def test_how_long_it_holds_is_rounded_up_to_a_step(seconds: int, minutes: int) -> None:
    """The header has the minute of sending, 41 seconds before these."""
    assert valid_minutes(SENT, SENT + timedelta(seconds=seconds)) == minutes


def test_longer_than_four_days_cannot_be_said() -> None:
    assert LONGEST_MINUTES == 5970
    assert valid_minutes(SENT, SENT + timedelta(hours=99, minutes=30)) is None


def test_the_codes_are_those_of_the_rule() -> None:
    folder = reference_folder() / "standards" / "cap" / "code-lists"
    rule = (folder / "us-eas-47cfr11.31-2010.xml").read_text()
    events, states = rule.index("(e) The following Event"), rule.index("(f) The State")
    cell = r"<ENT[^>]*>\s*({})\s*<"
    assert set(re.findall(cell.format("[A-Z]{3}"), rule[events:states])) == EVENTS.keys()
    assert set(re.findall(cell.format("[0-9]{2}"), rule[states:])) == STATES
    assert set(LOCAL) | NATIONAL | set(TESTS) == EVENTS.keys()


SOON = (CapUrgency.immediate, CapCertainty.observed)
LATER = (CapUrgency.future, CapCertainty.likely)
UNSURE = (CapUrgency.expected, CapCertainty.possible)
UNKNOWN = (CapUrgency.unknown, CapCertainty.unknown)


@pytest.mark.parametrize(
    ("term", "grades", "response", "code"),
    [
        ("OET-081", SOON, CapResponse.evacuate, "FLW"),
        ("OET-081", LATER, CapResponse.prepare, "FLA"),
        ("OET-081", UNSURE, CapResponse.prepare, "FLA"),
        ("OET-081", UNKNOWN, CapResponse.none, None),
        ("OET-197", SOON, CapResponse.shelter, "HMW"),
        ("OET-197", LATER, CapResponse.shelter, None),
        ("OET-169", SOON, CapResponse.evacuate, "EVI"),
        ("OET-169", SOON, CapResponse.shelter, "SPW"),
        ("OET-169", SOON, CapResponse.all_clear, None),
        ("OET-147", UNKNOWN, CapResponse.none, "DMO"),
        ("OET-145", SOON, CapResponse.prepare, None),
        ("TOR", UNKNOWN, CapResponse.shelter, "TOR"),
        ("EAN", SOON, CapResponse.execute, None),
        ("", SOON, CapResponse.evacuate, None),
    ],
)
def test_the_event_follows_from_the_term_and_its_grades(
    term: str, grades: tuple[CapUrgency, CapCertainty], response: CapResponse, code: str | None
) -> None:
    assert event_of(term, *grades, (response,)) == code


def test_every_event_that_follows_is_in_the_list() -> None:
    terms = [f"OET-{number:03d}" for number in range(224)]
    found = {
        event_of(term, *grades, (response,))
        for term in terms
        for grades in (SOON, LATER, UNSURE)
        for response in CapResponse
    }
    assert found - {None} <= EVENTS.keys() - NATIONAL
    assert len(found) > 30


@pytest.mark.parametrize("code", ["39173", "0391730", "000000", "003000", "03917x", "٠٣٩١٧٣", ""])
def test_what_is_no_location_is_none(code: str) -> None:
    assert is_location("039173")
    assert is_location("972000")
    assert not is_location(code)
