"""Builds the pages with script into a wheel (hatch calls it); an editable install leaves that to
bin/prepare. Without node the wheel has none of them, and the server says so on their address.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = Path("src/tocsin/app/web/ui/map.html")


class PagesWithScript(BuildHookInterface[Any]):
    """Runs `bin/prepare ui` with the node that was installed for the build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Called once for each wheel."""
        script = Path(self.root) / "bin" / "prepare"
        if version == "editable" or not script.is_file():
            return
        path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
        subprocess.run(["sh", script, "ui"], env=os.environ | {"PATH": path}, check=True)
        if not (Path(self.root) / BUILT).is_file():
            self.app.display_warning("the pages with script were not built: see .tools/ui.log")
