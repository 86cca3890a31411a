"""Agreements to look at: which there are, what one says, what is different between two versions."""

import argparse
import json
from collections.abc import Callable, Iterable

import msgspec

from tocsin.app.agreements.deeds import compact_of, name_opener, version_of
from tocsin.app.agreements.drawing_up import draft_of
from tocsin.app.agreements.saying import difference, lines_of, parts_said
from tocsin.app.facts import plain, shown
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.tongue import code, speaking, tell
from tocsin.app.wiring import reading
from tocsin.log import KeyStore
from tocsin.operations.picture.agreement import AgreementVersion, Compact


def listed(asked: argparse.Namespace) -> int:
    """Every agreement, by its id."""
    with reading(asked.town) as town:
        every = [each for _, each in sorted(town.picture.compacts.items())]
        if asked.json:
            print(as_json({"agreements": plain([_facts(each) for each in every], town.store.keys)}))
            return Exit.done
        for each in every:
            valid = each.valid
            title = (valid or each.versions[-1]).content.title if each.versions else ""
            ends = ""
            if valid is not None and valid.content.ends_at is not None:
                ends = f"until {valid.content.ends_at:%Y-%m-%d}"
            state = each.state.value.replace("_", " ")
            print(f"{each.id:28}{each.partner:6}{state:12}{ends:18}{shown(title)[:60]}")
    return Exit.done


def _facts(compact: Compact) -> dict[str, object]:
    valid = compact.valid
    newest = compact.versions[-1] if compact.versions else None
    return {
        "agreement": compact.id,
        "partner": compact.partner,
        "state": compact.state,
        "in_force": compact.in_force,
        "number": None if valid is None else valid.number,
        "speaks_of": [] if newest is None else parts_said((valid or newest).content),
        "title": "" if newest is None else (valid or newest).content.title,
        "ends_at": None if valid is None else valid.content.ends_at,
        "review_at": None if valid is None else valid.content.review_at,
        "newest": None if newest is None else newest.digest,
        "suspended_by": compact.suspended_by,
    }


def told(asked: argparse.Namespace) -> int:
    """One version in words, who has signed it, what was said of it since."""
    with reading(asked.town) as town, speaking(asked.language):
        compact = compact_of(town.picture, asked.agreement)
        version = version_of(compact, asked.version)
        if asked.draft:
            draft = msgspec.to_builtins(draft_of(version.content, town.store.header.code))
            print(json.dumps(draft, indent=2, ensure_ascii=False))
        elif asked.json:
            facts = {**_facts(compact), "version": version, "notices": compact.notices}
            facts["says"] = [each.says for each in lines_of(version.content)]
            print(as_json(plain(facts, town.store.keys)))
        else:
            print(shown("\n".join(page_of(town.store.keys, compact, version))))
    return Exit.done


def page_of(keys: KeyStore, compact: Compact, version: AgreementVersion) -> Iterable[str]:
    """A version as lines of text."""
    state = code("pact_state", compact.state)
    number = tell("pact-version", number=version.number, agreement=compact.id)
    yield f"{number}: {state}" if version.digest == compact.in_force else number
    yield tell("pact-digest", digest=version.digest)
    part = ""
    for line in lines_of(version.content):
        if line.part != part:
            part = line.part
            yield f"\n{part}"
        yield f"  {line.says}"
    yield ""
    yield from signed_lines(keys, version)
    for notice in compact.notices:
        yield tell(
            "pact-noticed", town=notice.town, deed=code("pact_deed", notice.deed),
            on=f"{notice.at:%Y-%m-%d}", reason=notice.reason,
        )  # fmt: skip


def signed_lines(keys: KeyStore, version: AgreementVersion) -> Iterable[str]:
    """Who signed, who has not; the signed papers."""
    name_of = name_opener(keys)
    for party in version.content.parties:
        signed = version.signed_by(party.town)
        if signed is None:
            yield tell("pact-unsigned", town=party.name)
        else:
            yield tell(
                "pact-signed", town=party.name, name=name_of(signed), office=signed.office,
                on=f"{signed.signed_at:%Y-%m-%d %H:%M}", key=signed.key[:16],
            )  # fmt: skip
    for paper in version.papers:
        yield tell("pact-papers", sha256=paper.sha256, note=paper.note)


def compared(asked: argparse.Namespace) -> int:
    """Two versions in words: by default the one in force and the newest."""
    with reading(asked.town) as town, speaking(asked.language):
        compact = compact_of(town.picture, asked.agreement)
        before = version_of(compact, asked.before)
        after = compact.versions[-1] if asked.after is None else version_of(compact, asked.after)
        found = difference(before.content, after.content)
        if asked.json:
            facts = {
                "agreement": compact.id,
                "before": {"number": before.number, "digest": before.digest},
                "after": {"number": after.number, "digest": after.digest},
                "differences": [each._asdict() for each in found],
            }
            print(as_json(facts))
            return Exit.done
        print(
            f"{tell('pact-version', number=before.number, agreement=compact.id)}"
            f" → {after.number} ({after.digest[:12]})"
        )
        if not found:
            print(tell("pact-same"))
        part = ""
        for each in found:
            if each.part != part:
                part = each.part
                print(shown(part))
            if not each.before:
                says = tell("pact-new", says=each.after)
            elif not each.after:
                says = tell("pact-gone", says=each.before)
            else:
                says = tell("pact-was", says=each.after, before=each.before)
            print(f"  {shown(says)}")
    return Exit.done


def printed(asked: argparse.Namespace) -> int:
    """A version as PDF."""
    try:
        from tocsin.app.agreements.paper import paper_of
        from tocsin.app.printing import sha256
    except ImportError as error:
        told = f"a PDF needs {error.name}: pip install 'tocsin[paper]'"
        raise Told(told, Exit.usage) from None
    with reading(asked.town) as town, speaking(asked.language):
        compact = compact_of(town.picture, asked.agreement)
        version = version_of(compact, asked.version)
        content = paper_of(compact, version, name_opener(town.store.keys))
        try:
            asked.out.write_bytes(content)
        except OSError as error:
            raise Told(f"{asked.out} cannot be written: {error.strerror}") from None
        facts = {
            "agreement": compact.id,
            "number": version.number,
            "digest": version.digest,
            "file": str(asked.out),
            "sha256": sha256(content),
        }
        says = f"{asked.out} is version {version.number} of {compact.id}."
        print(as_json(facts) if asked.json else f"{says}\nSHA-256 {facts['sha256']}")
    return Exit.done


DEEDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "list": listed,
    "show": told,
    "diff": compared,
    "pdf": printed,
}
