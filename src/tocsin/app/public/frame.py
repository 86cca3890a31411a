"""The frame of a public page: whose it is, its languages, how old it is; without any script.

A page is one file: its style is in it, its links are relative, and it forbids itself everything
else (Content Security Policy, also as a `meta`, for hosts that send no headers).

Source: WCAG 2.2 AA (3.1.1 and 3.1.2 language, 2.4.2 titles); W3C CSP 3; CONSOLE.md, section 11.
"""

import base64
import hashlib
from datetime import datetime
from functools import cache
from importlib import resources

import msgspec

from tocsin.app.carriers.words import RIGHT_TO_LEFT
from tocsin.app.pattern import CLOSE, OPEN
from tocsin.app.public.published import CLOSURES, Published
from tocsin.app.web.html import Html, tag, together
from tocsin.app.wording import Wording, languages, wording

ENGLISH = "en"
NAMES = {
    "am": "አማርኛ", "ar": "العربية", "bg": "Български", "bn": "বাংলা", "bs": "Bosanski",
    "cs": "Čeština", "da": "Dansk", "de": "Deutsch", "el": "Ελληνικά", "en": "English",
    "es": "Español", "et": "Eesti", "fa": "فارسی", "fi": "Suomi", "fr": "Français",
    "he": "עברית", "hi": "हिन्दी", "hr": "Hrvatski", "hu": "Magyar", "it": "Italiano",
    "ja": "日本語", "ko": "한국어", "ku": "Kurdî", "lt": "Lietuvių", "lv": "Latviešu",
    "nb": "Norsk", "nl": "Nederlands", "no": "Norsk", "pl": "Polski", "ps": "پښتو",
    "pt": "Português", "ro": "Română", "ru": "Русский", "sk": "Slovenčina", "sl": "Slovenščina",
    "so": "Soomaali", "sq": "Shqip", "sr": "Српски", "sv": "Svenska", "ta": "தமிழ்",
    "ti": "ትግርኛ", "tl": "Tagalog", "tr": "Türkçe", "uk": "Українська", "ur": "اردو",
    "vi": "Tiếng Việt", "zh": "中文",
}  # fmt: skip
"""Languages as they are called in themselves; one that is not here goes by its tag."""


@cache
def style() -> str:
    """The style of the pages, which stands in each of them."""
    return (resources.files("tocsin.app.public") / "style.css").read_text(encoding="utf-8")


@cache
def policy() -> str:
    """What a page may do: show this one style, send a form to where it came from. No script."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'"


def called(language: str) -> str:
    """A language named in itself."""
    return NAMES.get(language.partition("-")[0].lower(), language)


def is_right_to_left(language: str) -> bool:
    """Which way it is written."""
    return language.partition("-")[0].lower() in RIGHT_TO_LEFT


class Frame(msgspec.Struct, frozen=True):
    """How a page is made: for whom, where it lies, how old it is.

    `depth` is 1 for a page in the folder of its language, 0 for one beside these folders. `as_of`
    is said where what is shown may be old; `door` is where forms are taken, "" for the server that
    the page came from, None for nowhere.
    """

    published: Published
    language: str
    depth: int = 1
    as_of: datetime | None = None
    door: str | None = ""

    @property
    def spoken(self) -> str:
        """The language of what is ours on the page: its own, else the town's, else English."""
        base = self.language.partition("-")[0]
        usual = self.published.language
        return next((each for each in (base, usual) if each in languages()), ENGLISH)

    @property
    def words(self) -> Wording:
        """Our words."""
        return wording(self.spoken)

    def say(self, name: str, /, **what: str | int) -> str:
        """A sentence of the public pages."""
        return self.words.said(f"public-{name}", what)

    def has(self, name: str) -> bool:
        """Whether there is such a sentence."""
        return self.words.has(f"public-{name}")

    def put(self, name: str, /, **what: object) -> Html:
        """A sentence in which what is put is a part of the page, as a link is one."""
        said = self.words.bare(f"public-{name}")
        parts: list[object] = [said]
        for slot, value in what.items():
            parts = [
                piece
                for part in parts
                for piece in (_around(part, f"{{{slot}}}", value) if isinstance(part, str)
                              and not isinstance(part, Html) else [part])
            ]  # fmt: skip
        return together(*parts)

    def to(self, file: str, language: str | None = None) -> str:
        """The way from this page to another one."""
        if self.depth and language in (None, self.language):
            return file
        return f"{'../' * self.depth}{language or self.language}/{file}"

    def beside(self, file: str) -> str:
        """The way to a file that lies beside the folders of languages."""
        return f"{'../' * self.depth}{file}"

    def when(self, at: datetime) -> Html:
        """A time of the town's clock, with its day."""
        local = at.astimezone(self.published.zone)
        day = self.say("date", day=local.day, month=self.say(f"month-{local.month}"),
                       year=str(local.year))  # fmt: skip
        # Isolates within an isolate have no direction of their own (UAX 9, rule P2).
        plain = day.replace(OPEN, "").replace(CLOSE, "")
        said = self.say("at", time=f"{local:%H:%M}", date=plain)
        return tag("time", said, datetime=local.isoformat(timespec="minutes"))

    def in_its(self, name: str, language: str, *inside: object, **how: object) -> Html:
        """An element that says in which language it is, where that is not the page's."""
        if language.partition("-")[0] == self.spoken:
            return tag(name, *inside, **how)
        way = "rtl" if is_right_to_left(language) else "ltr"
        return tag(name, *inside, lang=language, dir=way, **how)

    def page(self, file: str, title: str, main: object, tongues: tuple[str, ...]) -> bytes:
        """The whole page; `file` is its name in the folder of a language."""
        published = self.published
        head = tag(
            "head",
            tag("meta", charset="utf-8"),
            tag("meta", http_equiv="Content-Security-Policy", content=policy()),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="referrer", content="same-origin"),
            tag("title", f"{title} · {published.town}"),
            Html(f"<style>{style()}</style>"),
            tag("link", rel="alternate", type="application/geo+json",
                href=self.beside("warnings.geojson"), title="GeoJSON"),
        )  # fmt: skip
        archive = tag("a", self.say("warnings"), href=self.to("warnings.html"))
        body = tag(
            "body",
            tag("header", tag("b", tag("a", published.town, href=self.to("index.html"))), archive),
            self._languages(file, tongues),
            self._age(),
            tag("main", main),
            self._foot(),
        )
        way = "rtl" if is_right_to_left(self.spoken) else "ltr"
        return f"<!doctype html>\n{tag('html', head, body, lang=self.spoken, dir=way)}\n".encode()

    def _languages(self, file: str, tongues: tuple[str, ...]) -> Html:
        """The same page in each language, which is named in itself (WCAG 2.2, 3.1.2)."""
        rows = [
            tag("li", tag(
                "a", called(each), href=self.to(file, each), lang=each, hreflang=each,
                dir="rtl" if is_right_to_left(each) else "ltr",
                aria_current="page" if each == self.language else None,
            ))
            for each in tongues
        ]  # fmt: skip
        return tag("nav", tag("ul", *rows), aria_label=self.say("languages"))

    def _age(self) -> Html | str:
        if self.as_of is None:
            return ""
        return tag("div", tag("p", self.put("as_of", at=self.when(self.as_of)), class_="in"),
                   class_="age")  # fmt: skip

    def _foot(self) -> Html:
        updated = self.published.updated
        road_events = tag("a", "WZDx", href=self.beside("wzdx.geojson"))
        is_told = CLOSURES in self.published.shows
        rows = [
            tag("p", self.put("updated", at=self.when(updated)), class_="soft") if updated else "",
            tag(
                "p",
                tag("a", "Atom", href=self.beside("warnings.atom")), " · ",
                tag("a", "GeoJSON", href=self.beside("warnings.geojson")), " · ",
                tag("a", "iCalendar", href=self.beside("closures.ics")),
                *((" · ", road_events) if is_told else ()),
                class_="feeds",
            ),
        ]  # fmt: skip
        return tag("footer", *rows)


def _around(text: str, slot: str, value: object) -> list[object]:
    before, found, after = text.partition(slot)
    return [before, value, after] if found else [text]
