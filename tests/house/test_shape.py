"""The shape of the package: names, sizes, docstrings, what may be imported from outside."""

import ast
import re
import sys
import tomllib

import pytest

from tests.house.syntax import PACKAGE, modules, named
from tests.needs import ROOT

ROOMS = (
    "terms", "geo", "log", "operations", "access", "gateways", "planners", "views",
    "jurisdiction", "federation", "exercises", "app",
)  # fmt: skip
SAYS_NOTHING = {
    "core", "common", "utils", "helpers", "manager", "service", "handler", "base", "data", "info",
    "item", "misc", "processor", "util", "helper",
}  # fmt: skip
# Names towns and cities have; mapping files may bear them, and time zones; code may not.
TOWNS = re.compile(
    r"(?<!Europe/)(?<!America/)"
    r"(?:san[_ ]?francisco|san[_ ]?mateo|portland|london|seattle|chicago|port[_ ]ellery)",
    re.IGNORECASE,
)
MODULES = {
    "argon2_cffi": "argon2",
    "fluent_syntax": "fluent",
    "fpdf2": "fpdf",
    "fonttools": "fontTools",
    "paho_mqtt": "paho",
}
"""Packages that are imported under another name than they are installed."""
MACHINE = re.compile(r"""["'\s(](/(?:work|tmp|home|root|Users|mnt)/|[A-Z]:\\\\)""")


def words(name: str) -> list[str]:
    """The words of a class name: `DispatchUnit` → dispatch, unit."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z]*|[a-z]+", name)]


def says_nothing(name: str) -> bool:
    """Whether a class name begins or ends in such a word; "out of service" is the field's own."""
    first, *rest = words(name)
    names_a_state = len(rest) > 1 and rest[-2] in {"of", "in", "to"}
    return first in SAYS_NOTHING or (not names_a_state and [first, *rest][-1] in SAYS_NOTHING)


def nameless(source: str) -> list[str]:
    """Classes whose name says that nobody decided what they are."""
    return [name for name in named(source).classes if says_nothing(name)]


def test_the_package_has_exactly_the_rooms_of_the_plan() -> None:
    found = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert found == set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_lives_there_what_comes_in_and_what_goes_out(room: str) -> None:
    text = ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text()))
    assert text is not None
    assert text.splitlines()[0].endswith(".")
    assert re.search(r"^In: ", text, re.MULTILINE), "a line that begins with `In:`"
    assert re.search(r"^Out: ", text, re.MULTILINE), "a line that begins with `Out:`"


def test_no_module_or_class_has_a_name_that_says_nothing() -> None:
    files = [p for p in PACKAGE.rglob("*") if p.is_dir() or p.suffix == ".py"]
    assert [str(path) for path in files if path.stem in SAYS_NOTHING] == []
    assert {str(path): nameless(path.read_text()) for path in modules()} == {
        str(path): [] for path in modules()
    }


@pytest.mark.parametrize("name", ["Manager", "UnitManager", "BaseStore", "RowData", "EventHandler"])
def test_a_name_that_says_nothing_is_noticed(name: str) -> None:
    assert nameless(f"class {name}: ...") == [name]


@pytest.mark.parametrize(
    "name", ["Unit", "Database", "SqliteLog", "DatabaseIsFull", "UnitOutOfService"]
)
def test_a_name_that_says_something_is_left_alone(name: str) -> None:
    assert nameless(f"class {name}: ...") == []


def test_no_file_is_longer_than_500_lines() -> None:
    lengths = {str(p.relative_to(ROOT)): len(p.read_text().splitlines()) for p in modules()}
    assert {name: lines for name, lines in lengths.items() if lines > 500} == {}


def test_no_town_and_no_machine_stands_in_the_source() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in modules()
        if TOWNS.search(text := path.read_text()) or MACHINE.search(text)
        for number, line in enumerate(text.splitlines(), 1)
        if TOWNS.search(line) or MACHINE.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("line", ['HOME = "/home/me"', 'open("/tmp/x")', "town == 'Portland'"])
def test_a_town_or_a_machine_in_the_source_is_noticed(line: str) -> None:
    assert TOWNS.search(line) or MACHINE.search(line)


def test_only_declared_packages_are_imported_and_terms_imports_none() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    optional = project["optional-dependencies"].values()
    lines = [*project["dependencies"], *(line for extra in optional for line in extra)]
    declared = {re.split(r"[^\w.-]", line)[0].replace("-", "_") for line in lines}
    strangers = {
        (path.relative_to(PACKAGE).parts[0], module.split(".")[0])
        for path in modules()
        for module in named(path.read_text()).imports
        if module.split(".")[0] not in sys.stdlib_module_names | {"tocsin"}
    }
    assert {module for _, module in strangers} <= {MODULES.get(each, each) for each in declared}
    assert [module for room, module in strangers if room == "terms"] == []
