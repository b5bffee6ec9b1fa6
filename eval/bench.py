"""`make bench`: speed and memory of the whole product on this machine, as medians.

Everything is measured from outside through the `tilda` command or through the same `Answerer` as the
service. Figures depend on the machine and on what else it does; compare them only on one machine.
"""

from __future__ import annotations

import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from app.domain.answers import Question
from app.settings import Settings, load_settings
from app.wiring import build_embedder, build_service
from eval.cases import read_sets

PAGES = 1_400
FEWEST_CHUNKS = 5_000
QUESTIONS = 100
STARTS = 3
_SEED = 20_261_122
_CASES = Path(__file__).with_name("cases") / "dev.jsonl"
_SENTENCE = re.compile(r"[^.!?\n|*#]{40,200}[.!?]")


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    value: float
    unit: str
    bar: str = ""


def main() -> None:
    settings = load_settings()
    console = Console(highlight=False)
    table = Table("figure", "value", "bar")
    for figure in _figures(settings):
        table.add_row(figure.name, f"{figure.value:,.1f} {figure.unit}", figure.bar)
        console.print(f"{figure.name}: {figure.value:,.1f} {figure.unit}")
    console.print(table)


def _figures(settings: Settings) -> Iterator[Figure]:
    _tilda("ingest", "--data", str(settings.data))
    yield from _ingest(settings)
    yield from _answers(settings)
    yield from _service(settings)


def _ingest(settings: Settings) -> Iterator[Figure]:
    """`PAGES` pages of varied sentences, unit vectors included, once the model is on disk.

    The rate leaves out what the command needs for a single page: starting, and loading the model.
    """
    with tempfile.TemporaryDirectory() as folder:
        pages, page, data = Path(folder) / "pages", Path(folder) / "page", Path(folder) / "data"
        characters = _write_pages(pages, settings.corpus)
        page.mkdir()
        (page / "page.md").write_text("# En sida\n\nEn enda mening.\n", encoding="utf-8")
        data.mkdir()
        (data / "models").symlink_to(settings.models_folder.resolve())
        start, _ = _timed("ingest", str(page), "--data", str(data))
        whole, output = _timed("ingest", str(pages), "--data", str(data))
        unchanged, _ = _timed("ingest", str(pages), "--data", str(data))
        large = tuple(_answers(load_settings(data=data), " over the generated pages", "≤ 150"))
    chunks = int(re.findall(r"(\d+) chunks", output)[-1])
    assert chunks >= FEWEST_CHUNKS, f"only {chunks} chunks were made of the generated pages"
    yield Figure(f"ingest of {PAGES} generated pages", characters / (whole - start) / 1000, "kchar/s", "≥ 30")
    yield Figure("ingest of the same", chunks / (whole - start), "chunks/s")
    yield Figure("ingest of the same, whole command", whole, "s")
    yield Figure("ingest of one page, whole command", start, "s")
    yield Figure("second ingest without changes", unchanged, "s")
    yield Figure("chunks of the generated pages", chunks, "")
    yield from large


def _timed(*arguments: str) -> tuple[float, str]:
    """Seconds and output of a `tilda` command."""
    began = time.perf_counter()
    output = _tilda(*arguments)
    return time.perf_counter() - began, output


def _write_pages(folder: Path, corpus: Path) -> int:
    """Pages of random sentences of the corpus with their words shuffled, so that no two are alike."""
    chosen = random.Random(_SEED)
    texts = [path.read_text(encoding="utf-8") for path in sorted(corpus.rglob("*.md"))]
    sentences = [found.strip() for text in texts for found in _SENTENCE.findall(text)]
    folder.mkdir()
    characters = 0
    for number in range(PAGES):
        paragraphs = [
            " ".join(_varied(chosen, chosen.choice(sentences)) for _ in range(chosen.randint(2, 5)))
            for _ in range(chosen.randint(3, 6))
        ]
        page = f"# Sida {number}\n\n" + "\n\n".join(paragraphs) + "\n"
        (folder / f"page-{number}.md").write_text(page, encoding="utf-8")
        characters += len(page)
    return characters


def _varied(chosen: random.Random, sentence: str) -> str:
    words = sentence[:-1].split()
    chosen.shuffle(words)
    return " ".join(words).capitalize() + sentence[-1]


def _answers(settings: Settings, where: str = "", p95_bar: str = "≤ 100") -> Iterator[Figure]:
    placed, _ = read_sets([_CASES])
    questions = [item.case.question for item in placed[:: max(1, len(placed) // QUESTIONS)]][:QUESTIONS]
    embedder = build_embedder(settings)
    service = build_service(settings)
    service.warm()
    embedding = [_milliseconds(partial(embedder.embed_query, question)) for question in questions]
    search = [_milliseconds(partial(service.retriever.search, question)) for question in questions]
    answer = [_milliseconds(partial(service.answerer.answer, Question(question))) for question in questions]
    yield Figure(f"query embedding{where}, median", statistics.median(embedding), "ms")
    yield Figure(f"search{where}, median", statistics.median(search), "ms")
    yield Figure(f"whole answer{where}, p50", statistics.median(answer), "ms", "" if where else "≤ 40")
    yield Figure(f"whole answer{where}, p95", statistics.quantiles(answer, n=20)[-1], "ms", p95_bar)


def _service(settings: Settings) -> Iterator[Figure]:
    starts, peaks = [], []
    for _ in range(STARTS):
        began = time.perf_counter()
        with _serving(settings) as (process, address):
            with urllib.request.urlopen(f"{address}/readyz") as response:
                assert response.status == 200
            starts.append(time.perf_counter() - began)
            body = b'{"question": "Vad \\u00e4r tillit?"}'
            request = urllib.request.Request(
                f"{address}/api/v1/answers", body, {"Content-Type": "application/json"}
            )
            for _ in range(20):
                with urllib.request.urlopen(request) as response:
                    response.read()
            peaks.append(_peak_memory(process.pid))
    yield Figure(f"cold start to ready, median of {STARTS}", statistics.median(starts), "s", "≤ 12")
    yield Figure("peak memory of the service", max(peaks), "GiB", "≤ 1.2")


@contextmanager
def _serving(settings: Settings) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [*_COMMAND, "serve", "--port", "0", "--data", str(settings.data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout.readline().split()[-1]
        finally:
            process.terminate()


def _peak_memory(pid: int) -> float:
    """The process's largest resident set so far, in GiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024**2


_COMMAND: Sequence[str] = (sys.executable, "-c", "from app.cli import main; main()")


def _tilda(*arguments: str) -> str:
    return subprocess.run([*_COMMAND, *arguments], check=True, capture_output=True, text=True).stdout


def _milliseconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    main()
