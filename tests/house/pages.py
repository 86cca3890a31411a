"""Reads the fenced blocks of a page and what is to be run in them.

```console            lines that begin with `$ ` are run; the rest is what they show
```sh                 every line is run, comments apart; `\\` at the end continues a line
```python             the blocks of a page are one program, run last
```sh no-run: reason  is not run, and says why
```sh needs: reference  is run where the reference data is; $TOCSIN_REFERENCE names it

A command may end in `# exits 1`: then it must.
"""

import re
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,})(?P<info>.*)$")
RUNNABLE = ("console", "sh", "python")


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: language, the rest of its info string, text, number of its first line."""

    language: str
    options: str
    text: str
    line: int

    @property
    def is_run(self) -> bool:
        """Whether its commands are to be run."""
        return self.language in RUNNABLE and not self.options.startswith("no-run")

    @property
    def needs_reference(self) -> bool:
        """Whether its commands read the reference data."""
        return self.options == "needs: reference"


@dataclass(frozen=True, slots=True)
class Order:
    """One command line of a page and the exit code it promises."""

    line: str
    code: int


def blocks(page: str) -> list[Block]:
    """The fenced blocks of a page, in order. An unclosed fence is an error of the page."""
    found: list[Block] = []
    fence, info, start, text = "", "", 0, [""]
    for number, line in enumerate(page.splitlines(), 1):
        match = FENCE.match(line)
        if not fence and match:
            fence, info, start, text = match["fence"], match["info"].strip(), number, []
        elif fence and line.rstrip() == fence:
            language, _, options = info.partition(" ")
            found.append(Block(language, options.strip(), "\n".join(text), start))
            fence = ""
        elif fence:
            text.append(line)
    assert not fence, f"the block that begins on line {start} is not closed"
    return found


def orders(block: Block) -> list[Order]:
    """The command lines of a console or sh block."""
    lines = re.sub(r"\\\n(> )?", "", block.text).splitlines()
    if block.language == "console":
        lines = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
    found = []
    for line in lines:
        if line.strip() and not line.lstrip().startswith("#"):
            promised = re.search(r"# exits (\d+)\s*$", line)
            found.append(Order(line, int(promised[1]) if promised else 0))
    return found


def pages(root: Path) -> list[Path]:
    """README.md and every page under docs/, in a fixed order."""
    return [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md"))]
