"""Words of like meaning are found across languages, in any domain."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.domain.sources import Language
from app.retrieval.embedding import Embedder
from app.retrieval.sister_words import SISTER_WORD, CorpusWord, SisterWords
from app.text.words import stem

_CORPUS = """hus bil skog katt hund sykehus lege bok skole lærer elev kjøkken brød vann vinter sommer fjell
elv båt fly tog vei bro penger lønn arbeid sjef ansatte musikk maleri farge rød grønn syk frisk rask langsom
kjøpe selge skrive lese sove spise drikke løpe""".split()


@pytest.fixture(scope="module")
def sisters(embedder: Embedder) -> SisterWords:
    words = sorted(CorpusWord(word, Language.NB) for word in _CORPUS)
    return SisterWords.build(words, embedder.embed_passages([word.word for word in words]))


def _best(sisters: SisterWords, embedder: Embedder, word: str) -> str | None:
    found = sisters.of([word], {word: embedder.embed_passages([word])[0]})[0]
    return next(iter(found), None)


@pytest.mark.model
@pytest.mark.parametrize(
    ("word", "sister"),
    [
        ("hospital", "sykehus"),
        ("sjukhus", "sykehus"),
        ("teacher", "lærer"),
        ("lärare", "lærer"),
        ("dog", "hund"),
    ],
)
def test_a_word_finds_its_sister_in_another_language(
    sisters: SisterWords, embedder: Embedder, word: str, sister: str
) -> None:
    assert _best(sisters, embedder, word) == stem(sister, Language.NB)


@pytest.mark.model
def test_a_word_of_another_subject_has_no_close_sister(sisters: SisterWords, embedder: Embedder) -> None:
    found = sisters.of(["bookkeeping"], {"bookkeeping": embedder.embed_passages(["bookkeeping"])[0]})[0]
    assert all(weight < SISTER_WORD for weight in found.values())


@pytest.mark.model
def test_weights_stay_below_that_of_the_word_itself(sisters: SisterWords, embedder: Embedder) -> None:
    for found in sisters.of(["hus", "bil"], {}):
        assert all(0 < weight <= SISTER_WORD for weight in found.values())


@pytest.mark.model
def test_what_is_saved_is_what_is_loaded(sisters: SisterWords, tmp_path: Path) -> None:
    sisters.save(tmp_path / "words")
    loaded = SisterWords.load(tmp_path / "words")
    assert loaded.words == sisters.words and loaded.stems == sisters.stems
    assert np.array_equal(loaded.vectors, sisters.vectors)
    assert loaded.of(["hus"], {}) == sisters.of(["hus"], {})


def test_a_corpus_without_words_has_no_sisters() -> None:
    empty = SisterWords.build([], np.zeros((0, 4), np.float32))
    assert empty.of(["tillit"], {"tillit": np.ones(4, np.float32)}) == [{}]


def test_a_words_sisters_do_not_depend_on_what_else_is_asked() -> None:
    chosen = np.random.default_rng(3).normal(size=(40, 16)).astype(np.float32)
    words = [CorpusWord(f"ord{number:02}", Language.SV) for number in range(40)]
    unknown = {"okänt": chosen[7] + chosen[9]}

    alone = [SisterWords.build(words, chosen).of([word], unknown)[0] for word in ("ord03", "okänt", "ord11")]
    sisters = SisterWords.build(words, chosen)

    assert sisters.of(["ord03", "okänt", "ord11"], unknown) == alone
    assert sisters.of(["ord03", "okänt", "ord11"], unknown) == alone
    assert alone[1]
