"""What a scripted model reads: just enough HTTP/1.1, and a chat request."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping

from tests.model_replies import ChatRequest


async def read_http_request(reader: asyncio.StreamReader) -> tuple[str, str, Mapping[str, str], bytes]:
    """Method, path, headers with lower-case names, and the body."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, path, _ = head[0].split(" ")
    pairs = (line.partition(":") for line in head[1:] if line)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return method, path, headers, body


def read_chat_request(path: str, headers: Mapping[str, str], body: bytes) -> ChatRequest:
    asked: dict[str, object] = json.loads(body)
    structure, tool = _structure(asked)
    messages = asked.get("messages", [])
    assert isinstance(messages, list)
    return ChatRequest(
        path=path,
        headers=headers,
        body=asked,
        model=str(asked.get("model", "")),
        messages=tuple((str(message["role"]), _text(message.get("content"))) for message in messages),
        is_streamed=bool(asked.get("stream", False)),
        structure=structure,
        tool=tool,
    )


def _structure(asked: Mapping[str, object]) -> tuple[str | None, str | None]:
    tools, wanted = asked.get("tools"), asked.get("response_format")
    if isinstance(tools, list) and tools:
        return "tool", str(tools[0]["function"]["name"])
    if isinstance(wanted, dict) and wanted.get("type") != "text":
        return str(wanted["type"]), None
    if isinstance(asked.get("format"), dict):  # Ollama's way
        return "json_schema", None
    return None, None


def _text(content: object) -> str:
    """A message's text, which may come as a list of parts."""
    if isinstance(content, list):
        return "".join(str(part.get("text", "")) for part in content)
    return "" if content is None else str(content)
