"""The Atom index of CAP messages: valid, and read back by a reader that has never seen ours."""

from datetime import timedelta
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from tests.app.carriers.parcels import ALERT, HEADLINES, SENT, later
from tocsin.gateways.cap import parse, render
from tocsin.gateways.cap.feed import Entry, atom, entry_id
from tocsin.gateways.cap.message import Alert, MsgType

UPDATE = later(ALERT, "PE-w2", MsgType.update, SENT + timedelta(minutes=5))
CANCEL = later(UPDATE, "PE-w3", MsgType.cancel, SENT + timedelta(minutes=9))
URL = "https://warnings.perry.example/warnings.atom"


def feed(*alerts: Alert, url: str = URL) -> bytes:
    entries = []
    for each in alerts:
        follows = () if each is ALERT else (f"PE-w{int(each.identifier[-1]) - 1}.cap.xml",)
        entries.append(Entry(each, f"{each.identifier}.cap.xml", follows))
    return atom(entries, name="Perry", about="Warnings of <Perry>", url=url)


XML = "http://www.w3.org/XML/1998/namespace"
LANGUAGE = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{XML}">
<xs:attribute name="lang" type="xs:language"/><xs:attribute name="base" type="xs:anyURI"/>
</xs:schema>"""
"""What the schema says of `xml:lang` lies on the web, where no test goes."""


@pytest.fixture
def schema(reference: Path, tmp_path: Path) -> etree.XMLSchema:
    here = tmp_path / "xml.xsd"
    here.write_text(LANGUAGE)
    tree = etree.parse(reference / "standards/cap/feeds/xsd/atom.xsd")
    for each in tree.iter("{http://www.w3.org/2001/XMLSchema}import"):
        if each.get("namespace") == XML:
            each.set("schemaLocation", str(here))
    for each in tree.iter("{http://www.w3.org/2001/XMLSchema}any"):
        # RFC 4287 §6.4: elements of others may stand there, and a reader passes them over.
        each.set("processContents", "lax")
    return etree.XMLSchema(tree)


def test_a_reader_finds_every_message_the_latest_first_and_what_it_follows() -> None:
    read = feedparser.parse(feed(ALERT, CANCEL, UPDATE))
    assert not read.bozo, read.get("bozo_exception")
    assert (read.version, read.feed.title, read.feed.id) == ("atom10", "Warnings of <Perry>", URL)
    assert [each.id for each in read.entries] == [entry_id(e) for e in (CANCEL, UPDATE, ALERT)]
    assert len({each.id for each in read.entries}) == 3, "an update is an entry of its own"
    newest = read.entries[0]
    links = {(each.rel, each.href) for each in newest.links}
    assert links == {("alternate", "PE-w3.cap.xml"), ("related", "PE-w2.cap.xml")}
    assert {"Actual", "Cancel", "Met"} == {each.term for each in newest.tags}
    assert newest.cap_msgtype == "Cancel"
    assert newest.cap_references == CANCEL.references
    assert newest.cap_polygon.startswith("51.0,7.0")
    for headline in HEADLINES.values():
        assert headline in read.entries[2].summary
    assert newest.author == "Perry <Fire & Rescue>"


def test_an_entry_has_the_same_id_in_every_feed_and_another_message_another() -> None:
    here, there = feedparser.parse(feed(ALERT)), feedparser.parse(feed(ALERT, url=""))
    assert here.entries[0].id == there.entries[0].id
    assert here.feed.id != there.feed.id
    assert entry_id(ALERT) != entry_id(UPDATE)


@pytest.mark.parametrize("alerts", [(), (ALERT,), (ALERT, UPDATE, CANCEL)])
def test_it_is_what_a_schema_of_atom_asks_for(
    schema: etree.XMLSchema, alerts: tuple[Alert, ...]
) -> None:
    for url in (URL, ""):
        schema.assertValid(etree.fromstring(feed(*alerts, url=url)))
    broken = feed(*alerts).replace(b"<updated>", b"<upset>").replace(b"</updated>", b"</upset>")
    assert not schema.validate(etree.fromstring(broken))


def test_our_own_reader_takes_it_for_a_feed() -> None:
    assert parse(feed(ALERT)).container.lower().startswith("atom")
    assert parse(render(ALERT)).is_valid
