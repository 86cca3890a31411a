"""What a record says about units: which, of what kind, when they reached which status."""

from typing import NamedTuple

from tocsin.gateways.cad_export.calls import ID_LENGTH, SHORT_LENGTH
from tocsin.gateways.cad_export.claims import RowRefusal
from tocsin.gateways.cad_export.codes import slug
from tocsin.gateways.cad_export.collect import Collector
from tocsin.gateways.cad_export.mapping import Mapping, UnitColumns
from tocsin.gateways.cad_export.picks import (
    PATTERN_TEXT,
    Get,
    Texts,
    TimeGetter,
    columns_of,
    compiled,
    token_pattern,
)
from tocsin.gateways.cad_export.records import Cells
from tocsin.terms.codes import Agency, UnitStatus

TOKENS = 1_000
"""A list text names at most so many units."""
NO_MARK = "none"

STATUS_OF = {
    "dispatched": UnitStatus.committed,
    "en_route": UnitStatus.en_route,
    "staged": UnitStatus.staged,
    "on_scene": UnitStatus.on_scene,
    "transporting": UnitStatus.transporting,
    "at_hospital": UnitStatus.at_hospital,
    "returning": UnitStatus.returning,
    "cleared": UnitStatus.available,
}


class Crew(NamedTuple):
    """What a source says a unit is."""

    kind: str
    agency: Agency
    home_agency: str | None
    station: str | None


class UnitReader:
    """Reads units from one group of columns."""

    def __init__(
        self, mapping: Mapping, unit: UnitColumns, texts: Texts, collector: Collector
    ) -> None:
        def get(name: str) -> Get:
            return texts.get(getattr(unit, name), f"unit.{name}") or (lambda _cells: "")

        self._collector = collector
        self._is_list = unit.list is not None
        self._named = get("list") if self._is_list else get("id")
        self.field = " + ".join(columns_of(unit.list if self._is_list else unit.id))
        self._token = token_pattern(unit.token, unit.mark, "unit")
        self._has_mark = unit.mark is not None
        self._kind, self._home = get("kind"), get("home_agency")
        self._station, self.destination = get("station"), get("destination")
        self._kinds = {key.casefold(): kind for key, kind in unit.kinds.items()}
        self._patterns = [
            (compiled(each.pattern, "kinds_by_call_sign"), each.kind, each.agency)
            for each in unit.kinds_by_call_sign
        ]
        self._agency, self._agencies = Agency(unit.agency), unit.agencies
        self._by_sign: dict[str, tuple[str, Agency]] = {}
        self.marks = {mark: UnitStatus(status) for mark, status in unit.marks.items()}
        self.status = get("status")
        self.status_field = " + ".join(columns_of(unit.status))
        self.statuses = {key.casefold(): UnitStatus(each) for key, each in unit.statuses.items()}
        self.status_at = (
            TimeGetter(unit.status_at, mapping, texts, "unit.status_at") if unit.status_at else None
        )
        self.times = [
            (STATUS_OF[name], TimeGetter(column, mapping, texts, f"unit.times.{name}"))
            for name in unit.times.__struct_fields__
            if (column := getattr(unit.times, name)) is not None
        ]

    def named(self, cells: Cells, line: int) -> dict[str, str]:
        """The units of a record with their marks (`none` where there is none), in the source's
        order.
        """
        text = self._named(cells)
        if not text:
            return {}
        if not self._is_list:
            return {text: NO_MARK} if self._fits(text, line) else {}
        units: dict[str, str] = {}
        for match in self._token.finditer(text[:PATTERN_TEXT]):
            sign = match["tocsin_token"].strip()
            mark = (match["tocsin_mark"] or "").strip() if self._has_mark else ""
            if sign and sign not in units and self._fits(sign, line):
                units[sign] = mark[:SHORT_LENGTH] or NO_MARK
            if len(units) >= TOKENS:
                break
        return units

    def _fits(self, sign: str, line: int) -> bool:
        if len(sign) <= ID_LENGTH:
            return True
        self._collector.refuse(line, self.field, RowRefusal.id_too_long, sign)
        return False

    def crew(self, sign: str, cells: Cells) -> Crew:
        """What the unit is: by its kind column, else by its call sign, else unknown."""
        kind, agency = self._kind_of(sign, self._kind(cells))
        return Crew(
            kind,
            agency,
            self._home(cells)[:SHORT_LENGTH] or None,
            self._station(cells)[:SHORT_LENGTH] or None,
        )

    def _kind_of(self, sign: str, text: str) -> tuple[str, Agency]:
        if text:
            kind = self._kinds.get(text.casefold()) or slug(text)
            return kind, Agency(self._agencies.get(kind, self._agency))
        if sign not in self._by_sign:
            self._by_sign[sign] = self._by_call_sign(sign)
        return self._by_sign[sign]

    def _by_call_sign(self, sign: str) -> tuple[str, Agency]:
        for pattern, kind, agency in self._patterns:
            if pattern.fullmatch(sign):
                return kind, Agency(agency or self._agencies.get(kind, self._agency))
        return "unknown", Agency(self._agencies.get("unknown", self._agency))
