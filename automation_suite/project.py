"""Where the project is. It imports nothing, so that what starts first starts quickly."""

from __future__ import annotations

from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
