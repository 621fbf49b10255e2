"""Build hook: the page's JavaScript libraries out of the npm registry into the package, by the lock file in ``frontend/``.

Without npm an editable install goes on: the page reads without them. A wheel is not built without them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Libraries(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the files that ``frontend/libraries.json`` names into ``web/static/vendor``."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before the files of a wheel are gathered."""
        root = Path(self.root)
        if not (root / "frontend").is_dir():  # built from a source archive, which holds the files already
            return
        try:
            place(root)
        except (OSError, subprocess.CalledProcessError) as error:
            if version != "editable":
                reason = f"the page's libraries cannot be fetched ({error})"
                raise RuntimeError(
                    f"{root / 'frontend'}: {reason}. Install npm, and see that its registry is reached."
                ) from error
            self.app.display_warning(f"The page goes without its libraries ({error}). Install npm, and run make again.")


def place(root: Path) -> None:
    """Fetch the libraries as locked, and copy their files."""
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("there is no npm")
    frontend = root / "frontend"
    subprocess.run(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"],
        cwd=frontend,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    vendor = root / "src" / "communique" / "web" / "static" / "vendor"
    vendor.mkdir(parents=True, exist_ok=True)
    modules = frontend / "node_modules"
    licences: dict[str, str] = {}
    for name, library in json.loads((frontend / "libraries.json").read_text(encoding="utf-8")).items():
        sources = [modules / source for source in library["from"]]
        (vendor / name).write_text("\n".join(_code(s) for s in sources) + "\n", encoding="utf-8")
        for source in sources:
            package = modules / source.relative_to(modules).parts[0]
            for licence in sorted(package.glob("LICENSE*")):
                licences[package.name] = licence.read_text(encoding="utf-8")
    text = "\n".join(f"{name}\n{'-' * len(name)}\n{licences[name]}" for name in sorted(licences))
    (vendor / "LICENSES.txt").write_text(text, encoding="utf-8")


def _code(path: Path) -> str:
    """A file without the line that points at its source map, which is not shipped."""
    return "\n".join(
        line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("//# sourceMappingURL=")
    )
