"""The access table that Tocsin is delivered with, a file a topic. A row not here: nobody may.

Orders: "role role@condition". Sight: kind → roles → condition → fields (`field~form` for a form).
"""

from tocsin.access.shipped import (
    incidents,
    intake,
    people,
    places,
    sight_matters,
    sight_rest,
    stock,
    system,
    telemetry,
    units,
)

COMMANDS: dict[str, str] = {}
FIELDS: dict[str, dict[str, dict[str, str]]] = {}

for _topic in (incidents, intake, people, places, units, stock, telemetry, system):
    for _command, _grants in _topic.COMMANDS.items():
        COMMANDS[_command] = f"{COMMANDS[_command]} {_grants}" if _command in COMMANDS else _grants
for _rows in (sight_matters.FIELDS, sight_rest.FIELDS):
    for _kind, _roles in _rows.items():
        assert _kind not in FIELDS, f"two files say who sees {_kind}"
        FIELDS[_kind] = _roles
