"""Where one can go, and where one cannot: shelters with free places, roads that are closed, places
without power, water or telephone.

Source: EDXL-HAVE 2.0 (capacities with their age); WZDx 4.2 (road events, planned ends).
"""

from tocsin.app.public.frame import Frame
from tocsin.app.public.published import Closed, Shelter
from tocsin.app.public.warning_pages import inner
from tocsin.app.tongue import code, speaking
from tocsin.app.web.html import Html, tag, together

MOST = 100
"""Rows of a page, so that it stays small; the feeds have all."""


def shelters(frame: Frame, more: object) -> tuple[str, Html]:
    """Where people are taken in now, and how many more can be."""
    title = frame.say("shelters")
    rows = [_shelter(frame, each) for each in frame.published.shelters[:MOST]]
    return title, inner(
        tag("h1", title), *rows, _none(frame, "facilities", "no_shelters", rows), more
    )


def hint(frame: Frame, file: str) -> Html | str:
    """That there are shelters, on the first page: those with free places first."""
    found = sorted(frame.published.shelters, key=lambda each: -(each.free or 0))[:2]
    if not found:
        return ""
    rows = (_shelter(frame, each) for each in found)
    link = tag("a", frame.say("all_shelters"), href=frame.to(file))
    return together(tag("h2", frame.say("shelters")), *rows, tag("p", link))


def _shelter(frame: Frame, shelter: Shelter) -> Html:
    where = f"{shelter.name}, {shelter.where}" if shelter.where else shelter.name
    told: list[object] = [tag("b", where), ": "]
    if shelter.free is None:
        told.append(frame.say("shelter_open"))
    elif shelter.total is None:
        told.append(frame.say("shelter_free", free=shelter.free))
    else:
        told.append(frame.say("shelter_free_of", free=shelter.free, total=shelter.total))
    for name in ("is_step_free", "takes_pets"):
        answer = getattr(shelter, name)
        if answer is not None:
            told += [" ", frame.say(f"{name}_{'yes' if answer else 'no'}")]
    if shelter.is_limited:
        told += [" ", frame.say("shelter_limited")]
    counted = "" if shelter.at is None else frame.put("counted", at=frame.when(shelter.at))
    since = "" if shelter.since is None else frame.put("open_since", at=frame.when(shelter.since))
    point = ""
    if shelter.point is not None:
        lat, lon = (f"{each:.5f}" for each in shelter.point)
        point = tag("a", f"{lat}, {lon}", href=f"geo:{lat},{lon}", dir="ltr")
    return tag("div", tag("p", *told), tag("p", since, " ", counted, " ", point, class_="soft"),
               class_="box")  # fmt: skip


def roads(frame: Frame, more: object) -> tuple[str, Html]:
    """What is closed, and what is cut off from power, water or telephone."""
    title = frame.say("roads")
    published = frame.published
    closed = [_closed(frame, each) for each in published.roads[:MOST]]
    without = [_closed(frame, each) for each in published.cut_off[:MOST]]
    return title, inner(
        tag("h1", title),
        tag("ul", *closed) if closed else "",
        _none(frame, "closures", "no_roads", closed),
        tag("h2", frame.say("supplies")),
        tag("ul", *without) if without else "",
        _none(frame, "closures", "no_supplies", without),
        more,
    )


def _closed(frame: Frame, closed: Closed) -> Html:
    with speaking(frame.spoken):
        kind = code("closure", closed.kind)
        passable = ", ".join(each.replace("_", " ") for each in closed.passable_for or ())
    told: list[object] = [tag("b", closed.where or closed.id), f": {kind}. "]
    if closed.depth_cm is not None:
        told += [frame.say("water", depth=closed.depth_cm), " "]
    if passable:
        told += [frame.say("passable", whom=passable), " "]
    told.append(frame.put("since", at=frame.when(closed.since)))
    if closed.ends_at is not None:
        told += [" ", frame.put("planned_end", at=frame.when(closed.ends_at))]
    return tag("li", *told)


def _none(frame: Frame, kind: str, name: str, rows: list[Html]) -> Html | str:
    """That there is nothing; or that the town does not say it here, which is something else."""
    if rows:
        return ""
    return tag("p", frame.say(name if kind in frame.published.shows else "not_told"))
