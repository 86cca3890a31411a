"""Orders about agreements on the command line: propose, sign, take in, suspend, end, paper."""

import argparse
import hashlib
from collections.abc import Callable
from pathlib import Path

from tocsin.app.agreements.carrying import Carried, carried, orders_in, read, written
from tocsin.app.agreements.drawing_up import (
    Region,
    draft_in,
    draft_of,
    first_text,
    next_text,
    own_party,
    template,
    template_text,
    with_region,
)
from tocsin.app.desk import Answer, Desk
from tocsin.app.facts import FORGOTTEN
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.seeing import Office
from tocsin.app.signing_in import signed_in
from tocsin.app.wiring import ordering
from tocsin.geo.places import Point
from tocsin.log import KeyStore
from tocsin.operations.agreement_standing import (
    EndAgreement,
    RecordAgreementPaper,
    ResumeAgreement,
    SuspendAgreement,
)
from tocsin.operations.agreement_text import canonical, digest_of
from tocsin.operations.agreements import ProposeAgreement, SignAgreement
from tocsin.operations.orders import Command
from tocsin.operations.picture import Picture
from tocsin.operations.picture.agreement import (
    AgreementText,
    AgreementVersion,
    Compact,
    Party,
    Signature,
)

LARGEST_PAPER_BYTES = 500_000_000


def compact_of(picture: Picture, word: str) -> Compact:
    """The agreement a word names: its id, the end of it, or the partner's code. Raises Told."""
    every = sorted(picture.compacts.items())
    found = [each for name, each in every if name == word]
    found = found or [each for name, each in every if name.endswith(f"-{word.lower()}")]
    found = found or [each for _, each in every if each.partner == word.upper()]
    if len(found) == 1:
        return found[0]
    there = ", ".join(each.id for each in found) or "see tocsin agreement list"
    raise Told(f"`{word[:80]}` names {len(found)} agreements here: {there}", Exit.usage)


def version_of(compact: Compact, word: str | None) -> AgreementVersion:
    """A version by its number or the first digits of its digest; else the one in force, else the
    newest. Raises Told.
    """
    if word is None:
        if compact.valid is not None:
            return compact.valid
        if compact.versions:
            return compact.versions[-1]
    else:
        found = [each for each in compact.versions if str(each.number) == word]
        named = compact.version(word.lower()) if len(word) >= 4 else None
        if named is not None and not found:
            found = [named]
        if len(found) == 1:
            return found[0]
    there = ", ".join(f"{each.number} ({each.digest[:12]})" for each in compact.versions)
    raise Told(f"{compact.id} has no one version `{word}`: {there or 'none'}", Exit.usage)


def pending_of(compact: Compact, own: str) -> AgreementVersion | None:
    """The newest version that waits for this town's signature."""
    valid = compact.valid
    least = max(compact.over_number, 0 if valid is None else valid.number)
    found = [
        each for each in compact.versions if each.number > least and each.signed_by(own) is None
    ]
    return found[-1] if found else None


def propose(asked: argparse.Namespace) -> int:
    """A new agreement with a partner; `--example` prints the template instead."""
    if asked.example:
        print(template_text(asked.template or "mutual_aid"), end="")
        return Exit.done
    if asked.partner is None:
        raise Told("say with which town: --with CODE", Exit.usage)
    if (asked.template is None) == (asked.draft is None):
        raise Told("give a --template NAME or a file --from FILE", Exit.usage)
    draft = template(asked.template) if asked.draft is None else draft_in(asked.draft)
    with ordering(asked.town) as town:
        partner = asked.partner.upper()
        neighbour = town.picture.neighbours.get(partner)
        name = asked.partner_name or (neighbour.name if neighbour is not None else "") or partner
        content = first_text(
            with_region(draft, _region(asked)),
            own_party(town.picture, town.code),
            Party(partner, name),
            asked.name or "",
            town.picture,
            town.clock.now(),
        )
        return _put_up(asked, town, content)


def amend(asked: argparse.Namespace) -> int:
    """A further version of an agreement."""
    with ordering(asked.town) as town:
        compact = compact_of(town.picture, asked.agreement)
        base = version_of(compact, asked.version)
        draft = draft_of(base.content, town.code) if asked.draft is None else draft_in(asked.draft)
        region = _region(asked)
        if asked.draft is None and not region.is_given:
            raise Told("give the new version with --from FILE, or a region", Exit.usage)
        if region.is_given:
            draft = with_region(draft, region)
        content = next_text(draft, compact, base, town.code, town.clock.now())
        return _put_up(asked, town, content)


def _region(asked: argparse.Namespace) -> Region:
    border = None
    if asked.border is not None:
        lat, _, lon = asked.border.partition(",")
        try:
            border = Point.from_degrees(float(lat), float(lon))
        except ValueError as error:
            raise Told(f"--border takes LAT,LON in degrees: {error}", Exit.usage) from None
        if asked.radius is None or asked.radius <= 0:
            raise Told("--border goes with --radius METRES", Exit.usage)
    return Region(tuple(asked.area), border, asked.radius or 0)


def _put_up(asked: argparse.Namespace, town: Office, content: AgreementText) -> int:
    desk = signed_in(asked, town)
    text = canonical(content)
    answer = desk.order(
        ProposeAgreement(text=text),
        f"Version {content.number} of {content.agreement} is proposed.",
    )
    if answer.exit_code is Exit.done and asked.sign:
        answer = _signed(asked, town, desk, content.agreement, digest_of(text))
    return _told(asked, town, answer, content.agreement)


def sign(asked: argparse.Namespace) -> int:
    """A file from the partner, or a version that is here; both towns' signatures are over the same
    bytes.
    """
    with ordering(asked.town) as town:
        desk = signed_in(asked, town)
        name, path = asked.agreement, Path(asked.agreement)
        if path.is_file():
            found = read(path)
            answer = _taken_in(town, desk, found)
            if answer.exit_code is not Exit.done:
                return _told(asked, town, answer, found.agreement)
            name = found.agreement
        compact = compact_of(town.picture, name)
        if asked.version is not None:
            wanted: AgreementVersion | None = version_of(compact, asked.version)
        else:
            wanted = pending_of(compact, town.code)
        if wanted is None:
            if not path.is_file():
                raise Told(f"nothing of {compact.id} waits for a signature here", Exit.not_so)
        else:
            answer = _signed(asked, town, desk, compact.id, wanted.digest)
        return _told(asked, town, answer, compact.id)


def receive(asked: argparse.Namespace) -> int:
    """Take in what a file carries; sign nothing."""
    with ordering(asked.town) as town:
        found = read(asked.file)
        answer = _taken_in(town, signed_in(asked, town), found)
        return _told(asked, town, answer, found.agreement)


def _taken_in(town: Office, desk: Desk, found: Carried) -> Answer:
    orders = list(orders_in(found))
    if not orders:
        raise Told("the file carries nothing that is signed", Exit.malformed)
    if found.sender == town.code:
        raise Told("this file is of this town: give it to the other one", Exit.usage)
    for command in orders:
        answer = desk.order(command, f"{found.agreement} is taken in as {found.sender} sent it.")
        if answer.exit_code is not Exit.done:
            break
    return answer


def _signed(
    asked: argparse.Namespace, town: Office, desk: Desk, agreement: str, digest: str
) -> Answer:
    command = SignAgreement(
        agreement=agreement,
        digest=digest,
        name=asked.by or _name(town, desk),
        office=asked.office,
    )
    return desk.order(command, f"{agreement} is signed, version {digest[:12]}.")


def _name(town: Office, desk: Desk) -> str:
    person = town.picture.people.get(desk.actor)
    opened = None if person is None or person.name is None else town.store.keys.open(person.name)
    return opened or desk.name


Deed = Callable[[argparse.Namespace], int]


def _standing(make: Callable[[str, str], Command], says: str) -> Deed:
    def deed(asked: argparse.Namespace) -> int:
        with ordering(asked.town) as town:
            compact = compact_of(town.picture, asked.agreement)
            order = make(compact.id, asked.reason)
            answer = signed_in(asked, town).order(order, says.format(agreement=compact.id))
            return _told(asked, town, answer, compact.id)

    return deed


def write(asked: argparse.Namespace) -> int:
    """The file again, as things stand."""
    with ordering(asked.town) as town:
        compact = compact_of(town.picture, asked.agreement)
        written(_carried(town, compact), asked.out)
        facts = {"agreement": compact.id, "file": str(asked.out)}
        print(as_json(facts) if asked.json else f"{asked.out} carries {compact.id}.")
    return Exit.done


def paper(asked: argparse.Namespace) -> int:
    """The signed paper's hash on record."""
    with ordering(asked.town) as town:
        compact = compact_of(town.picture, asked.agreement)
        version = version_of(compact, asked.version)
        order = RecordAgreementPaper(
            agreement=compact.id,
            digest=version.digest,
            sha256=_sha256(asked.signed),
            note=asked.note,
        )
        says = f"The signed paper of version {version.number} is on record: {order.sha256}."
        answer = signed_in(asked, town).order(order, says)
        return _told(asked, town, answer, compact.id)


def _sha256(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_PAPER_BYTES:
            raise Told(f"{path} is larger than a paper can be", Exit.usage)
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Told(f"{path} cannot be read: {error.strerror}", Exit.usage) from None


def name_opener(keys: KeyStore) -> Callable[[Signature], str]:
    """What opens the names of those who signed."""
    return lambda signed: keys.open(signed.name) or FORGOTTEN


def _carried(town: Office, compact: Compact) -> Carried:
    return carried(compact, town.code, name_opener(town.store.keys))


def _told(asked: argparse.Namespace, town: Office, answer: Answer, agreement: str) -> int:
    """The answer; and the file for the partner, where one is wanted."""
    compact = town.picture.compacts.get(agreement)
    if answer.exit_code is not Exit.done or compact is None:
        print(as_json(answer.facts) if asked.json else answer.text)
        return answer.exit_code
    out: Path | None = getattr(asked, "out", None)
    if out is not None:
        written(_carried(town, compact), out)
    newest = pending_of(compact, town.code) or version_of(compact, None)
    facts = {
        **answer.facts,
        "agreement": compact.id,
        "partner": compact.partner,
        "state": compact.state.value,
        "in_force": compact.in_force,
        "digest": newest.digest,
        "partner_key": compact.partner_key,
        "file": None if out is None else str(out),
    }
    if asked.json:
        print(as_json(facts))
        return Exit.done
    print(answer.text)
    state = compact.state.value.replace("_", " ")
    print(f"{compact.id} is {state} here.")
    if compact.partner_key:
        key = compact.partner_key
        print(
            f"{compact.partner} signs with the key {key[:8]} {key[8:16]} …: read it aloud to them."
        )
    if out is not None:
        print(f"{out} carries it to {compact.partner}.")
    return Exit.done


DEEDS: dict[str, Deed] = {
    "propose": propose,
    "amend": amend,
    "sign": sign,
    "receive": receive,
    "suspend": _standing(
        lambda name, reason: SuspendAgreement(agreement=name, reason=reason),
        "{agreement} is suspended.",
    ),
    "resume": _standing(
        lambda name, reason: ResumeAgreement(agreement=name, reason=reason),
        "{agreement} holds again.",
    ),
    "end": _standing(
        lambda name, reason: EndAgreement(agreement=name, reason=reason),
        "{agreement} is ended.",
    ),
    "write": write,
    "paper": paper,
}
