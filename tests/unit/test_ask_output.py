"""What `tilda ask` prints: in a pipe every quotation stands whole on its line."""

from __future__ import annotations

import pytest

from app.cli.ask import print_answer
from app.domain.answers import AnswerStatus, Question
from app.text.display import display
from tests.fakes import hostile_answer, list_answer, refusal, table_answer


@pytest.mark.parametrize("answer_of", [list_answer, table_answer, hostile_answer])
def test_quotations_are_not_folded_in_a_pipe(answer_of: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert callable(answer_of)
    answer = answer_of(Question("Vilka råd?"))

    print_answer(answer)
    printed = capsys.readouterr().out.splitlines()

    for citation in answer.citations:
        assert any(display(citation.quote) in line for line in printed)
    assert all(line == line.rstrip() for line in printed)


def test_a_refusal_names_the_nearest_reading(capsys: pytest.CaptureFixture[str]) -> None:
    answer = refusal(Question("Vad kostar det?"), AnswerStatus.NO_SUPPORT)

    print_answer(answer)
    printed = capsys.readouterr().out

    assert answer.sentences[0].text in printed
    assert all(tip.document.source.title in printed for tip in answer.nearest)
