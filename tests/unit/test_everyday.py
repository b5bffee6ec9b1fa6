"""Questions held against everyday life."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.domain.sources import Language
from app.retrieval.everyday import EverydaySubjects, load_subjects
from tests.builders import HashEmbedder

SUBJECTS = {Language.SV: ("bakning", "fotboll"), Language.NB: ("baking", "fotball"), Language.EN: ("baking",)}


def test_every_subject_is_told_in_three_languages_and_only_once() -> None:
    subjects = load_subjects()

    assert set(subjects) == {Language.SV, Language.NB, Language.EN}
    assert len({len(told) for told in subjects.values()}) == 1
    assert all(len(set(told)) == len(told) >= 100 for told in subjects.values())


def test_a_subject_that_lacks_a_language_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "everyday.toml"
    file.write_text('[[subject]]\nsv = "Bakning"\nnb = "Baking"\n', encoding="utf-8")

    with pytest.raises(ValueError, match=r"everyday\.toml"):
        load_subjects(file)


def test_a_question_about_one_subject_is_nearer_than_one_about_none() -> None:
    embedder = HashEmbedder()
    subjects = EverydaySubjects(embedder, SUBJECTS)

    near = subjects.nearness(embedder.embed_query("fotboll"), [Language.SV])

    assert near > subjects.nearness(embedder.embed_query("tillitsreformen"), [Language.SV])


def test_only_the_languages_of_the_sources_count_and_nynorsk_is_read_as_bokmal() -> None:
    embedder = HashEmbedder()
    subjects = EverydaySubjects(embedder, SUBJECTS)
    query = embedder.embed_query("fotboll")

    assert subjects.nearness(query, [Language.NB]) < subjects.nearness(query, [Language.SV])
    assert subjects.nearness(query, [Language.NN]) == subjects.nearness(query, [Language.NB])
    assert subjects.nearness(query, []) == -2.0


def test_the_same_question_is_as_near_the_second_time() -> None:
    embedder = HashEmbedder()
    subjects = EverydaySubjects(embedder, SUBJECTS)
    query = embedder.embed_query("baking")

    first = [subjects.nearness(query, languages) for languages in ([Language.NB], [Language.NB, Language.SV])]

    again = EverydaySubjects(embedder, SUBJECTS)
    assert first == [
        again.nearness(query, languages) for languages in ([Language.NB], [Language.NB, Language.SV])
    ]
    assert np.isfinite(first).all()
