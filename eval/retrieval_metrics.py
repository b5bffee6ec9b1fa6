"""How well the passages that answer were found, by `ir-measures`.

A gold group is worth 2 in all: the first passage that covers it fully gains 2; one that covers half of it
gains 1, and the next that covers it fully the other 1. A passage gains the sum over the groups it covers,
since a whole list in one passage is worth all its items. What no passage gained stays in the judgements as
unfound, so that the ideal ranking always holds everything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.outcomes import RankedPassage

DEPTH = 10
_WHOLE = 2


@dataclass(frozen=True, slots=True)
class Judgements:
    """`gains` by rank, for all passages; `unfound` is what is left of each group that is not whole."""

    gains: tuple[int, ...]
    unfound: tuple[int, ...]
    group_recall: float
    characters_5: int


@dataclass(frozen=True, slots=True)
class RetrievalScores:
    """One question's scores: 0 to 1, larger is better, but for `characters_5`.

    - `hit_1`, `hit_5`: 1 when a passage among the first 1 or 5 covers a gold quote (`Success@k`).
    - `rr_10`: 1 / the rank of the first such passage, 0 below rank 10 (`RR@10`; Kantor and Voorhees 2000).
      Its mean over questions is MRR@10.
    - `ndcg_10`: discounted gain over that of the ideal ranking, with linear gains and log2 discount
      (`nDCG@10`; Järvelin and Kekäläinen 2002).
    - `recall_k`: the share of gold groups that all k passages cover at least by half: subtopic
      recall (Zhai, Cohen and Lafferty 2003), which counts groups, since one passage may hold several.
    - `characters_5`: how many characters the first five passages have together: what there is to read.
    """

    hit_1: float
    hit_5: float
    rr_10: float
    ndcg_10: float
    recall_k: float
    characters_5: float


def judge(groups: Sequence[str], passages: Sequence[RankedPassage]) -> Judgements:
    left = dict.fromkeys(groups, _WHOLE)
    gains = []
    for passage in passages:
        gained = 0
        for name, level in passage.covers.items():
            new = max(0, level - (_WHOLE - left[name]))
            left[name] -= new
            gained += new
        gains.append(gained)
    found = {name for passage in passages for name in passage.covers}
    return Judgements(
        gains=tuple(gains),
        unfound=tuple(rest for rest in left.values() if rest),
        group_recall=len(found) / len(groups),
        characters_5=sum(len(passage.text) for passage in passages[:5]),
    )


def retrieval_scores(judged: Mapping[str, Judgements]) -> Mapping[str, RetrievalScores]:
    """The scores of each question by its id, in one pass of `ir-measures`."""
    import ir_measures
    from ir_measures import RR, Qrel, ScoredDoc, Success, nDCG

    measures = {"hit_1": Success @ 1, "hit_5": Success @ 5, "rr_10": RR @ DEPTH, "ndcg_10": nDCG @ DEPTH}
    names = {str(measure): name for name, measure in measures.items()}
    qrels = []
    run = []
    for query, judgements in judged.items():
        for rank, gained in enumerate(judgements.gains, start=1):
            qrels.append(Qrel(query, f"rank-{rank}", gained))
            run.append(ScoredDoc(query, f"rank-{rank}", -float(rank)))
        qrels.extend(Qrel(query, f"unfound-{place}", rest) for place, rest in enumerate(judgements.unfound))
    found: dict[str, dict[str, float]] = {query: dict.fromkeys(measures, 0.0) for query in judged}
    for metric in ir_measures.iter_calc(list(measures.values()), qrels, run):
        found[metric.query_id][names[str(metric.measure)]] = float(metric.value)
    return {
        query: RetrievalScores(
            **values,
            recall_k=judged[query].group_recall,
            characters_5=float(judged[query].characters_5),
        )
        for query, values in found.items()
    }
