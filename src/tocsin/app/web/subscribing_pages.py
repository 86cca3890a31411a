"""The pages for residents who want to be warned, as HTML."""

from collections.abc import Mapping, Sequence

from tocsin.app.subscribing.links import PATH, Deed
from tocsin.app.web.html import Html, tag
from tocsin.app.web.resident_pages import Place, Wrong, problem
from tocsin.app.web.subscribing_form import HAZARDS, LEAST


def form_page(
    place: Place, given: Mapping[str, str], wrong: Wrong, zones: Sequence[tuple[str, str]]
) -> bytes:
    """The form, with what was typed and what is wrong with it."""
    words, said = place.words, dict(wrong)

    def field(name: str, type: str, **more: str) -> Html:
        says = said.get(name)
        return tag(
            "div",
            tag("label", words[f"subscribe_{name}"], for_=name),
            tag("p", words[f"subscribe_{name}_hint"], id=f"{name}-hint", class_="hint"),
            tag("p", says, id=f"{name}-wrong", class_="wrong-says") if says else "",
            tag("input", type=type, id=name, name=name, value=given.get(name, ""),
                aria_describedby=f"{name}-wrong {name}-hint" if says else f"{name}-hint",
                aria_invalid="true" if says else None, **more),
            class_="field wrong" if says else "field",
        )  # fmt: skip

    body = tag(
        "form",
        tag("input", type="hidden", name="form", value=given.get("form", "")),
        field("email", "email", autocomplete="email"),
        field("place", "text", autocomplete="street-address"),
        _choice(words["subscribe_zone"], "zone", [("", words["subscribe_zone_none"]), *zones],
                given.get("zone", "")) if zones else "",
        _hazards(place, given),
        _choice(words["subscribe_least"], "least",
                [(each, words[f"subscribe_least_{each}"]) for each in LEAST],
                given.get("least", "all")),
        field("quiet_from", "time"),
        field("quiet_to", "time"),
        tag(
            "div",
            tag("label", words["leave_empty"], for_="website"),
            tag("input", type="text", id="website", name="website", tabindex="-1",
                autocomplete="off"),
            class_="trap", aria_hidden="true",
        ),
        tag("button", words["subscribe_send"], type="submit", id="send"),
        method="post", action=PATH, novalidate=True,
    )  # fmt: skip
    lead = tag("p", words["subscribe_lead"].format(town=place.town))
    return place.page(words["subscribe_title"], problem(words, wrong), lead, body)


def _choice(says: str, name: str, rows: Sequence[tuple[str, str]], chosen: str) -> Html:
    options = [tag("option", label, value=value, selected=value == chosen) for value, label in rows]
    return tag(
        "div", tag("label", says, for_=name), tag("select", *options, id=name, name=name),
        class_="field",
    )  # fmt: skip


def _hazards(place: Place, given: Mapping[str, str]) -> Html:
    rows = [
        tag(
            "div",
            tag("input", type="checkbox", id=f"hazard-{each}", name=f"hazard-{each}", value="yes",
                checked=bool(given.get(f"hazard-{each}"))),
            tag("label", place.words[f"subscribe_hazard_{each}"], for_=f"hazard-{each}"),
            class_="choice",
        )
        for each in HAZARDS
    ]  # fmt: skip
    hint = tag("p", place.words["subscribe_hazards_hint"], id="hazards-hint", class_="hint")
    legend = tag("legend", place.words["subscribe_hazards"])
    return tag("fieldset", legend, hint, *rows, class_="field", aria_describedby="hazards-hint")


def said_page(place: Place, sentence: str) -> bytes:
    """One sentence, and the way back."""
    back = tag("p", tag("a", place.words["subscribe_title"], href=PATH))
    told = place.words[sentence].format(town=place.town)
    return place.page(place.words["subscribe_title"], tag("p", told), back)


def button_page(place: Place, deed: Deed, token: str) -> bytes:
    """What a link leads to: nothing is done before the button is pressed."""
    words = place.words
    return place.page(
        words["subscribe_title"],
        tag("p", words[f"subscribe_{deed}_lead"].format(town=place.town)),
        tag("form", tag("button", words[f"subscribe_{deed}_button"], type="submit"),
            method="post", action=f"{PATH}/{deed}?t={token}"),
    )  # fmt: skip
