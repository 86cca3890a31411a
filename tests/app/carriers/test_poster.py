"""A poster says what to do, leads to more, and has a page that is read aloud."""

import io

import msgspec
import segno
from pypdf import PdfReader

from tests.app.carriers.parcels import ALERT, CANCELLED, parcel
from tocsin.app.carriers.poster import QR_MM, poster
from tocsin.app.carriers.words import Spoken, spoken
from tocsin.app.printing import MARGIN_MM
from tocsin.gateways.cap.message import Alert

URL = "https://perry.example/flood"


def pages(alert: Alert, url: str = URL, language: str = "en") -> tuple[PdfReader, list[str]]:
    (text,) = spoken(alert, (language,))
    read = PdfReader(io.BytesIO(poster(parcel(alert), text, url)))
    return read, [" ".join(each.extract_text().split()) for each in read.pages]


def squares(read: PdfReader) -> set[tuple[int, int]]:
    """Dark modules of the code on the first page, as they are drawn: column and row."""
    size_pt = QR_MM / len(segno.make(URL, error="m", micro=False).matrix) * 72 / 25.4
    content = read.pages[0].get_contents()
    assert content is not None
    rects = [line.split() for line in content.get_data().decode("latin-1").splitlines()]
    drawn = [(float(r[0]), float(r[1])) for r in rects if r[-2:] == ["re", "f"]]
    top = max(y for _, y in drawn)
    left = MARGIN_MM * 72 / 25.4
    return {(round((x - left) / size_pt), round((top - y) / size_pt)) for x, y in drawn}


def test_the_first_page_says_what_to_do_and_the_second_is_read_aloud() -> None:
    read, (first, second) = pages(ALERT)
    for said in ("Flood: Mill Lane", "Go uphill.", "Mill Lane", "Perry <Fire & Rescue>", URL):
        assert said in first
    assert "Read it twice" in second
    assert "Go uphill" in second
    assert read.metadata is not None
    assert read.metadata.title == "Flood: Mill Lane"


def test_the_code_on_it_is_the_address() -> None:
    read, _ = pages(ALERT)
    matrix = segno.make(URL, error="m", micro=False).matrix
    dark = {(x, y) for y, row in enumerate(matrix) for x, each in enumerate(row) if each}
    assert squares(read) == dark
    _, (first, _) = pages(ALERT, "")
    assert URL not in first


def test_an_end_and_a_test_say_so_first() -> None:
    _, (first, second) = pages(CANCELLED)
    assert first.startswith("[CANCEL] Flood")
    assert "[CANCEL] Flood" in second


def test_what_was_written_to_be_spoken_is_what_is_read_aloud() -> None:
    (text,) = spoken(ALERT, ("de",))
    assert isinstance(text, Spoken)
    aloud = msgspec.structs.replace(text, speech="Achtung, Achtung.")
    read = PdfReader(io.BytesIO(poster(parcel(), aloud, "")))
    second = read.pages[1].extract_text()
    assert "Achtung, Achtung." in second
    assert "Zweimal lesen" in second


def test_a_language_of_which_we_have_no_words_is_written_its_own_way() -> None:
    (text,) = spoken(ALERT, ("ar",))
    persian = msgspec.structs.replace(text, language="fa")
    assert persian.is_right_to_left
    assert poster(parcel(), persian, "") == poster(parcel(), persian, "")
