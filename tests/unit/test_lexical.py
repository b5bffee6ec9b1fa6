from __future__ import annotations

from math import log
from pathlib import Path

import pytest

from app.retrieval.lexical import K1, B, LexicalIndex

CHUNKS = (("tillit", "styrning", "tillit"), ("styrning", "kontroll"), ("kommun",))


def _bm25(frequency: int, length: int, holding: int) -> float:
    """Lucene's BM25 by hand: three chunks of 3, 2 and 1 words, 2 on average."""
    idf = log(1 + (3 - holding + 0.5) / (holding + 0.5))
    return idf * frequency / (frequency + K1 * (1 - B + B * length / 2))


def test_scores_are_bm25_over_the_questions_idf_mass() -> None:
    index = LexicalIndex.build(CHUNKS)

    scores = index.scores([{"tillit": 1.0}, {"styrning": 1.0}])

    mass = log(1 + 2.5 / 1.5) + log(1 + 1.5 / 2.5)
    expected = [(_bm25(2, 3, 1) + _bm25(1, 3, 2)) / mass, _bm25(1, 2, 2) / mass, 0]
    assert scores.tolist() == pytest.approx(expected, rel=1e-5)


def test_a_group_counts_once_with_its_best_alternative() -> None:
    index = LexicalIndex.build(CHUNKS)

    both = index.scores([{"kommun": 0.5, "kontroll": 1.0}])

    mass = log(1 + 2.5 / 1.5)  # both words stand in one chunk of three
    assert both.tolist() == pytest.approx([0, _bm25(1, 2, 1) / mass, 0.5 * _bm25(1, 1, 1) / mass], rel=1e-5)


def test_an_unknown_word_weighs_on_the_score_of_all() -> None:
    index = LexicalIndex.build(CHUNKS)

    alone = index.scores([{"kommun": 1.0}])
    beside = index.scores([{"kommun": 1.0}, {"väder": 1.0}])

    assert index.idf("väder") == pytest.approx(log(1 + 3.5 / 0.5))
    assert not index.knows("väder")
    assert 0 < beside[2] < alone[2]
    assert index.scores([{"väder": 1.0}]).tolist() == [0, 0, 0]


def test_no_question_words_score_nothing() -> None:
    assert LexicalIndex.build(CHUNKS).scores([]).tolist() == [0, 0, 0]


@pytest.mark.parametrize("chunks", [CHUNKS, ((), ()), (("ett",), ())], ids=["words", "no words", "some"])
def test_an_index_survives_the_disk(tmp_path: Path, chunks: tuple[tuple[str, ...], ...]) -> None:
    built = LexicalIndex.build(chunks)
    built.save(tmp_path / "index")

    read = LexicalIndex.load(tmp_path / "index")

    for groups in ([{"tillit": 1.0}], [{"ett": 0.85, "styrning": 1.0}], [{"": 1.0}]):
        assert read.scores(groups).tolist() == built.scores(groups).tolist()
        assert len(read.scores(groups)) == len(chunks)
