"""The clock: whether it is set by somebody, and whether the log has seen a later time."""

import ctypes
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tocsin.app.doctor.finding import Finding, act, look, ok
from tocsin.app.tongue import tell
from tocsin.log import LogDamaged, StorageUnknown, SystemClock, open_log
from tocsin.operations.leaps import is_leap

AHEAD = timedelta(seconds=2)
STA_UNSYNC = 0x0040
"""adjtimex(2): the kernel's clock is not disciplined by anybody."""


def examined(folder: Path) -> list[Finding]:
    """The time, and who keeps it right."""
    return [against_log(folder, datetime.now(UTC)), disciplined(kernel_status())]


def against_log(folder: Path, now: datetime) -> Finding:
    """No record is of a time to come."""
    try:
        store = open_log(folder, False, SystemClock())
    except (LogDamaged, StorageUnknown, OSError) as error:
        return look("clock", f"could not be held against the log: {error}", "See `log`.")
    try:
        head = store.head().position
        last = next(iter(store.read(after=max(0, head - 1))), None)
    except (LogDamaged, StorageUnknown) as error:
        return look("clock", f"could not be held against the log: {error}", "See `log`.")
    finally:
        store.close()
    at = store.header.created_at if last is None else last.recorded_at
    if at > now + AHEAD:
        return act(
            "clock",
            f"the machine says {now:%Y-%m-%d %H:%M:%S} UTC, the log has a record of {at:%H:%M:%S} "
            f"on {at:%Y-%m-%d}",
            "Set the clock. Until then new records bear the time of the last one.",
        )
    if is_leap(at, now):
        return look(
            "clock",
            f"the machine says {now:%Y-%m-%d %H:%M:%S} UTC, {(now - at).days:,} days after the "
            f"last record",
            "Nothing happened for so long, or the machine's clock is wrong: look at it.",
        )
    return ok("clock", f"{now:%Y-%m-%d %H:%M:%S} UTC, not before the last record")


def disciplined(status: int | None) -> Finding:
    """Whether a time service keeps the clock right."""
    if status is None:
        return ok("clock service", tell("health-clock-unsaid"))
    if status & STA_UNSYNC:
        return look(
            "clock service",
            tell("health-clock-alone"),
            tell("health-clock-alone-do"),
        )
    return ok("clock service", tell("health-clock"))


def kernel_status() -> int | None:
    """The kernel's clock status word; None where it cannot be asked (not Linux)."""
    try:
        timex = ctypes.create_string_buffer(512)  # modes = 0: only asks
        state = ctypes.CDLL(None, use_errno=True).adjtimex(timex)
    except (AttributeError, OSError):
        return None
    if state < 0:
        return None
    # struct timex: modes (int, padded), offset, freq, maxerror, esterror (long), status (int)
    words = ctypes.sizeof(ctypes.c_long)
    return ctypes.c_int.from_buffer(timex, 5 * words).value
