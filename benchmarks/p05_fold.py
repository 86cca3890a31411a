"""P5: decode and fold from SQLite with 4,000 incidents open; verify, also of one-record commits."""

from contextlib import closing
from pathlib import Path

from benchmarks.measuring import against, asked, best_of, scratch, table
from benchmarks.synthetic import COMMIT, Scale, make_town
from tocsin.jurisdiction.fold import fold
from tocsin.log import open_store
from tocsin.log.verify import verify

FOLD_TARGET = 60_000
VERIFY_TARGET = 100_000


def folds_a_second(folder: Path) -> float:
    with closing(open_store(folder, False)) as store:
        head = store.head().position
        _, took_s = best_of(3, lambda: fold(store.read()))
    return head / took_s


def verifies_a_second(folder: Path) -> float:
    found, took_s = best_of(3, lambda: verify(folder))
    assert found.ok, found
    return found.events / took_s


def main() -> None:
    is_quick = asked(__doc__ or "").quick
    events, singly = (20_000, 5_000) if is_quick else (200_000, 50_000)
    open_incidents = 500 if is_quick else 4_000
    rows: list[tuple[object, ...]] = []
    with scratch() as folder:
        picture = make_town(folder / "batched", Scale(events, open_incidents))
        make_town(folder / "singly", Scale(singly, min(open_incidents, 500)), commit=1)
        what = f"{events:,} records, {len(picture.incidents):,} incidents open"
        speed = folds_a_second(folder / "batched")
        rows.append(("decode and fold", what, speed, FOLD_TARGET, against(speed, FOLD_TARGET)))
        for name, commit in (("batched", COMMIT), ("singly", 1)):
            speed = verifies_a_second(folder / name)
            what = f"commits of {commit}"
            rows.append(("verify", what, speed, VERIFY_TARGET, against(speed, VERIFY_TARGET)))
    table("P5 fold and verify", ("what", "of", "records/s", "target", "result"), rows)


if __name__ == "__main__":
    main()
