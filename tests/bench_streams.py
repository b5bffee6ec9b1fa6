"""`python -m tests.bench_streams [SECONDS]`: many drafted answers at once from a model of ordinary pace.

A scripted model says its first token after 300 ms and 20 a second from then on, a token being five letters at
most. It does what the prompt asks for: compact JSON, the shortest sentence first, three words as its quote. It says
the three shortest sentences of the passages in the reader's language, and needs 1.5 s until the first of them is
whole, 1.8 s for the longer ones. That is printed, and what the service adds: each further word of a sentence would
cost the model another tenth of a second, whatever the service does.

One service drafts with it; another one answers from the sources alone, before and meanwhile. The streams begin one
after another within SECONDS, `ARRIVAL` unless told otherwise, and all are open together, since each lasts longer than
that. Model, readers and both services share this machine, and the figures are its own: when others use it, too, the
processor's time for a stream says more than the clock. Needs an index: `tilda ingest`.
"""

from __future__ import annotations

import asyncio
import json
import math
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import httpx

from app.domain.sources import Language
from app.text.languages import detect_language
from tests.drafter import passages_in, written
from tests.model_replies import USUAL, ChatRequest, Script, saying, tokens_of
from tests.scripted_model import MODEL, scripted_model

STREAMS = 50
ARRIVAL = 1.0
SHORTEST = 20  # characters of a sentence
EMBEDDED = 60  # questions to the service without a model, each time
_ROOT = Path(__file__).resolve().parents[1]
_CASES = _ROOT / "eval" / "cases" / "dev.jsonl"
_EVENTS = {"Accept": "text/event-stream"}


@dataclass(frozen=True, slots=True)
class Streamed:
    """`first` and `ended` are seconds after asking; `first` is that of the first cited block, or NaN."""

    question: str
    mode: str
    first: float
    ended: float
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Served:
    url: str
    process: int

    def processor_seconds(self) -> float:
        """Of all its threads so far, in the system's mode too."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    questions, load = _questions(), os.getloadavg()[0]
    arrival = float(sys.argv[1]) if len(sys.argv) > 1 else ARRIVAL
    needed: dict[str, float] = {}
    with scripted_model(brief(questions, needed)) as model:
        drafting = {"TILDA_MODEL": f"openai:{MODEL}", "TILDA_MODEL_BASE_URL": model.base_url}
        with _serving({}) as plain, _serving(drafting) as drafted:
            asyncio.run(_ask_all(drafted.url, questions[-2:], 0))
            alone = asyncio.run(_ask_in_turn(plain.url, questions))
            before = drafted.processor_seconds()
            streams, meanwhile = asyncio.run(_together(drafted.url, plain.url, questions, arrival))
            spent_on_each = 1000 * (drafted.processor_seconds() - before) / len(streams)
        spent = [exchange.ended - exchange.began for exchange in model.exchanges[-STREAMS:]]
    generated = [stream for stream in streams if stream.mode == "generated" and not math.isnan(stream.first)]
    print(
        f"load average before and after: {load:.1f}, {os.getloadavg()[0]:.1f}; above 1 the figures say little"
    )
    print(f"streams: {len(streams)} asked, {sum(stream.is_whole for stream in streams)} finished,")
    print(f"  {len(generated)} drafted, the others from the sources alone or refused")
    firsts = [stream.first for stream in generated]
    known = [stream for stream in generated if stream.question in needed]
    models = [needed[stream.question] for stream in known]
    own = [stream.first - needed[stream.question] for stream in known]
    print(f"first verified sentence: p50 {_at(firsts, 0.5):.2f} s, p95 {_at(firsts, 0.95):.2f} s (bar 2),")
    print(f"  of which the model needed p50 {_at(models, 0.5):.2f} s, p95 {_at(models, 0.95):.2f} s")
    print(f"  and the service itself p50 {_at(own, 0.5):.2f} s, p95 {_at(own, 0.95):.2f} s")
    print(f"processor time of the service for a stream: {spent_on_each:.0f} ms")
    slowest = max(stream.ended for stream in streams)
    print(f"last stream ended after {slowest:.1f} s; the model took {max(spent):.1f} s")
    print(
        f"embedded answers: p95 {_at(alone, 0.95):.0f} ms alone, {_at(meanwhile, 0.95):.0f} ms meanwhile (bar x 2)"
    )


def brief(questions: Sequence[str], needed: dict[str, float]) -> Script:
    """Says the three shortest sentences of the passages in the language of the prompt, each with its first words.

    `needed` gets the seconds that it takes until the first one is said, by the question.
    """

    def draft(request: ChatRequest) -> str:
        reader = detect_language(request.messages[0][1], Language.SV)
        lines = [
            (line.removeprefix("- "), passage.number)
            for passage in passages_in(request)
            for line in passage.lines
            if line.endswith(".") and len(line) >= SHORTEST
        ]
        by_length = sorted(lines, key=lambda one: len(one[0]))
        readable = (one for one in by_length if detect_language(one[0], reader) is reader)
        shortest = list(islice(readable, 3))
        said = written(request, [(line, number, " ".join(line.split()[:3])) for line, number in shortest])
        until_first = tokens_of(said[: said.find('"]}') + 3])
        seconds = USUAL.first + (len(until_first) - 1) / USUAL.per_second
        needed.update({question: seconds for question in questions if question in request.text})
        return said

    return saying(draft, USUAL)


def _questions() -> list[str]:
    """In the languages of the sources, since a scripted model cannot translate."""
    cases = [json.loads(line) for line in _CASES.read_text(encoding="utf-8").splitlines()]
    return [
        str(case["question"])
        for case in cases
        if case["answerable"] and not case.get("history") and case["language"] in ("sv", "nb")
    ]


@contextmanager
def _serving(settings: dict[str, str]) -> Iterator[Served]:
    command = (sys.executable, "-c", "from app.cli import main; main()", "serve", "--port", "0")
    environment = {**os.environ, **settings}
    with subprocess.Popen(command, cwd=_ROOT, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = re.search(r"http://\S+", server.stdout.readline())
        assert address, "the service did not start"
        try:
            yield Served(address[0], server.pid)
        finally:
            server.terminate()
            server.communicate(timeout=20)


async def _together(
    drafted: str, plain: str, questions: Sequence[str], arrival: float
) -> tuple[list[Streamed], list[float]]:
    streaming = asyncio.create_task(_ask_all(drafted, questions[:STREAMS], arrival))
    meanwhile = await _ask_in_turn(plain, questions)
    return await streaming, meanwhile


async def _ask_all(url: str, questions: Sequence[str], arrival: float) -> list[Streamed]:
    async with httpx.AsyncClient(timeout=120, limits=httpx.Limits(max_connections=None)) as client:
        gap = arrival / len(questions)
        return await asyncio.gather(
            *(_stream(client, url, question, place * gap) for place, question in enumerate(questions))
        )


async def _stream(client: httpx.AsyncClient, url: str, question: str, wait: float) -> Streamed:
    await asyncio.sleep(wait)
    began = time.monotonic()
    mode, first, last, name = "", math.nan, "", ""
    body = {"question": question}
    async with client.stream("POST", f"{url}/api/v1/answers", json=body, headers=_EVENTS) as response:
        async for line in response.aiter_lines():
            if line.startswith("event:"):
                name = last = line.removeprefix("event:").strip()
            elif line.startswith("data:"):
                data = json.loads(line.removeprefix("data:"))
                mode = data.get("mode", mode)
                if math.isnan(first) and name == "block" and any(item["citations"] for item in data["items"]):
                    first = time.monotonic() - began
    return Streamed(question, mode, first, time.monotonic() - began, last == "done")


async def _ask_in_turn(url: str, questions: Sequence[str]) -> list[float]:
    """Milliseconds for each answer, ten questions a second."""
    spent = []
    async with httpx.AsyncClient(timeout=60) as client:
        for question in questions[-EMBEDDED:]:
            began = time.monotonic()
            (await client.post(f"{url}/api/v1/answers", json={"question": question})).raise_for_status()
            spent.append(1000 * (time.monotonic() - began))
            await asyncio.sleep(max(0.0, 0.1 - (time.monotonic() - began)))
    return spent


def _at(values: Sequence[float], quantile: float) -> float:
    return sorted(values)[math.ceil(quantile * len(values)) - 1] if values else math.nan


if __name__ == "__main__":
    main()
