"""The version of this installation, as `pyproject.toml` gave it."""

from __future__ import annotations

from importlib.metadata import version

VERSION = version("tilda")
