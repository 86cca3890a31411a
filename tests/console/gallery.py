"""The page of all parts, built from the sources as they are and served as the console is."""

import functools
import http.server
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.needs import ROOT, need
from tocsin.app.web.ui_files import GUARD

MODULES = ROOT / ".tools" / "ui" / "node_modules"
"""Where bin/prepare installs what the pages are built from."""
AXE = MODULES / "axe-core" / "axe.min.js"


class Guarded(http.server.SimpleHTTPRequestHandler):
    """Files with the headers of a page of ours."""

    def end_headers(self) -> None:
        for name, value in GUARD.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_told: object) -> None:
        """Says nothing: tests print what matters."""


def built(folder: Path) -> Path:
    """The gallery as files in `folder`, made by vite from a copy of ui/."""
    node = Path(sys.executable).parent / "node"
    need(AXE.is_file() and node.is_file(), "the ui is not prepared; run bin/prepare development")
    source = folder / "ui"
    shutil.copytree(ROOT / "ui", source, ignore=shutil.ignore_patterns("node_modules"))
    (source / "node_modules").symlink_to(MODULES)
    command = [str(node), "node_modules/vite/bin/vite.js", "build", "--logLevel", "error",
               "--config", "vite.gallery.config.ts", "--outDir", str(folder / "built")]  # fmt: skip
    subprocess.run(command, cwd=source, check=True, timeout=120)
    return folder / "built"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Where the files are, on loopback."""
    handler = functools.partial(Guarded, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/gallery.html"
        server.shutdown()
