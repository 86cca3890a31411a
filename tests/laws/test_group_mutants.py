"""Each rule of a group's inbox, broken on purpose: what a group may know is told by other means
here, so that the law notices. The unbroken code passes the same mornings.
"""

from collections.abc import Callable

import msgspec
import pytest

from tests.laws.sight_law import first_wrong
from tests.laws.sight_orders import ORDERS, play, random_steps
from tests.laws.sight_town import FAR, NEAR, Order, Town, ellery
from tocsin.access import conditions, forms, group, redact, viewer
from tocsin.access import sight as sight_module
from tocsin.access.conditions import Condition
from tocsin.access.viewer import Standing, Viewer
from tocsin.geo.places import Place, Point, distance_m
from tocsin.operations.groups import DissolveGroup, FormGroup, SendNotice
from tocsin.operations.incident import GivenPlace, OpenIncident
from tocsin.operations.picture import Picture, Subject
from tocsin.operations.picture.group import Group
from tocsin.operations.picture.policy import KindFields

Patch = pytest.MonkeyPatch
STEP_UDEG = 20_000
GROUPS = ("PE-g0", "PE-g1")
MORNINGS = range(12)
LENGTH = 60
SHOWN = (KindFields("incidents", ("id", "type~group", "status", "place~coarse")),)


def square(middle: Point, reach_udeg: int = 5_000) -> tuple[Point, ...]:
    lat, lon = middle.lat_udeg, middle.lon_udeg
    signs = ((-1, -1), (-1, 1), (1, 1), (1, -1))
    return tuple(Point(lat + a * reach_udeg, lon + b * reach_udeg) for a, b in signs)


def _form(_town: Town, a: int, b: int) -> Order:
    """By a radius or by a ring, near or far; by types or by none."""
    middle = (NEAR, FAR)[a % 2]
    return "p-chief", FormGroup(
        id=GROUPS[b % 2], name="watch", kind="watch", fields=SHOWN, step_udeg=STEP_UDEG,
        border=middle if b % 3 else None, radius_m=1_000 if b % 3 else 0,
        ring=() if b % 3 else square(middle), types=("fire",) if a % 3 == 0 else (),
    )  # fmt: skip


def _open(town: Town, a: int, b: int) -> Order:
    point = (NEAR, FAR)[a % 2]
    place = GivenPlace(words=f"at door {b}", point=point)
    return "p-chief", OpenIncident(type=("fire.bin", "police.noise")[b % 2], place=place)


def _tell(_town: Town, a: int, b: int) -> Order:
    return "p-chief", SendNotice(inbox=GROUPS[a % 2], text=f"notice {b}")


def _dissolve(_town: Town, a: int, _b: int) -> Order:
    return "p-chief", DissolveGroup(inbox=GROUPS[a % 2])


OWN = (_form, _open, _form, _tell, _form, _dissolve)


def morning(seed: int) -> Town:
    """A random morning in which groups are formed, told something and dissolved."""
    before = len(ORDERS)
    ORDERS.extend(OWN)
    try:
        steps = [
            (before + n // 2 % len(OWN), a, b) if n % 2 else (which, a, b)
            for n, (which, a, b) in enumerate(random_steps(seed, LENGTH))
        ]
        return play(ellery(), steps)
    finally:
        del ORDERS[before:]


def may_concern(of: Group, type: str, place: Place) -> bool:
    """The rule of an area, said once more and by measuring alone."""
    if of.types and not {type, type.partition(".")[0]} & {*of.types}:
        return False
    if place.point is None:
        return False
    if of.border is not None and distance_m(of.border, place.point) <= of.radius_m:
        return True
    if not of.ring:
        return False
    lats, lons = [e.lat_udeg for e in of.ring], [e.lon_udeg for e in of.ring]
    return min(lats) <= place.point.lat_udeg <= max(lats) and min(
        lons
    ) <= place.point.lon_udeg <= max(lons)


def wrong_with(picture: Picture, name: str) -> str | None:
    """What a group's inbox shows that it must not, or does not show that it must, or None."""
    of, seen = picture.groups.get(name), redact(picture, group(name))
    if of is None:
        return f"{name} is no more and sees {sorted(seen)}" if seen else None
    for each in picture.incidents.values():
        found = seen.get(("incidents", each.id))
        merged = each.merged_into is not None
        must = may_concern(of, each.type, each.place) and not each.is_restricted
        if (found is not None) and not must:
            return f"{name} sees {each.id}, which does not concern it"
        if must and not merged and found is None:
            return f"{name} does not see {each.id}, which concerns it"
        place = None if found is None else found.get("place")
        if isinstance(place, Place) and place.point is not None:
            off = place.point.lat_udeg % STEP_UDEG, place.point.lon_udeg % STEP_UDEG
            if off != (STEP_UDEG // 2, STEP_UDEG // 2) or place.words is not None:
                return f"{name} sees where {each.id} is more closely than it may"
    told = {each.id for each in picture.notices.values() if each.group == name}
    if {key[1] for key in seen if key[0] == "notices"} != told:
        return f"{name} is not shown what it was told, or what another was"
    return None


def first_broken(seed: int) -> str | None:
    """What breaks the rules of inboxes first in one random morning, or None."""
    for _, after, cause in morning(seed).happened:
        for name in GROUPS:
            wrong = wrong_with(after, name)
            if wrong is not None:
                return f"after {cause.event}: {wrong}"
    return None


def no_area(patch: Patch) -> None:
    """The area is not looked at."""
    patch.setattr(conditions, "in_region", lambda *_: True)


def no_ring(patch: Patch) -> None:
    """A ring is not looked at: who is within is not shown what concerns them."""
    patch.setattr(conditions, "in_ring", lambda *_: False)


def border_outside(patch: Patch) -> None:
    """Everything within the ring's reach of latitude counts as within it."""

    def in_band(of: Group, place: Place) -> bool:
        lats = [each.lat_udeg for each in of.ring]
        return place.point is not None and bool(lats) and min(lats) <= place.point.lat_udeg

    patch.setattr(conditions, "in_ring", in_band)


def no_types(patch: Patch) -> None:
    """Every type concerns every group."""
    real = conditions._concerns

    def whatever(of: Group, noun: object) -> bool:
        return real(msgspec.structs.replace(of, types=()), noun)

    patch.setattr(conditions, "_concerns", whatever)


def no_step(patch: Patch) -> None:
    """Positions are shown as they stand."""
    patch.setitem(forms.FORMS, "coarse", lambda value, _where: value)


def dissolved_served(patch: Patch) -> None:
    """A dissolved group is served as it last was."""
    last: dict[str, Group] = {}
    real = viewer.standing

    def remembering(picture: Picture, who: Viewer) -> Standing:
        found = picture.groups.get(who.id)
        if found is not None:
            last[who.id] = found
        standing = real(picture, who)
        if found is None and who.id in last:
            return Standing(who, ("group",), group=last[who.id])
        return standing

    patch.setattr(sight_module, "standing", remembering)


def restricted_served(patch: Patch) -> None:
    """A restricted matter stays in the inbox."""
    patch.setattr(sight_module, "is_cleared", lambda *_: True)


def others_notices(patch: Patch) -> None:
    """Notices of other groups are shown."""
    real = conditions._holds_outside

    def outside(condition: str, where: Standing, key: Subject, noun: object) -> bool:
        if condition == Condition.own_group and where.group is not None:
            return True
        return real(condition, where, key, noun)

    patch.setattr(conditions, "_holds_outside", outside)


MUTANTS = [
    no_area,
    no_ring,
    border_outside,
    no_types,
    no_step,
    dissolved_served,
    restricted_served,
    others_notices,
]


def test_inboxes_keep_their_rules() -> None:
    for seed in MORNINGS[:4]:
        assert first_broken(seed) is None


def test_the_slice_of_a_group_keeps_the_law_on_these_mornings() -> None:
    before = len(ORDERS)
    ORDERS.extend(OWN)
    try:
        steps = [
            (before + n // 2 % len(OWN), a, b) if n % 2 else (which, a, b)
            for n, (which, a, b) in enumerate(random_steps(1, LENGTH))
        ]
        assert first_wrong(steps, [group(each) for each in GROUPS]) is None
    finally:
        del ORDERS[before:]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda each: each.__name__)
def test_the_law_notices_when_one_rule_is_broken(mutant: Callable[[Patch], None]) -> None:
    for seed in MORNINGS:
        with pytest.MonkeyPatch.context() as patch:
            mutant(patch)
            wrong = first_broken(seed)
        if wrong is not None:
            assert first_broken(seed) is None, "the unbroken code keeps the law on this morning"
            return
    pytest.fail(f"no morning of {len(MORNINGS)} shows it: {mutant.__doc__}")
