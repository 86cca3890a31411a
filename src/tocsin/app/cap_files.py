"""Files of CAP for a person or a script: read, checked, verified, written, put into chains.

Files are untrusted: they are read up to the gateway's limit, and nothing that they name is fetched.
"""

import argparse
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from tocsin.app.facts import shown
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.gateways.cap import (
    TRUSTED,
    Alert,
    Malformed,
    Parsed,
    Pin,
    Profile,
    Unwritable,
    chains,
    check,
    checked,
    in_force,
    mended,
    parse,
    pins_of,
    render,
    signed,
)
from tocsin.gateways.cap.deviations import Deviation, Level
from tocsin.gateways.cap.opening import LARGEST_FILE
from tocsin.gateways.cap.references import Key
from tocsin.gateways.cap.schema_file import faults
from tocsin.gateways.cap.signatures import SAYS, Verdict

Facts = dict[str, Any]
"""What `--json` prints of one file; `lines` and `is_so` are for people and for the exit code."""


def done(asked: argparse.Namespace) -> int:
    """One deed. Raises Told."""
    if asked.deed == "write":
        return _written(asked)
    if asked.deed == "chains":
        return _chained(asked)
    deeds: dict[str, Callable[[bytes, argparse.Namespace], Facts]] = {
        "read": _read,
        "check": _checked,
        "verify": _verified,
    }
    deed = deeds[asked.deed]
    if asked.deed == "verify":
        asked.pins = _pins(asked.pin, asked.name)
    if asked.deed == "check" and asked.schema is not None:
        asked.schema = _content(asked.schema)
    found = []
    for file in _named(asked.files):
        try:
            facts = deed(_content(file), asked)
        except Malformed as error:
            facts = {
                "unreadable": {"where": error.where, "expected": error.expected, "do": error.do},
                "says": f"{file}: {error}",
                "is_so": False,
                "lines": [f"cannot be read: {error}"],
            }
        found.append({"file": str(file), **facts})
    return _shown(found, asked)


def _shown(found: list[Facts], asked: argparse.Namespace) -> int:
    is_so = all(each.pop("is_so") for each in found)
    lines = {each["file"]: each.pop("lines") for each in found}
    is_one = len(found) == 1 and not any(each.is_dir() for each in asked.files)
    if is_one and "unreadable" in found[0]:
        if asked.json:
            print(as_json({"error": Exit.not_so.name, **found[0]}))
            return Exit.not_so
        raise Told(found[0]["says"], Exit.not_so)
    if asked.json:
        print(as_json(found[0] if is_one else {"files": found}))
    else:
        for file, told in lines.items():
            print("\n".join(_plain(each) for each in (f"{file}: {told[0]}", *told[1:])))
    return Exit.done if is_so else Exit.not_so


def _plain(line: str) -> str:
    """A line of a stranger's words: on one line, and nothing in it moves the cursor."""
    return shown(line.replace("\n", " ").translate(_TURNS))


_TURNS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""What turns the direction of the text after it."""


def _named(files: Iterable[Path]) -> list[Path]:
    """The files, and those in folders, in the order of their names. Raises Told."""
    found = []
    for each in files:
        if each.is_dir():
            found += sorted(file for file in each.rglob("*") if file.is_file())
        else:
            found.append(each)
    if not found:
        raise Told("there are no files in it; name a file", Exit.usage)
    return found


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as source:
            return source.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Told(f"{file}: {error.strerror}", Exit.usage) from None


# read


def _read(content: bytes, _asked: argparse.Namespace) -> Facts:
    parsed = parse(content)
    return {
        "container": parsed.container,
        "encoding": parsed.encoding,
        "is_valid": parsed.is_valid,
        "alerts": [
            {
                "line": each.line,
                "version": each.version,
                "signatures": each.signatures,
                **msgspec.to_builtins(each.alert),
            }
            for each in parsed.readings
        ],
        "deviations": [_deviation(each) for each in parsed.deviations],
        "kept": [each for reading in parsed.readings for each in reading.kept],
        "is_so": True,
        "lines": _read_lines(parsed),
    }


def _deviation(each: Deviation) -> Facts:
    return {"level": each.level, **msgspec.to_builtins(each)}


def _read_lines(parsed: Parsed) -> list[str]:
    lines = [f"{parsed.container}, alerts: {len(parsed.readings)}"]
    for reading in parsed.readings:
        alert = reading.alert
        sent = "?" if alert.sent is None else alert.sent.written
        lines.append(
            f"  {alert.identifier or '?'}  {alert.sender or '?'}  {sent}  "
            f"{alert.status or '?'} {alert.msg_type or '?'} {alert.scope or '?'}"
        )
        for info in alert.infos:
            says = info.headline or info.event
            grades = f"{info.urgency}/{info.severity}/{info.certainty}"
            lines.append(f"    [{info.language or 'en-US'}] {says}  {grades}")
            lines += [f"      {area.area_desc}" for area in info.areas]
    return lines + [f"  {_deviation_line(each)}" for each in parsed.deviations]


def _deviation_line(each: Deviation) -> str:
    found = f", found {each.found}" if each.found else ""
    return (
        f"{each.level} {each.code}, line {each.line}, {each.path}: expected {each.expected}"
        f"{found}; taken: {each.taken or 'nothing'}"
    )


# check


def _checked(content: bytes, asked: argparse.Namespace) -> Facts:
    found = checked(parse(content), Profile(asked.profile))
    schema = () if asked.schema is None else faults(content, asked.schema)
    conforms = found.conforms and not schema
    return {
        "profile": found.profile,
        "conforms": conforms,
        "deviations": [_deviation(each) for each in found.deviations],
        "findings": found.findings,
        "schema": list(schema),
        "is_so": conforms,
        "lines": [
            f"{'conforms' if conforms else 'does not conform'} to {found.profile}",
            *(f"  {_deviation_line(each)}" for each in found.deviations),
            *(f"  {each.must} {each.rule}, {each.path}: {each.says}, not {each.found}"
              for each in found.findings),
            *(f"  schema, {each}" for each in schema),
        ],
    }  # fmt: skip


# verify


def _pins(files: list[Path], name: str | None) -> list[Pin]:
    found: list[Pin] = []
    for file in files:
        try:
            found += pins_of(_content(file), name)
        except Malformed as error:
            raise Told(f"{file}: {error}", Exit.usage) from None
    return found


def _verified(content: bytes, asked: argparse.Namespace) -> Facts:
    reports = check(content, asked.pins)
    is_so = bool(reports) and all(each.verdict in TRUSTED for each in reports)
    return {
        "is_verified": is_so,
        "alerts": reports,
        "is_so": is_so,
        "lines": [
            "verified" if is_so else "not verified",
            *(f"  {each.verdict}: {SAYS[Verdict(each.verdict)]}" for each in reports),
            *(
                f"  by {one.of} ({one.key})"
                for each in reports
                for one in each.signatures
                if one.of
            ),
        ],
    }


# write


def _written(asked: argparse.Namespace) -> int:
    (file,) = asked.files
    try:
        parsed = parse(_content(file))
        if not 0 < asked.alert <= len(parsed.alerts):
            raise Told(
                f"{file} has {len(parsed.alerts)} alerts, no number {asked.alert}", Exit.usage
            )
        alert = mended(parsed.alerts[asked.alert - 1])
        content = _signed(alert, asked)
    except Malformed as error:
        raise Told(f"{file}: {error}", Exit.not_so) from None
    except Unwritable as error:
        reasons = "; ".join(_deviation_line(each) for each in error.reasons)
        raise Told(
            f"{file}: CAP 1.2 has no valid form for it ({reasons or 'letters no XML may hold'})",
            Exit.not_so,
        ) from None
    lost = [each for each in parsed.deviations if each.level is not Level.note]
    if asked.out is None:
        if asked.json:
            print(as_json({"content": content.decode(), "deviations": [*map(_deviation, lost)]}))
        else:
            print(content.decode(), end="")
        return Exit.done
    try:
        with asked.out.open("xb") as out:
            out.write(content)
    except FileExistsError:
        raise Told(f"{asked.out} is there already; name a new file", Exit.usage) from None
    except OSError as error:
        raise Told(f"{asked.out}: {error.strerror}", Exit.usage) from None
    if asked.json:
        print(as_json({"out": str(asked.out), "deviations": [*map(_deviation, lost)]}))
    else:
        print(f"{asked.out}: written; what was taken of {file}: {len(lost)} deviations")
    return Exit.done


def _signed(alert: Alert, asked: argparse.Namespace) -> bytes:
    if asked.key is None:
        return render(alert)
    try:
        key = serialization.load_pem_private_key(_content(asked.key), None)
        certificate = None
        if asked.certificate is not None:
            certificate = x509.load_pem_x509_certificate(_content(asked.certificate))
    except (ValueError, TypeError) as error:
        raise Told(f"no key, or no certificate, in PEM: {error}", Exit.usage) from None
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise Told("alerts are signed with RSA or an elliptic curve", Exit.usage)
    return signed(alert, key, certificate)


# chains


def _chained(asked: argparse.Namespace) -> int:
    alerts: list[Alert] = []
    unread = []
    for file in _named(asked.files):
        try:
            alerts += parse(_content(file)).alerts
        except Malformed as error:
            unread.append({"file": str(file), "says": str(error)})
    found = chains(alerts)
    at = None if asked.at is None else _time(asked.at)
    holding = () if at is None else in_force(found, at)
    if asked.json:
        print(as_json({
            "chains": [
                {"keys": [_key(each) for each in chain.keys],
                 "ends": [_key(each) for each in chain.ends]}
                for chain in found.chains
            ],
            "ended": [{"alert": _key(each), "by": [_key(one) for one in by]}
                      for each, by in found.ended_by.items()],
            "troubles": [{"trouble": each.trouble, "of": _key(each.of), "says": each.says}
                         for each in found.troubles],
            "in_force": None if at is None else [
                {"alert": _key(key), "infos": len(infos)} for key, infos in holding
            ],
            "unreadable": unread,
        }))  # fmt: skip
        return Exit.not_so if unread else Exit.done
    lines = [
        *(" → ".join(each.identifier for each in chain.keys) for chain in found.chains),
        *(f"{told.of.identifier}: {told.trouble}: {told.says}" for told in found.troubles),
        *(f"in force: {key.identifier} of {key.sender}" for key, _ in holding),
        *(f"{each['file']}: {each['says']}" for each in unread),
    ]
    print("\n".join(map(_plain, lines)))
    return Exit.not_so if unread else Exit.done


def _key(key: Key) -> Facts:
    return {"sender": key.sender, "identifier": key.identifier, "sent_s": key.sent}


def _time(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise Told(
            f"--at is a time with its offset, 2026-03-02T08:00:00Z, not {text!r}", Exit.usage
        )
    return at
