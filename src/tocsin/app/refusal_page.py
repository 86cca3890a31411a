"""The page of all refusals: what each says and what to do next, by topic."""

from tocsin.app.phrases import ENGLISH, files

_HEAD = """# Refusals

When a rule says no, the answer is a code with parameters, this sentence and this next step; nothing
has changed. Scripts rely on the code (`--json`, exit code 3), people read the sentence. Words in
braces stand for the parameters. The sentences live in `src/tocsin/app/words/`, a folder a language.
"""


def page() -> str:
    """The text of docs/refusals.md: one table, sorted by topic, in the order of the word files."""
    lines = [_HEAD, "| code | sentence | next step | topic |", "|---|---|---|---|"]
    for topic, rows in files(ENGLISH).items():
        lines += [
            f"| `{code}` | {_cell(row['says'])} | {_cell(row['do'])} | {topic} |"
            for code, row in rows.items()
        ]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """Text that stays inside its cell of a Markdown table."""
    return text.replace("\\", "\\\\").replace("|", "\\|")
