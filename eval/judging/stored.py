"""A run's verdicts on disk, beside its results."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from eval.judging.judge import Judged
from eval.run_folder import UnreadableRun

VERDICTS = "verdicts.jsonl"


def write_verdicts(folder: Path, judged: Sequence[Judged]) -> None:
    adapter = TypeAdapter(Judged)
    text = "".join(adapter.dump_json(one).decode() + "\n" for one in judged)
    unfinished = folder / f"{VERDICTS}.tmp"
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(folder / VERDICTS)


def read_verdicts(folder: Path) -> tuple[Judged, ...]:
    """Raises `UnreadableRun` where no judge has been asked, or its verdicts cannot be read."""
    path = folder / VERDICTS
    adapter = TypeAdapter(Judged)
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
        return tuple(adapter.validate_json(line) for line in lines if line)
    except OSError:
        raise UnreadableRun(f"{folder} has no verdicts yet; ask a judge with --model") from None
    except ValidationError:
        raise UnreadableRun(f"{path} is of another version of Tilda; ask the judge again") from None
