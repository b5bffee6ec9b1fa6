"""The shipped corpus becomes exactly these blocks, units and chunks; `regenerate` says how to renew them."""

from __future__ import annotations

import pytest

from app.domain.sources import Document
from tests.golden.regenerate import FOLDER, corpus_documents, describe


@pytest.mark.parametrize("document", corpus_documents(), ids=lambda document: document.source.id)
def test_a_text_of_the_corpus_has_its_reviewed_structure(document: Document) -> None:
    reviewed = (FOLDER / f"{document.source.id}.txt").read_text(encoding="utf-8")

    assert describe(document) == reviewed, "if this change is wanted: python -m tests.golden.regenerate"


def test_there_is_no_golden_file_without_a_text() -> None:
    known = {f"{document.source.id}.txt" for document in corpus_documents()}

    assert {path.name for path in FOLDER.glob("*.txt")} == known
