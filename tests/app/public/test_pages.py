"""The public pages: what to do first, what is over said plainly, nothing that is not published."""

import json
import re
from datetime import timedelta

import msgspec

from tests.app.public.sites import (
    ARABIC,
    TURKISH,
    Clear,
    PaperHouse,
    header_of,
    heading,
    page,
    site_of,
)
from tests.operations.story import MORNING, Story
from tests.operations.test_subscriptions import open_town
from tests.operations.warned import drafted, facts, issued, square, text, the, town
from tocsin.app.pages import whole_page
from tocsin.app.public.frame import Frame
from tocsin.app.public.here_page import Spot, holds_at
from tocsin.app.public.here_page import page as here_page
from tocsin.app.web.public_site import PublicSite
from tocsin.geo.places import Point
from tocsin.log.record import Parent
from tocsin.operations.closures import DeclareClosure, GivenExtent, LiftClosure
from tocsin.operations.facilities import GivenCapacity, RegisterFacility, ReportFacility
from tocsin.operations.incident import GivenPlace, OpenIncident
from tocsin.operations.picture.facility import FacilityState
from tocsin.operations.picture.policy import KindFields
from tocsin.operations.picture.warning import AlertArea, AlertText, Circle, Geocode, ToldText
from tocsin.operations.policy import SetPublicPolicy
from tocsin.operations.warning_issue import ExpireWarning
from tocsin.terms.cap import CapMsgType, CapScope, CapSeverity
from tocsin.terms.codes import Priority
from tocsin.terms.kinds import LogKind
from tocsin.terms.words import Words

MOST_BYTES = 30_000
PLAN = "siren-day"


def test_the_heading_says_what_to_do_in_every_language() -> None:
    story = town()
    name = issued(story, texts=(text(), ARABIC, TURKISH))
    site = site_of(story)
    for file in ("index.html", f"{name}.html"):
        assert heading(page(site, f"en/{file}")) == "Leave now."
        assert heading(page(site, f"ar/{file}")) == "غادروا الضفة الآن."
        assert heading(page(site, f"tr/{file}")) == "Hemen ayrılın."
    assert "<li>Go to Hill School.</li>" in page(site, "en/index.html")
    assert '<html lang="ar" dir="rtl">' in page(site, "ar/index.html")
    turkish = page(site, "tr/index.html")
    assert '<html lang="en" dir="ltr">' in turkish, "the frame is in the town's words"
    assert '<h1 lang="tr" dir="ltr">' in turkish


def test_languages_are_named_in_themselves_and_lead_to_the_same_page() -> None:
    story = town()
    name = issued(story, texts=(text(), TURKISH))
    site = site_of(story)
    links = dict(re.findall(r'<a href="\.\./(\w+)/[^"]*" lang="\w+"[^>]*>([^<]+)</a>',
                            page(site, f"en/{name}.html")))  # fmt: skip
    assert links == {"ar": "العربية", "de": "Deutsch", "tr": "Türkçe"}
    assert all(site.leaf(f"{each}/{name}.html") for each in links)
    assert site.leaf(f"fr/{name}.html") is None


def test_a_translation_that_nobody_stands_by_says_so_and_the_original_does_not() -> None:
    story = town()
    issued(story, texts=(text(), TURKISH))
    site = site_of(story)
    label = "No speaker of this language has checked this translation."
    assert label in page(site, "tr/index.html")
    assert label not in page(site, "en/index.html")
    assert "nicht. Sie steht hier, wie sie geschrieben wurde." in page(site, "de/index.html")


def test_what_was_replaced_ended_or_ran_out_says_so_first_and_leads_on() -> None:
    story = town()
    first = issued(story)
    second = issued(story, msg_type=CapMsgType.update, follows=first)
    assert heading(page(site_of(story), f"en/{first}.html")).startswith("Replaced: ")
    end = issued(story, msg_type=CapMsgType.cancel, follows=second)
    site = site_of(story)
    old = page(site, f"en/{second}.html")
    assert heading(old) == "Over: Flood: leave Riverside now"
    assert "This is over. It was ended at" in old
    assert f'href="{end}.html">Read what came after it' in old
    assert heading(page(site, f"en/{end}.html")).startswith("All clear: ")
    assert all(f'href="{each}.html"' in page(site, f"en/{end}.html") for each in (first, second))
    assert heading(page(site, "en/index.html")) == "No warning is in force."
    assert page(site, "en/warnings.html").count('<li><a href="PE-w') == 3


def test_one_whose_time_ran_out_says_so() -> None:
    story = town()
    name = issued(story)
    story.now_s = 6 * 3600
    story.done(ExpireWarning(warning=name), actor="system/clock")
    assert "Its time ran out at" in page(site_of(story), f"en/{name}.html")


def test_the_worst_comes_first() -> None:
    story = town()
    issued(story, facts=facts(severity=CapSeverity.minor), texts=(_saying("Boil water."),))
    issued(story, facts=facts(severity=CapSeverity.extreme))
    issued(story, facts=facts(severity=CapSeverity.severe), texts=(_saying("Stay in."),))
    text_of = page(site_of(story), "en/index.html")
    assert heading(text_of) == "Leave now."
    assert text_of.index("Leave now.") < text_of.index("Stay in.") < text_of.index("Boil water.")


def _saying(act: str) -> AlertText:
    return msgspec.structs.replace(text(), instruction=act)


def test_a_test_says_so_in_its_first_word() -> None:
    story = town()
    name = issued(story, facts=facts(test_of=PLAN))
    site = site_of(story)
    for language, word in (("en", "TEST"), ("de", "TEST"), ("ar", "اختبار")):
        for file in ("index.html", f"{name}.html"):
            told = page(site, f"{language}/{file}")
            assert heading(told).startswith(f"{word}: ")
            assert f"<title>{word}: " in told
        assert f">{word}: " in page(site, f"{language}/warnings.html")
    assert json.loads(page(site, "warnings.geojson"))["features"][0]["properties"]["status"] == (
        "Test"
    )


WITHHELD = ("p-ana", "p-ben", "an attic full of gas", "for officers only", "still a draft",
            "the dam is weak")  # fmt: skip
"""Who stands behind a warning, an incident, a restricted warning, a draft, a closed road."""


def _fire(summary: str | None = None) -> OpenIncident:
    return OpenIncident(type="fire.structure", priority=Priority.immediate, summary=summary)


def secretive() -> Story:
    """A town that keeps something of each kind to itself, has a warning in force, shows roads."""
    story = town()
    story.done(SetPublicPolicy(fields=OPENED, step_udeg=1_000), actor="p-ben")
    lane = GivenExtent(GivenPlace(label="Lane", point=Point(50_000_000, 8_000_000)))
    story.done(DeclareClosure(kind="flooded", extent=lane, reason=WITHHELD[5]), actor="p-dot")
    story.done(_fire(WITHHELD[2]), actor="p-dot")
    issued(story, facts=facts(scope=CapScope.restricted, restriction="x"),
           texts=(_saying(WITHHELD[3]),))  # fmt: skip
    drafted(story, texts=(_saying(WITHHELD[4]),))
    issued(story, facts=facts(areas=(square(60_000_000),)))
    return story


def test_nothing_that_is_withheld_is_in_any_byte_of_any_file() -> None:
    story = secretive()
    site = site_of(story)
    files = {name: page(site, name) for name in site.names()}
    assert sum("Leave now." in each for each in files.values()) > 3
    assert "Lane" in files["wzdx.geojson"]
    found = [(name, each) for name, body in files.items() for each in WITHHELD if each in body]
    assert found == []
    # The control: the same look finds each of them in what those inside may know.
    inside = whole_page(story.picture, Clear())  # type: ignore[arg-type]
    assert all(each in inside for each in WITHHELD)


def test_no_page_has_a_script_or_more_than_thirty_thousand_bytes() -> None:
    story = town()
    for at in range(12):
        areas = (square(50_000_000 + at * 100_000),)
        issued(story, facts=facts(areas=areas), texts=(text(), ARABIC, TURKISH))
    site = site_of(story)
    for name in site.names():
        leaf = site.leaf(name)
        assert leaf is not None
        assert name == "warnings.geojson" or len(leaf.body) <= MOST_BYTES, name
        told = leaf.body.decode()
        assert "<script" not in told
        assert not re.search(r" on\w+=|javascript:", told)
        if name.endswith(".html"):
            assert "default-src &#x27;none&#x27;" in told


def test_words_that_were_forgotten_are_gone_from_the_pages() -> None:
    story = town()
    name = issued(story)
    house = PaperHouse(story)
    site = PublicSite(house)
    assert "Hill School" in page(site.now(), f"en/{name}.html")
    house.keys.gone.add(f"warning/{name}")
    warning = the(story, name)
    said = tuple(msgspec.structs.replace(each, **_sealed(each)) for each in warning.texts)
    warnings = story.picture.warnings.put(name, msgspec.structs.replace(warning, texts=said))
    story.picture = msgspec.structs.replace(story.picture, warnings=warnings)
    told = page(site.now(), f"en/{name}.html")
    assert "Hill School" not in told
    assert "What was said here was removed." in told


def _sealed(text: ToldText) -> dict[str, Words]:
    """Its words as a log keeps them."""
    named = ((name, getattr(text, name)) for name in text.__struct_fields__)
    return {
        name: Words(each.owner, sealed=each.text.encode())
        for name, each in named
        if isinstance(each, Words) and each.text is not None
    }


# a stampede


def test_a_stampede_is_served_from_what_was_made_once() -> None:
    story = town()
    name = issued(story)
    site = PublicSite(PaperHouse(story))
    files = [f"{language}/{file}" for language in ("en", "ar") for file in
             ("index.html", f"{name}.html", "warnings.html")]  # fmt: skip
    first = [site.now().leaf(each) for each in files]
    for at in range(2_000):
        if at % 100 == 0:  # dispatching goes on meanwhile
            story.done(_fire(), actor="p-dot")
        assert site.now().leaf(files[at % len(files)]) is first[at % len(files)]
    # The control: what changes a page makes it anew.
    issued(story, msg_type=CapMsgType.cancel, follows=name)
    assert site.now().leaf(files[0]) is not first[0]
    assert site.now().leaf("en/../index.html") is None


def test_a_reader_that_is_behind_says_as_of_when() -> None:
    story = town()
    issued(story)
    house = PaperHouse(story)
    site = PublicSite(house)
    assert "As of" not in page(site.now(), "en/index.html")
    house.age_s = 1_800.0
    assert "As of <time" in page(site.now(), "en/index.html")
    assert ">07:30 on 2 March 2026</time>" in page(site.now(), "en/index.html")
    house.age_s = 0.0
    assert "As of" not in page(site.now(), "en/index.html")


def test_drills_tests_and_forks_publish_nothing() -> None:
    story = town()
    fork = Parent(jurisdiction="j1", incarnation="i0", position=5, hash=b"", path="")
    others = [header_of(each) for each in (LogKind.exercise, LogKind.test)]
    headers = [header_of(LogKind.actual, fork), *others]
    assert not any(PublicSite(PaperHouse(story, each)).is_open for each in headers)
    assert PublicSite(PaperHouse(story)).is_open


# feeds


def test_the_feed_for_maps_holds_what_is_in_force_with_its_areas() -> None:
    story = town()
    circle = AlertArea("Mill", circles=(Circle(Point(50_000_000, 8_000_000), 500),))
    name = issued(story, facts=facts(areas=(square(), circle)), texts=(text(), ARABIC))
    issued(story, msg_type=CapMsgType.cancel, follows=issued(story, facts=facts(
        areas=(square(60_000_000),))))  # fmt: skip
    drawn, round_ = json.loads(page(site_of(story), "warnings.geojson"))["features"]
    assert drawn["properties"]["identifier"] == name
    assert drawn["properties"]["info"][1]["headline"] == ARABIC.headline
    [[ring]] = drawn["geometry"]["coordinates"]
    assert ring[0] == ring[-1]
    assert {tuple(each) for each in ring} == {
        (8.0, 50.0),
        (8.01, 50.0),
        (8.01, 50.01),
        (8.0, 50.01),
    }
    assert len(round_["geometry"]["coordinates"][0][0]) > 8


def test_what_is_closed_stands_in_the_calendar_until_it_is_lifted() -> None:
    story = town()
    extent = GivenExtent(GivenPlace(words="Mill Lane, by the ford"), radius_m=None, line=(
        Point(50_000_000, 8_000_000), Point(50_001_000, 8_000_000)))  # fmt: skip
    until = MORNING + timedelta(hours=5)
    story.done(DeclareClosure(kind="flooded", extent=extent, ends_at=until), actor="p-dot")
    [closure] = story.picture.closures
    assert "SUMMARY" not in page(site_of(story), "closures.ics"), "nobody opened it yet"
    opened = KindFields("closures", ("id", "kind", "extent", "since", "ends_at", "lifted_at"))
    story.done(SetPublicPolicy(fields=(opened,), step_udeg=1_000), actor="p-ben")
    lines = page(site_of(story), "closures.ics").split("\r\n")
    assert "SUMMARY:flooded: Mill Lane\\, by the ford" in lines
    assert "DTEND:20260302T130000Z" in lines
    story.done(LiftClosure(closure=closure, reason="dry"), actor="p-dot")
    assert "BEGIN:VEVENT" not in page(site_of(story), "closures.ics")


# where one can go, and where not

OPENED = (
    KindFields("closures", ("id", "kind", "extent", "since", "ends_at", "passable_for",
                            "lifted_at", "depth_cm")),
    KindFields("facilities", ("id", "name", "kind", "state", "state_at", "place", "capacities",
                              "is_step_free", "takes_pets")),
)  # fmt: skip


def sheltering() -> Story:
    """A school that takes people in, a hospital, a shut hall; the town shows its shelters."""
    story = town()
    for name, kind in (("Hill School", "shelter"), ("Mercy", "hospital"), ("Old Hall", "shelter")):
        told = GivenPlace(label=f"{name} Street 2")
        story.done(RegisterFacility(id=name.lower()[:4], name=name, kind=kind, place=told,
                                    contact="ring the caretaker", is_step_free=True,
                                    takes_pets=False), actor="p-ben")  # fmt: skip
    people = GivenCapacity("people", total=220, free=140)
    for name in ("hill", "merc"):
        story.done(ReportFacility(facility=name, state=FacilityState.normal, capacities=(people,),
                                  remark="the roof leaks"), actor="p-dot")  # fmt: skip
    closed = FacilityState.closed
    story.done(ReportFacility(facility="old ", state=closed), actor="p-dot")
    return story


def test_shelters_that_are_open_are_shown_with_their_free_places_once_the_town_shows_them() -> None:
    story = sheltering()
    told = page(site_of(story), "en/shelters.html")
    assert "Hill School" not in told
    assert "The town does not publish this here." in told
    story.done(SetPublicPolicy(fields=OPENED, step_udeg=1_000), actor="p-ben")
    told = page(site_of(story), "en/shelters.html")
    assert "<b>Hill School, Hill School Street 2</b>: open, 140 of 220 places free." in told
    assert "Step-free. No pets." in told
    assert "Hill School" in page(site_of(story), "en/index.html")
    for hidden in ("Mercy", "Old Hall", "caretaker", "roof leaks"):
        assert hidden not in told
    shut = ReportFacility(facility="hill", state=FacilityState.closed)
    story.done(shut, actor="p-dot")
    assert "No shelter is open now." in page(site_of(story), "en/shelters.html")


def test_places_that_are_kept_for_neighbours_are_not_free() -> None:
    story = sheltering()
    story.done(SetPublicPolicy(fields=OPENED, step_udeg=1_000), actor="p-ben")
    hill = story.picture.facilities.get("hill")
    assert hill is not None
    kept = tuple(msgspec.structs.replace(each, reserved=30, came=5) for each in hill.capacities)
    facilities = story.picture.facilities.put(
        "hill", msgspec.structs.replace(hill, capacities=kept)
    )
    story.picture = msgspec.structs.replace(story.picture, facilities=facilities)
    assert "105 of 220 places free" in page(site_of(story), "en/shelters.html")


def test_the_pages_lead_to_where_one_subscribes_once_that_is_open() -> None:
    assert "/public/subscribe" not in page(site_of(town()), "en/index.html")
    told = page(site_of(open_town()), "en/index.html")
    assert '<a href="/public/subscribe">Be told by e-mail</a>' in told


def test_closed_roads_and_places_without_power_are_shown_until_they_are_lifted() -> None:
    story = town()
    story.done(SetPublicPolicy(fields=OPENED, step_udeg=1_000), actor="p-ben")
    assert "No closed road is known." in page(site_of(story), "en/roads.html")
    lane, mill = (GivenExtent(GivenPlace(label=each), radius_m=None, line=(
        Point(50_000_000, 8_000_000), Point(50_001_000, 8_000_000))) for each in ("Lane", "Mill")
    )  # fmt: skip
    road = DeclareClosure(kind="flooded", extent=lane, depth_cm=40, reason="the dam is weak")
    story.done(road, actor="p-dot")
    story.done(DeclareClosure(kind="without_power", extent=mill), actor="p-dot")
    told = page(site_of(story), "en/roads.html")
    assert "<b>Lane</b>: flooded. The water is 40 cm deep." in told
    assert told.index("Lane") < told.index("Without power, water or telephone</h2>")
    assert told.index("Without power, water or telephone</h2>") < told.index("<b>Mill</b>")
    assert "the dam is weak" not in told
    for each in tuple(story.picture.closures):
        story.done(LiftClosure(closure=each, reason="dry"), actor="p-dot")
    assert "Lane" not in page(site_of(story), "en/roads.html")


def test_a_rumour_stands_with_what_is_true_who_says_so_and_when() -> None:
    story = town()
    assert "No rumour has been answered." in page(site_of(story), "en/rumours.html")
    said = msgspec.structs.replace(
        text(), event="False rumour", headline="False rumour, Perry: Do not pass it on.",
        description="This is not true: The dam has broken. This is true: The dam is whole.",
        instruction="Do not pass it on.",
    )  # fmt: skip
    issued(story)
    first = issued(story, texts=(said,), template="rumour")
    told = page(site_of(story), "en/rumours.html")
    assert "The dam is whole." in told
    assert "Leave now" not in told
    assert "08:00 on 2 March 2026</time> by PE" in told
    issued(story, texts=(said,), template="rumour", msg_type=CapMsgType.update, follows=first)
    assert "(Replaced)</h2>" in page(site_of(story), "en/rumours.html")


def test_at_an_address_stands_what_holds_there_and_what_is_not_drawn() -> None:
    story = town()
    hole = tuple(Point(50_000_000 + lat, 8_000_000 + lon) for lat, lon in (
        (4_000, 4_000), (4_000, 6_000), (6_000, 6_000), (6_000, 4_000)))  # fmt: skip
    [drawn] = square().polygons
    area = AlertArea("Riverside", (msgspec.structs.replace(drawn, holes=(hole,)),))
    flood = issued(story, facts=facts(areas=(area,)))
    code = AlertArea("Somewhere", geocodes=(Geocode("SAME", "006109"),))
    issued(story, facts=facts(areas=(code,)), texts=(_saying("Boil water."),))
    published = site_of(story).published
    notice = published.notice(flood)
    assert notice is not None
    places = {"in": (1_000, 1_000), "border": (0, 5_000), "hole": (5_000, 5_000), "out": (-1, 0)}
    found = {
        name: holds_at(notice, Point(50_000_000 + lat, 8_000_000 + lon))
        for name, (lat, lon) in places.items()
    }
    assert found == {"in": True, "border": True, "hole": False, "out": False}
    spots = (Spot("Mill Lane 4", Point(50_001_000, 8_001_000)), Spot("Far", Point(0, 0)))
    frame = Frame(published, "en")
    told = here_page(frame, "<mill>", spots, "", "")[1]
    assert f'<h2>Mill Lane 4</h2><ul><li><a href="{flood}.html"><span>Leave now.' in told
    assert "<h2>Far</h2><p>No warning that is in force holds here.</p>" in told
    assert told.index("is not drawn") < told.index("Boil water.")
    assert 'value="&lt;mill&gt;"' in told
