"""The access table: role × order × condition, and role × kind × field. What no row allows is
denied.

The rows that Tocsin is delivered with are in `access/shipped`; a town adopts its differences by an
event (`operations.policy`), row by row, and they hold from the next order on.
Source: NIST SP 800-162 (attribute based access control); OWASP ASVS 5.0 V8.
"""

from collections.abc import Container, Mapping

from tocsin.access.shipped import COMMANDS, FIELDS
from tocsin.operations.picture.policy import AccessRules, FieldGrant, Grant
from tocsin.terms.codes import Role

ALWAYS = "always"

UNHELD = frozenset({Role.partner, Role.public, Role.reporter, Role.group, Role.requester})
"""Roles that nobody holds: whoever comes as a neighbouring town, a reader or a group has them."""

Commands = dict[str, tuple[Grant, ...]]
Fields = dict[tuple[str, str], tuple[FieldGrant, ...]]

Rows = dict[str, tuple[tuple[str, frozenset[str]], ...]]


class Table:
    """One access table, ready to be asked."""

    __slots__ = ("_conditions", "_rows", "commands", "fields")

    def __init__(self, commands: Commands, fields: Fields) -> None:
        self.commands = commands
        self.fields = fields
        self._conditions: dict[str, frozenset[str]] = {}
        self._rows: dict[tuple[str, ...], Rows] = {}

    def grants(self, command: str) -> tuple[Grant, ...]:
        """Who may give this order; nobody where there is no row."""
        return self.commands.get(command, ())

    def names(self, command: str, roles: Container[str]) -> bool:
        """Whether some row gives this order to one of these roles, under whatever condition."""
        return any(grant.role in roles for grant in self.grants(command))

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that people hold and some row speaks of, as they are listed."""
        named = {grant.role for grants in self.commands.values() for grant in grants}
        named |= {role for _, role in self.fields}
        return tuple(each.value for each in Role if each in named and each not in UNHELD)

    def sights(self, kind: str, role: str) -> tuple[FieldGrant, ...]:
        """What a role sees of a kind of subject; nothing where there is no row."""
        return self.fields.get((kind, role), ())

    def rows_of(self, roles: tuple[str, ...]) -> Rows:
        """What somebody with these roles sees, by kind: (condition, fields) of each row."""
        found = self._rows.get(roles)
        if found is None:
            rows: dict[str, list[tuple[str, frozenset[str]]]] = {}
            for (kind, role), grants in self.fields.items():
                if role in roles:
                    rows.setdefault(kind, []).extend(
                        (grant.condition, frozenset(grant.fields)) for grant in grants
                    )
            found = {kind: _shortened(each) for kind, each in rows.items()}
            self._rows[roles] = found
        return found

    def conditions_of(self, role: str) -> frozenset[str]:
        """Every condition under which this role sees anything."""
        found = self._conditions.get(role)
        if found is None:
            found = frozenset(
                grant.condition
                for (_, who), grants in self.fields.items()
                if who == role
                for grant in grants
            )
            self._conditions[role] = found
        return found


def _shortened(rows: list[tuple[str, frozenset[str]]]) -> tuple[tuple[str, frozenset[str]], ...]:
    """The same in fewer rows: one for what is always seen, and those that show more than it."""
    always = frozenset().union(*(fields for condition, fields in rows if condition == ALWAYS))
    more = tuple(row for row in rows if row[0] != ALWAYS and not row[1] <= always)
    return ((ALWAYS, always), *more) if always else more


def _grants(text: str) -> tuple[Grant, ...]:
    """Grants as the shipped rows write them: "dispatcher crew@own_incident"."""
    found = []
    for word in text.split():
        role, _, condition = word.partition("@")
        found.append(Grant(role, condition or ALWAYS))
    return tuple(found)


def _sights(row: Mapping[str, str]) -> tuple[FieldGrant, ...]:
    return tuple(FieldGrant(tuple(text.split()), condition) for condition, text in row.items())


def _shipped() -> Table:
    commands = {name: _grants(text) for name, text in COMMANDS.items()}
    fields = {
        (kind, role): _sights(row)
        for kind, roles in FIELDS.items()
        for names, row in roles.items()
        for role in names.split()
    }
    return Table(commands, fields)


SHIPPED = _shipped()
"""The table of a town that has adopted no differences."""

_ready: list[tuple[AccessRules, Table]] = []
_READY_AT_MOST = 8


def table_of(rules: AccessRules | None) -> Table:
    """The table in force under these adopted rules. Remembers the last few it was asked for."""
    if rules is None:
        return SHIPPED
    for known, table in _ready:
        if known is rules:
            return table
    commands = SHIPPED.commands | {row.command: row.grants for row in rules.commands}
    fields = SHIPPED.fields | {(row.kind, row.role): row.grants for row in rules.fields}
    table = Table(commands, fields)
    _ready.insert(0, (rules, table))
    del _ready[_READY_AT_MOST:]
    return table
