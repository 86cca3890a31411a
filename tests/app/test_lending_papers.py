"""`tocsin lend export` and `import`: messages for a system that speaks EDXL-RM, and from it."""

from pathlib import Path

import pytest

from tests.app.test_agreement_verb import agreement
from tests.app.test_cli import as_json, said
from tests.forked.calls import run
from tests.operations.story import MORNING
from tocsin.app.outcome import Exit
from tocsin.gateways.edxl_rm import Kind, Malformed, parse
from tocsin.gateways.edxl_rm.samples import commit, request

pytestmark = pytest.mark.full


@pytest.fixture
def perry(tmp_path: Path) -> Path:
    """Perry and its two engines; one has to stay at home."""
    folder = tmp_path / "perry"
    granted("init", folder, "--name", "Perry", "--code", "PE", "--officer", "ada")
    for engine in ("E12", "E13"):
        fields = f'{{"call_sign": "{engine}", "kind": "engine"}}'
        granted("do", folder, "--command", "RegisterUnit", "--fields", fields)
    return folder


def granted(verb: str, *words: str | Path) -> dict[str, object]:
    done = run(verb, *map(str, words), "--json")
    assert done.returncode == 0, said(done)
    return as_json(done)


def agreed(perry: Path, template: str = "mutual_aid") -> None:
    """With Kirk Wold, by files."""
    kirk, there, back = (perry.parent / name for name in ("kirk", "there.json", "back.json"))
    granted("init", kirk, "--name", "Kirk Wold", "--code", "KW", "--officer", "bo")
    by = ("--by", "Ruth Amsel", "--office", "Mayor")
    agreement("propose", perry, "--template", template, "--with", "KW", "--with-name",
              "Kirk Wold", "--area", "Quay", "--sign", *by, "--out", str(there))  # fmt: skip
    agreement("sign", kirk, str(there), *by, "--out", str(back))
    agreement("sign", perry, str(back))


def file_of(perry: Path, content: bytes) -> Path:
    file = perry.parent / "message.xml"
    file.write_bytes(content)
    return file


def proposals(found: dict[str, object]) -> list[dict[str, object]]:
    listed = found["proposals"]
    assert isinstance(listed, list)
    return listed


def requests(perry: Path) -> list[dict[str, object]]:
    listed = granted("lend", "list", perry)["requests"]
    assert isinstance(listed, list)
    return listed


def test_a_request_of_a_partner_is_shown_then_taken_answered_and_written(perry: Path) -> None:
    agreed(perry)
    file = file_of(perry, request(MORNING))
    shown = granted("lend", "import", perry, file, "--from", "KW")
    assert [each["kind"] for each in proposals(shown)] == ["HearAidRequest"]
    assert requests(perry) == [], "nothing is recorded by looking"
    for _twice in range(2):
        granted("lend", "import", perry, file, "--from", "KW", "--give", "1")
    (asked,) = requests(perry)
    assert asked["by"] == "KW"
    granted("lend", "offer", perry, "E12", "KW", "--request", str(asked["id"]))
    out = perry.parent / "out"
    written = granted("lend", "export", perry, str(asked["id"]), "--edxl-rm", out)
    (name,) = [each.name for each in out.iterdir()]
    assert name == "01-ResponseToRequestResource.xml"
    answer = parse((out / name).read_bytes()).message
    assert (answer.originating, answer.elements[0].unit) == ("OT-77", "PE-E12")
    assert written["lost"]
    again = run("lend", "export", str(perry), "E12", "--edxl-rm", str(out))
    assert again.returncode == Exit.usage
    assert "new folder" in said(again)
    granted("lend", "export", perry, "E12", "--edxl-rm", perry.parent / "unit")
    (file,) = (perry.parent / "unit").iterdir()
    assert parse(file.read_bytes()).message.kind is Kind.response


def test_a_message_of_a_stranger_becomes_what_a_person_gives(perry: Path) -> None:
    file = file_of(perry, request(MORNING))
    (shown,) = proposals(granted("lend", "import", perry, file, "--from", "OT"))
    assert shown["kind"] == "OpenIncident"
    before = granted("search", perry)
    for _twice in range(2):
        granted("lend", "import", perry, file, "--from", "OT", "--give", "all")
    after = granted("search", perry)
    assert len(str(after)) > len(str(before))
    assert str(after).count("assistance.mutual_aid") == 1
    file = file_of(perry, commit(MORNING))
    granted("lend", "import", perry, file, "--from", "OT", "--give", "all")
    refused = run("lend", "import", str(perry), str(file), "--from", "OT", "--give", "all")
    assert refused.returncode == Exit.refused, "a unit is registered once"
    assert granted("lend", "list", perry)["custody"] == [], "no hold of anybody has moved"


def test_what_is_no_message_or_no_order_is_told_in_a_sentence(perry: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    with pytest.raises(Malformed):
        parse(bomb)
    file = file_of(perry, bomb)
    found = run("lend", "import", str(perry), str(file), "--from", "OT")
    assert found.returncode == Exit.malformed
    assert "DOCTYPE" in said(found)
    file = file_of(perry, request(MORNING))
    found = run("lend", "import", str(perry), str(file), "--from", "OT", "--give", "7")
    assert found.returncode == Exit.usage
    assert "those that can be given: 1" in said(found)


def test_goods_are_asked_for_let_go_and_written(perry: Path) -> None:
    agreed(perry, "shared_stock")
    granted("stock", "register", perry, "sandbags", "500", "Quay depot")
    file = file_of(perry, request(MORNING, 200))
    as_bags = ("--from", "KW", "--stock", "sandbags")
    (shown,) = proposals(granted("lend", "import", perry, file, *as_bags))
    assert shown["kind"] == "ReleaseLot"
    for _twice in range(2):
        granted("lend", "import", perry, file, *as_bags, "--give", "all")
    out = perry.parent / "bags"
    written = granted("lend", "export", perry, "sandbags", "--edxl-rm", out)
    assert sorted(each.name for each in out.iterdir()) == [
        "01-OfferUnsolicitedResource.xml", "02-CommitResource.xml",
    ]  # fmt: skip
    sent = parse((out / "02-CommitResource.xml").read_bytes()).message.elements[0]
    assert (sent.unit, sent.quantity, sent.measure) == ("PE-SANDBAGS", 200, "each")
    assert written["lost"]


def test_places_are_kept_for_who_asks_and_written(perry: Path) -> None:
    agreed(perry, "shared_shelter")
    house = '{"name": "Quay hall", "kind": "shelter", "id": "PE-HALL"}'
    granted("do", perry, "--command", "RegisterFacility", "--fields", house)
    counted = '{"facility": "PE-HALL", "capacities": [{"kind": "people", "total": 50, "free": 50}]}'
    granted("do", perry, "--command", "ReportFacility", "--fields", counted)
    file = file_of(perry, request(MORNING, 10))
    as_places = ("--from", "KW", "--places", "people", "--facility", "PE-HALL")
    (shown,) = proposals(granted("lend", "import", perry, file, *as_places))
    assert shown["kind"] == "OfferPlaces"
    granted("lend", "import", perry, file, *as_places, "--give", "all")
    listed = granted("lend", "place", "list", perry)["place_loans"]
    assert isinstance(listed, list)
    (loan,) = listed
    out = perry.parent / "places"
    granted("lend", "export", perry, str(loan["id"]), "--edxl-rm", out)
    assert [each.name for each in out.iterdir()] == ["01-OfferUnsolicitedResource.xml"]


def test_what_is_lent_is_read_as_its_officer_may_see_it(perry: Path) -> None:
    agreed(perry)
    for who, role in (("cal", "crew"), ("dot", "dispatcher")):
        assert run("user", "add", str(perry), who, "--role", role).returncode == 0
    wanted = ("--kind", "engine", "--at", "51.5,-0.1", "--where", "behind the mill")
    granted("lend", "request", perry, "KW", *wanted)
    (asked,) = requests(perry)
    out = perry.parent / "out"

    def written(who: str) -> int:
        return run("lend", "export", str(perry), str(asked["id"]), "--edxl-rm", str(out / who),
                   "--as", who).returncode  # fmt: skip

    assert written("dot") == Exit.done
    assert written("cal") != Exit.done
    assert not (out / "cal").exists()
