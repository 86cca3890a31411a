"""A file with CAP in it as alerts, each deviation from the standard named. (README.md)

One pass over the tree reads the values and holds the message against the tables of its version at
once: a message with no deviation of `Level.schema` is one that the schema of the standard accepts.
Source: CAP 1.2 §3; CAP 1.1 and 1.0.
"""

import msgspec
from lxml import etree

from tocsin.gateways.cap.containers import found_in, grammar_of
from tocsin.gateways.cap.deviations import Code, Deviation, Kept, Level
from tocsin.gateways.cap.message import Alert
from tocsin.gateways.cap.names import VERSIONS, split
from tocsin.gateways.cap.opening import Opened, opened
from tocsin.gateways.cap.quick import Plain, quick
from tocsin.gateways.cap.walk import Walk


class Reading(msgspec.Struct, frozen=True):
    """One alert of a file. `line` is where it begins; `signatures` how many it bears."""

    alert: Alert
    version: str
    line: int
    signatures: int
    deviations: tuple[Deviation, ...]
    kept: tuple[Kept, ...]


class Parsed(msgspec.Struct, frozen=True):
    """A file: what it is (alert, Atom, RSS, EDXL-DE, SOAP), its alerts, all deviations in order."""

    container: str
    encoding: str
    readings: tuple[Reading, ...]
    deviations: tuple[Deviation, ...]
    is_whole: bool

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """The alerts alone."""
        return tuple(each.alert for each in self.readings)

    @property
    def is_valid(self) -> bool:
        """Whether the file is one alert that the schema of its version accepts."""
        return self.container == "alert" and not any(
            each.level is Level.schema for each in self.deviations
        )


def parse(content: bytes) -> Parsed:
    """The alerts of a file. Raises Malformed where there is nothing to read."""
    file = opened(content)
    if file.content is not None and (plain := quick(file.content, file.roots[0])):
        return _plain(file, plain)
    found = [found_in(each) for each in file.roots]
    nodes = [each for one in found for each in one.alerts]
    kind = found[0].kind
    deviations = list(file.deviations)
    if kind != "alert":
        seen = f"{kind} with {len(nodes)} alerts"
        deviations.append(
            Deviation(Code.contained, "file", 1, "an alert alone", seen, "the alerts in it")
        )
    readings = []
    for number, node in enumerate(nodes, 1):
        path = f"alert[{number}]" if len(nodes) > 1 else "alert"
        reading = _read(node, path)
        readings.append(reading)
        deviations += reading.deviations
    return Parsed(kind, file.encoding, tuple(readings), tuple(deviations), file.is_whole)


def _plain(file: Opened, plain: Plain) -> Parsed:
    """A message in which nothing deviates."""
    line, kept = file.roots[0].sourceline or 0, plain.kept
    signatures = sum(each.path == "alert/Signature" for each in kept)
    reading = Reading(plain.alert, "1.2", line, signatures, plain.notes, kept)
    return Parsed("alert", file.encoding, (reading,), (*file.deviations, *plain.notes), True)


def _read(node: etree._Element, path: str) -> Reading:
    tables = grammar_of(node)
    walk = Walk(tables)
    space = split(node.tag)[0]
    if space not in VERSIONS:
        code = Code.wrong_namespace if space else Code.no_namespace
        walk.tell(code, path, node, "a namespace of CAP", space or "none")
    elif tables.version != "1.2":
        walk.tell(Code.older_version, path, node, "CAP 1.2", f"CAP {tables.version}")
    alert = walk.alert(node, path)
    return Reading(
        alert, tables.version, node.sourceline or 0, walk.signatures,
        tuple(walk.deviations), tuple(walk.kept),
    )  # fmt: skip
