"""The HTML report says what the stored run holds, in every language, and lets nothing in or out."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.domain.sources import Language
from eval.cases import Case
from eval.cli import app
from eval.commands.options import WrongOptions
from eval.measures import MEASURES
from eval.report.filters import filters_for
from eval.report.page import report_page
from eval.report.rank_plot import first_hit
from eval.report.wording import Wording
from eval.run_folder import StoredRun, UnreadableRun, read_run
from tests.eval_systems import (
    CASES,
    System,
    case_record,
    evaluated,
    gold_or_correction,
    gold_passages,
    stored_half_right,
)
from tests.fakes import HOSTILE


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> StoredRun:
    folder = tmp_path_factory.mktemp("report")
    stored_half_right(folder / "run")
    return read_run(folder / "run")


@pytest.fixture(scope="module")
def page(run: StoredRun) -> str:
    return report_page(run, Path("runs/first"), Language.SV)


def test_the_report_is_the_same_bytes_each_time(run: StoredRun, page: str) -> None:
    assert report_page(run, Path("runs/first"), Language.SV) == page


@pytest.mark.parametrize("language", list(Language))
def test_the_report_speaks_each_language(run: StoredRun, language: Language) -> None:
    page = report_page(run, Path("runs/first"), language)

    assert f'<html lang="{language}">' in page
    assert html.escape(Wording(language).say("lead"), quote=False) in html.unescape(page)


@pytest.mark.parametrize("language", list(Language))
def test_every_metric_kind_and_layer_has_a_name_in_each_language(language: Language) -> None:
    wording = Wording(language)

    for measure in MEASURES:
        key = "measure_" + measure.name.replace("@", "_at_")
        assert wording.say(key)
    for area, names in {
        "kind": ("factoid", "list", "definition", "why", "how", "who", "when", "compare", "follow-up"),
        "failed": ("service", "retrieval", "reading", "composing", "abstention"),
        "gap": ("crosslingual", "typo"),
    }.items():
        for name in names:
            assert wording.say(f"{area}_{name}")


def test_one_style_sheet_is_allowed_and_nothing_else(page: str) -> None:
    [style] = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    policy = html.unescape(re.findall(r'Content-Security-Policy" content="([^"]*)"', page)[0])

    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    markup = page.replace(style, "")
    assert " style=" not in markup
    assert "<script" not in markup
    assert not re.search(r"(?:src|href)=\"(?!#|data:)", markup)
    assert "url(" not in style


def test_no_id_occurs_twice(page: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', page)

    assert len(ids) == len(set(ids))


def test_every_plot_says_what_it_shows(page: str) -> None:
    labels = re.findall(r'<svg[^>]*role="img"[^>]*aria-label="([^"]+)"', page)

    assert len(labels) == page.count("<svg ") == 6
    assert "Hittades inte: 0" in " ".join(labels)


def test_what_a_hostile_set_says_stays_text(run: StoredRun) -> None:
    hostile = Case.model_validate(case_record("evil", question=f"{HOSTILE}?"))
    result = run.results[0]
    outcome = replace(result.outcome, text=HOSTILE, interpreted_question=HOSTILE, fault=HOSTILE)
    evil = replace(result, case=hostile, outcome=outcome)
    sources = {id: replace(source, title=HOSTILE) for id, source in run.sources.items()}

    page = report_page(replace(run, results=(evil,), sources=sources), Path(f"<b>{HOSTILE[:9]}"), Language.SV)

    assert "<script" not in page
    assert "<img" not in page
    assert "<b>&lt;" not in page
    assert html.escape("<script>window.__xss=1</script>") in page


def test_the_worst_come_first_and_are_linked(run: StoredRun, page: str) -> None:
    order = re.findall(r'<li class="question"[^>]*>\s*<details>\s*<summary><span class="id">([^<]+)', page)
    worst = re.findall(r'<li><a href="#q-([^"]+)"', page)

    failed = {result.case.id for result in run.results if result.score.failed}
    assert sorted(order) == sorted(case.id for case in CASES)
    assert worst == order[: len(failed)]
    assert set(worst) == failed
    assert all(f'id="q-{id}"' in page for id in worst)


def test_filters_are_offered_where_they_tell_questions_apart(run: StoredRun) -> None:
    offered = {one.name: one for one in filters_for(run.results, Wording(Language.SV))}

    assert [option.value for option in offered["language"].options] == ["nb", "sv"]
    assert sum(option.count for option in offered["kind"].options) == len(run.results)
    assert "language" not in {one.name for one in filters_for(run.results[:1], Wording(Language.SV))}


def test_a_run_without_answerable_questions_has_a_report_too(run: StoredRun, tmp_path: Path) -> None:
    """Nothing to rank, no gap, one kind: what cannot be drawn is left out."""
    only = tuple(result for result in run.results if result.case.id == "far")

    page = report_page(replace(run, results=only), Path("r"), Language.EN)

    assert "At which rank" not in page


def test_the_first_hit_is_the_first_passage_with_gold(tmp_path: Path) -> None:
    results = evaluated(System(gold_or_correction, gold_passages), tmp_path).results

    assert {result.case.id: first_hit(result) for result in results}["list"] == 1


def test_the_command_writes_the_report_into_the_run(tmp_path: Path) -> None:
    stored_half_right(tmp_path / "run")

    result = CliRunner().invoke(app, ["report", str(tmp_path / "run"), "--lang", "nb"])

    assert result.exit_code == 0, result.output
    assert result.stdout.strip() == str(tmp_path / "run" / "report.html")
    assert '<html lang="nb">' in (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    assert not list((tmp_path / "run").glob("*.tmp"))


def test_a_folder_without_a_run_has_no_report(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["report", str(tmp_path)])

    assert isinstance(result.exception, UnreadableRun)
    assert list(tmp_path.iterdir()) == []


def test_one_file_cannot_hold_two_runs(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["report", "a", "b", "--html", str(tmp_path / "r.html")])

    assert isinstance(result.exception, WrongOptions)
    assert not (tmp_path / "r.html").exists()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1.0, "1"),
        (0.0, "0"),
        (0.999, "0,999"),
        (0.9999, "~1"),
        (0.654, "0,65"),
        (-1.0, "−1"),
        (1840.4, "1840"),
    ],
)
def test_a_rounded_number_never_passes_for_an_exact_one(value: float, shown: str) -> None:
    assert Wording(Language.SV).number(value) == shown
