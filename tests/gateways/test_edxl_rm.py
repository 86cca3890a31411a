"""EDXL-RM out and in: what is written is valid, what is read is taken or said to be lost."""

from pathlib import Path

import msgspec
import pytest
from lxml import etree

from tests.gateways.loans import (
    UNIT,
    A,
    B,
    asking,
    done,
    lent,
    messages_of,
    messages_of_every_kind,
    recalled,
    returned,
    said,
    the_request,
    told,
)
from tests.laws.lending_traces import TEAM_LENT, told_so_far
from tests.laws.lending_world import LendingWorld, Setting
from tests.needs import ROOT
from tests.operations.story import MORNING
from tocsin.gateways.edxl_rm import (
    NO_ORDER,
    NOT_WRITTEN,
    Kind,
    Malformed,
    Message,
    Parsed,
    Reader,
    of_request,
    of_unit,
    parse,
    proposals,
    render,
)
from tocsin.gateways.edxl_rm.citing import cited, request_id
from tocsin.gateways.edxl_rm.message import Element, Recalled, Reply, Schedule
from tocsin.gateways.edxl_rm.samples import commit, request
from tocsin.gateways.edxl_rm.schema import SCHEMA
from tocsin.gateways.edxl_rm.tree import DEEPEST, LARGEST_MESSAGE, MOST_ELEMENTS
from tocsin.operations.aid_hearing import HearAidRequest
from tocsin.operations.aid_requests import DeclineAidRequest
from tocsin.operations.incident import OpenIncident
from tocsin.operations.lending import OfferUnit, WithdrawOffer
from tocsin.operations.picture.aid_request import AidState, DeclineReason
from tocsin.operations.picture.custody import holds
from tocsin.operations.units import RegisterUnit

PARTS = SCHEMA[Kind.response].may
"""All that only some messages may have."""
XS = "{http://www.w3.org/2001/XMLSchema}"
PAGE = ROOT / "docs" / "standards" / "edxl-rm.md"
HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n'
BODY = request(MORNING).split(b"\n", 1)[1]


def schema_file(reference: Path, kind: Kind) -> Path:
    return reference / "standards" / "edxl-rm" / "xsd" / "edxl-rm" / "1.0" / f"EDXL-RM{kind}.xsd"


def faults(reference: Path, content: bytes, kind: Kind) -> list[str]:
    """What the schema of the standard says against a message; nothing is fetched."""
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    schema = etree.XMLSchema(etree.parse(str(schema_file(reference, kind)), parser))
    schema.validate(etree.fromstring(content, parser))
    return [str(each) for each in schema.error_log]


def test_every_kind_that_is_written_is_valid(reference: Path) -> None:
    found = messages_of_every_kind()
    assert {each.kind for each in found} == set(SCHEMA)
    for each in found:
        assert faults(reference, render(each), each.kind) == []


def test_the_schema_finds_what_is_not_valid(reference: Path) -> None:
    """The control: an element too many, one too few, one out of its order, a code of no list."""
    content, kind = commit(MORNING), Kind.commit
    assert faults(reference, content, kind) == []
    for was, becomes in (
        (b"Committed", b"BroughtBack"),
        (b">Accept<", b">Agreed<"),
        (b"<rm:QuantityText>1</rm:QuantityText>", b""),
        (b"rmsg:MessageContentType", b"rmsg:MessageType"),
        (b"<rmsg:OriginatingMessageID>", b"<rmsg:More>1</rmsg:More><rmsg:OriginatingMessageID>"),
    ):
        assert was in content
        assert faults(reference, content.replace(was, becomes), kind), becomes


def test_what_may_stand_in_which_message_is_what_the_standard_says(reference: Path) -> None:
    for kind, shape in SCHEMA.items():
        tree = etree.parse(str(schema_file(reference, kind)))
        elements = {each.get("name"): each for each in tree.iter(f"{XS}element")}
        assert shape.may <= set(elements), kind
        for name in PARTS - shape.may:
            assert name not in elements, (kind, name)
        types = elements["ScheduleType"].iter(f"{XS}enumeration")
        assert shape.schedules <= {each.get("value") for each in types}, kind
        for name in shape.must:
            assert elements[name].get("minOccurs", "1") == "1", (kind, name)


def test_the_samples_of_other_systems_are_read(reference: Path) -> None:
    read, refused = {}, {}
    for file in sorted((reference / "standards" / "edxl-rm" / "samples").iterdir()):
        try:
            read[file.name] = parse(file.read_bytes())
        except Malformed as error:
            refused[file.name] = error.expected
    assert len(read) == 6
    assert [name for name in refused if "Digest" not in name] == []
    (digest,) = refused.values()
    assert "not <Digest>" in digest, "a digest in UCore is no message of EDXL-RM"
    asked = read["xchangecore__RequestResource.4.xml"].message
    (element,) = asked.elements
    assert (element.quantity, element.kind) == (4, None)
    assert str(element.described).startswith("Track Dozer; ")
    where = element.schedules[0].where
    assert where is not None
    assert str(where.words).startswith("Arlington Waste Facility; US, VA, Arlington")
    sent = read["xchangecore__CommitResource.xml"].message
    assert [each.unit for each in sent.elements] == ["TD48", "TD7"]
    assert {each.reply for each in sent.elements} == {Reply.accept}


def test_each_text_of_a_sample_is_taken_or_said_to_be_lost(reference: Path) -> None:
    count = 0
    for file in (reference / "standards" / "edxl-rm" / "samples").iterdir():
        if "Digest" in file.name:
            continue
        found = parse(file.read_bytes())
        for path, text in texts(file.read_bytes()):
            count += 1
            assert is_accounted(found, path, text), (file.name, path, text)
    assert count > 200


def test_a_text_that_is_neither_is_found() -> None:
    """The control: the account of a message without its losses does not add up."""
    content = request(MORNING).replace(b"Mill Lane", b"Mill Lane</rm:LocationDescription>"
                                       b"<rm:Elsewhere>by the weir</rm:Elsewhere>"
                                       b"<rm:LocationDescription>", 1)  # fmt: skip
    found = parse(content)
    assert all(is_accounted(found, path, text) for path, text in texts(content))
    without = msgspec.structs.replace(found, lost=())
    assert not all(is_accounted(without, path, text) for path, text in texts(content))


def texts(content: bytes) -> list[tuple[str, str]]:
    """The texts of a document, each with its path."""
    root = etree.fromstring(content)
    found = []
    for each in root.iter(etree.Element):
        text = " ".join("".join(each.xpath("text()")).split())
        above = [etree.QName(one).localname for one in each.iterancestors()][::-1]
        if text:
            found.append(("/".join([*above, etree.QName(each).localname]), text))
    return found


def is_accounted(found: Parsed, path: str, text: str) -> bool:
    if path in {each.where for each in found.lost} or "ValueListURN" in path:
        return True
    said = msgspec.json.encode(found.message).decode()
    is_time = path.endswith("DateTime") and text[:19] in said
    is_place = path.endswith("/pos")
    return is_time or is_place or msgspec.json.encode(text).decode().strip('"') in said


@pytest.mark.parametrize("kind", SCHEMA)
def test_what_is_written_is_read_as_the_same(kind: Kind) -> None:
    of_kind = [each for each in messages_of_every_kind() if each.kind is kind]
    assert of_kind
    for message in of_kind:
        found = parse(render(message))
        assert found.lost == ()
        assert found.message == message


def test_words_of_any_kind_travel() -> None:
    words = 'a "quoted" <tag> & co, ümläut, 火事, \x07 bell \ud800 half'
    element = Element("1", described=words, quantity=1)
    made = Message(Kind.request, "1", MORNING, "1", (element,), contact="Perry (PE)")
    (read,) = parse(render(made)).message.elements
    assert read.described == 'a "quoted" <tag> & co, ümläut, 火事, bell half'


def test_a_team_is_asked_for_and_offered_under_its_name() -> None:
    wanted = Element("1", kind="engine", team_kind="strike_team", quantity=5)
    asked = Message(Kind.request, "OT-1", MORNING, "OT-1", (wanted,))
    (proposed,) = proposals(parse(render(asked)).message, Reader("OT", is_partner=True, homes={}))
    assert isinstance(proposed.order, HearAidRequest)
    assert (proposed.order.wanted.team, proposed.order.wanted.quantity) == ("strike_team", 5)
    world = told_so_far(
        LendingWorld(Setting("a pair", fleet=(UNIT, "A-E13"), team=True)), TEAM_LENT
    )
    for unit in (UNIT, "A-E13"):
        custody = world.custody("A", unit)
        for message in of_unit(custody, A).messages:
            (element,) = parse(render(message)).message.elements
            assert (element.team, element.team_kind) == ("A-ST1", "strike_team")
    unknown = Element("1", kind="engine", team_kind="platoon", quantity=5)
    other = msgspec.structs.replace(asked, elements=(unknown,))
    (proposed,) = proposals(parse(render(other)).message, Reader("OT", is_partner=True, homes={}))
    assert isinstance(proposed.order, HearAidRequest)
    assert proposed.order.wanted.team is None, "the control: a kind that is none of ours"


BAD = {
    "a document type": HEAD + b"<!DOCTYPE x>" + BODY,
    "entities": HEAD + b'<!DOCTYPE x [<!ENTITY a "b">]>' + BODY.replace(b"OT-77", b"&a;"),
    "an outside file": HEAD + b'<!DOCTYPE x SYSTEM "file:///etc/passwd">' + BODY,
    "an unknown entity": HEAD + BODY.replace(b"OT-77", b"&a;"),
    "depth": HEAD + b"<a>" * (DEEPEST + 1) + b"</a>" * (DEEPEST + 1),
    "size": HEAD + b"<a>" + b"x" * LARGEST_MESSAGE + b"</a>",
    "count": HEAD + b"<a>" + b"<b/>" * MOST_ELEMENTS + b"</a>",
    "no end": BODY[:-9],
    "nothing": b"",
    "text": b"Please send two engines.",
    "another format": b"<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'/>",
    "another name space": BODY.replace(b":EDXL:RM:1.0:msg", b":EDXL:RM:2.0:msg"),
    "two messages": b"<a>" + BODY + BODY + b"</a>",
    "no time": BODY.replace(b"SentDateTime", b"SentTime"),
    "a wrong time": BODY.replace(b"2026-", b"yesterday-", 1),
    "no id": BODY.replace(b"MessageID>OT-77", b"ID>OT-77", 1).replace(b"OT-77</rmsg:MessageID",
                                                                      b"OT-77</rmsg:ID", 1),
    "another content": BODY.replace(b">RequestResource<", b">RequestReturn<"),
    "no element id": BODY.replace(b"ResourceInfoElementID", b"ElementID"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_message_is_refused_with_where_and_what(what: str) -> None:
    with pytest.raises(Malformed) as caught:
        parse(BAD[what])
    error = caught.value
    assert error.where == "the file" or error.where.startswith("line ")
    assert error.expected
    assert error.do
    assert b"root:" not in str(error).encode(), "nothing outside was read"


def test_the_same_within_the_limits_is_read() -> None:
    """The control of the limits."""
    assert parse(HEAD + BODY).message.id == "OT-77"
    inside = b"<b>" * (DEEPEST - 12) + BODY + b"</b>" * (DEEPEST - 12)
    assert parse(HEAD + inside).message.id == "OT-77"


def test_a_long_text_is_cut_and_said_to_be() -> None:
    found = parse(HEAD + BODY.replace(b"Otterby control", b"x" * 2_500))
    assert found.message.contact == "x" * 2_000
    assert any("2,000" in each.why for each in found.lost)


def test_a_time_without_an_offset_is_utc_and_said_to_be() -> None:
    found = parse(HEAD + BODY.replace(b"Z</rmsg:SentDateTime>", b"</rmsg:SentDateTime>"))
    assert found.message.sent_at == MORNING
    assert [each.where for each in found.lost] == ["SentDateTime"]


def test_a_message_inside_an_envelope_is_found_and_the_envelope_lost() -> None:
    found = parse(b"<EDXLDistribution><content>" + BODY + b"</content></EDXLDistribution>")
    assert found.message == parse(HEAD + BODY).message
    assert found.lost[0].where == "EDXLDistribution around it"


def test_what_has_no_place_in_either_direction_is_in_the_table_of_the_docs() -> None:
    page = PAGE.read_text()
    for name, why in NOT_WRITTEN.items():
        assert f"| {name} | {why} |" in page
    for kind in NO_ORDER:
        assert f"`{kind}`" in page
    for kind in SCHEMA:
        assert f"`{kind}`" in page


def test_a_schedule_that_a_message_does_not_know_is_left_out() -> None:
    element = Element("1", quantity=1, schedules=(Schedule("Committed", MORNING),))
    made = Message(Kind.request, "1", MORNING, "1", (element,))
    assert b"Committed" not in render(made)


@pytest.mark.parametrize("is_asked", [False, True])
def test_a_loan_is_one_exchange_of_which_each_message_cites_the_one_before(is_asked: bool) -> None:
    world = recalled(lent(is_asked=is_asked))
    course = messages_of(world)
    kinds = [each.kind for each in course]
    first = Kind.response if is_asked else Kind.offer
    assert kinds == [
        first, Kind.commit, Kind.report_status, Kind.request_return, Kind.response_return,
    ]  # fmt: skip
    begun = the_request(world, "B").id if is_asked else course[0].id
    assert {each.originating for each in course} == {begun}
    known = {begun, *(each.id for each in course)}
    assert {each.preceding for each in course} - {None} <= known
    assert [each.preceding for each in course[1:4]] == [course[0].id, course[1].id, course[1].id]
    assert course[4].preceding == course[3].id
    home = messages_of(returned(world))
    assert [each.kind for each in home][-2:] == [Kind.release, Kind.report_status]
    assert {each.originating for each in home} == {begun}


def test_an_offer_that_is_taken_back_cancels_its_message() -> None:
    world = LendingWorld(Setting("a pair"))
    done(world, "A", OfferUnit(unit=UNIT, to="B"))
    (offer,) = told(world, A).messages
    done(world, "A", WithdrawOffer(unit=UNIT, reason="needed here"))
    both = told(world, A).messages
    assert [each.kind for each in both] == [Kind.offer, Kind.offer]
    assert [each.recalls for each in both] == [None, offer.id]


def test_what_no_message_tells_is_said() -> None:
    told_here = {each.where for each in told(returned(recalled(lent())), B).lost}
    assert {"epoch", "incarnation", "readied", "offered home"} <= told_here
    assert "overridden" not in told_here, "it did not happen"


def test_an_answer_cites_the_message_of_another_system() -> None:
    world = LendingWorld(Setting("a pair"))
    reader = Reader("B", is_partner=True, homes={})
    (proposal,) = proposals(parse(request(MORNING)).message, reader)
    assert proposal.order is not None
    done(world, "A", proposal.order)
    done(world, "A", proposal.order)
    asked = the_request(world, "A")
    assert asked.wanted.quantity == 2
    done(world, "A", OfferUnit(unit=UNIT, to="B", request=asked.id))
    custody = {UNIT: world.custody("A", UNIT)}
    (answer,) = of_request(the_request(world, "A"), A, said, custody).messages
    assert (answer.preceding, answer.elements[0].answers) == ("OT-77", "1")
    (back,) = proposals(parse(cancelled(request(MORNING))).message, reader)
    assert back.order is not None
    done(world, "A", back.order)
    assert the_request(world, "A").state is AidState.withdrawn


def cancelled(content: bytes) -> bytes:
    found = parse(content).message
    return render(
        msgspec.structs.replace(found, id="OT-79", recalls=found.id, recall=Recalled.cancel)
    )


def test_a_message_of_a_partner_moves_no_unit() -> None:
    """What is committed or reported by it becomes no order; a recall is an offer home, no more."""
    partner = Reader("A", is_partner=True, homes={UNIT: "A"})
    world = lent()
    course = messages_of(recalled(lent()))
    orders = {
        each.kind: [one.order for one in proposals(parse(render(each)).message, partner)]
        for each in course
    }
    recall = orders.pop(Kind.request_return)
    assert recall == [OfferUnit(unit=UNIT, to="A")]
    assert set(orders) == {Kind.offer, Kind.commit, Kind.report_status, Kind.response_return}
    assert {each for some in orders.values() for each in some} == {None}
    assert recall[0] is not None
    done(world, "B", recall[0])
    assert holds(world.custody("B", UNIT), "B"), "offered home, and held until its crew answers"


def test_of_a_stranger_a_request_is_an_incident_and_a_commit_a_unit_of_ours() -> None:
    stranger = Reader("OT", is_partner=False, homes={}, kind=None)
    (asked,) = proposals(parse(request(MORNING)).message, stranger)
    assert isinstance(asked.order, OpenIncident)
    assert asked.once is not None
    assert "2 ×" in str(asked.order.summary)
    assert asked.order.place.point is not None
    (sent,) = proposals(parse(commit(MORNING)).message, stranger)
    assert isinstance(sent.order, RegisterUnit)
    assert (sent.order.call_sign, sent.order.kind) == ("OT-E7", "engine")
    assert {each.where for each in sent.lost} >= {"CommitResource/Committed"}
    strange = commit(MORNING).replace(b"urn:tocsin:unit-kind", b"urn:other:kinds")
    (unknown,) = proposals(parse(strange).message, stranger)
    assert unknown.order is None
    assert "--kind" in unknown.says


def test_a_decline_is_heard_with_its_reason() -> None:
    world = asking()
    done(world, "A", DeclineAidRequest(
        request=the_request(world, "A").id, because=DeclineReason.too_few_at_home,
        remarks="two are out",
    ))  # fmt: skip
    (message,) = of_request(the_request(world, "A"), A, said, {}).messages
    reader = Reader("A", is_partner=True, homes={})
    (proposal,) = proposals(parse(render(message)).message, reader)
    assert proposal.order is not None
    done(world, "B", proposal.order)
    answer = the_request(world, "B").answer_of("A")
    assert (answer.because, said(answer.remarks)) == ("too_few_at_home", "two are out")


@pytest.mark.parametrize(
    ("message", "element", "is_kept"),
    [("OT-77", "1", True), ("a:b", "1", False), ("x" * 90, "1", False), ("OT 77", "1", False)],
)
def test_a_request_keeps_what_it_came_from_where_it_can(
    message: str, element: str, is_kept: bool
) -> None:
    name = request_id("OT", message, element)
    assert name.startswith("OT-")
    assert len(name) <= 80
    assert name == request_id("OT", message, element)
    assert cited(name) == ((message, element) if is_kept else None)
    assert cited("OT-mr-17") is None
