from datetime import timedelta

from tests.operations.ellery import HARBOUR, town
from tests.operations.story import MORNING, Story
from tocsin.operations.observations import Fix, Observation, Reading
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Command, Refused
from tocsin.operations.picture.telemetry import TelemetryRules
from tocsin.operations.telemetry import (
    AdoptTelemetry,
    Freshness,
    RegisterSensor,
    RegisterTracker,
    RetireSensor,
    RetireTracker,
    age_s,
    freshness,
    not_yours,
    rules_of,
    subject_of,
    untimely,
)

FIX = Fix(HARBOUR)


def seen(device: str, at_s: int = 0, reading: Reading | None = None) -> Observation:
    fix = FIX if reading is None else None
    at = MORNING + timedelta(seconds=at_s)
    return Observation(device=device, observed_at=at, fix=fix, reading=reading)


def code(story: Story, command: Command) -> str:
    return story.refused(command).code


def whose(story: Story, device: str, reading: Reading | None = None) -> str:
    found = subject_of(seen(device, reading=reading), story.picture, "PE")
    return found.code if isinstance(found, Refused) else found


def test_a_tracker_is_carried_by_a_unit_or_a_person_or_stands_for_itself() -> None:
    story = town()
    story.done(RegisterPerson(id="p-osei"))
    story.done(RegisterTracker(id="ANDROID-7", unit="PE-E1"))
    story.done(RegisterTracker(id="phone-1", person="p-osei"))
    story.done(RegisterTracker(id="boat", label="Harbour boat"))
    assert whose(story, "ANDROID-7") == "unit/PE-E1"
    assert whose(story, "phone-1") == "person/p-osei"
    assert whose(story, "boat") == "tracker/boat"
    assert story.done(RegisterTracker(id="boat", label="Harbour boat")) == []


def test_a_unit_reports_under_its_id_or_its_call_sign() -> None:
    story = town()
    assert whose(story, "PE-E1") == "unit/PE-E1"
    assert whose(story, "E1") == "unit/PE-E1"


def test_whatever_is_not_on_the_register_is_refused_by_its_name() -> None:
    story = town()
    assert whose(story, "nobody") == "device_unknown"
    assert whose(story, "nobody", Reading(1, "cm")) == "device_unknown"
    assert code(story, RegisterTracker(id="t", unit="PE-E99")) == "unit_unknown"
    assert code(story, RegisterTracker(id="t", person="p-x")) == "person_unknown"
    assert code(story, RegisterTracker(id="t", unit="PE-E1", person="p-x")) == (
        "tracker_has_two_bearers"
    )


def test_a_retired_tracker_and_a_retired_sensor_are_not_heard_any_more() -> None:
    story = town()
    story.done(RegisterTracker(id="boat"))
    story.done(RegisterSensor(id="river", quantity="level", unit="cm"))
    story.done(RetireTracker(id="boat"))
    story.done(RetireSensor(id="river"))
    assert whose(story, "boat") == "device_unknown"
    assert whose(story, "river", Reading(1, "cm")) == "device_unknown"
    assert code(story, RetireTracker(id="boat")) == "tracker_unknown"
    assert code(story, RetireSensor(id="river")) == "sensor_unknown"


def test_a_reading_comes_in_the_unit_and_scale_on_the_register() -> None:
    story = town()
    story.done(RegisterSensor(id="river", quantity="level", unit="cm", decimals=1))
    assert whose(story, "river", Reading(213, "cm", 1)) == "sensor/river"
    assert whose(story, "river", Reading(213, "cm", 0)) == "reading_in_other_unit"
    assert whose(story, "river", Reading(213, "m", 1)) == "reading_in_other_unit"
    assert whose(story, "river") == "observation_of_other_kind"
    assert story.done(RegisterSensor(id="river", quantity="level", unit="cm", decimals=1)) == []


def test_a_reading_is_said_with_its_point_where_it_belongs() -> None:
    assert Reading(213, "cm", 1).text == "21.3 cm"
    assert Reading(-5, "Cel", 2).text == "-0.05 Cel"
    assert Reading(7, "m").text == "7 m"


def test_a_device_may_be_a_minute_ahead_and_as_late_as_is_kept() -> None:
    rules = TelemetryRules(keep_h=2)
    assert untimely(seen("E1", 60), MORNING, rules) is None
    ahead = untimely(seen("E1", 61), MORNING, rules)
    late = untimely(seen("E1", -7201), MORNING, rules)
    assert untimely(seen("E1", -7200), MORNING, rules) is None
    assert ahead is not None
    assert late is not None
    assert (ahead.code, late.code) == ("observed_in_future", "observed_too_long_ago")


def test_how_good_an_observation_is_follows_from_its_age_and_the_towns_thresholds() -> None:
    story = town()
    assert rules_of(story.picture) == TelemetryRules()
    story.done(AdoptTelemetry(fresh_s=10, old_s=60))
    rules = rules_of(story.picture)
    assert [freshness(age, rules) for age in (0, 10, 11, 60, 61)] == [
        Freshness.fresh,
        Freshness.fresh,
        Freshness.stale,
        Freshness.stale,
        Freshness.old,
    ]
    assert age_s(MORNING + timedelta(seconds=30), MORNING) == 0
    assert story.done(AdoptTelemetry(fresh_s=10, old_s=60)) == []


def test_thresholds_in_the_wrong_order_are_refused() -> None:
    story = town()
    assert code(story, AdoptTelemetry(fresh_s=60, old_s=60)) == "thresholds_out_of_order"
    assert code(story, AdoptTelemetry(file_h=24, keep_h=23)) == "keeping_too_short"


def test_a_sender_that_is_bound_reports_for_nobody_else() -> None:
    observation = seen("E1")
    assert not_yours(observation, frozenset(), "unit/PE-E1") is None
    assert not_yours(observation, frozenset({"unit/PE-E1"}), "unit/PE-E1") is None
    refused = not_yours(observation, frozenset({"unit/PE-E2"}), "unit/PE-E1")
    assert refused is not None
    assert refused.code == "device_not_yours"


def test_a_tracker_of_a_person_who_is_not_on_the_register_any_more_is_refused() -> None:
    story = town()
    story.done(RegisterTracker(id="t", unit="PE-E1"))
    units = story.picture.units.drop("PE-E1")
    import msgspec

    gone = msgspec.structs.replace(story.picture, units=units)
    found = subject_of(seen("t"), gone, "PE")
    assert isinstance(found, Refused)
    assert found.code == "unit_unknown"
