"""What a source's messages mean to a town, as its planners write it: a TOML file of `[[rule]]`."""

import tomllib
from pathlib import Path

import msgspec

from tocsin.app.outcome import Exit, Told
from tocsin.operations.picture.heard_warning import SourceRule


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rule: tuple[SourceRule, ...]


def read_rules(file: Path) -> tuple[SourceRule, ...]:
    """The rules in their order. Raises Told: where, what was expected."""
    try:
        return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), _File).rule
    except OSError as error:
        raise Told(f"{file}: {error.strerror}", Exit.usage) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise Told(f"{file}: {error}", Exit.usage) from None
