"""The database with the log, where a town keeps it in one."""

from pathlib import Path

from tocsin.app.doctor.finding import Finding, act, look, ok
from tocsin.log import LogDamaged, NotATown, StorageUnknown
from tocsin.log.parts import main_part
from tocsin.log.place import read_place

MUST = {"fsync": "on", "full_page_writes": "on"}

_ASKED = (
    "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes',"
    " 'synchronous_commit', 'data_checksums', 'server_version')"
)
_LINK = "SELECT ssl, client_addr IS NULL FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) " + (
    "WHERE pid = pg_backend_pid()"
)


def examined(folder: Path) -> list[Finding]:
    """Reachable, durable, checked, and reached over a link that nobody reads along; nothing where
    the log is in the folder.
    """
    if read_place(folder) is None:
        return []
    from tocsin.log.postgres.log import PostgresLog

    try:
        log = main_part(folder)
    except (NotATown, StorageUnknown, LogDamaged) as error:
        return [act("database", str(error), "Start it, or mend the way to it.")]
    assert isinstance(log, PostgresLog), "the folder says that its log is in a database"
    try:
        rows: list[tuple[str, str]] = log.connections.ask(_ASKED)
        links: list[tuple[bool, bool]] = log.connections.ask(_LINK)
    finally:
        log.close()
    return [settings(dict(rows), log.shown), link(*links[0])] if links else []


def settings(found: dict[str, str], shown: str) -> Finding:
    """Does the server keep what it acknowledges, and notice a changed page?"""
    wrong = [name for name, value in MUST.items() if found.get(name) != value]
    if found.get("synchronous_commit") == "off":
        wrong.append("synchronous_commit")
    if wrong:
        return act(
            "database",
            f"{shown} has {', '.join(wrong)} off: a crash loses what was acknowledged",
            "Set them to on and reload the server; the town does not open before.",
        )
    says = f"PostgreSQL {found.get('server_version')} at {shown} keeps what it acknowledges"
    if found.get("data_checksums") != "on":
        return look(
            "database",
            f"{says}, and has no checksums on its pages",
            "Switch them on with pg_checksums when the server is next down.",
        )
    return ok("database", says)


def link(is_encrypted: bool, is_local: bool) -> Finding:
    """Keys go over this link."""
    if is_encrypted or is_local:
        return ok("database link", "it is encrypted" if is_encrypted else "it stays on the machine")
    return look(
        "database link",
        "records and keys go over the network in clear",
        "Add ?sslmode=verify-full to the address.",
    )
