"""Profiles: each rule is broken by one thing, and by that alone; real messages keep them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.gateways.cap_alerts import MORNING
from tocsin.gateways.cap import RULES, Alert, Profile, checked, findings, parse, render
from tocsin.gateways.cap.message import Moment, MsgType, Pair, Resource, Scope, Segment, Status
from tocsin.gateways.cap.profiles import Must
from tocsin.gateways.cap.samples import flood

AU = "urn:oasis:names:tc:emergency:cap:1.2:profile:CAP-AU:1.0"
FLOOD = flood(MORNING)


def fit(profile: Profile) -> Alert:
    """An alert that breaks nothing."""
    codes = {
        Profile.oasis: (),
        Profile.cap_cp: ("profile:CAP-CP:1.0",),
        Profile.cap_au: (AU,),
        Profile.ipaws: ("IPAWSv1.0",),
    }
    event = {
        Profile.oasis: Pair("OET:v1.2", "OET-098"),
        Profile.cap_cp: Pair("profile:CAP-CP:Event:1.0", "flood"),
        Profile.cap_au: Pair(f"{AU}:AUeventLIST:1.0", "flood"),
        Profile.ipaws: Pair("SAME", "FLW"),
    }
    places = {
        Profile.oasis: Pair("zone", "harbour"),
        Profile.cap_cp: Pair("profile:CAP-CP:Location:0.3", "2465005"),
        Profile.cap_au: Pair("zone", "harbour"),
        Profile.ipaws: Pair("SAME", "006073"),
    }
    language = {Profile.cap_cp: "en-CA", Profile.cap_au: "en-AU"}.get(profile, "en-US")
    info = replace(
        FLOOD.infos[0],
        language=language,
        event_codes=(event[profile],),
        parameters=(Pair("EAS-ORG", "CIV"),),
        areas=(replace(FLOOD.infos[0].areas[0], geocodes=(places[profile],)),),
    )
    return replace(FLOOD, codes=codes[profile], infos=(info,))


def info(alert: Alert, **changes: object) -> Alert:
    """The alert with its info changed."""
    return replace(alert, infos=(replace(alert.infos[0], **changes),))


def area(alert: Alert, **changes: object) -> Alert:
    """The alert with its area changed."""
    made = replace(alert.infos[0].areas[0], **changes)
    return info(alert, areas=(made,))


def second(alert: Alert, code: Pair) -> Alert:
    """The alert with another info of another event."""
    other: Segment = replace(alert.infos[0], event_codes=(code,))
    return replace(alert, infos=(alert.infos[0], other))


def resource(**changes: object) -> Callable[[Alert], Alert]:
    """The alert with a resource."""
    made = replace(Resource("siren", "audio/mpeg"), **changes)
    return lambda alert: info(alert, resources=(made,))


WEA = (Pair("EAS-ORG", "CIV"), Pair("WEAHandling", "Imminent Threat"))
BROKEN: dict[str, Callable[[Alert], Alert]] = {
    "oasis-restriction": lambda a: replace(a, scope=Scope.restricted),
    "oasis-addresses": lambda a: replace(a, scope=Scope.private),
    "oasis-references": lambda a: replace(a, msg_type=MsgType.cancel),
    "oasis-note": lambda a: replace(a, status=Status.exercise),
    "oasis-info": lambda a: replace(a, infos=()),
    "oasis-expiry": lambda a: info(a, expires=Moment.of(MORNING)),
    "oasis-onset": lambda a: info(a, onset=a.infos[0].expires),
    "oasis-headline": lambda a: info(a, headline="x" * 161),
    "oasis-ceiling": lambda a: area(a, ceiling="100"),
    "oasis-polygon": lambda a: area(a, polygons=("1,1 1,2 2,1 2,2 1,1",)),
    "oasis-geocode": lambda a: area(a, geocodes=(*a.infos[0].areas[0].geocodes, Pair("", "x"))),
    "oasis-mime-type": resource(mime_type="audio"),
    "oasis-digest": resource(digest="abc"),
    "cap-cp-code": lambda a: replace(a, codes=()),
    "cap-cp-event": lambda a: info(a, event_codes=()),
    "cap-cp-one-event": lambda a: second(a, Pair("profile:CAP-CP:Event:1.0", "wind")),
    "cap-cp-language": lambda a: info(a, language=None),
    "cap-cp-language-tag": lambda a: info(a, language="en"),
    "cap-cp-area": lambda a: info(a, areas=()),
    "cap-cp-location": lambda a: area(a, geocodes=()),
    "cap-cp-expires": lambda a: info(a, expires=None),
    "cap-cp-sender-name": lambda a: info(a, sender_name=None),
    "cap-au-code": lambda a: replace(a, codes=()),
    "cap-au-event": lambda a: info(a, event_codes=()),
    "cap-au-language": lambda a: info(a, language=None),
    "cap-au-expires": lambda a: info(a, expires=None),
    "cap-au-area": lambda a: info(a, areas=()),
    "ipaws-code": lambda a: replace(a, codes=()),
    "ipaws-event": lambda a: info(a, event_codes=(Pair("SAME", "flood"),)),
    "ipaws-one-event": lambda a: second(a, Pair("SAME", "TOR")),
    "ipaws-expires": lambda a: info(a, expires=None),
    "ipaws-area": lambda a: info(a, areas=()),
    "ipaws-places": lambda a: area(a, geocodes=(Pair("SAME", "6073"),)),
    "ipaws-31-places": lambda a: area(
        a, geocodes=tuple(Pair("SAME", f"{each:06}") for each in range(32))
    ),
    "ipaws-originator": lambda a: info(a, parameters=()),
    "ipaws-phone-text": lambda a: info(a, parameters=(*WEA[:1], Pair("CMAMtext", "x" * 91))),
    "ipaws-threat": lambda a: info(a, parameters=WEA, urgency="Future"),
}


@pytest.mark.parametrize("profile", Profile)
def test_an_alert_that_keeps_the_rules_conforms(profile: Profile) -> None:
    assert findings(fit(profile), profile) == ()
    assert checked(parse(render(fit(profile))), profile).conforms


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_is_broken_by_one_thing(rule: object) -> None:
    from tocsin.gateways.cap.profiles import Rule

    assert isinstance(rule, Rule)
    broken = BROKEN[rule.id](fit(rule.profile))
    found = findings(broken, rule.profile)
    assert rule.id in [each.rule for each in found]
    strangers = {each.rule for each in found if each.rule.split("-")[0] != rule.id.split("-")[0]}
    assert strangers <= {"oasis-onset", "oasis-expiry"}, strangers
    verdict = checked(parse(render(broken)), rule.profile)
    assert verdict.conforms is all(each.must is Must.should for each in found)


def test_rules_have_ids_of_their_own_and_say_what_was_not_verified() -> None:
    assert len({each.id for each in RULES}) == len(RULES) == len(BROKEN)
    assert all(each.id.startswith(each.profile) for each in RULES)
    assert {each.profile for each in RULES if not each.is_verified} == set(Profile) - {
        Profile.oasis
    }


def test_real_messages_of_a_profile_keep_its_rules(reference: Path) -> None:
    """Three of each that their issuers publish as examples."""
    folder = reference / "standards" / "cap" / "samples" / "valid"
    for profile, names in (
        (Profile.cap_cp, ("VE3LSR__Sample1_CAPCP_No_Attachment.xml", "bcgov__earthquake-2.xml")),
        (Profile.cap_au, ("google__australia.cap", "kelvinn__australia_bom.cap")),
        (Profile.ipaws, ("willglynn__ipaws-5e6ddbad023f1930ef6c1a5a.xml",)),
    ):
        for name in names:
            parsed = parse((folder / name).read_bytes())
            own = [each for each in checked(parsed, profile).findings if "oasis" not in each.rule]
            assert [each for each in own if each.must is Must.must] == [], name
            for other in {*Profile} - {profile, Profile.oasis}:
                assert not checked(parsed, other).conforms, (name, other)
