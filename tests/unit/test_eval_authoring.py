"""What an evaluator types is understood or refused with the reason; a set is never left half written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.sources import Language
from eval.authoring import answers
from eval.authoring.dialogue import InputEnded, Journal
from eval.authoring.guide import next_id
from eval.authoring.saving import add_case, line_of
from eval.cases import Case, InvalidSet, Kind
from tests.eval_systems import case_record


class Scripted:
    """A `Dialogue` that gives these lines, then ends."""

    def __init__(self, *lines: str) -> None:
        self.lines = list(lines)
        self.told: list[str] = []

    def ask(self, prompt: str) -> str:
        if not self.lines:
            raise InputEnded
        return self.lines.pop(0)

    def tell(self, text: str) -> None:
        self.told.append(text)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [("", ()), ("2", (2,)), ("1, 3-5", (1, 3, 4, 5)), ("3 1 3", (3, 1)), ("2–3", (2, 3))],
)
def test_numbers_and_ranges(typed: str, understood: tuple[int, ...]) -> None:
    assert answers.numbers(typed, 5) == understood


@pytest.mark.parametrize("typed", ["0", "6", "5-3", "a", "1-", "-1", "²", "1.5"])
def test_numbers_that_are_none(typed: str) -> None:
    with pytest.raises(ValueError, match="expected numbers"):
        answers.numbers(typed, 5)


@pytest.mark.parametrize(
    ("parse", "typed", "reason"),
    [
        (answers.question, "?!", "words in it"),
        (answers.question, "a" * 2001, "at most 2,000"),
        (answers.question, "a\x07", "without control"),
        (answers.alternatives, "ord / !", "a letter or a digit"),
        (answers.names, "ok å", "letters a–z"),
        (answers.yes(default=True), "maybe", "y or n"),
        (answers.one_of(Kind, Kind.LIST), "gåta", "expected one of factoid"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_was_expected(
    parse: Callable[[str], object], typed: str, reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        parse(typed)


def test_the_next_id_follows_the_highest_of_its_language() -> None:
    assert next_id(Language.NB, frozenset({"nb-009", "nb-1", "sv-200", "nb-x"})) == "nb-010"
    assert next_id(Language.EN, frozenset()) == "en-001"


def test_a_journal_gives_the_kept_answers_again_and_then_asks(tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl.draft"
    first = Journal(Scripted("ett", "två\u2028"), file, "gen-1")
    assert [first.ask("1?"), first.ask("2?")] == ["ett", "två\u2028"]

    second = Journal(Scripted("tre"), file, "gen-1")

    assert second.resume() == 2
    assert [second.ask("1?"), second.ask("2?"), second.ask("3?")] == ["ett", "två\u2028", "tre"]


def test_a_journal_of_another_index_is_not_taken_up(tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl.draft"
    Journal(Scripted("ett"), file, "gen-1").ask("1?")

    assert Journal(Scripted(), file, "gen-2").resume() == 0


@pytest.mark.parametrize("content", ["", "[", '"gen-1"\n{"a"', "\x00"])
def test_a_damaged_journal_is_no_journal(tmp_path: Path, content: str) -> None:
    file = tmp_path / "draft"
    file.write_text(content, encoding="utf-8")

    assert Journal(Scripted(), file, "gen-1").resume() == 0


def test_a_case_is_added_below_a_last_line_without_its_line_break(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    first, second = (Case.model_validate(case_record(name)) for name in ("a", "b"))
    path.write_text(line_of(first).rstrip("\n"), encoding="utf-8")

    assert add_case(second, path) == 2

    lines = path.read_text(encoding="utf-8").splitlines()
    assert [Case.model_validate_json(line) for line in lines] == [first, second]
    assert list(tmp_path.iterdir()) == [path]


def test_a_case_that_clashes_leaves_the_set_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    case = Case.model_validate(case_record("a", fact="f"))
    add_case(case, path)
    before = path.read_bytes()

    with pytest.raises(InvalidSet, match="expected a new id"):
        add_case(case, path)
    with pytest.raises(InvalidSet, match='expected split "tune"'):
        add_case(Case.model_validate(case_record("b", fact="f", split="check")), path)

    assert path.read_bytes() == before
