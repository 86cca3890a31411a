"""The public site as files in a folder, for any host: whole files, and only those that changed.

Pages come before the first page, which leads to them. A page of a warning that has left the picture
stays under its address, unless its words were forgotten. Into a folder of something else nothing is
written.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec

from tocsin.app.outcome import Exit, Told
from tocsin.app.public.site import Site
from tocsin.app.tongue import tell
from tocsin.log.files import write_whole

MARK = ".tocsin-public"
"""Names of the files that are ours, a line each."""
READABLE = 0o644
FIRST = ("index.html",)
_NAME = re.compile(r"(?!\.)[\w.-]+(/(?!\.)[\w.-]+)?")
"""Of a file that can be ours: in the folder, or one below."""


class Exported(msgspec.Struct, frozen=True):
    """What became of the files."""

    written: tuple[str, ...]
    same: int
    removed: tuple[str, ...]


def exported(
    site: Site,
    folder: Path,
    beside: Mapping[str, bytes],
    is_forgotten: Callable[[str], bool],
) -> Exported:
    """Write what changed. `beside` are files that are not pages (the signed messages);
    `is_forgotten`: whether the words of a warning are. Raises Told.
    """
    before = _ours(folder)
    files = dict(_files(site, beside))
    for name in (*files, *before):
        if (folder / name).parent.is_symlink() and (folder / name).parent != folder:
            where = str((folder / name).parent)
            raise Told(tell("public-export-not-ours", folder=where, mark=MARK), Exit.usage)
    removed = tuple(
        name for name in sorted(before - files.keys()) if not _stays(name, is_forgotten)
    )
    changed = [name for name in files if _differs(folder / name, files[name])]
    changed.sort(key=lambda name: (name.rpartition("/")[2] in FIRST, name.count("/") == 0, name))
    try:
        for name in changed:
            (folder / name).parent.mkdir(exist_ok=True)
            # First ours, then there: a run that is cut off leaves no file that nobody knows.
            before |= {name}
            _mark(folder, before)
            write_whole(folder / name, files[name], READABLE)
        for name in removed:
            (folder / name).unlink(missing_ok=True)
        _mark(folder, before - set(removed))
    except OSError as error:
        raise Told(f"{folder}: {error.strerror}", Exit.unknown) from error
    return Exported(tuple(changed), len(files) - len(changed), removed)


def _files(site: Site, beside: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for name in site.names():
        leaf = site.leaf(name)
        assert leaf is not None, "a site has the files that it names"
        yield name, leaf.body
    yield from beside.items()


def _ours(folder: Path) -> set[str]:
    """Names of the files that an earlier run wrote. Raises Told where others have files."""
    mark = folder / MARK
    folder.mkdir(parents=True, exist_ok=True)
    if mark.is_file():
        lines = mark.read_text(encoding="utf-8").splitlines()
        return {each for each in lines if _NAME.fullmatch(each)}
    if any(folder.iterdir()):
        raise Told(tell("public-export-not-ours", folder=str(folder), mark=MARK), Exit.usage)
    _mark(folder, set())
    return set()


def _mark(folder: Path, names: set[str]) -> None:
    content = "".join(f"{each}\n" for each in sorted(names)).encode()
    if _differs(folder / MARK, content):
        write_whole(folder / MARK, content, READABLE)


def _differs(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() != content
    except FileNotFoundError:
        return True


def _stays(name: str, is_forgotten: Callable[[str], bool]) -> bool:
    """Whether a file that is no part of the site any more is a warning's, and may be read."""
    file = name.rpartition("/")[2]
    warning = file.removesuffix(".html").removesuffix(".cap.xml")
    return "-w" in warning and not is_forgotten(warning)
