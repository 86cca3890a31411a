"""A group's inbox is its slice: what concerns its area, and nothing else, for every prefix."""

from tests.laws.sight_law import first_wrong
from tests.laws.sight_orders import ORDERS, play
from tests.laws.sight_town import FAR, NEAR, Order, Town, ellery
from tests.operations.story import Story
from tocsin.access import group, redact
from tocsin.geo.places import Point
from tocsin.operations.groups import AcknowledgeNotice, DissolveGroup, FormGroup, SendNotice
from tocsin.operations.incident import GivenPlace, OpenIncident, RelocateIncident
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.picture.policy import KindFields
from tocsin.operations.restriction import RestrictIncident
from tocsin.terms.words import Words

WATCH = FormGroup(id="PE-g1", name="Quay watch", kind="watch", border=NEAR, radius_m=3_000)


def a_town() -> Story:
    story = Story()
    for each in ("p-ann", "p-bo"):
        story.done(RegisterPerson(id=each, roles=("member",)))
    story.done(
        FormGroup(
            id="PE-g1", name="Quay watch", kind="watch", border=NEAR, radius_m=3_000,
            members=("p-ann",),
        )
    )  # fmt: skip
    for name, point in (("PE-near", NEAR), ("PE-far", FAR)):
        place = GivenPlace(words="at the door", point=point, areas={"ward": "Quay"})
        story.done(OpenIncident(id=name, type="medical.fall", place=place, summary="fell"))
    return story


def test_a_group_sees_what_lies_in_its_area_coarsely_and_without_words() -> None:
    seen = redact(a_town().picture, group("PE-g1"))
    assert {key for key in seen if key[0] == "incidents"} == {("incidents", "PE-near")}
    fields = seen["incidents", "PE-near"]
    assert fields["type"] == "medical", "the group of the type alone"
    assert "summary" not in fields
    place = fields["place"]
    assert getattr(place, "words", None) is None
    assert getattr(place, "point", None) not in (None, NEAR)
    assert not any(isinstance(each, Words) for each in fields.values())


def test_a_matter_that_moves_away_or_is_restricted_leaves_the_inbox() -> None:
    story = a_town()
    story.done(RestrictIncident(incident="PE-near", need_to_know=()))
    assert ("incidents", "PE-near") not in redact(story.picture, group("PE-g1"))
    story.done(RelocateIncident(incident="PE-far", place=GivenPlace(point=NEAR)))
    assert ("incidents", "PE-far") in redact(story.picture, group("PE-g1"))


def test_types_and_names_of_areas_choose_too() -> None:
    story = a_town()
    story.done(FormGroup(id="PE-g2", name="School", kind="school", areas=("Quay",)))
    both = {("incidents", "PE-near"), ("incidents", "PE-far")}
    assert both <= set(redact(story.picture, group("PE-g2")))
    story.done(
        FormGroup(id="PE-g2", name="School", kind="school", areas=("Quay",), types=("fire",))
    )
    assert not both & set(redact(story.picture, group("PE-g2")))


def around(point: Point, reach_udeg: int) -> tuple[Point, ...]:
    """A square about a point."""
    lat, lon = point.lat_udeg, point.lon_udeg
    signs = ((-1, -1), (-1, 1), (1, 1), (1, -1))
    return tuple(Point(lat + a * reach_udeg, lon + b * reach_udeg) for a, b in signs)


def test_a_ring_chooses_to_the_microdegree_and_the_border_belongs_to_it() -> None:
    story = a_town()
    corners = around(NEAR, 50)
    story.done(FormGroup(id="PE-g2", name="Row", kind="watch", ring=(*corners, corners[0])))
    found = story.picture.groups.get("PE-g2")
    assert found is not None
    assert found.ring == corners
    for lat, is_in in ((NEAR.lat_udeg + 50, True), (NEAR.lat_udeg + 51, False)):
        place = GivenPlace(point=Point(lat, NEAR.lon_udeg))
        story.done(RelocateIncident(incident="PE-near", place=place))
        seen = redact(story.picture, group("PE-g2"))
        assert (("incidents", "PE-near") in seen) is is_in
        assert ("incidents", "PE-far") not in seen


def test_what_is_no_ring_is_refused() -> None:
    story = a_town()
    a, b, c, d = around(NEAR, 50)
    pole = tuple(Point(80_000_000, lon) for lon in (0, 120_000_000, -120_000_000))
    for ring, code in (
        ((a, b), "ring_too_short"), ((a, c, b, d), "ring_crosses_itself"),
        (pole, "ring_round_a_pole"),
    ):  # fmt: skip
        assert story.refused(FormGroup(name="x", kind="watch", ring=ring)).code == code


def test_what_is_told_to_a_group_is_seen_by_it_and_by_no_other() -> None:
    story = a_town()
    story.done(FormGroup(id="PE-g2", name="School", kind="school", areas=("Hill",)))
    story.done(SendNotice(inbox="PE-g1", text="keep off the quay tonight"))
    (notice,) = story.picture.notices
    assert ("notices", notice) in redact(story.picture, group("PE-g1"))
    assert ("notices", notice) not in redact(story.picture, group("PE-g2"))
    assert set(redact(story.picture, group("PE-g3"))) == set()


def test_a_member_says_that_they_have_read_it_and_nobody_else_can() -> None:
    story = a_town()
    story.done(SendNotice(inbox="PE-g1", text="keep off the quay tonight"))
    (notice,) = story.picture.notices
    order = AcknowledgeNotice(notice=notice)
    assert story.refused(order, actor="p-bo").code == "not_in_group"
    story.done(order, actor="p-ann")
    assert story.done(order, actor="p-ann") == []
    found = story.picture.notices.get(notice)
    assert found is not None
    assert [each.person for each in found.seen] == ["p-ann"]
    assert story.refused(AcknowledgeNotice(notice="PE-n0"), actor="p-ann").code == "notice_unknown"


def test_a_group_without_an_area_or_with_strangers_is_refused() -> None:
    story = a_town()
    assert story.refused(FormGroup(name="x", kind="watch")).code == "group_has_no_area"
    strangers = FormGroup(name="x", kind="watch", areas=("Quay",), members=("p-nobody",))
    assert story.refused(strangers).code == "person_unknown"
    assert story.refused(SendNotice(inbox="PE-g9", text="x")).code == "group_unknown"
    assert story.refused(DissolveGroup(inbox="PE-g9")).code == "group_unknown"


def test_a_dissolved_group_sees_nothing_and_its_notices_are_gone() -> None:
    story = a_town()
    story.done(SendNotice(inbox="PE-g1", text="x"))
    story.done(DissolveGroup(inbox="PE-g1"))
    assert redact(story.picture, group("PE-g1")) == {}
    assert len(story.picture.notices) == 0


def _form(town: Town, a: int, b: int) -> Order:
    fields = (
        ("id", "status", "place~coarse"),
        ("id", "number", "type~group", "place", "summary"),
        ("number", "type"),
    )[b % 3]
    return "p-chief", FormGroup(
        id=f"PE-g{a % 2}", name="watch", kind="watch", border=(NEAR, FAR)[a % 2],
        radius_m=(1_000, 90_000)[b % 2] if a % 3 else 0,
        ring=around((NEAR, FAR)[b % 2], 5_000) if a % 3 != 1 else (),
        types=("fire",) if a % 3 else (),
        step_udeg=(0, 5_000)[b % 2], fields=(KindFields("incidents", fields),),
    )  # fmt: skip


def _tell(town: Town, a: int, b: int) -> Order:
    return "p-chief", SendNotice(inbox=f"PE-g{a % 2}", text=f"notice {b}")


def _dissolve(town: Town, a: int, b: int) -> Order:
    return "p-chief", DissolveGroup(inbox=f"PE-g{a % 2}")


def test_the_law_holds_for_groups_whose_area_and_fields_change_in_mid_log() -> None:
    own = [_form, _tell, _form, _dissolve]
    before = list(ORDERS)
    ORDERS.extend(own)
    try:
        steps = [(n * 7 % len(ORDERS) if n % 5 else len(before) + n // 5 % 4, n % 7, n % 5)
                 for n in range(300)]  # fmt: skip
        town = play(ellery(), steps)
        assert any(cause.event == "group_formed.1" for _, _, cause in town.happened)
        assert first_wrong(steps, [group("PE-g0"), group("PE-g1")], tick_every=3) is None
    finally:
        ORDERS[:] = before
