"""For random towns, rules and redactions: no sign of what is withheld is in any produced file."""

import pytest

from tests.laws.records_town import SecretTown, secret_town
from tocsin.access import cuts, requests, sight
from tocsin.access.cuts import Cutter, Readable
from tocsin.app.records import opening

SEEDS = range(40)


def leaked(town: SecretTown, files: dict[str, bytes]) -> list[str]:
    """Places whose withheld signs stand in a file: one sign is enough, in any of its spellings."""
    found = []
    for secret in town.secrets:
        if town.leaves(secret):
            continue
        for sign in secret.signs:
            spellings = (
                sign.encode(), f"\\u{ord(sign):04x}".encode(),
                f"&#{ord(sign)};".encode(),
            )  # fmt: skip
            for name, content in files.items():
                if any(each in content for each in spellings):
                    found.append(f"{secret.record} {secret.path} in {name}")
    return found


def test_nothing_withheld_is_in_any_file_and_everything_given_is_there() -> None:
    given = withheld = 0
    for seed in SEEDS:
        town = secret_town(seed)
        files = town.files()
        assert leaked(town, files) == [], seed
        for secret in town.secrets:
            if town.leaves(secret):
                given += 1
                assert secret.signs.encode() in files["incidents.json"], (seed, secret)
                assert secret.signs.encode() in files["index.html"], (seed, secret)
            else:
                withheld += 1
    assert given > 100
    assert withheld > 100


def test_a_position_that_leaves_only_coarsely_is_in_no_file() -> None:
    for seed in SEEDS:
        town = secret_town(seed)
        whole = "place" in town.opened.get("incidents", set())
        whole |= any(each[1] == "place" for each in town.released)
        if not whole:
            files = b"".join(town.files().values())
            assert b"50123457" not in files
            assert b"50.123457" not in files


def test_the_same_request_makes_the_same_bytes() -> None:
    for seed in (1, 2, 3):
        town = secret_town(seed)
        assert town.files() == town.files() == secret_town(seed).files()


def any_leak() -> bool:
    """Whether one of the towns leaks."""
    return any(leaked(town, town.files()) for town in map(secret_town, SEEDS))


def test_a_span_that_is_off_by_one_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def short(text: str, spans: tuple[cuts.Span, ...]) -> tuple[str | cuts.Gap, ...]:
        return cuts.remains(text, tuple(cuts.Span(e.start, e.end - 1, e.exemption) for e in spans))

    monkeypatch.setattr(opening, "remains", short)
    assert any_leak()


def test_redaction_of_the_page_alone_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut where it is drawn and not where it is seen: the other files have it."""
    real = opening.text_hook

    def uncut(keys: object) -> opening.Hook:
        hook = real(keys)  # type: ignore[arg-type]

        def opened(value: object) -> object:
            return hook(Readable(value.words)) if isinstance(value, Readable) else hook(value)

        return opened

    from tocsin.app.records import documents

    monkeypatch.setattr(documents, "text_hook", uncut)
    assert any_leak()


def test_a_rule_that_is_not_asked_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    from tocsin.access import conditions

    monkeypatch.setattr(conditions, "may_leave", lambda _request, _rules, _key, fields: fields)
    assert any_leak()


def test_a_part_that_is_not_cut_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Blunt(Cutter):
        def __init__(self, *how: object) -> None:
            super().__init__(*how)  # type: ignore[arg-type]
            self._own = tuple(each for each in self._own if each.is_span)

    monkeypatch.setattr(sight, "Cutter", Blunt)
    assert any_leak()


def test_a_text_that_changed_since_is_withheld_whole() -> None:
    from tocsin.operations.picture.records_request import Redaction
    from tocsin.operations.redaction import mark_of
    from tocsin.terms.codes import RecordsKind
    from tocsin.terms.words import Words

    town = secret_town(1)
    noun = town.story.picture.records_requests.get(town.request)
    assert noun is not None
    at = noun.received_at
    first = Words("incident/PE-0", "seven Jane")
    span = Redaction("x", "incidents/PE-0", "summary", "b6", "p", at, 6, 10, mark_of(first))
    from msgspec.structs import replace

    request = replace(noun, redactions=(span,), kind=RecordsKind.public_records)
    cutter = Cutter(request, None, ("incidents", "PE-0"))
    kept = cutter.cut(first, "summary")
    assert isinstance(kept, Readable)
    assert opening.as_text(cuts.remains("seven Jane", kept.spans)) == "seven [withheld: b6]"
    assert cutter.cut(Words("incident/PE-0", "Jane, seven"), "summary") is None


def test_a_span_leaves_no_part_of_a_sign_that_people_read_as_one() -> None:
    texts = {
        "Zoe\u030b Roe": (2, 3),  # a letter and its accent
        "by \U0001f469\U0001f3fd\u200d\U0001f692 there": (3, 4),  # a tinted firefighter
        "in \U0001f1e9\U0001f1ea there": (4, 5),  # a flag
        "at \u2764\ufe0f there": (4, 5),  # a heart and how it is drawn
    }
    for text, (start, end) in texts.items():
        left = opening.as_text(cuts.remains(text, (cuts.Span(start, end, "b6"),)))
        assert all(each.isascii() for each in left), text
    assert opening.as_text(cuts.remains("abcd", (cuts.Span(1, 2, "b6"),))) == "a[withheld: b6]cd"


def test_spans_that_touch_are_one_gap_and_spans_outside_cut_nothing() -> None:
    spans = cuts.merged([cuts.Span(2, 4, "a"), cuts.Span(3, 6, "b"), cuts.Span(90, 99, "c")])
    assert opening.as_text(cuts.remains("0123456789", spans)) == "01[withheld: a]6789"
    assert requests.WITHIN_REQUEST
