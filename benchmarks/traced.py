"""What tasks of a page's main thread took of the processor, from the browser's own trace."""

from collections import defaultdict
from types import TracebackType
from typing import Any

from playwright.sync_api import Browser

TASK = "ThreadControllerImpl::RunTask"
MAIN = "CrRendererMain"


class Tracing:
    """Traces a browser while it is entered; then `tasks_ms` are the processor's milliseconds of
    each task of the busiest page's main thread, the shortest first.
    """

    def __init__(self, browser: Browser) -> None:
        self._devtools = browser.new_browser_cdp_session()
        self._page = browser.contexts[0].pages[0]
        self._events: list[dict[str, Any]] = []
        self._is_over = False
        self._devtools.on("Tracing.dataCollected", lambda told: self._events.extend(told["value"]))
        self._devtools.on("Tracing.tracingComplete", self._end)
        self.tasks_ms: list[float] = []

    def _end(self, _: object) -> None:
        self._is_over = True

    def __enter__(self) -> None:
        config = {"includedCategories": ["toplevel"], "recordMode": "recordUntilFull"}
        self._devtools.send(
            "Tracing.start", {"traceConfig": config, "transferMode": "ReportEvents"}
        )

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._devtools.send("Tracing.end")
        while not self._is_over:
            self._page.wait_for_timeout(50)
        mains = {
            (each["pid"], each["tid"])
            for each in self._events
            if each["name"] == "thread_name" and each["args"]["name"] == MAIN
        }
        tasks: dict[tuple[int, int], list[float]] = defaultdict(list)
        for each in self._events:
            thread = (each["pid"], each["tid"])
            if each["name"] == TASK and thread in mains:
                tasks[thread].append(each.get("tdur", 0) / 1000)
        self.tasks_ms = sorted(max(tasks.values(), key=sum, default=[]))
