"""The track of positions and readings: whole at its end, how large, whether one was put aside."""

from pathlib import Path

from tocsin.app.doctor.finding import Finding, look, ok
from tocsin.log import TRACK, LogDamaged, StorageUnknown, TrackReader
from tocsin.log.mark import MARK_FILE, read_mark
from tocsin.log.track_check import check_mark, recent_end, track_key, tracks_aside


def examined(folder: Path) -> list[Finding]:
    """Nothing about the track is urgent: the town runs without it."""
    aside = tracks_aside(folder)
    found = [ending(folder)]
    if aside:
        found.append(
            look(
                "track aside",
                f"a damaged track was put aside: {', '.join(aside)}",
                "Look at the disk; remove the folder when nobody needs it any more.",
            )
        )
    return found


def ending(folder: Path) -> Finding:
    """The newest part of the track, as a start would check it."""
    if not (folder / TRACK).is_dir():
        return ok("track", "no positions or readings are kept here")
    reader = TrackReader(folder / TRACK, track_key(folder))
    try:
        mark = read_mark(folder / TRACK / MARK_FILE)
        if not reader.files():
            return ok("track", "it is about to begin")
        end = recent_end(reader)
        check_mark(reader, mark, end)
        size = reader.size_bytes()
    except (LogDamaged, StorageUnknown) as damage:
        return look(
            "track",
            f"it is not what was written: {damage}",
            "The next start puts it aside and begins a new one; look at the disk.",
        )
    finally:
        reader.close()
    return ok("track", f"{end.position:,} observations so far, {size / 1e6:.0f} MB are kept")
