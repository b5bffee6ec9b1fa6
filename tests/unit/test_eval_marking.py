"""Gold and citations are marked where they stand in a source, to the character."""

from __future__ import annotations

from dataclasses import replace

from app.domain.sources import Language
from eval.cases import Case
from eval.marking import Stretch, excerpt, gold_ranges, marked
from eval.run_sources import StoredSource
from tests.eval_systems import case_record

SOURCE = StoredSource("s", "S", Language.SV, "0" * 64, "Först ett. Sedan två. Till sist tre.")


def test_marks_cut_a_text_where_they_begin_and_end() -> None:
    text = SOURCE.text

    stretches = marked(text, (0, len(text)), gold=[(11, 21)], cited=[(6, 10), (11, 15)])

    assert "".join(one.text for one in stretches) == text
    assert [one for one in stretches if one.is_gold or one.is_cited] == [
        Stretch("ett.", is_cited=True),
        Stretch("Seda", is_gold=True, is_cited=True),
        Stretch("n två.", is_gold=True),
    ]


def test_an_excerpt_begins_and_ends_with_whole_words() -> None:
    source = replace(SOURCE, text=f"{'ord ' * 100}MITTEN {'slut ' * 100}")
    place = source.text.index("MITTEN")

    found = excerpt(source, (place, place + 6))

    shown = "".join(one.text for one in found.stretches)
    assert "MITTEN" in shown
    assert set(shown.split()) == {"ord", "MITTEN", "slut"}
    assert (found.starts, found.ends) == (False, False)


def test_gold_is_marked_wherever_it_stands() -> None:
    case = Case.model_validate(case_record("a", gold=[{"source": "s", "quote": "e"}]))

    assert gold_ranges(case, replace(SOURCE, text="en ek")) == ((0, 1), (3, 4))
