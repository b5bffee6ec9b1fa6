"""What people said of the same answers: one JSON object a line, `id`, `aspect` and `verdict`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from app.domain.errors import TildaError
from eval.judging.judge import Judged
from eval.judging.verdicts import Aspect, Verdict

ENOUGH = 100


class InvalidLabels(TildaError):
    """All faults of a file of labels."""


class Label(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    aspect: Aspect
    verdict: Verdict


Labels = Mapping[tuple[str, Aspect], Verdict]


def read_labels(path: Path) -> Labels:
    """Raises `InvalidLabels` with every line that is at fault."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise InvalidLabels(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InvalidLabels(f"{path} is not text in UTF-8") from None
    labels: dict[tuple[str, Aspect], Verdict] = {}
    faults = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            label = Label.model_validate_json(line)
        except ValidationError as error:
            [first, *_] = error.errors(include_url=False, include_input=False)
            where = ".".join(map(str, first["loc"])) or "the line"
            faults.append(f"{path}:{number}: {where}: {first['msg']}")
            continue
        if (label.id, label.aspect) in labels:
            faults.append(f"{path}:{number}: {label.id} has a label for {label.aspect} already")
        labels[label.id, label.aspect] = label.verdict
    if faults or not labels:
        raise InvalidLabels("\n".join(faults) or f"{path} holds no labels")
    return labels


def paired(judged: Iterable[Judged], labels: Labels, aspect: Aspect) -> list[tuple[Verdict, Verdict]]:
    """Judge and human on the same answers, where both have a verdict."""
    return [
        (majority, labels[one.id, aspect])
        for one in judged
        if one.aspect is aspect and (one.id, aspect) in labels and (majority := one.opinion.majority)
    ]
