from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.sources import Span
from app.text.sentences import split_sentences


def _sentences(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Tillit är bra.", "Kontroll är bättre?", "Nej!"],
        ["Det gäller t.ex. Gislaved och bl.a. Mark.", "Så är det."],
        ["Läs kap. 3 och s. 14 i SOU 2018:38.", "Sedan vet du mer."],
        ["Det kostar ca. 3,5 milj. kr per år.", "Det är dyrt."],
        ["Rapporten kom den 12. desember 2022.", "Den er lang."],
        ["Den kom i 2019.", "Alle leste den."],
        ["Professor L. Bringselius skrev det.", "Andre leste."],
        ["F.eks. Larvik og Øvre Eiker gjør det, m.m. Det virker."],
        ["Kva er tillit?", "Ikkje noko du kan kjøpe.", "Han sa det òg."],
        ["”Vi litar på dem.”", "Så sa hon."],
        ["Han sa ”vi litar på er!” och gick.", "Alla log."],
        ["Vad nu… sa hon.", "Ingenting…", "Jo."],
        ["(Se bilaga.)", "Den är lång."],
        ["Det är klart!", "– Nej, det är det inte."],
        ["**Fet mening.**", "Mager mening."],
        ["Version 2.5 är bättre än 2.4 på alla sätt.", "Uppgradera."],
        ["Läs mer på www.idebanken.org om tillit.", "Eller ring."],
        ["Utan punkt i slutet"],
        ["Er dette nok?!", "Ja."],
    ],
)
def test_sentences_end_where_a_reader_would_say(sentences: list[str]) -> None:
    assert _sentences(" ".join(sentences)) == sentences


def test_a_sentence_runs_over_a_line_break() -> None:
    assert _sentences("Den ene linjen\ngår videre her. Den andre\nogså.") == [
        "Den ene linjen\ngår videre her.",
        "Den andre\nogså.",
    ]


_PROSE = st.text(alphabet="aÅé1 .!?…\n\t\"'”»)(*–kapt", max_size=80)


@given(_PROSE, st.integers(0, 5), st.integers(0, 5))
def test_every_non_blank_character_lies_in_exactly_one_sentence(text: str, before: int, after: int) -> None:
    padded = "." * before + text + "." * after
    limits = (before, before + len(text))
    if limits[0] == limits[1]:
        return

    spans = split_sentences(padded, Span(*limits))

    assert all(limits[0] <= span.start and span.end <= limits[1] for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.of(padded) == span.of(padded).strip() for span in spans)
    assert "".join("".join(span.of(padded).split()) for span in spans) == "".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "." * 200_000 + "x",
        "Å" * 200_000 + ". Nästa",
        "a." * 100_000 + " B",
        "Hej. " * 40_000,
        "”)" * 100_000 + "!" + "”)" * 100_000 + "x",
        "(" * 200_000 + ". A",
    ],
    ids=["dots", "one long word", "dotted word", "many sentences", "closers", "openers"],
)
def test_hostile_paragraphs_take_no_time(text: str) -> None:
    """A quadratic step over 200,000 characters takes minutes; a linear one well under a second."""
    began = time.process_time()

    split_sentences(text, Span(0, len(text)))

    assert time.process_time() - began < 5
