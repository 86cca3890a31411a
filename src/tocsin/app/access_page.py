"""The page of the access table: who may give which order, who sees which field, under what
condition.
"""

from tocsin.access.conditions import MEANINGS
from tocsin.access.link_table import ABOUT
from tocsin.access.table import SHIPPED
from tocsin.operations.catalogue import COMMANDS, TOPIC_OF
from tocsin.operations.picture import KINDS
from tocsin.operations.picture.policy import FieldGrant, Grant

_HEAD = """# The access table

What a town is delivered with; it adopts its differences with `AdoptAccess`, row by row, and they
hold from the next order on. What no row allows is denied. `system/…` are the town's own parts.
A restricted incident, and everything about it, is known only to its need-to-know list, to whoever
broke the glass, and to crews working there: before any row of this table is looked at.
"""


def page() -> str:
    """The text of docs/access-table.md, made from the table itself."""
    return "\n".join([_HEAD, *_conditions(), *_orders(), *_sights()]) + "\n"


def _conditions() -> list[str]:
    rows = [f"| `{name}` | {meaning} |" for name, meaning in MEANINGS.items()]
    return ["## Conditions\n", "| condition | holds for |", "|---|---|", *rows, ""]


def _orders() -> list[str]:
    lines = ["## Orders\n"]
    topics = sorted({TOPIC_OF[command] for command in COMMANDS.values()})
    for topic in topics:
        lines += [f"### {topic}\n", "| order | may be given by |", "|---|---|"]
        for name, command in COMMANDS.items():
            if TOPIC_OF[command] == topic:
                lines.append(f"| `{name}` | {_grants(SHIPPED.grants(name))} |")
        lines.append("")
    return lines


def _grants(grants: tuple[Grant, ...]) -> str:
    return ", ".join(
        each.role if each.condition == "always" else f"{each.role} ({each.condition})"
        for each in grants
    )


def _sights() -> list[str]:
    lines = [
        "## Fields\n",
        "`field~form`: shown coarser. A partner sees of its row what its agreement names,",
        "an audience what the public policy names.\n",
    ]
    for kind, noun in KINDS.items():
        names = getattr(noun, "__struct_fields__", ())
        about = f" Goes with what it is about: {', '.join(ABOUT[kind])}." if kind in ABOUT else ""
        lines += [f"### {kind}\n", f"Fields: {len(names)}.{about}\n"]
        rows = [
            (role, grant)
            for (of, role), grants in sorted(SHIPPED.fields.items())
            if of == kind
            for grant in grants
        ]
        if not rows:
            lines.append("Shown to nobody.\n")
            continue
        lines += ["| role | condition | fields |", "|---|---|---|"]
        lines += [_sight(role, grant, len(names)) for role, grant in rows]
        lines.append("")
    return lines


def _sight(role: str, grant: FieldGrant, count: int) -> str:
    fields = "all" if len(grant.fields) == count else ", ".join(sorted(grant.fields))
    return f"| {role} | {grant.condition} | {fields} |"
