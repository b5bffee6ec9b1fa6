"""The Model Context Protocol's own client asks Tilda: within the process, over stdio and over HTTP."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import anyio
import httpx
import pytest
from mcp import Client, StdioServerParameters
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from mcp.types import CallToolResult, TextContent, Tool

from app.domain.sources import Language
from app.mcp_server.server import build_server
from app.mcp_server.tools import read_only_tools
from app.web.workers import Workers
from tests.builders import ROOT, write_corpus
from tests.fakes import DEFINITION, FakeRetriever, fake_answerer, fake_library

TEXT = """# Om tillit

## Råd till chefer

Forskaren Maja Lind ger dessa råd till chefer:

1. Lyssna på medarbetarna varje dag.
2. Ta bort mål som ingen använder.
"""
QUESTION = "Vilka råd ger Maja Lind till chefer?"
INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}
ACCEPT = {"Accept": "application/json, text/event-stream"}

Result = TypeVar("Result")


def talk_to(
    server: Server | StdioServerParameters | str, talk: Callable[[Client], Coroutine[Any, Any, Result]]
) -> Result:
    async def run() -> Result:
        with anyio.fail_after(60):
            async with Client(server) as client:
                return await talk(client)

    return anyio.run(run)


def call(server: Server | StdioServerParameters | str, tool: str, **arguments: object) -> CallToolResult:
    async def talk(client: Client) -> CallToolResult:
        result = await client.call_tool(tool, arguments)
        assert isinstance(result, CallToolResult)
        return result

    return talk_to(server, talk)


def text_of(result: CallToolResult) -> str:
    assert isinstance(result.content[0], TextContent)
    return result.content[0].text


def fake_server(base_url: str | None = None) -> Server:
    tools = read_only_tools(fake_answerer(), FakeRetriever(fake_library().documents()), Workers(1), base_url)
    return build_server("Tilda", tools, Language.SV)


@dataclass(frozen=True)
class Installation:
    """An index of one text under the cheap embedder, and how `tilda mcp` is started on it."""

    data: Path

    def command(self, *options: str) -> tuple[str, ...]:
        return (
            sys.executable,
            "-m",
            "tests.tilda_with_hash_embedder",
            "mcp",
            "--data",
            str(self.data),
            *options,
        )

    @property
    def stdio(self) -> StdioServerParameters:
        command, *arguments = self.command()
        return StdioServerParameters(command=command, args=arguments, cwd=str(ROOT), env=environment())


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("TILDA_")}


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    folder = tmp_path_factory.mktemp("mcp")
    write_corpus(folder / "corpus", tillit=TEXT)
    command = (sys.executable, "-m", "tests.tilda_with_hash_embedder", "ingest", str(folder / "corpus"))
    subprocess.run(
        (*command, "--data", str(folder)), cwd=ROOT, env=environment(), check=True, capture_output=True
    )
    return Installation(folder)


@pytest.fixture(scope="module")
def address(installation: Installation) -> Iterator[str]:
    """Where `tilda mcp --http` answers."""
    command = installation.command("--http", "--port", "0", "--allow-host", "tilda.example.org")
    with subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        printed = re.fullmatch(r"Tilda answers at (http://\S+/mcp)\n", process.stdout.readline())
        assert printed
        try:
            yield printed[1]
        finally:
            process.terminate()
            process.communicate(timeout=15)


def test_there_are_two_tools_and_both_only_read() -> None:
    async def talk(client: Client) -> list[Tool]:
        return (await client.list_tools()).tools

    tools = talk_to(fake_server(), talk)

    assert [tool.name for tool in tools] == ["search", "answer"]
    for tool in tools:
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint and not tool.annotations.destructive_hint
        assert tool.annotations.open_world_hint is False
        assert tool.output_schema is not None
        assert tool.input_schema["additionalProperties"] is False


def test_an_answer_comes_as_text_and_as_data_with_its_citations() -> None:
    result = call(fake_server("http://intranet"), "answer", question="Vilka råd?")

    assert text_of(result).startswith(
        "Louise Bringselius ger de här råden:\n\n1. Rydd opp i mål og regelverk. [1]\n"
    )
    assert "- [1–4] [Det må være tillit mellom ledelse og ansatte](http://intranet/kilde/" in text_of(result)
    assert result.structured_content["status"] == "answered"
    assert [citation["number"] for citation in result.structured_content["citations"]] == [1, 2, 3, 4]
    assert result.structured_content["citations"][0]["quote"] == "Rydd opp i mål og regelverk."


def test_without_an_address_of_the_service_nothing_is_linked() -> None:
    text = text_of(call(fake_server(), "answer", question="Vilka råd?"))

    assert "- [1–4] Det må være tillit mellom ledelse og ansatte, Tilda, 2022-12-12" in text
    assert "](" not in text


def test_a_refusal_is_a_result_and_no_error() -> None:
    result = call(fake_server(), "answer", question="Något annat?")

    assert not result.is_error
    assert result.structured_content["status"] == "no_support"
    assert text_of(result).startswith("Det hittar jag inget svar på i källorna.")


def test_found_passages_come_as_text_and_as_data() -> None:
    result = call(fake_server(), "search", query="styrning", k=20)

    found = [passage["text"] for passage in result.structured_content["passages"]]
    assert DEFINITION in found
    assert f"> {DEFINITION}" in text_of(result)


def test_text_of_a_source_is_no_markup() -> None:
    assert "<script>" not in text_of(call(fake_server(), "search", query="fientlig", k=20))


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("answer", {}, "The field question must be a text."),
        ("answer", {"question": 7}, "The field question must be a text."),
        ("answer", {"question": ""}, "a question first"),
        ("answer", {"question": "x" * 2001}, "The question is 1 characters too long."),
        ("answer", {"question": "a", "mood": "sunny"}, "question, language"),
        ("search", {"query": "a", "k": 1000}, "whole number"),
        ("search", {"query": ["a"]}, "The field query must be a text."),
    ],
)
def test_arguments_that_cannot_be_used_are_told_without_repeating_them(
    tool: str, arguments: dict[str, object], told: str
) -> None:
    result = call(fake_server(), tool, **arguments, language="en")

    assert result.is_error
    assert told in text_of(result)
    assert "sunny" not in text_of(result)


def test_a_missing_index_is_told_with_its_remedy() -> None:
    result = call(fake_server(), "answer", question="Var är ditt index?", language="nb")

    assert result.is_error
    assert "tilda index rollback" in text_of(result)


def test_a_bug_is_told_without_its_text() -> None:
    result = call(fake_server(), "answer", question="krasch")

    assert result.is_error
    assert "krasch" not in text_of(result)


def test_there_is_no_third_tool() -> None:
    async def talk(client: Client) -> str:
        with pytest.raises(MCPError) as refused:
            await client.call_tool("delete", {"question": "x"})
        return refused.value.message

    assert talk_to(fake_server(), talk) == "the tools are search, answer"


def test_tilda_answers_over_stdio(installation: Installation) -> None:
    async def talk(client: Client) -> tuple[CallToolResult, CallToolResult]:
        answered = await client.call_tool("answer", {"question": QUESTION})
        found = await client.call_tool("search", {"query": "mål", "k": 1})
        assert isinstance(answered, CallToolResult) and isinstance(found, CallToolResult)
        return answered, found

    answered, found = talk_to(installation.stdio, talk)

    quotes = [citation["quote"] for citation in answered.structured_content["citations"]]
    assert "Ta bort mål som ingen använder." in quotes
    assert all(quote in TEXT for quote in quotes)
    assert len(found.structured_content["passages"]) == 1


def test_nothing_but_the_protocol_is_on_stdout(installation: Installation) -> None:
    """A question makes the index and the language models load, which some libraries talk about."""
    requests = (
        INITIALIZE,
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {
            "jsonrpc": "2.0",
            "id": 2,
            "method": "tools/call",
            "params": {"name": "answer", "arguments": {"question": QUESTION}},
        },
    )
    sent = "".join(
        f"{httpx.Request('POST', 'http://a', json=request).read().decode()}\n" for request in requests
    )

    with subprocess.Popen(
        installation.command(),
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(sent)
        process.stdin.flush()
        lines = [process.stdout.readline(), process.stdout.readline()]
        rest, complaints = process.communicate(timeout=30)

    assert [httpx.Response(200, content=line).json()["id"] for line in lines] == [1, 2]
    assert (rest, complaints) == ("", "")


def test_without_an_index_it_starts_and_says_what_to_do(tmp_path: Path) -> None:
    result = call(Installation(tmp_path).stdio, "answer", question=QUESTION, language="sv")

    assert result.is_error
    assert "tilda ingest" in text_of(result)


def test_tilda_answers_over_http(address: str) -> None:
    result = call(address, "answer", question=QUESTION)

    assert [citation["source"]["title"] for citation in result.structured_content["citations"]][
        -1
    ] == "Om tillit"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost"}, 200),
        ({"Host": "tilda.example.org"}, 200),
        ({"Host": "tilda.example.org:8001", "Origin": "https://tilda.example.org"}, 200),
        ({"Origin": "http://127.0.0.1:3000"}, 200),
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1.evil.example"}, 421),
        ({"Host": "evil.example", "Origin": "http://evil.example"}, 421),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1.evil.example"}, 403),
    ],
)
def test_a_page_that_points_its_own_name_here_is_refused(
    address: str, headers: dict[str, str], status: int
) -> None:
    response = httpx.post(address, json=INITIALIZE, headers={**ACCEPT, **headers})

    assert response.status_code == status
    assert "access-control-allow-origin" not in response.headers
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"{}", "text/plain", 400),
        (b" " * 70_000, "application/json", 413),
    ],
)
def test_rubbish_over_http_is_refused(address: str, content: bytes, content_type: str, status: int) -> None:
    response = httpx.post(address, content=content, headers={**ACCEPT, "Content-Type": content_type})

    assert response.status_code == status


def test_only_one_address_is_served(address: str) -> None:
    assert httpx.get(address.removesuffix("/mcp")).status_code == 404
