"""A town on paper and what it publishes, as its door would keep it."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import msgspec

from tests.operations.story import MORNING, Story
from tests.operations.warned import text
from tocsin.app.public.site import Site
from tocsin.app.web.public_site import PublicSite
from tocsin.log import Header
from tocsin.log.record import Parent
from tocsin.operations.picture import Picture
from tocsin.terms.kinds import LogKind
from tocsin.terms.words import Words

ARABIC = msgspec.structs.replace(
    text("ar"), event="فيضان", headline="فيضان: غادروا الضفة",
    instruction="غادروا الضفة الآن. اذهبوا إلى مدرسة هيل.", description="فاض النهر على ضفتيه.",
)  # fmt: skip
TURKISH = msgspec.structs.replace(
    text("tr"), event="Sel", headline="Sel: hemen ayrılın", instruction="Hemen ayrılın.",
    description="",
)  # fmt: skip


class Clear:
    """Keys of a story, whose words nobody sealed; `gone` were forgotten."""

    def __init__(self) -> None:
        self.gone: set[str] = set()

    def open(self, words: Words) -> str | None:
        if words.owner in self.gone:
            return None
        return words.text if words.sealed is None else words.sealed.decode()


class PaperHouse:
    """A house as far as the public site asks it."""

    def __init__(self, story: Story, header: Header | None = None) -> None:
        self.story = story
        self.keys = Clear()
        self.age_s = 0.0
        self.header = header or header_of(story.kind)

    @property
    def picture(self) -> Picture:
        return self.story.picture

    def now(self) -> datetime:
        return MORNING + timedelta(seconds=self.story.now_s)


def header_of(kind: LogKind, parent: Parent | None = None) -> Header:
    """Of a log of this kind; `parent`: a fork."""
    return Header(
        format=1, jurisdiction="j1", code="PE", name="Perry", incarnation="i1", kind=kind,
        created_at=datetime(2026, 3, 1, tzinfo=UTC), public_key=b"", parent=parent,
    )  # fmt: skip


def site_of(story: Story) -> Site:
    """What the public pages are now."""
    return PublicSite(PaperHouse(story)).now()


def page(site: Site, name: str, language: str = "") -> str:
    """A page as text."""
    leaf = site.leaf(name, language)
    assert leaf is not None, name
    return leaf.body.decode()


def heading(text: str) -> str:
    """What stands in the one h1 of a page."""
    [found] = re.findall(r"<h1[^>]*>(.*?)</h1>", text)
    return unescape(str(found))
