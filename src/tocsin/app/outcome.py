"""Exit codes, and errors in one sentence: where, what was expected, what to do."""

import errno
import os
import sys
from collections.abc import Callable
from enum import IntEnum


class Exit(IntEnum):
    """What a script can rely on."""

    done = 0
    not_so = 1
    usage = 2
    refused = 3
    malformed = 4
    town_is_open = 5
    unknown = 6
    damaged = 7
    interrupted = 130


_CONTROL = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), "\ufffd")
"""What would move the cursor or change colours: a sentence may name a file that is called so."""


class Told(Exception):
    """An error that a person can do something about. `exit_code` goes to the shell."""

    def __init__(self, sentence: str, exit_code: Exit = Exit.malformed) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code


def guarded(run: Callable[[], int], *, as_json: bool) -> int:
    """Run a verb; known errors become one sentence (or one JSON object) and an exit code."""
    from tocsin.jurisdiction.orders import MalformedOrder
    from tocsin.log import (
        BlobRefused,
        Forgotten,
        LogDamaged,
        NotATown,
        SealBroken,
        StorageUnknown,
        StoreStopped,
        TownIsOpen,
    )
    from tocsin.operations.catalogue import UnknownEvent

    try:
        code = run()
        sys.stdout.flush()
        return code
    except Told as error:
        return _told(str(error), error.exit_code, as_json)
    except TownIsOpen as error:
        return _told(str(error), Exit.town_is_open, as_json)
    except NotATown as error:
        return _told(str(error), Exit.usage, as_json)
    except (LogDamaged, SealBroken) as error:
        return _told(str(error), Exit.damaged, as_json)
    except Forgotten as error:
        return _told(str(error), Exit.refused, as_json)
    except (BlobRefused, MalformedOrder, UnknownEvent) as error:
        return _told(str(error), Exit.malformed, as_json)
    except (StorageUnknown, StoreStopped) as error:
        return _told(str(error), Exit.unknown, as_json)
    except BrokenPipeError:
        _nobody_reads()
        return Exit.done
    except (KeyboardInterrupt, EOFError):
        return Exit.interrupted
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        is_disk = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO)
        code = Exit.unknown if is_disk else Exit.malformed
        return _told(f"{where}{error.strerror or error}", code, as_json)


def _told(sentence: str, code: Exit, as_json: bool) -> int:
    sentence = sentence.encode("utf-8", "backslashreplace").decode().translate(_CONTROL)
    if as_json:
        import msgspec

        try:
            print(msgspec.json.encode({"error": code.name, "says": sentence}).decode(), flush=True)
        except BrokenPipeError:
            _nobody_reads()
    print(f"tocsin: {sentence}", file=sys.stderr)
    return int(code)


def _nobody_reads() -> None:
    """The reader went away (`| head`): nothing more to say, and no traceback at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def as_json(value: object) -> str:
    """Facts as JSON text, one object, indented: what `--json` prints."""
    import msgspec

    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
