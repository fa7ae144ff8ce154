"""The packages that the pages are made of."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

PACKAGE_LIST = Path(__file__).with_name("package.json")


def versions() -> dict[str, str]:
    """Return the packages with their exact versions."""
    return dict(json.loads(PACKAGE_LIST.read_text())["dependencies"])


def install(folder: Path) -> Path:
    """Install the packages into a folder, unless the same ones are there already; return where they are.

    Nothing that a package would like to run is run.
    """
    modules, marker = folder / "node_modules", folder / "installed.json"
    if marker.exists() and marker.read_text() == PACKAGE_LIST.read_text():
        return modules
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(PACKAGE_LIST, folder / PACKAGE_LIST.name)
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--legacy-peer-deps", "--silent"]
    subprocess.run(["npm", "install", *options], cwd=folder, check=True)
    shutil.copy(PACKAGE_LIST, marker)
    return modules
