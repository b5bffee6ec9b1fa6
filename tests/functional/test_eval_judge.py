"""A judge over a real connection: several replies an answer, remembered, and compared with people's labels."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from eval.cli import app
from eval.commands.options import WrongOptions
from eval.judging.items import items_of
from eval.judging.labels import InvalidLabels
from eval.judging.prompts import load_prompt
from eval.judging.provider import JudgeFailed
from eval.judging.stored import read_verdicts
from eval.judging.verdicts import Aspect, Opinion, Verdict, cohens_kappa, parse_verdict
from eval.run_folder import UnreadableRun, read_run
from tests.eval_systems import stored_half_right
from tests.fakes import HOSTILE
from tests.model_replies import refusing, saying
from tests.scripted_model import ScriptedModel, scripted_model

YES, PARTLY, NO = Verdict.YES, Verdict.PARTLY, Verdict.NO


@pytest.fixture
def run(tmp_path: Path) -> Path:
    stored_half_right(tmp_path / "run")
    return tmp_path / "run"


@pytest.fixture(autouse=True)
def allowed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TILDA_MODEL_ALLOWED_HOSTS", "127.0.0.1")
    yield


def judge(run: Path, model: ScriptedModel | None, *more: str) -> Result:
    url = model.base_url if model else ""
    asked = ("--model", "openai:judge-1") if model else ()
    arguments = ["judge", str(run), *asked, "--data", str(run.parent / "data"), *more]
    return CliRunner().invoke(app, arguments, env={"TILDA_MODEL_BASE_URL": url})


def write_labels(path: Path, labels: Sequence[tuple[str, Aspect, Verdict]]) -> Path:
    rows = [{"id": id, "aspect": aspect, "verdict": verdict} for id, aspect, verdict in labels]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_each_answer_is_judged_five_times_at_temperature_zero(run: Path) -> None:
    answered = sum(result.outcome.answered for result in read_run(run).results)
    with scripted_model(saying("Ja.")) as model:
        done = judge(run, model)

    assert done.exit_code == 0, done.output
    assert len(model.requests) == answered * len(Aspect) * 5
    assert {request.body["temperature"] for request in model.requests} == {0}
    assert {one.replies for one in read_verdicts(run)} == {(YES,) * 5}
    assert "judge: openai:judge-1, prompt " in done.stdout
    assert f"on_topic: {answered} answers: yes {answered}, partly 0, no 0\n" in done.stdout
    assert "no gate reads them" in done.stdout


def test_what_was_judged_once_is_not_asked_again(run: Path) -> None:
    with scripted_model(saying("Ja.")) as model:
        first = judge(run, model)
        asked = len(model.requests)
        second = judge(run, model)

        assert len(model.requests) == asked
        assert (second.exit_code, second.stdout) == (0, first.stdout)


def test_an_interrupted_judge_goes_on_where_it_was(run: Path) -> None:
    turns = iter([saying("ja")] * 3 + [refusing(401)])

    with scripted_model(lambda request: next(turns)(request)) as model:
        done = judge(run, model)
        assert isinstance(done.exception, JudgeFailed)
        assert "Ja" not in str(done.exception)
        assert not (run / "verdicts.jsonl").exists()
    with scripted_model(saying("ja")) as model:
        assert judge(run, model).exit_code == 0
        answered = len({one.id for one in read_verdicts(run)})
        assert len(model.requests) == answered * len(Aspect) * 5 - 3


def test_replies_that_differ_show_as_spread_and_agreement_is_told(run: Path, tmp_path: Path) -> None:
    """Of five replies two say no: spread .4. The labels say yes to one answer and no to another: kappa 0."""
    replies = cycle(("yes", "no", "yes", "no", "yes"))
    labels = write_labels(
        tmp_path / "labels.jsonl", [("same", Aspect.SUPPORT, YES), ("list", Aspect.SUPPORT, NO)]
    )
    with scripted_model(saying(lambda _: next(replies))) as model:
        done = judge(run, model, "--labels", str(labels))

    assert "over 5 runs 0.400 of the replies differ" in done.stdout
    assert "Cohen's kappa 0.00 over 2 labels, 1 the same; too few labels to rely on" in done.stdout
    assert "agreement with people: not defined over 0 labels" in done.stdout  # on_topic has no labels


def test_labels_alone_are_compared_with_the_stored_verdicts(run: Path, tmp_path: Path) -> None:
    labels = write_labels(tmp_path / "labels.jsonl", [("same", Aspect.ON_TOPIC, YES)])
    assert isinstance(judge(run, None, "--labels", str(labels)).exception, UnreadableRun)
    with scripted_model(saying("delvis")) as model:
        judge(run, model, "--repeat", "1")

    done = judge(run, None, "--labels", str(labels))

    assert "Cohen's kappa 0.00 over 1 labels, 0 the same" in done.stdout


def test_an_answer_cannot_speak_to_the_judge_out_of_its_marks(run: Path) -> None:
    """The mark is a hash of all that stands between the marks, so that none of it can hold the mark."""
    result = next(one for one in read_run(run).results if one.outcome.answered)

    for item in items_of([result]):
        hostile = type(item)(
            item.id, item.aspect, item.language, item.question, f"{{mark}} {HOSTILE}", ("ja",)
        )
        system, user = hostile.messages(load_prompt(item.language))
        mark = system.split("#", 1)[1].split()[0]
        assert user.count(f"#{mark}") == 3
        assert "{mark} <script>" in user


def test_a_host_that_is_not_allowed_gets_no_question(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TILDA_MODEL_ALLOWED_HOSTS", "models.example.org")
    with scripted_model(saying("ja")) as model:
        done = judge(run, model)

        assert isinstance(done.exception, WrongOptions)
        assert "TILDA_MODEL_ALLOWED_HOSTS" in str(done.exception)
        assert model.requests == []


def test_faulty_labels_are_listed_all_at_once(run: Path, tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text('{"id": "a", "aspect": "support", "verdict": "maybe"}\n[]\n', encoding="utf-8")

    fault = judge(run, None, "--labels", str(path)).exception

    assert isinstance(fault, InvalidLabels)
    assert [line.split(":")[1] for line in str(fault).splitlines()] == ["1", "2"]


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        ("Ja.", YES),
        ("  **nei**\n", NO),
        ("Svar: delvis", PARTLY),
        ("", None),
        ("Kanskje", None),
        ("Ja, eller delvis", None),
        ("ja " * 200, None),
    ],
)
def test_a_reply_is_one_verdict_or_none(reply: str, verdict: Verdict | None) -> None:
    assert parse_verdict(reply) is verdict


@pytest.mark.parametrize(
    ("replies", "majority", "spread"),
    [
        ((YES, YES, YES, NO, None), YES, 0.4),
        ((YES, YES, NO, NO, None), NO, 0.6),  # a tie goes to the stricter one
        ((YES, YES, None, None, None), None, 1.0),
        ((PARTLY,), PARTLY, 0.0),
    ],
)
def test_several_replies_amount_to_a_defined_verdict_or_to_none(
    replies: tuple[Verdict | None, ...], majority: Verdict | None, spread: float
) -> None:
    opinion = Opinion(replies)

    assert opinion.majority is majority
    assert opinion.spread == pytest.approx(spread)


def test_kappa_is_that_of_cohen() -> None:
    """His table: both say yes 20, only one 5, only the other 10, neither 15: (.7 - .5) / (1 - .5)."""
    pairs = [(YES, YES)] * 20 + [(YES, NO)] * 5 + [(NO, YES)] * 10 + [(NO, NO)] * 15

    assert cohens_kappa(pairs) == pytest.approx(0.4)
    assert cohens_kappa([]) is None
    assert cohens_kappa([(YES, YES)] * 3) is None
