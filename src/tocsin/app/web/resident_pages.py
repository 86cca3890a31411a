"""The pages for residents as HTML: pure functions from what is to be said."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from tocsin.app.web.html import Html, document, tag, together
from tocsin.app.web.page_words import RIGHT_TO_LEFT, Wording
from tocsin.operations.picture.report_form import ReportForm


class Place(msgspec.Struct, frozen=True):
    """Whose page it is: the town's name, and whether its log is the real one."""

    town: str
    is_actual: bool
    language: str
    words: Wording

    def page(self, title: str, *body: object) -> bytes:
        """A whole page with the town's head."""
        band = None if self.is_actual else tag("p", self.words["exercise"], class_="band")
        return document(
            self.language,
            f"{title} · {self.town}",
            band or "",
            tag("header", self.town),
            tag("main", tag("h1", title), *body),
            is_rtl=self.language in RIGHT_TO_LEFT,
        )


class Step(msgspec.Struct, frozen=True):
    """One line of a status page: what is so, since when, words written for whoever reads it."""

    name: str
    at: datetime | None = None
    words: str | None = None


Wrong = Sequence[tuple[str, str]]
"""What is wrong with a form: the field's id and the sentence."""


def danger(place: Place, number: str | None) -> Html:
    """Whom to ring in danger, before anything else."""
    return _ring(place, "danger", number)


def ring_first(place: Place, number: str | None, *, is_sent: bool) -> Html:
    """What somebody is told who said that there is danger; `is_sent`: and whose report came in."""
    return _ring(place, "ring_first" if is_sent else "ring_not_sent", number)


def _ring(place: Place, name: str, number: str | None) -> Html:
    if number is None:
        return tag("p", place.words[f"{name}_no_number"], class_="danger")
    link = tag("a", number, href=f"tel:{number.replace(' ', '')}")
    before, _, after = place.words[name].partition("{number}")
    return tag("p", together(before, link, after), class_="danger")


def form_page(place: Place, form: ReportForm, given: Mapping[str, str], wrong: Wrong) -> bytes:
    """The report form, with what was typed and what is wrong with it."""
    words, said = place.words, dict(wrong)
    is_danger = bool(wrong) and given.get("danger") == "yes"
    number = form.emergency_number
    ring = ring_first(place, number, is_sent=False) if is_danger else danger(place, number)
    body = tag(
        "form",
        tag("input", type="hidden", name="form", value=given["form"]),
        _yes_or_no(words, "danger", "is_danger", given.get("danger", "")),
        _choices(words, form, given.get("category", "")) if form.categories else "",
        _field(words, said, given, "what", is_long=True),
        _field(words, said, given, "where", is_optional=True),
        _field(words, said, given, "position", is_optional=True, spellcheck="false",
               autocomplete="off"),
        _field(words, said, given, "when", is_optional=True, type="datetime-local"),
        _field(words, said, given, "contact", is_optional=True),
        tag(
            "div",
            tag("label", words["leave_empty"], for_="website"),
            tag("input", type="text", id="website", name="website", tabindex="-1",
                autocomplete="off"),
            class_="trap", aria_hidden="true",
        ),
        tag("button", words["send"], type="submit", id="send"),
        method="post", action="/report", novalidate=True,
    )  # fmt: skip
    lead = tag("p", words["report_lead"].format(town=place.town))
    first = (ring, problem(words, wrong)) if is_danger else (problem(words, wrong),)
    return place.page(words["report_title"], *first, lead, "" if is_danger else ring, body)


def sign_page(
    place: Place, form: ReportForm, given: Mapping[str, str], sign: str, wrong: Wrong
) -> bytes:
    """One press in a disaster: that somebody needs help, or is safe. Nothing need be typed."""
    words, said = place.words, dict(wrong)
    more = {**words, "what": words["sign_more"]}
    body = tag(
        "form",
        tag("input", type="hidden", name="form", value=given["form"]),
        tag("input", type="hidden", name="sign", value=sign),
        *(_field(words, said, given, name, is_optional=True)
          for name in ("person", "where", "contact")),
        _field(more, said, given, "what", is_long=True, is_optional=True),
        tag("button", words["sign_send"], type="submit", id="send"),
        method="post", action="/report", novalidate=True,
    )  # fmt: skip
    ring = danger(place, form.emergency_number)
    lead = tag("p", words[f"sign_{sign}_lead"].format(town=place.town))
    first = ring if sign == "help" else ""
    return place.page(words[f"sign_{sign}"], problem(words, wrong), first, lead, body)


def _yes_or_no(words: Wording, name: str, says: str, chosen: str) -> Html:
    rows = [
        tag(
            "div",
            tag("input", type="radio", name=name, id=f"{name}-{word}", value=word,
                checked=word == chosen),
            tag("label", words[word], for_=f"{name}-{word}"),
            class_="choice",
        )
        for word in ("yes", "no")
    ]  # fmt: skip
    hint = tag("p", words[f"{says}_hint"], id=f"{name}-hint", class_="hint")
    return tag(
        "fieldset", tag("legend", words[says]), hint, *rows,
        class_="field", aria_describedby=f"{name}-hint",
    )  # fmt: skip


def _choices(words: Wording, form: ReportForm, chosen: str) -> Html:
    kinds = [(each.type, each.says) for each in form.categories]
    rows = [
        tag(
            "div",
            tag("input", type="radio", name="category", id=f"category-{number}", value=kind,
                checked=kind == chosen),
            tag("label", says, for_=f"category-{number}"),
            class_="choice",
        )
        for number, (kind, says) in enumerate([*kinds, ("", words["category_other"])])
    ]  # fmt: skip
    return tag("fieldset", tag("legend", words["category"]), *rows, class_="field")


def _field(
    words: Wording,
    said: Mapping[str, str],
    given: Mapping[str, str],
    name: str,
    *,
    is_long: bool = False,
    is_optional: bool = False,
    type: str = "text",
    **more: str,
) -> Html:
    wrong = said.get(name)
    told = " ".join(([f"{name}-wrong"] if wrong else []) + [f"{name}-hint"])
    optional = tag("span", f" {words['optional']}", class_="optional") if is_optional else ""
    value = given.get(name, "")
    same = {
        "id": name,
        "name": name,
        "aria_describedby": told,
        "aria_invalid": "true" if wrong else None,
        **more,
    }
    field = (
        tag("textarea", value, rows="5", **same)
        if is_long
        else tag("input", type=type, value=value, **same)
    )
    return tag(
        "div",
        tag("label", words[name], optional, for_=name),
        tag("p", words[f"{name}_hint"], id=f"{name}-hint", class_="hint"),
        tag("p", wrong, id=f"{name}-wrong", class_="wrong-says") if wrong else "",
        field,
        class_="field wrong" if wrong else "field",
    )


def problem(words: Wording, wrong: Wrong) -> Html | str:
    """What is wrong, first on the page, each with a link to its field (WCAG 2.2, 3.3.1)."""
    if not wrong:
        return ""
    rows = [tag("li", tag("a", says, href=f"#{field}")) for field, says in wrong]
    return tag(
        "div",
        tag("h2", words["error_title"], id="problem"),
        tag("ul", *rows),
        class_="problem", role="alert", tabindex="-1", aria_labelledby="problem",
    )  # fmt: skip


def thanks_page(
    place: Place,
    reference: str,
    secret: str,
    *,
    is_other: bool = False,
    ring: Html | None = None,
) -> bytes:
    """It came in: what to keep. `is_other`: it had come in before, in other words; `ring` is said
    first.
    """
    words = place.words
    kept = tag(
        "dl",
        tag("dt", words["reference"]), tag("dd", reference),
        tag("dt", words["secret"]), tag("dd", secret),
        class_="kept",
    )  # fmt: skip
    return place.page(
        words["thanks_title"],
        ring or "",
        tag("p", words["kept_first"], class_="danger") if is_other else "",
        tag("p", words["thanks_lead"]),
        kept,
        tag("p", tag("a", words["ask_link"], href="/report/status")),
        tag("p", tag("a", words["another_link"], href="/report")),
    )


def ask_page(place: Place, given: Mapping[str, str], wrong: Wrong) -> bytes:
    """Where a resident asks what happened."""
    words, said = place.words, dict(wrong)
    is_wrong = "reference" in said
    fields = [
        tag(
            "div",
            tag("label", words[name], for_=name),
            tag("p", words["secret_hint"], class_="hint", id="hint") if name == "secret" else "",
            tag("input", type="text", id=name, name=name, value=given.get(name, ""),
                autocomplete="off", autocapitalize="characters", spellcheck="false",
                aria_describedby="hint" if name == "secret" else None,
                aria_invalid="true" if is_wrong else None),
            class_="field wrong" if is_wrong else "field",
        )
        for name in ("reference", "secret")
    ]  # fmt: skip
    return place.page(
        words["status_title"],
        problem(words, wrong),
        tag("p", words["status_lead"]),
        tag("form", *fields, tag("button", words["look"], type="submit"),
            method="post", action="/report/status", novalidate=True),
    )  # fmt: skip


def status_page(place: Place, reference: str, steps: Sequence[Step]) -> bytes:
    """What happened, oldest first; the last is how it stands."""
    words = place.words
    rows = []
    for each in steps:
        since = ""
        if each.at is not None:
            local = f"{each.at:%Y-%m-%d %H:%M}"
            since = tag("time", words["since"].format(at=local), datetime=each.at.isoformat())
        said = tag("p", each.words, class_="said") if each.words else ""
        rows.append(tag("li", since, words[f"state_{each.name}"], said))
    return place.page(
        words["status_title"],
        tag("p", f"{words['reference']}: {reference}"),
        tag("ol", *rows, class_="steps"),
        tag("p", tag("a", words["another_link"], href="/report")),
    )


def said_page(place: Place, title: str, sentence: str, first: Html | str = "") -> bytes:
    """One sentence, and the way back; `first` stands before it."""
    words = place.words
    back = tag("p", tag("a", words["report_title"], href="/report"))
    return place.page(words[title], first, tag("p", sentence), back)
