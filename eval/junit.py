"""A run as JUnit XML: a suite a kind, a case a question, and the gates as cases of their own suite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite

from eval.gate_verdicts import GateVerdict
from eval.scores import Layer, Result


def write_junit(
    path: Path, results: Sequence[Result], milliseconds: Mapping[str, float], gates: Sequence[GateVerdict]
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    junit(results, milliseconds, gates).write(str(path), pretty=True)


def junit(
    results: Sequence[Result], milliseconds: Mapping[str, float], gates: Sequence[GateVerdict]
) -> JUnitXml:
    report = JUnitXml("tilda eval")
    for kind in sorted({result.case.kind for result in results}):
        suite = TestSuite(kind.value)
        for result in results:
            if result.case.kind is kind:
                suite.add_testcase(_question(result, milliseconds))
        report.add_testsuite(suite)
    if gates:
        suite = TestSuite("gates")
        suite.add_testcases([_gate(verdict) for verdict in gates])
        report.add_testsuite(suite)
    return report


def _question(result: Result, milliseconds: Mapping[str, float]) -> TestCase:
    """The failure says which layer failed and what was expected; no usable answer is an error."""
    case = TestCase(_xml(f"{result.case.id} {result.case.question}"), f"eval.{result.case.kind.value}")
    case.time = round(milliseconds.get(result.case.id, 0.0) / 1000, 5)
    layer = result.score.failed
    if layer is Layer.SERVICE:
        case.result = [Error(_xml(f"no usable answer: {result.outcome.fault or 'the service failed'}"))]
    elif layer is not None:
        failure = Failure(f"failed in {layer}", layer.value)
        failure.text = _xml("\n".join(_expected(result)))
        case.result = [failure]
    return case


def _expected(result: Result) -> Iterator[str]:
    case, outcome = result.case, result.outcome
    if not case.answerable:
        yield "expected a refusal"
    for name, quotes in case.groups.items():
        yield f"expected {name}: " + " | ".join(f"[{gold.source}] {gold.quote}" for gold in quotes)
    for alternatives in case.required:
        yield f"expected to be said: {' | '.join(alternatives)}"
    yield f"found {outcome.status}: {outcome.text}"
    for cited in outcome.citations:
        yield f"cited [{cited.source}] {cited.quote}"


def _gate(verdict: GateVerdict) -> TestCase:
    case = TestCase(verdict.gate.text, "eval.gates")
    if not verdict.passed:
        case.result = [Failure(verdict.why, verdict.gate.subject.value)]
    return case


def _xml(text: str) -> str:
    """Without the characters that XML 1.0 cannot hold, which a service may send all the same."""
    return "".join(
        character
        for character in text
        if character in "\t\n\r"
        or 0x20 <= ord(character) < 0xD800
        or 0xE000 <= ord(character) not in (0xFFFE, 0xFFFF)
    )
