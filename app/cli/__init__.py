"""The `tilda` command: parse, one call, exit code. Results go to stdout, talk goes to stderr."""

from app.cli.main import main

__all__ = ["main"]
