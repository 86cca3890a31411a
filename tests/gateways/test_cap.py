"""CAP in: what is read of a message, each deviation by its name; and out, strictly."""

import re
from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.gateways.cap_alerts import MORNING
from tocsin.gateways.cap import Malformed, Unwritable, mended, parse, render
from tocsin.gateways.cap.deviations import MEANINGS, Code, Level
from tocsin.gateways.cap.message import Status
from tocsin.gateways.cap.samples import cancelled, flood
from tocsin.terms.cap import CapCategory, CapSeverity, CapUrgency

GOOD = render(flood(MORNING)).decode()
FIRST = "<identifier>PE-w-0001</identifier>\n"


def codes(text: str | bytes) -> list[Code]:
    """The deviations of a file, but for those that are only worth to be known."""
    parsed = parse(text if isinstance(text, bytes) else text.encode())
    return [each.code for each in parsed.deviations if each.level is not Level.note]


def test_our_own_alert_is_read_as_it_was_written() -> None:
    parsed = parse(GOOD.encode())
    assert (parsed.container, parsed.is_valid, codes(GOOD)) == ("alert", True, [])
    assert parsed.alerts == (flood(MORNING),)
    assert [each.code for each in parsed.deviations] == [Code.utc_as_minus]


@pytest.mark.parametrize(
    ("was", "becomes", "expected"),
    [
        ("cap:1.2", "cap:1.3", [Code.wrong_namespace]),
        (' xmlns="urn:oasis:names:tc:emergency:cap:1.2"', "", [Code.no_namespace]),
        (FIRST, "", [Code.missing]),
        (FIRST, FIRST * 2, [Code.repeated]),
        (FIRST, FIRST + "<more>1</more>", [Code.unknown_element]),
        (FIRST, FIRST + '<more xmlns="urn:x"/>', [Code.foreign_element]),
        (FIRST, FIRST + "stray", [Code.stray_text]),
        (FIRST, "<identifier lang='en'>a</identifier>", [Code.attribute]),
        (FIRST, "<identifier>a<b>c</b></identifier>", [Code.element_in_text]),
        (FIRST, "<identifier> </identifier>", [Code.empty, Code.identifier_characters]),
        (FIRST, "<identifier>a b</identifier>", [Code.identifier_characters]),
        (">Actual<", ">actual<", [Code.word_spelling]),
        (">Actual<", "> Actual<", [Code.word_spelling]),
        (">Actual<", ">Real<", [Code.unknown_word]),
        (">Evacuate<", ">Run<", [Code.unknown_word]),
        ("<status>Actual</status>\n<msgType>Alert</msgType>",
         "<msgType>Alert</msgType>\n<status>Actual</status>", [Code.wrong_order]),
        ("<sent>2026-03-02T08:00:00-00:00", "<sent>2026-03-02T08:00:00Z", [Code.time_in_z]),
        ("<sent>2026-03-02T08:00:00-00:00", "<sent>2026-03-02T08:00:00",
         [Code.time_without_offset]),
        ("<sent>2026-03-02T08:00:00-00:00", "<sent>2026-03-02 08:00:00+0100", [Code.time_form]),
        ("<sent>2026-03-02T08:00:00-00:00", "<sent>yesterday", [Code.time_unreadable]),
        ("<language>de<", "<language>d e<", [Code.language_malformed]),
        ("<language>de<", "<language>german<", [Code.language_unknown]),
        ("-20.01 47.05,-20.00 47.06,-20.00 47.06,-20.01 47.05,-20.01", "-20.01 47.05,-20.00 "
         "47.06,-20.00 47.06,-20.01", [Code.polygon_not_closed]),
        ("47.05,-20.01 47.05,-20.00 47.06,-20.00 47.06,-20.01 47.05,-20.01",
         "120.5,14.1 120.6,14.1 120.6,14.2 120.5,14.1", [Code.coordinates_swapped]),
        ("47.05,-20.01 47.05,-20.00 47.06,-20.00 47.06,-20.01 47.05,-20.01",
         "+1,2 3,4,5,6 1,2", [Code.coordinates_form]),
        ("47.05,-20.01 47.05,-20.00 47.06,-20.00 47.06,-20.01 47.05,-20.01", "1,2 3,4 1,2",
         [Code.polygon_too_short]),
        ("47.05,-20.01 47.05,-20.00 47.06,-20.00 47.06,-20.01 47.05,-20.01", "here",
         [Code.polygon_unreadable]),
        ("47.05,-20.01 47.05,-20.00 47.06,-20.00 47.06,-20.01 47.05,-20.01",
         "1,2 300,400 5,6 1,2", [Code.coordinates_out_of_range]),
        ("47.055,-20.02 1.5", "47.055 -20.02 1.5", [Code.circle_unreadable]),
        ("<valueName>PE-zone</valueName>", "", [Code.no_pair]),
        ("<info>", "<references/><info>", [Code.references_empty]),
        ("<info>", "<references>a,b</references><info>", [Code.references_malformed]),
        ("</instruction>", "</instruction><web>http://[x</web>", [Code.uri_malformed]),
        ("</geocode>", "</geocode><altitude>high</altitude>", [Code.number_malformed]),
    ],
)  # fmt: skip
def test_each_deviation_has_its_name_and_the_alert_is_read(
    was: str, becomes: str, expected: list[Code]
) -> None:
    assert was in GOOD
    text = GOOD.replace(was, becomes, 1)
    found = set(codes(text))
    assert found == set(expected), found
    parsed = parse(text.encode())
    assert parsed.alerts[0].infos[0].headline == "Flood in the harbour quarter: leave now"
    for each in parsed.deviations:
        assert each.line > 0
        assert each.path.startswith("alert")
        assert each.expected
        assert each.taken or each.found


def test_every_deviation_of_the_file_has_a_case() -> None:
    latin = GOOD.replace("Mill Lane", "Münchner Straße").encode("latin-1")
    declared = latin.replace(b"UTF-8", b"ISO-8859-1")
    cases: list[tuple[bytes | str, Code]] = [
        (latin, Code.wrong_encoding),
        (GOOD.replace("UTF-8", "ISO-8859-1").replace("Lane", "Straße"), Code.encoding_mislabelled),
        (GOOD.replace("Lane", "StraÃŸe Ã¼"), Code.mojibake),
        (GOOD.replace("Lane", "La\x07ne"), Code.forbidden_character),
        ("\n" + GOOD, Code.text_around),
        (GOOD + "\nsent by mail", Code.text_around),
        (GOOD.replace("Mill Lane", "Mill & Lane"), Code.not_well_formed),
        (GOOD.replace("</headline>", "</headlin>"), Code.not_well_formed),
        (GOOD[: GOOD.index("<instruction>") + 30], Code.cut_off),
        (GOOD + GOOD.split("?>", 1)[1], Code.several_alerts),
    ]
    for content, code in cases:
        assert code in codes(content), code
    assert codes(declared) == [], "ISO-8859-1, and declared"
    assert "Münchner Straße" in (parse(declared).alerts[0].infos[0].instruction or "")
    assert "Münchner Straße" in (parse(latin).alerts[0].infos[0].instruction or "")
    for encoding in ("utf-16", "utf-8-sig"):
        parsed = parse(GOOD.replace("UTF-8", "UTF-16" if "16" in encoding else "UTF-8")
                       .encode(encoding))  # fmt: skip
        assert parsed.alerts == (flood(MORNING),)
        assert Code.byte_order_mark in [each.code for each in parsed.deviations]
    assert len(parse((GOOD + GOOD.split("?>", 1)[1]).encode()).alerts) == 2
    assert parse(GOOD.replace("Mill Lane", "Mill &nbsp; Lane").encode()).alerts[0].infos


def test_what_stands_before_the_end_of_a_cut_file_is_read() -> None:
    parsed = parse(GOOD[: GOOD.index("<info><language>de")].encode()[:-12])
    (alert,) = parsed.alerts
    assert alert.infos[0].areas[0].polygons == flood(MORNING).infos[0].areas[0].polygons
    assert not parsed.is_valid


def test_a_comment_ends_no_text() -> None:
    text = GOOD.replace("PE-w-0001", "PE-w<!-- no -->-0001")
    parsed = parse(text.encode())
    assert parsed.alerts[0].identifier == "PE-w-0001"
    assert [each.what for each in parsed.readings[0].kept] == ["<!-- no -->"]
    assert parsed.is_valid


def test_what_has_no_place_is_kept_as_it_stood() -> None:
    more = '<more xmlns="urn:x" a="1">b<c/></more>'
    parsed = parse(GOOD.replace(FIRST, FIRST + more).encode())
    assert [(each.path, each.what) for each in parsed.readings[0].kept] == [("alert/more", more)]


def test_an_unknown_word_becomes_unknown_and_a_missing_status_nobodys_guess() -> None:
    text = GOOD.replace(">Severe<", ">Grave<").replace("<category>Met<", "<category>Weather<")
    (alert,) = parse(text.replace("<status>Actual</status>", "").encode()).alerts
    assert alert.infos[0].severity is CapSeverity.unknown
    assert alert.infos[0].categories == (CapCategory.other, CapCategory.safety)
    assert alert.status is None


def test_versions_1_0_and_1_1_are_read() -> None:
    older = GOOD.replace("cap:1.2", "cap:1.1").replace("-00:00<", "Z<")
    parsed = parse(older.encode())
    assert (parsed.readings[0].version, parsed.is_valid) == ("1.1", True)
    assert parsed.alerts[0].sent is not None
    assert parsed.alerts[0].sent.at == MORNING
    oldest = re.sub(r"<(\w+)>\s*<valueName>(.*?)</valueName>\s*<value>(.*?)</value>\s*</\w+>",
                    r"<\1>\2=\3</\1>", GOOD)  # fmt: skip
    oldest = oldest.replace(
        "urn:oasis:names:tc:emergency:cap:1.2", "http://www.incident.com/cap/1.0"
    )
    oldest = oldest.replace(">Observed<", ">Very Likely<").replace("-00:00<", "+00:00<")
    oldest = oldest.replace("<responseType>Evacuate</responseType>\n", "")
    oldest = oldest.replace("</msgType>", "</msgType><password>x</password>")
    parsed = parse(oldest.encode())
    assert (parsed.readings[0].version, parsed.is_valid) == ("1.0", True)
    info = parsed.alerts[0].infos[0]
    assert info.certainty == "Likely"
    assert info.areas[0].geocodes == flood(MORNING).infos[0].areas[0].geocodes
    assert [each.path for each in parsed.readings[0].kept] == ["alert/password"]
    assert render(mended(parsed.alerts[0]))


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ('<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="text/xml">',
         "</content></entry></feed>", "Atom"),
        ("<rss><channel><item>", "</item></channel></rss>", "RSS"),
        ('<EDXLDistribution xmlns="urn:oasis:names:tc:emergency:EDXL:DE:1.0"><contentObject>'
         "<xmlContent><embeddedXMLContent>",
         "</embeddedXMLContent></xmlContent></contentObject></EDXLDistribution>", "EDXL-DE"),
        ('<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
         '<p:postCAP xmlns:p="http://gov.fema.ipaws.services/caprequest">',
         "</p:postCAP></s:Body></s:Envelope>", "SOAP"),
    ],
)  # fmt: skip
def test_an_alert_is_found_in_its_envelope(before: str, after: str, kind: str) -> None:
    alert = GOOD.split("?>", 1)[1]
    parsed = parse(f"{before}{alert}{alert}{after}".encode())
    assert (parsed.container, len(parsed.alerts)) == (kind, 2)
    assert parsed.alerts[0] == flood(MORNING)
    assert not parsed.is_valid, "it is no CAP message but holds some"


def test_an_index_that_carries_elements_of_cap_is_read() -> None:
    index = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:c="urn:oasis:names:tc:emergency:cap:1.1">'
        "<entry><c:urgency>Expected</c:urgency><c:event>Gale</c:event><c:status>Actual</c:status>"
        "<c:geocode><valueName>A</valueName><value>1</value><valueName>B</valueName>"
        "<value>2</value></c:geocode></entry><entry><title>none</title></entry></feed>"
    )
    (alert,) = parse(index.encode()).alerts
    assert (alert.status, alert.infos[0].event) == (Status.actual, "Gale")
    assert alert.infos[0].urgency is CapUrgency.expected
    assert [each.value for each in alert.infos[0].areas[0].geocodes] == ["1", "2"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "well-formed XML"),
        (b"a storm is coming", "well-formed XML"),
        (b'{"alert": 1}', "not as JSON"),
        (b"<html><body>404</body></html>", "a CAP <alert>"),
        (b'<?xml version="1.0" encoding="EBCDIC-X"?><alert/>', "an encoding that is known"),
    ],
)
def test_what_cannot_be_read_says_where_and_why(content: bytes, expected: str) -> None:
    with pytest.raises(Malformed, match=re.escape(expected)) as raised:
        parse(content)
    assert "line" in raised.value.where


def test_what_has_no_valid_form_is_not_written() -> None:
    good = flood(MORNING)
    info = replace(good.infos[0], language="d e", web="http://[x", urgency=None)
    broken = replace(good, sent=None, status=None, infos=(info,))
    with pytest.raises(Unwritable) as raised:
        render(broken)
    assert [(each.path, each.code) for each in raised.value.reasons] == [
        ("alert/info[1]/language", Code.language_malformed),
        ("alert/info[1]/web", Code.uri_malformed),
        ("alert/info[1]/urgency", Code.missing),
        ("alert/sent", Code.missing),
        ("alert/status", Code.missing),
    ]
    for letter in ("\x00", "\x0b", "\ud800", "\uffff"):
        with pytest.raises(Unwritable):
            render(replace(good, note=f"a{letter}b"))
    assert render(replace(good, note="a & <b> ]]> \r\n\t\"'"))


def test_what_was_taken_is_what_is_written_again() -> None:
    text = GOOD.replace(" 47.06,-20.01 47.05,-20.01<", " 47.06,-20.01<").replace("-00:00<", "Z<")
    parsed = parse(text.replace("47.055,-20.02 1.5", "nowhere").encode())
    again = parse(render(mended(parsed.alerts[0])))
    assert again.is_valid
    area = again.alerts[0].infos[0].areas[0]
    assert area.polygons == flood(MORNING).infos[0].areas[0].polygons
    assert area.circles == ()
    ended = cancelled(MORNING + timedelta(hours=2), again.alerts[0])
    assert parse(render(ended)).alerts == (ended,)


def test_every_deviation_says_what_it_is_and_what_is_taken() -> None:
    assert set(MEANINGS) == set(Code)
    assert all(each.says and each.taken for each in MEANINGS.values())
