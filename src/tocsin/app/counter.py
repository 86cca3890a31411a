"""At the counter: a report filed for a resident who stands there; what they were told of one."""

import argparse
import sys

from tocsin.access import Eye, reporter
from tocsin.app.desk import town_zone
from tocsin.app.facts import shown
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.seeing import Office
from tocsin.app.signing_in import signed_in
from tocsin.app.times import moment
from tocsin.app.web.page_words import words_of
from tocsin.app.web.resident_proof import Proof, key_of
from tocsin.app.wiring import ordering, reading
from tocsin.geo.pasted import NotAPosition, Pasted, pasted
from tocsin.operations.incident import GivenPlace
from tocsin.operations.picture.telling import ToldStep
from tocsin.operations.resident_reports import FileReport, form_of
from tocsin.terms.codes import Channel


def filed(asked: argparse.Namespace) -> int:
    """File a report as the officer asked for; print reference and secret. Raises Told."""
    text = sys.stdin.read().strip() if asked.words == "-" else asked.words
    with ordering(asked.town) as town:
        desk = signed_in(asked, town)
        answer = desk.order(_order(asked, text, town), "A report is filed.", asked.id)
        number = form_of(town.picture).emergency_number
        code = town.code
    subjects = answer.facts["subjects"]
    assert isinstance(subjects, list)
    found = (each for each in map(str, subjects) if each.startswith(f"{code}-r"))
    report = next(found, None)
    if answer.exit_code is not Exit.done or report is None:
        print(as_json(answer.facts) if asked.json else answer.text)
        return answer.exit_code
    proof = Proof(key_of(asked.town), code)
    pair = proof.reference(report), proof.secret(report)
    if asked.json:
        facts = {"report": report, "reference": pair[0], "secret": pair[1]}
        print(as_json({**facts, "is_repeat": answer.facts["is_repeat"]}))
        return Exit.done
    if asked.danger:
        print(f"Somebody is in danger: ring {number or 'the emergency number'} now.\n")
    print(f"Reference  {pair[0]}\nSecret     {pair[1]}\n")
    print("Both are for whoever reported it; the secret is shown once.")
    return Exit.done


def _order(asked: argparse.Namespace, text: str, town: Office) -> FileReport:
    position: Pasted | None = None
    if asked.position is not None:
        try:
            position = pasted(asked.position)
        except NotAPosition:
            raise Told(
                f"`{asked.position[:80]}` is no position: write 51.12, 1.31 or geo:51.12,1.31, or"
                " paste a link to a map",
                Exit.usage,
            ) from None
    if asked.channel not in Channel.__members__:
        raise Told(f"there is no channel `{asked.channel}`: use {', '.join(Channel)}", Exit.usage)
    zone, now = town_zone(town.picture), town.clock.now()
    return FileReport(
        words=text,
        place=GivenPlace(
            words=asked.where,
            point=None if position is None else position.point,
            uncertainty_m=None if position is None else position.uncertainty_m,
        ),
        type=asked.type,
        callback=asked.contact,
        caller=asked.caller,
        language=asked.language,
        happened_at=None if asked.when is None else moment(asked.when, now, zone),
        is_danger=True if asked.danger else None,
        channel=Channel(asked.channel),
    )


def status(asked: argparse.Namespace, word: str) -> int:
    """What the reporter of a report has been told, and nothing else. Raises Told."""
    with reading(asked.town) as town:
        proof = Proof(key_of(asked.town), town.store.header.code)
        report = proof.report_named(word)
        if asked.secret is not None and proof.report_of(word, asked.secret) is None:
            raise Told("that is not the secret of this reference", Exit.refused)
        seen = Eye(town.picture, reporter(report)).shown(("tellings", report))
        if seen is None:
            raise Told(
                f"no report {word[:40]} is at hand: look at the reference; a closed matter may have"
                " been filed",
                Exit.usage,
            )
        told = seen["told"]
        assert isinstance(told, tuple)
        steps = [each for each in told if isinstance(each, ToldStep)]
        words = [None if e.words is None else town.store.keys.open(e.words) for e in steps]
        zone = town_zone(town.picture)
    pairs = list(zip(steps, words, strict=True))
    if asked.json:
        facts = [{"step": each.step, "at": each.at, "words": said} for each, said in pairs]
        print(as_json({"report": report, "reference": proof.reference(report), "told": facts}))
        return Exit.done
    says = words_of("en")
    for each, said in pairs:
        line = f"{each.at.astimezone(zone):%Y-%m-%d %H:%M}  {says[f'state_{each.step}']}"
        print(line if said is None else f"{line}\n{'':18}{shown(said)}")
    return Exit.done
