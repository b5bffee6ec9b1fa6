"""Texts made to keep an ingest busy: each quadratic step would take minutes, a linear one takes seconds."""

from __future__ import annotations

import time

import pytest

from ingest.chunk import chunk_document
from tests.builders import document_of

N = 10_000
_TEXTS = {
    "a rule with a letter at its end": "a\tb\n" + "-" * 10 * N + "x",
    "a sentence a line": "".join(f"Rad {number} är en mening.\n" for number in range(N)),
    "a heading a line": "".join(f"Rad {number} är en rubrik\n" for number in range(N)),
    "wide lines": "".join(
        f"Rad {number} är ganska lång och slutar här med en punkt så där.\n" for number in range(N)
    ),
    "bullets": "- sak\n" * N,
    "bullets apart": "- sak\n\n" * N,
    "numbers": "".join(f"{number % 999}. sak\n" for number in range(N)),
    "tables": "a\tb\n\n" * N,
    "one word": "x" * 10 * N,
    "one line of words": "Ord " * 5 * N,
    "one line of sentences": "Det är så. " * 5 * N,
    "pipes": "| " * N + "x",
}
_MARKDOWN = {
    "headings": "# a\n" * N,
    "quotes": "> " * N + "x",
    "lists": "- " * N + "x",
    "ticks": "`" * N + "x",
    "brackets": "[" * N,
    "images": "![](" * N,
    "emphasis": "**a** _b_ " * N,
    "paragraphs": "a\n\n" * N,
    "rows": "| a |\n|---|\n" + "| b |\n" * N,
}
_HTML = {
    "headings": "<h2>a" * N,
    "elements": "<div>" * N + "x",
    "open tags": "<a " * N,
    "open attributes": "<a b='" * N,
    "comments": "<!--" * N,
    "declarations": "<!" * N,
    "references": "&#" * N,
    "cells": "<td>a" * N,
    "titles": "<title>a</title>" * N,
    "tables": "<table><tr><td>a" * N,
    "items": "<li>a" * N,
}
_ALL = [
    pytest.param(suffix, content, id=f"{suffix}: {name}")
    for suffix, contents in (("txt", _TEXTS), ("md", _MARKDOWN), ("html", _HTML))
    for name, content in contents.items()
]


@pytest.mark.parametrize(("suffix", "content"), _ALL)
def test_a_hostile_document_takes_linear_time(suffix: str, content: str) -> None:
    began = time.process_time()

    chunk_document(document_of(content, suffix))

    assert time.process_time() - began < 6
