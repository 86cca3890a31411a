"""Bytes to rows of text: which letters, which delimiter. Source: RFC 4180; what offices publish."""

import csv
import io
from collections.abc import Iterator

from tocsin.gateways.census.malformed import Malformed
from tocsin.geo.lettering import cleaned, steering

DELIMITERS = (",", ";", "\t", "|", "¬")
MOST_COLUMNS = 2_000


def decoded(content: bytes, file: str) -> tuple[str, str]:
    """(text, encoding). UTF-8 with or without a mark, UTF-16 with one; else Latin-1, which is said
    to the reader because every byte is a letter there. Raises Malformed on NUL."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-16":
            raise Malformed(
                f"{file}, byte {error.start}",
                "UTF-16, as its mark says",
                "export it again as UTF-8",
            ) from error
        text, encoding = content.decode("latin-1"), "latin-1"
    at = text.find("\0")
    if at >= 0:
        raise Malformed(f"{file}, character {at}", "text", "it holds NUL: export it again as CSV")
    return text, encoding


def delimiter_of(text: str) -> str:
    """The delimiter that the first line has most of."""
    first = text.partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def rows_of(
    text: str, delimiter: str, file: str, steered: dict[int, str] | None = None
) -> Iterator[tuple[int, list[str]]]:
    """(line where it ends, cells) of each row that is not empty, the header among them. Characters
    that steer a screen are left out; `steered` hears in which line which."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Malformed(
                f"{file}, line {reader.line_num}", "a row of a CSV", f"mend it ({error})"
            ) from error
        if len(cells) > MOST_COLUMNS:
            raise Malformed(
                f"{file}, line {reader.line_num}", f"up to {MOST_COLUMNS:,} columns",
                f"it has {len(cells):,}: is this a table, and one row a line?",
            )  # fmt: skip
        if any(each.strip() for each in cells):
            plain = [cleaned(each.strip()) for each in cells]
            if steered is not None and (left_out := steering("".join(map(str.strip, cells)))):
                steered[reader.line_num] = left_out
            yield reader.line_num, plain
