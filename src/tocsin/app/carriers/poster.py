"""Posters, and what is read through a loud-hailer: a PDF for each language, to be printed and taken
where no other channel works.

The first page is to be hung up: what it is, what to do, where, who says so, and a QR code that
leads to more. The second is read aloud. The same message makes the same bytes each time. Needs the
extra `paper`.

Source: ISO 22322:2022 §6 (content of a message); ISO/IEC 18004 (QR code).
"""

from pathlib import Path

import segno

from tocsin.app.carriers.contract import NotSent, Opened, Parcel
from tocsin.app.carriers.feed import IS_NAME, READABLE, folder_of
from tocsin.app.carriers.words import Spoken, marked, spoken
from tocsin.app.outcome import Told
from tocsin.app.printing import MARGIN_MM, SMALL_PT, Heading, Page, printed, write
from tocsin.app.tongue import ENGLISH, speaking, tell
from tocsin.app.wording import languages
from tocsin.log.files import write_whole
from tocsin.operations.picture.warning_channel import DeliveryCause

HERE = "here"
FOLDER = "posters"
HEADLINE_PT, DO_PT, TEXT_PT, ALOUD_PT = 34, 22, 14, 22
QR_MM = 45.0


class PosterLine:
    """Writes into folders: `here` is the town's own, any other holds a file `.tocsin-feed`."""

    def __init__(self, channel: Opened, folder: Path) -> None:
        """`folder` is the town's."""
        self._channel = channel
        self._folder = folder

    def send(self, parcel: Parcel, address: str) -> str:
        """The names of the files. Raises NotSent."""
        own = self._folder / FOLDER if address == HERE else None
        folder = folder_of(address, own)
        texts = spoken(parcel.alert, self._channel.languages)
        if not texts or not IS_NAME.fullmatch(parcel.id):
            raise NotSent(DeliveryCause.cannot_carry, "it has no text or no name", is_final=True)
        names = []
        try:
            for text in texts:
                name = f"{parcel.id}.{text.language}.pdf"
                content = poster(parcel, text, text.web or self._channel.sender)
                write_whole(folder / name, content, READABLE)
                names.append(name)
        except Told as error:
            raise NotSent(DeliveryCause.not_set_up, str(error)) from error
        except OSError as error:
            raise NotSent(DeliveryCause.refused, f"{type(error).__name__}: {error}") from error
        return ", ".join(names)

    def close(self) -> None:
        """Nothing is open."""


def poster(parcel: Parcel, text: Spoken, url: str) -> bytes:
    """The poster and the page that is read aloud. `url` is where there is more; "" for nowhere.
    Raises Told.
    """
    alert = parcel.alert
    assert alert.sent is not None, "what is sent says when"
    title = marked(alert, text.headline)
    subject = f"CAP {alert.status} {alert.msg_type} {parcel.id}"
    foot = f"{text.sender_name}  {parcel.id}  {alert.sent.written}"

    def draw(page: Page) -> None:
        write(page, title, size=HEADLINE_PT, style="B", after=6)
        write(page, text.instruction, size=DO_PT, style="B", after=6)
        for each in (text.description, text.area, text.sender_name):
            if each:
                write(page, each, size=TEXT_PT, after=4)
        if url:
            _draw_code(page, url)
        page.add_page()
        write(page, tell("poster-aloud"), size=TEXT_PT, style="B", after=2)
        write(page, tell("poster-aloud-how"), size=TEXT_PT, after=8)
        write(page, _aloud(title, text), size=ALOUD_PT)

    with speaking(_spoken_like(text)):
        return printed(Heading(title, subject, foot, alert.sent.at), draw)


def _spoken_like(text: Spoken) -> str:
    """The language of what is ours on the page: the text's, or one that is written its way."""
    language = text.language.partition("-")[0].lower()
    if language in languages():
        return language
    return "ar" if text.is_right_to_left else ENGLISH


def _aloud(title: str, text: Spoken) -> str:
    parts = (title, text.instruction, text.sender_name)
    return text.speech or ". ".join(each.rstrip(".") for each in parts if each) + "."


def _draw_code(page: Page, url: str) -> None:
    """A QR code as black squares, and what it says below."""
    code = segno.make(url, error="m", micro=False)
    rows = [list(row) for row in code.matrix]
    if page.get_y() + QR_MM + 10 > page.h - MARGIN_MM - 5:
        page.add_page()
    size, top = QR_MM / len(rows), page.get_y() + 4
    page.set_fill_color(0)
    for y, row in enumerate(rows):
        for x, is_dark in enumerate(row):
            if is_dark:
                page.rect(MARGIN_MM + x * size, top + y * size, size, size, style="F")
    page.set_y(top + QR_MM + 2)
    write(page, url, size=SMALL_PT)
