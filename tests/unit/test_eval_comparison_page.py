"""The HTML page of a comparison says in words what got better or worse."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from typer.testing import CliRunner

from app.domain.sources import Language
from eval.cli import app
from eval.comparing import compare
from eval.report.comparison_page import comparison_page
from eval.report.wording import Wording
from eval.run_folder import StoredRun
from eval.scored_run import scored_run
from tests.eval_systems import (
    System,
    evaluated,
    gold_or_correction,
    gold_passages,
    nothing,
    stored_half_right,
)


def test_a_comparison_says_in_words_what_got_worse(tmp_path: Path) -> None:
    """Each answerable question, twenty times over, goes from answered to refused."""
    before = evaluated(System(gold_or_correction, gold_passages), tmp_path).stored
    after = evaluated(System(nothing, gold_passages), tmp_path).stored
    found = compare(scored_run(many(before)), scored_run(many(after)), by=("lang",))

    page = comparison_page(found, Path("a"), Path("<b>"), Language.SV)

    assert "Statistiskt säkerställt sämre: must, citation_recall, false_refusal_rate" in page
    assert "tilda eval show a list-0 --diff &lt;b&gt;" in page
    assert " style=" not in page.split("</style>")[1]
    assert page == comparison_page(found, Path("a"), Path("<b>"), Language.SV)


def test_a_comparison_without_a_difference_says_so_in_each_language(tmp_path: Path) -> None:
    run = scored_run(evaluated(System(gold_or_correction, gold_passages), tmp_path).stored)
    found = compare(run, run)

    for language in Language:
        assert Wording(language).say("compare_none") in comparison_page(found, Path("a"), Path("b"), language)


def test_compare_writes_its_page(tmp_path: Path) -> None:
    stored_half_right(tmp_path / "run")
    page = tmp_path / "c.html"
    arguments = ["compare", *[str(tmp_path / "run")] * 2, "--html", str(page), "--lang", "en"]

    assert CliRunner().invoke(app, arguments).exit_code == 0
    assert "There is no significant difference in any metric." in page.read_text(encoding="utf-8")


def many(run: StoredRun) -> StoredRun:
    """The run with each question asked twenty times."""
    return replace(
        run,
        results=tuple(
            replace(one, case=one.case.model_copy(update={"id": f"{one.case.id}-{number}"}))
            for one in run.results
            for number in range(20)
        ),
    )
