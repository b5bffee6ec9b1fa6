"""A set is read whole, and everything that is wrong with it is said at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.cases import Case, InvalidSet, load_sets
from tests.eval_systems import CASES, DEFINITION, TEXTS, case_record, unanswerable_record, write_set


def faults_of(path: Path, *records: dict[str, Any]) -> list[str]:
    with pytest.raises(InvalidSet) as caught:
        load_sets([write_set(path, records)], TEXTS)
    return [str(fault).removeprefix(str(path)) for fault in caught.value.faults]


def test_a_valid_set_is_read_in_order(tmp_path: Path) -> None:
    assert load_sets([write_set(tmp_path / "set.jsonl")], TEXTS) == CASES


def test_blank_lines_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(f"\n{json.dumps(case_record('a'))}\n\n", encoding="utf-8")

    assert [case.id for case in load_sets([path], TEXTS)] == ["a"]


def test_all_faults_of_all_files_are_listed_with_file_and_line(tmp_path: Path) -> None:
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    write_set(first, [case_record("one"), case_record("two", kind="riddle")])
    first.write_text(first.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    wrong_gold = [{"source": "styrning", "quote": DEFINITION.replace("förtroende", "misstro")}]
    write_set(second, [case_record("one"), case_record("three", gold=wrong_gold)])

    with pytest.raises(InvalidSet) as caught:
        load_sets([first, second, tmp_path / "none.jsonl"], TEXTS)

    faults = [str(fault) for fault in caught.value.faults]
    assert len(faults) == 5
    assert faults[0].startswith(f"{first}:2: two: kind: Input should be 'factoid', ")
    assert faults[1].startswith(f"{first}:3: expected JSON, but at column 2: ")
    assert faults[2] == f"{second}:1: one: expected a new id, but it is taken at {first}:1"
    assert faults[3].startswith(f"{second}:2: three: expected an exact substring of styrning, found ")
    assert faults[3].endswith("fi som möter medarbetarna med '")
    assert faults[4] == f"{tmp_path / 'none.jsonl'}: cannot be read: No such file or directory"


def test_every_fault_of_one_line_is_listed(tmp_path: Path) -> None:
    record = case_record("a", language="no", split="half", mood="glad")

    faults = faults_of(tmp_path / "set.jsonl", record)

    assert [fault.split(":")[3].strip() for fault in faults] == ["language", "mood", "split"]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"gold": []}, "an answerable question needs at least one gold quote"),
        ({"answerable": False}, "an unanswerable question has no gold quotes and nothing it must include"),
        ({"question": "\u0007"}, "the question cannot be asked: control-characters"),
        ({"question": "…"}, "the question cannot be asked: no-words"),
        ({"must_include": ["–"]}, "each text of must_include and must_include_any needs a letter or a digit"),
        ({"must_include_any": [[]]}, "at least 1 item"),
        ({"must_include_any": ["text"]}, "valid tuple"),
        ({"gold": [{"source": "styrning", "quote": " "}]}, "a quote needs a letter or a digit"),
        ({"gold": [{"source": "lost", "quote": "x"}]}, "no source lost; the sources are raad, styrning"),
        ({"id": "två ord"}, "id: String should match pattern"),
    ],
)
def test_a_case_that_cannot_be_asked_is_refused(tmp_path: Path, keys: dict[str, Any], expected: str) -> None:
    (fault,) = faults_of(tmp_path / "set.jsonl", case_record("a", **keys))

    assert expected in fault


def test_a_correction_is_an_exact_quote_too(tmp_path: Path) -> None:
    record = unanswerable_record(
        "a", "false_premise", correction={"source": "styrning", "quote": "Allt ska avskaffas."}
    )

    (fault,) = faults_of(tmp_path / "set.jsonl", record)

    assert "expected an exact substring of styrning, found 'Allt ska avskaffas.'" in fault


def test_a_fact_is_tuned_on_or_checked_never_both(tmp_path: Path) -> None:
    records = [case_record("a", fact="f"), case_record("b", fact="f", split="check")]

    (fault,) = faults_of(tmp_path / "set.jsonl", *records)

    assert 'b: expected split "tune", as the fact f has at ' in fault


@pytest.mark.parametrize(("content", "expected"), [(b"\xff", "expected UTF-8"), (b"\n \n", "there is none")])
def test_a_file_that_is_no_set_is_a_fault(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(content)

    with pytest.raises(InvalidSet, match=expected):
        load_sets([path], TEXTS)


def test_quotes_of_one_group_are_alternatives_and_others_stand_alone() -> None:
    gold = [
        {"source": "s", "quote": "a", "group": "g"},
        {"source": "s", "quote": "b"},
        {"source": "s", "quote": "c", "group": "g"},
    ]

    groups = Case.model_validate(case_record("a", gold=gold)).groups

    assert {name: [quote.quote for quote in quotes] for name, quotes in groups.items()} == {
        "g": ["a", "c"],
        "#2": ["b"],
    }
