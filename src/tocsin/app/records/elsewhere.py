"""Where words that were withheld in one text still stand in what a request would be given."""

from collections.abc import Iterator, Mapping, Sequence

from tocsin.access.cuts import NAMED_BY
from tocsin.app.records.preview import Preview

MOST_TOLD = 20


def still_in(preview: Preview, record: str, field: str, words: str) -> list[str]:
    """Places, as `RECORD FIELD`, that would leave with these words in whatever case; of the text
    in which they are withheld, what is spelled otherwise.
    """
    wanted = words.casefold()
    found = []
    for part in preview.incidents:
        for given in part.subjects:
            name = f"{given.kind}/{given.id}"
            for path, text in _texts(given.fields, ""):
                is_here = (name, path) == (record, field)
                if wanted in (text.replace(words, "") if is_here else text).casefold():
                    found.append(f"{name} {path}")
    return found


def _texts(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Every text of plain fields, with its path as an order names it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from _texts(each, f"{path}/{name}".lstrip("/"))
    elif isinstance(value, Sequence):
        for place, each in enumerate(value):
            yield from _texts(each, f"{path}/{_named(each) or place}")


def _named(part: object) -> str | None:
    if not isinstance(part, Mapping):
        return None
    return next((part[each] for each in NAMED_BY if isinstance(part.get(each), str)), None)


def told(places: list[str]) -> str:
    """The same for a person; nothing where there are none."""
    if not places:
        return ""
    more = len(places) - MOST_TOLD
    lines = [f"  {each}" for each in places[:MOST_TOLD]]
    lines += [f"  and {more} more"] if more > 0 else []
    return "\n".join(("These words would still leave in:", *lines))
