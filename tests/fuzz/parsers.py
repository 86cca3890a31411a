"""Every parser that a stranger's bytes can reach, as one kind of function: bytes to one of three
ends. What else happens is a crash.
"""

import io
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import NamedTuple

import msgspec

from tests.app.desk_town import desk_town, names, now
from tests.gateways.exports import SMALL, UNIT_ROWS
from tests.gateways.test_cad_polls import FEED, PAGE
from tests.gateways.test_cad_trees import GEOJSON, XML
from tocsin.app.checking import checked
from tocsin.app.grammar.parse import NotUnderstood
from tocsin.app.grammar.verbs import understand
from tocsin.app.outcome import Told
from tocsin.app.web.lines import line_in
from tocsin.app.web.orders import command_in
from tocsin.app.web.problem import Problem
from tocsin.app.web.residents import fields_of
from tocsin.app.web.streaming import resumed_from
from tocsin.federation.standby_messages import answer_of, question_of
from tocsin.gateways import cad_export, census, edxl_rm, geojson, hgt
from tocsin.gateways.cad_export import Limits, Malformed
from tocsin.gateways.cot import parse as parse_cot
from tocsin.gateways.neris.codes import CodesMalformed, codes_of
from tocsin.gateways.positions import parse_json, parse_nmea
from tocsin.geo.shapes import mended
from tocsin.log.address import Address, address_of
from tocsin.log.failures import NotATown, StorageUnknown
from tocsin.operations.catalogue import COMMANDS
from tocsin.operations.observations import Observation, Unread
from tocsin.operations.picture.lots import Lot

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
NARROW = Limits(total=4 << 20, line=4_000, field=1_000, document=1 << 18, rows=5_000, depth=12)


class End(StrEnum):
    """How a message may end. `malformed` says where or what was expected; `refused` why."""

    value = "value"
    malformed = "malformed"
    refused = "refused"


class Parser(NamedTuple):
    """`parse` gets the bytes and the name of the seed they come from; `tokens` go into mutants."""

    parse: Callable[[bytes, str], End]
    tokens: tuple[bytes, ...]


def observed(found: Iterable[Observation | Unread]) -> End:
    """Hold each observation to its bounds by sending it through its own type."""
    end = End.value
    for each in found:
        if isinstance(each, Observation):
            assert each.observed_at.tzinfo is not None
            assert (each.fix is None) != (each.reading is None)
            again = msgspec.json.decode(msgspec.json.encode(each), type=Observation)
            assert again == each
        else:
            assert each.expected
            assert each.place
            end = End.malformed
    return end


MAPPINGS = {
    "csv": SMALL,
    "rows": UNIT_ROWS,
    "page": PAGE,
    "feed": FEED,
    "json": GEOJSON,
    "xml": XML,
}


@cache
def _mapping(name: str) -> cad_export.Mapping:
    return cad_export.load(MAPPINGS[name].encode())


def _told(error: Exception, word: str = "") -> End:
    """It says something."""
    assert str(error)
    assert word in str(error)
    return End.malformed


def _of(error: Malformed | edxl_rm.Malformed) -> End:
    assert error.where
    assert error.expected
    assert error.do
    return End.malformed


def export(content: bytes, name: str) -> End:
    """An export under the mapping its ending names; the account adds up."""
    try:
        imported = cad_export.read(
            io.BytesIO(content), _mapping(name.rpartition(".")[2]), limits=NARROW
        )
    except Malformed as error:
        return _of(error)
    report = imported.report
    assert report.rows <= report.accepted + report.refused + report.identical
    assert report.claims == len(imported.claims) == len({e.order_id for e in imported.claims})
    assert all(each.occurred_at.tzinfo is not None for each in imported.claims)
    return End.refused if report.refused else End.value


def unknown_export(content: bytes, _name: str) -> End:
    """`tocsin import --check` on a file nobody knows: a mapping that loads."""
    try:
        proposal = cad_export.check(io.BytesIO(content), limits=NARROW)
    except Malformed as error:
        return _of(error)
    cad_export.load(proposal.mapping.encode())
    return End.value


def mapping(content: bytes, _name: str) -> End:
    """A mapping file."""
    try:
        cad_export.load(content)
    except Malformed as error:
        return _of(error)
    return End.value


def codes(content: bytes, _name: str) -> End:
    """A table of NERIS codes."""
    try:
        codes_of(content)
    except CodesMalformed as error:
        return _told(error, "expected")
    return End.value


def _said(error: Problem) -> End:
    assert error.body.status == 400
    assert error.body.detail
    return End.malformed


def order(content: bytes, name: str) -> End:
    """The body of an order; the seed's name begins with the order's. One that is taken can be
    kept: its JSON form is read as the same.
    """
    kind = COMMANDS[name.partition(".")[0]]
    try:
        command = command_in(content, kind)
    except Problem as error:
        return _said(error)
    assert command_in(msgspec.json.encode(command), kind) == command
    return End.value


def line(content: bytes, _name: str) -> End:
    """The body of a line over HTTP."""
    try:
        line_in(content)
    except Problem as error:
        return _said(error)
    return End.value


STORY = desk_town()
NAMES = names(STORY)
AT = now(STORY)


def desk(content: bytes, _name: str) -> End:
    """A line at the desk, as the shell hands it over: what is ordered may go through a door."""
    try:
        found = understand(content.decode("utf-8", "surrogateescape"), NAMES, AT)
        for each in found.commands:
            checked(each)
    except NotUnderstood as error:
        return _told(error)
    except Told as error:
        _told(error)
        return End.refused
    return End.value


def form(content: bytes, _name: str) -> End:
    """What a browser sends from the residents' form."""
    try:
        found = fields_of(content)
    except Problem as error:
        return _said(error)
    for each in found.values():
        each.encode()
        assert "\0" not in each
    return End.value


def last_event_id(content: bytes, _name: str) -> End:
    """The header by which a stream goes on; a strange one begins afresh."""
    found = resumed_from(content.decode("latin-1"))
    return End.refused if found is None else End.value


def database(content: bytes, _name: str) -> End:
    """The address of a database; what is wrong with it is said without repeating it."""
    text = content.decode("utf-8", "surrogateescape")
    if text.startswith(("env:", "file:")):
        return End.refused
    try:
        found = address_of(text)
    except (NotATown, StorageUnknown) as error:
        return _told(error)
    assert isinstance(found, Address)
    secret = found.parts.get("password", "")
    assert (
        len(secret) < 8
        or secret not in found.shown
        or secret in [v for k, v in found.parts.items() if k != "password"]
    )
    return End.value


def standby(content: bytes, _name: str) -> End:
    """What the two machines of a town say to each other, once it is unsealed."""
    end = End.malformed
    for read in (question_of, answer_of):
        try:
            read(content)
            end = End.value
        except msgspec.DecodeError as error:
            _told(error)
    return end


def areas(content: bytes, name: str) -> End:
    """Borders; each can be mended, or nothing is left of it."""
    end = End.value
    try:
        for each in geojson.read(content, name):
            if isinstance(each, geojson.Unread):
                assert each.instead
                end = End.refused
            else:
                area = mended(each.polygons)
                assert area.rings or area.fault
    except geojson.Malformed as error:
        return _told(error, "expected")
    return end


def figures(content: bytes, name: str) -> End:
    """A table of figures; every cell is a whole number from 0 on, or says why not."""
    try:
        found = census.read(content, name, 2021)
    except census.NamesPeople as error:
        _told(error)
        return End.refused
    except census.Malformed as error:
        return _told(error, "expected")
    for row in found.rows:
        assert row.fault or len(row.cells) == len(found.figures)
        assert all(isinstance(each, census.Fault) or each >= 0 for each in row.cells)
    return End.value


def heights(content: bytes, name: str) -> End:
    """A square of heights. The seed's name is that of its corner; the seed is said once over."""
    try:
        found = hgt.read(content * (hgt.SIDE**2 * 2 // len(content) if content else 1), name)
    except hgt.Malformed as error:
        return _told(error, "expected")
    assert len(found.heights_m) == found.side**2
    return End.value


HAVE = (
    edxl_rm.Counted("PE", (Lot("PE-SANDBAGS", "PE", "sandbags", quantity=5),), stock="sandbags"),
    edxl_rm.Counted("PE", places="people", facility="PE-HALL"),
)
"""A town that reads a message as one about goods, and as one about places."""


def resources(content: bytes, _name: str) -> End:
    """A message about resources; each order that it could become may go through a door."""
    try:
        found = edxl_rm.parse(content)
    except edxl_rm.Malformed as error:
        return _of(error)
    for is_partner in (False, True):
        for counted in (edxl_rm.Counted(), *HAVE):
            reader = edxl_rm.Reader("OT", is_partner, {"OT-E7": "OT"}, "engine", counted=counted)
            for each in edxl_rm.proposals(found.message, reader):
                assert each.says
                if each.order is not None:
                    checked(each.order)
    return End.value


JSON = (b"[", b"{", b'"', b"\\ud800", b"1e999", b"null", b"\n", b"-0", b"\\u0000", b"}", b"9" * 400)
TOML = (b"[", b"]", b"=", b'"', b"'''", b"\n", b"1e999", b"nan", b"\\uD800", b"{", b"9" * 5_000)
TEXT = (b"\xef\xbb\xbf", b"\0", b"\xed\xa0\x80", b"\r", b"\n", b"=1+1", b'"', b",", b";")
XMLS = (b"<event ", b"</event>", b"<point", b"'", b"&amp;", b"&x;", b"<!DOCTYPE", b"]]>", b"\0")

PARSERS: dict[str, Parser] = {
    "cot": Parser(lambda content, _: observed(parse_cot([content])), XMLS),
    "positions_json": Parser(
        lambda content, _: observed(parse_json([content], NOON)), (*JSON, b'"at":')
    ),
    "positions_nmea": Parser(
        lambda content, _: observed(parse_nmea([content], NOON, "E1")),
        (b"$", b"*", b"\\", b",", b"GPRMC", b"GPGGA", b"\r\n", b"00", b"-"),
    ),
    "cad_export": Parser(export, (*TEXT, *JSON, *XMLS, b"\x1f\x8b", b"2026-10-25 01:30:00")),
    "cad_check": Parser(unknown_export, (*TEXT, *JSON, b"<a>", b"\x1f\x8b", b"\t")),
    "cad_mapping": Parser(mapping, (*TOML, b"[[table]]", b"(?:a*)*", b"zone")),
    "census": Parser(figures, (*TEXT, b"\xac", b"-999", b"1e999", b"lat", b"\xff\xfe", b"name")),
    "geojson": Parser(
        areas, (*JSON, b"1e308", b"180.0000001", b'"crs":{', b"[[[[", b'"MultiPolygon"', b"[]")
    ),
    "hgt": Parser(heights, (b"\x80\x00", b"\x7f\xff", b"\x00")),
    "edxl_rm": Parser(
        resources,
        (*XMLS, b"<rmsg:", b"</rmsg:", b"<rm:Value>", b"1e999", b"90.1 181", b"Decline", b"+99:99"),
    ),
    "neris_codes": Parser(codes, (*TOML, b"||", b"*")),
    "order": Parser(order, (*JSON, b"9999-12-31T23:59:59Z", b"0001-01-01T00:00:00+23:59")),
    "line": Parser(line, (*JSON, b'"line":')),
    "desk": Parser(
        desk, (*TEXT, b"!", b"@", b"AP ", b".", b"until ", b"24:00", b"9" * 400, b"0417 ")
    ),
    "form": Parser(form, (b"%", b"&", b"=", b"%ed%a0%80", b"%00", b"+", b"\xff", b"what=")),
    "last_event_id": Parser(last_event_id, (b":", b"\xb2", b"0" * 32, b"9" * 16, b"\n")),
    "database": Parser(
        database, (b"postgres://", b"@", b":", b"%", b"%00", b"?", b"&", b"[", b"]", b"\0", b"=")
    ),
    "standby": Parser(
        standby, (b"\xdd\xff\xff\xff\xff", b"\xc6\xff\xff\xff\xff", b"\xd7\xff", b"\x81")
    ),
}
