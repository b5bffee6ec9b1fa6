"""Conditions that a run must meet, such as `hit@5[nn]>=.85`: parsed here, judged in `gate_verdicts`.

    METRIC[GROUP] OP NUMBER             the metric over all questions, or over those of a group
    each(METRIC[GROUP]) OP NUMBER       the metric of each single question
    gap.NAME.METRIC OP NUMBER           a paired gap: crosslingual, typo, or a direction such as nb-sv
    latency.p50[GROUP] OP NUMBER        milliseconds an answer took; also latency.p95
    auroc OP NUMBER, questions OP NUMBER
    regression(METRIC[GROUP]) OP NUMBER vs baseline    how much worse than the baseline, on common questions

GROUP is a language, kind, direction, split or tag, looked for in this order; `kind:list` or `tag:list` says
which is meant. OP is one of >= <= > < ==.
"""

from __future__ import annotations

import operator
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.domain.errors import TildaError

OPERATORS: Mapping[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "==": operator.eq,
}


class InvalidGates(TildaError):
    """All gates that cannot be understood."""


class Subject(StrEnum):
    """What a threshold is on."""

    MEAN = "mean"
    EACH = "each"
    GAP = "gap"
    LATENCY = "latency"
    REGRESSION = "regression"


@dataclass(frozen=True, slots=True)
class Gate:
    """`gap` is the name of the paired gap when that is the subject; for latency the metric is p50 or p95."""

    text: str
    subject: Subject
    metric: str
    group: str | None
    gap: str | None
    comparison: str
    limit: float

    def allows(self, value: float) -> bool:
        """False for NaN, whatever the comparison."""
        return OPERATORS[self.comparison](value, self.limit)


_METRIC = r"(?P<metric>[\w@]+)(?:\[(?P<group>[^\[\]]+)\])?"
_FORMS = {
    Subject.EACH: rf"each\({_METRIC}\)",
    Subject.REGRESSION: rf"regression\({_METRIC}\)",
    Subject.GAP: r"gap\.(?P<gap>[^.\s]+)\.(?P<metric>[\w@]+)",
    Subject.LATENCY: r"latency\.(?P<metric>p50|p95)(?:\[(?P<group>[^\[\]]+)\])?",
    Subject.MEAN: _METRIC,
}
_REST = r"\s*(?P<comparison>>=|<=|==|>|<)\s*(?P<limit>-?(?:\d+\.?\d*|\.\d+))"


def parse_gates(texts: Iterable[str]) -> tuple[Gate, ...]:
    """Raises `InvalidGates` naming all that cannot be understood."""
    found = [(text, _parse(text)) for text in texts]
    if wrong := [text for text, gate in found if gate is None]:
        raise InvalidGates(
            "\n".join(f"expected a gate such as hit@5[nn]>=.85, found {text!r}" for text in wrong)
        )
    return tuple(gate for _, gate in found if gate is not None)


def _parse(text: str) -> Gate | None:
    for subject, form in _FORMS.items():
        ending = r"\s+vs\s+baseline" if subject is Subject.REGRESSION else ""
        if match := re.fullmatch(form + _REST + ending, text.strip()):
            parts = match.groupdict()
            gap = (parts.get("gap") or "").replace("->", "→").replace("-", "→") or None
            group = parts.get("group")
            return Gate(
                text.strip(), subject, parts["metric"], group, gap, parts["comparison"], float(parts["limit"])
            )
    return None


def read_gate_file(path: Path) -> tuple[str, ...]:
    """The texts of `gates = ["…", …]` in a TOML file; raises `InvalidGates`."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get("gates")
    except OSError as error:
        raise InvalidGates(f"{path} cannot be read: {error.strerror or error}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidGates(f"{path}: expected TOML: {error}") from None
    if not isinstance(found, list) or not found or not all(isinstance(one, str) for one in found):
        raise InvalidGates(f'{path}: expected gates = ["hit@5>=.90", …]')
    return tuple(found)
