"""What the judge said, how steady it was, and how far people agree with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from eval.judging.judge import Judged
from eval.judging.labels import ENOUGH, Labels, paired
from eval.judging.verdicts import Aspect, Verdict, cohens_kappa


def report_lines(judged: Sequence[Judged], labels: Labels | None) -> Iterator[str]:
    if not judged:
        yield "the run has no answers to judge"
    for name in sorted({f"{one.model}, prompt {one.prompt_sha256[:12]}" for one in judged}):
        yield f"judge: {name}, temperature 0"
    for aspect in Aspect:
        of_aspect = [one for one in judged if one.aspect is aspect]
        if of_aspect:
            yield from _aspect_lines(aspect, of_aspect, labels)
    yield "These verdicts are a second opinion: no gate reads them."


def _aspect_lines(aspect: Aspect, judged: Sequence[Judged], labels: Labels | None) -> Iterator[str]:
    counts = Counter(one.opinion.majority for one in judged)
    told = ", ".join(f"{verdict} {counts[verdict]}" for verdict in Verdict)
    without = f", no verdict {counts[None]}" if counts[None] else ""
    yield f"\n{aspect}: {len(judged)} answers: {told}{without}"
    repeats = len(judged[0].replies)
    spread = sum(one.opinion.spread for one in judged) / len(judged)
    unsteady = sum(one.opinion.spread > 0 for one in judged)
    yield f"  over {repeats} runs {spread:.3f} of the replies differ; {unsteady} answers got more than one verdict"
    yield f"  {_agreement(aspect, judged, labels)}"


def _agreement(aspect: Aspect, judged: Sequence[Judged], labels: Labels | None) -> str:
    if labels is None:
        return "agreement with people: unknown; give --labels before you believe any of this"
    pairs = paired(judged, labels, aspect)
    kappa = cohens_kappa(pairs)
    if kappa is None:
        return f"agreement with people: not defined over {len(pairs)} labels"
    same = sum(one is other for one, other in pairs)
    few = "" if len(pairs) >= ENOUGH else f"; too few labels to rely on, expected {ENOUGH}"
    return f"agreement with people: Cohen's kappa {kappa:.2f} over {len(pairs)} labels, {same} the same{few}"
