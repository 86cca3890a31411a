"""Where a town keeps its log when that is not its own folder: one small file says so.

With it in the folder no verb reads a log file that may lie there. It holds no password; one that
came inside an address is kept beside it, readable by the town's user alone, like the signing key.
"""

from pathlib import Path

import msgspec

from tocsin.log.address import Address, address_of
from tocsin.log.failures import LogDamaged
from tocsin.log.files import sync_folder, write_whole

PLACE_FILE = "place.json"
SECRET_FILE = "place.secret"


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """The database that holds a town's log."""

    address: str
    """As `Address.shown`, or `env:NAME` or `file:PATH` to look there each time."""
    jurisdiction: str
    """Whose log it is; another one found there is refused."""
    code: str
    name: str


_places = msgspec.json.Decoder(Place)
_secrets = msgspec.json.Decoder(dict[str, str])


def read_place(folder: Path) -> Place | None:
    """Where the log of the town in `folder` is; None when it is in the folder. `LogDamaged`."""
    path = folder / PLACE_FILE
    try:
        return _places.decode(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except msgspec.DecodeError as error:
        raise LogDamaged(
            0, f"{path} does not say where the log is", "Put it back from a backup"
        ) from error


def address_in(folder: Path, place: Place) -> Address:
    """The address to connect to, with the secrets kept beside it. Raises `NotATown`."""
    address = address_of(place.address)
    path = folder / SECRET_FILE
    return address.with_secrets(_secrets.decode(path.read_bytes())) if path.exists() else address


def write_place(folder: Path, place: Place, address: Address) -> None:
    """Say durably that the log is there; from then on the folder's own log file is not read."""
    if address.source is None and address.secrets:
        write_whole(folder / SECRET_FILE, msgspec.json.encode(address.secrets))
    write_whole(folder / PLACE_FILE, msgspec.json.format(msgspec.json.encode(place), indent=1))


def remove_place(folder: Path) -> None:
    """The log is in the folder again."""
    (folder / PLACE_FILE).unlink(missing_ok=True)
    sync_folder(folder)
    (folder / SECRET_FILE).unlink(missing_ok=True)
    sync_folder(folder)
