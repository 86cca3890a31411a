"""An unknown file as it was found, before anything is proposed."""

import msgspec

from tocsin.gateways.cad_export.columns import Looked


class Found(msgspec.Struct, frozen=True):
    """A file as it was found: its form and its columns."""

    format: str
    delimiter: str = ""
    fallback: str = ""
    records: str = ""
    each: str = ""
    namespaces: dict[str, str] = {}
    columns: dict[str, object] = {}

    def with_columns(self, columns: dict[str, Looked]) -> "Found":
        """The same file with its columns."""
        return msgspec.structs.replace(self, columns=dict(columns))

    @property
    def is_polled(self) -> bool:
        """Whether a time stands beside the list of records: then it is one look at a list."""
        looked = self.looked()
        return any(n.startswith("/") and e.facts.kind == "time" for n, e in looked.items())

    def looked(self) -> dict[str, Looked]:
        """The columns with their values."""
        return {name: each for name, each in self.columns.items() if isinstance(each, Looked)}
