"""Whatever bytes come: facts, refusals or Malformed, and an account that adds up; never a crash."""

import io
import json
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gateways.exports import HEADER, SMALL, take
from tests.gateways.test_cad_polls import FEED, PAGE
from tests.gateways.test_cad_trees import GEOJSON, XML, call, document
from tocsin.gateways.cad_export import Imported, Limits, Malformed, check, load, read

NARROW = Limits(total=1 << 20, line=2_000, field=1_000, document=1 << 16, rows=5_000, depth=12)

CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "C1", "E1", "2026-03-02 08:00:00", "2026-10-25 01:30:00", "50.1", '"', "\r"]
    ),
)


def survives(content: bytes, mapping: str) -> Imported | None:
    """Read, and hold the account to what was read."""
    try:
        imported = take(content, mapping, limits=NARROW)
    except Malformed:
        return None
    report = imported.report
    assert report.rows <= report.accepted + report.refused + report.identical
    assert report.claims == len(imported.claims) == len({e.order_id for e in imported.claims})
    assert all(each.occurred_at.tzinfo is not None for each in imported.claims)
    assert all(
        each.occurred_after is None or each.occurred_after <= each.occurred_at
        for each in imported.claims
    )
    return imported


@given(st.lists(st.lists(CELLS, min_size=1, max_size=10), max_size=12))
def test_any_cells_in_a_csv_are_survived(rows: list[list[str]]) -> None:
    body = "".join(",".join(row) + "\n" for row in rows)
    survives((HEADER + body).encode("utf-8", "surrogatepass"), SMALL)


@given(st.binary(max_size=2_000), st.sampled_from([SMALL, PAGE, FEED, GEOJSON, XML]))
def test_any_bytes_are_survived(content: bytes, mapping: str) -> None:
    survives(content, mapping)
    survives(b"\x1f\x8b" + content, mapping)
    survives(HEADER.encode() + content, mapping)


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
    ),
    max_leaves=12,
)
CALL = st.fixed_dictionaries(
    {},
    optional={
        "id": st.sampled_from(["C1", "C2", "C3", "", None, 4]),
        "category": VALUES,
        "units": st.text(alphabet="E1 >*?T2\t", max_size=12),
        "started": st.sampled_from(["", "2026-03-02T07:59:00", "2026-03-29T01:30:00", "x"]),
        "where": VALUES,
    },
)  # fmt: skip
LOOK = st.fixed_dictionaries(
    {
        "observed": st.sampled_from(["2026-03-02T08:00:00Z", "2026-03-02T08:20:00Z", "", None]),
        "calls": st.one_of(VALUES, st.lists(CALL, max_size=4)),
    }
)


@given(st.lists(st.one_of(LOOK, VALUES), max_size=6))
def test_any_json_is_survived(looks: list[object]) -> None:
    lines = "\n".join(json.dumps(each) for each in looks).encode()
    survives(lines, PAGE)
    survives(json.dumps({"features": looks}).encode(), GEOJSON)


@given(st.data())
def test_any_damage_to_xml_is_survived(data: st.DataObject) -> None:
    content = bytearray(document(call(1), call(2), call(3)))
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=6))
    survives(bytes(content), XML)


@given(st.data())
def test_any_damage_to_a_mapping_is_survived(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([SMALL, PAGE, FEED]))
    lines = text.splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    what = data.draw(st.sampled_from(["drop", "double", "value", "text"]))
    if what == "drop":
        lines.pop(at)
    elif what == "double":
        lines.insert(at, lines[at])
    elif what == "value":
        key = lines[at].partition("=")[0]
        values = ["1", '""', "[]", "{}", '"["', "true", '["a", "b"]', "{ column = 'x' }", "-3.5"]
        lines[at] = f"{key}= {data.draw(st.sampled_from(values))}"
    else:
        lines[at] = data.draw(st.text(max_size=20))
    try:
        mapping = load("\n".join(lines).encode())
    except Malformed:
        return
    for content in (HEADER.encode() + b"C1,Fall,,,2026-03-02 08:00:00,E1,,\n", b'{"calls":[]}'):
        with suppress(Malformed):
            read(io.BytesIO(content), mapping, limits=NARROW)


@settings(max_examples=40)
@given(
    st.binary(max_size=600),
    st.sampled_from([b"", b"a,b\n", b'{"a":[{', b"<a><b>", b"[{", b'{"b":1}\n']),
)
def test_a_check_survives_any_bytes(content: bytes, start: bytes) -> None:
    try:
        proposal = check(io.BytesIO(start + content))
    except Malformed:
        return
    load(proposal.mapping.encode())


def test_lines_made_to_be_read_again_and_again_are_read_a_bounded_number_of_times() -> None:
    # each line leaves a quote open that the next one closes and opens anew
    line = 'a",""""x\r\n'
    content = (HEADER + line * 20_000).encode()
    imported = take(content, SMALL)
    assert imported.report.refused > 0
    assert imported.report.accepted == 0
