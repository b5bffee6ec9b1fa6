from __future__ import annotations

from math import log
from pathlib import Path

import pytest

from app.retrieval.lexical import K1, B, LexicalIndex

CHUNKS = (("tillit", "styrning", "tillit"), ("styrning", "kontroll"), ("kommun",))


def _presence(frequency: int, length: int) -> float:
    """Lucene's BM25 by hand, without the idf: three chunks of 3, 2 and 1 words, 2 on average."""
    return frequency / (frequency + K1 * (1 - B + B * length / 2))


def _idf(holding: float) -> float:
    return log(1 + (3 - holding + 0.5) / (holding + 0.5))


def test_scores_are_bm25_over_the_questions_idf_mass() -> None:
    index = LexicalIndex.build(CHUNKS)

    scores = index.scores([{"tillit": 1.0}, {"styrning": 1.0}])

    mass = _idf(1) + _idf(2)
    both = _idf(1) * _presence(2, 3) + _idf(2) * _presence(1, 3)
    expected = [both / mass, _idf(2) * _presence(1, 2) / mass, 0]
    assert scores.tolist() == pytest.approx(expected, rel=1e-5)


def test_a_group_counts_once_with_its_best_alternative() -> None:
    index = LexicalIndex.build(CHUNKS)

    both = index.scores([{"kommun": 0.5, "kontroll": 1.0}])

    assert both.tolist() == pytest.approx([0, _presence(1, 2), 0.5 * _presence(1, 1)], rel=1e-5)


def test_a_rare_alternative_does_not_make_a_common_word_rare() -> None:
    index = LexicalIndex.build(CHUNKS)

    scores = index.scores([{"styrning": 1.0, "kommun": 1.0}, {"kontroll": 1.0}])

    mass = _idf(3) + _idf(1)  # every chunk holds one of the two alternatives
    second = (_idf(3) * _presence(1, 2) + _idf(1) * _presence(1, 2)) / mass
    expected = [_idf(3) * _presence(1, 3) / mass, second, _idf(3) * _presence(1, 1) / mass]
    assert scores.tolist() == pytest.approx(expected, rel=1e-5)


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
