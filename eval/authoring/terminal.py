"""The evaluator at a terminal or behind a pipe. All talk goes to stderr, stdout is for the result."""

from __future__ import annotations

import shutil
import sys
import textwrap

from app.domain.answers import is_plain_character
from eval.authoring.dialogue import InputEnded


class Terminal:
    """Implements `Dialogue`: lines can be edited on a terminal, and a pipe is read line by line."""

    def ask(self, prompt: str) -> str:
        while True:
            try:
                return self._read(prompt).strip()
            except UnicodeDecodeError:
                self.tell("  expected text in UTF-8")
            except EOFError:
                raise InputEnded from None

    def tell(self, text: str) -> None:
        print(_shown(text), file=sys.stderr, flush=True)

    def _read(self, prompt: str) -> str:
        if sys.stdin.isatty() and sys.stdout.isatty():
            import readline  # noqa: F401 - gives input() its line editing

            return input(prompt)
        print(prompt, end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line


def _shown(text: str) -> str:
    """Folded on a terminal, under its indent; whole in a pipe. Control characters are not obeyed."""
    harmless = "".join(character if is_plain_character(character) else "�" for character in text)
    if not sys.stderr.isatty():
        return harmless
    width = shutil.get_terminal_size((80, 24)).columns
    return "\n".join(_folded(line, width) for line in harmless.split("\n"))


def _folded(line: str, width: int) -> str:
    indent = " " * (len(line) - len(line.lstrip(" 0123456789")))
    return textwrap.fill(line, width, subsequent_indent=indent) or line
