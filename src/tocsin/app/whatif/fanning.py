"""Replications over the workers of a Dask scheduler: the same seeds, the same results."""

import re
from collections.abc import Iterator, Sequence

from tocsin.app.outcome import Exit, Told
from tocsin.app.whatif.running import Outcome, Promised, Task, chunks, ordered, some

LOCAL = "local"
PATIENCE_S = 30


def fanned(task: Task, seeds: Sequence[int], address: str, processes: int) -> Iterator[Outcome]:
    """The replications in the order of their seeds. Raises Told: Dask is not there, or nobody
    answers."""
    if address != LOCAL and not re.fullmatch(r"(\w+://)?[^/\s]+:\d+", address):
        raise Told(
            f"`{address[:60]}` is no address of a Dask scheduler: it is `{LOCAL}`, or HOST:PORT as "
            "in tcp://host:8786", Exit.usage,
        )  # fmt: skip
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise Told(f"--dask needs {error.name}: pip install 'tocsin[dask]'", Exit.usage) from error
    try:
        if address == LOCAL:
            client = Client(
                n_workers=processes, threads_per_worker=1, dashboard_address=None,
                worker_dashboard_address=None,
            )  # fmt: skip
        else:
            client = Client(address, timeout=PATIENCE_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise Told(
            f"no Dask scheduler answers at {address} ({error}); start one with `dask scheduler`",
            Exit.unknown,
        ) from error
    with client:
        shared = client.scatter(task, broadcast=True)
        workers = max(1, len(client.scheduler_info()["workers"]))

        def submit(seeds: Sequence[int]) -> Promised:
            found: Promised = client.submit(some, shared, seeds, pure=False)
            return found

        yield from ordered(chunks(seeds, workers), submit, workers)
