"""Show a records request, write what it is given, say what there is: on the command line."""

import argparse
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from tocsin.access import Eye, person
from tocsin.app.desk import Answer, Desk, town_zone
from tocsin.app.facts import plain, shown
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.records.deciding import request_of
from tocsin.app.records.packing import Package, packed
from tocsin.app.records.preview import Preview, Seeing, may_prepare, preview_of, seen_by
from tocsin.app.seeing import Office, seen
from tocsin.app.signing_in import signed_in
from tocsin.app.wiring import ordering, reading
from tocsin.log.files import sync_folder
from tocsin.log.signing import KEY_FILE, TownKey
from tocsin.operations.looks import LookAtRestricted
from tocsin.operations.picture.records_request import RecordsRequest
from tocsin.operations.records_requests import RecordProduction, decisions_mark


def told(asked: argparse.Namespace) -> int:
    """A request, what was decided and what would be given."""
    with ordering(asked.town) as town:
        desk = signed_in(asked, town)
        request, seeing = _seeing(town, desk, asked.request)
        preview = preview_of(seen(town), seeing)
        fields = Eye(town.picture, person(desk.actor)).shown(("records_requests", request.id))
        facts = {
            "request": plain(fields, town.store.keys),
            "preview": plain(preview, town.store.keys),
        }
        if asked.json:
            print(as_json(facts))
        else:
            print(shown("\n".join(_lines(town, request, preview))))
    return Exit.done


def _seeing(town: Office, desk: Desk, word: str) -> tuple[RecordsRequest, Seeing]:
    """The request and what it is given, with looks at restricted matters on record. Raises Told."""
    request = request_of(town, word)
    if not may_prepare(Eye(town.picture, person(desk.actor)), request.id):
        raise Told(f"{desk.name} may not see records requests: ask a clerk", Exit.refused)
    seeing = seen_by(seen(town), request, person(desk.actor))
    for each in seeing.incidents:
        incident = seen(town).incident(each)
        if incident is not None and incident.is_restricted:
            answer = desk.order(LookAtRestricted(incident=each), f"{each} was looked at.")
            if answer.exit_code is not Exit.done:
                raise Told(answer.text, answer.exit_code)
    return request, seeing


def _lines(town: Office, request: RecordsRequest, preview: Preview) -> list[str]:
    keys, zone = town.store.keys, town_zone(town.picture)
    state = f"due {request.due_at.astimezone(zone):%Y-%m-%d}"
    if request.outcome is not None:
        state = request.outcome.value
    lines = [
        f"{request.id} · {request.kind.value} · {state}",
        f"  from     {keys.open(request.requester) or '(forgotten)'}",
        f"  asks     {keys.open(request.what) or '(forgotten)'}",
    ]
    lines += [f"  {each.id}  withheld {each.subject} {each.field} ({each.exemption})"
              + (f" {each.start}:{each.end}" if each.is_span else "")
              for each in request.redactions]  # fmt: skip
    lines += [f"  {each.id}  released {each.subject} {each.field}" for each in request.releases]
    lines += [f"  {each.incident}  restricted, released" for each in request.unsealings]
    lines += [
        f"  produced {each.at.astimezone(zone):%Y-%m-%d %H:%M} {each.digest[:16]} by {each.by}"
        for each in request.productions
    ]
    lines.append("Would be given now:")
    for part in preview.incidents:
        for given in part.subjects:
            lines.append(f"  {given.kind}/{given.id}")
            lines += [f"    {name:16}{_short(value)}" for name, value in given.fields.items()]
    lines.append(f"Withheld: {len(preview.withheld)}")
    lines += [
        f"  {each.kind}/{each.id} {each.field} ({each.exemption})"
        + ("" if each.start is None else f" {each.start}:{each.end}")
        for each in preview.withheld
    ]
    if preview.hidden:
        lines.append(_HIDDEN.format(hidden=preview.hidden))
    return lines


_HIDDEN = (
    "{hidden} more would be given that you may not know of: whoever released it must produce this."
)


def _short(value: object) -> str:
    text = " ".join((value if isinstance(value, str) else as_json(value)).split())
    return text if len(text) <= 200 else f"{text[:200]} …"


def produced(asked: argparse.Namespace) -> int:
    """Write it all into a new folder, and put on record that it was given out. Raises Told."""
    out: Path = asked.out
    if out.exists() or out.is_symlink():
        raise Told(f"{out} is there already; name a new folder", Exit.usage)
    with ordering(asked.town) as town:
        desk = signed_in(asked, town)
        request, seeing = _seeing(town, desk, asked.request)
        if seeing.hidden:
            raise Told(_HIDDEN.format(hidden=seeing.hidden), Exit.refused)
        decisions = decisions_mark(town.picture, request)
        package = packed(seen(town), seeing.known, TownKey.load(asked.town / KEY_FILE))
        answer = _given(desk, request, seeing, package, out, decisions)
    if answer.exit_code is not Exit.done:
        print(as_json(answer.facts) if asked.json else answer.text)
        return answer.exit_code
    facts = {
        "request": request.id,
        "folder": str(out),
        "digest": package.digest,
        "incidents": seeing.known.incidents,
        "fields_given": seeing.known.fields_given,
        "withheld": seeing.known.withheld,
        "files": sorted(package.files),
    }
    print(as_json(facts) if asked.json else f"{answer.text}\nIn {out}: {', '.join(package.files)}.")
    return Exit.done


def _given(
    desk: Desk, request: RecordsRequest, seeing: Seeing, package: Package, out: Path, decisions: str
) -> Answer:
    """On record first, then in its place: nothing lies there that nobody answers for."""
    try:
        made = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    except OSError as error:
        raise Told(f"{out} cannot be written: {error.strerror}") from None
    try:
        for name, content in package.files.items():
            with (made / name).open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        order = RecordProduction(
            request=request.id,
            digest=package.digest,
            decisions=decisions,
            incidents=seeing.known.incidents,
            fields_given=seeing.known.fields_given,
            withheld=seeing.known.withheld,
        )
        says = f"{seeing.known.incidents} incidents are produced for request {request.id}."
        answer = desk.order(order, says)
        if answer.exit_code is Exit.done:
            made.rename(out)
            sync_folder(out.parent)
        return answer
    finally:
        if made.exists():
            shutil.rmtree(made)


def listed(asked: argparse.Namespace) -> int:
    """Open requests by when they are due, then the closed ones, newest first."""
    with reading(asked.town) as town:
        every = list(town.picture.records_requests.values())
        live = sorted((e for e in every if e.is_open), key=lambda e: (e.due_at, e.id))
        over = sorted((e for e in every if not e.is_open), key=lambda e: (e.received_at, e.id))
        if asked.json:
            print(as_json({"requests": plain([*live, *over[::-1]], town.store.keys)}))
            return Exit.done
        zone = town_zone(town.picture)
        for each in (*live, *over[::-1]):
            state = f"due {each.due_at.astimezone(zone):%Y-%m-%d}" if each.is_open else ""
            state = state or str(each.outcome)
            what = shown(town.store.keys.open(each.what) or "(forgotten)").splitlines()[0][:60]
            given = f"{len(each.productions)} produced" if each.productions else ""
            print(f"{each.id:16}{each.kind.value:16}{state:16}{given:12}{what}")
    return Exit.done


def key(asked: argparse.Namespace) -> int:
    """The town's public key in hex."""
    with reading(asked.town) as town:
        found = town.store.header.public_key.hex()
    print(as_json({"public_key": found}) if asked.json else found)
    return Exit.done


DEEDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "show": told,
    "produce": produced,
    "list": listed,
    "key": key,
}
