"""What endpoints do wrong, by name: bodies, streams and refusals that a client must survive."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import replace

from tests.model_replies import (
    DONE,
    SSE_TYPE,
    Cut,
    Endless,
    Pause,
    Reply,
    Script,
    Silence,
    always,
    chunk,
    closing,
    encode,
    event,
    hanging,
    opening,
    refusing,
    streamed,
    token,
    whole,
)

_FAR = 3600  # seconds; a client that waits this long has no deadline of its own


def _body(data: bytes, content_type: str = "application/json", status: int = 200) -> Script:
    return always(Reply((data,) if data else (), status=status, content_type=content_type))


def _choices(*choices: object) -> bytes:
    return encode({"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": choices})


def _message(finish: object = "stop", **message: object) -> bytes:
    return _choices({"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish})


# 200 with something in the body that is no completion; a client that streams gets it all the same.
WRONG_BODIES: Mapping[str, Script] = {
    "html": _body(b"<!doctype html><title>Sign in</title><p>Sign in", "text/html"),
    "html that says it is JSON": _body(b"<!doctype html><title>Sign in</title>"),
    "html that says it is a stream": _body(b"<!doctype html><title>Sign in</title>", SSE_TYPE),
    "empty": _body(b""),
    "empty stream": _body(b"", SSE_TYPE),
    "plain text": _body("Tillit är bra.".encode(), "text/plain"),
    "no content type": _body(b"{}", ""),
    "an image": _body(b"\x89PNG\r\n\x1a\n\x00\x00", "image/png"),
    "invalid JSON": _body(b'{"choices": [{"message": '),
    "a JSON string": _body(b'"Tillit"'),
    "a JSON list": _body(b"[]"),
    "JSON null": _body(b"null"),
    "no choices": _body(b"{}"),
    "empty choices": _body(_choices()),
    "choices that are no list": _body(b'{"choices": "Tillit"}'),
    "a choice that is null": _body(_choices(None)),
    "content null": _body(_message(content=None)),
    "content empty": _body(_message(content="")),
    "content a number": _body(_message(content=7)),
    "role only": _body(_message()),
    "unknown finish_reason": _body(_message(finish="tired", content="Tillit")),
    "length": _body(_message(finish="length", content='{"sentences": [{"text": "Till')),
    "content filter": _body(_message(finish="content_filter", content=None)),
    "a refusal": _body(_message(content=None, refusal="I cannot help with that.")),
    "a tool call nobody offered": _body(
        _message(
            finish="tool_calls",
            content=None,
            tool_calls=[
                {"id": "x", "type": "function", "function": {"name": "run", "arguments": '{"cmd": "ls"}'}}
            ],
        )
    ),
    "tool arguments that are no JSON": _body(
        _message(
            finish="tool_calls",
            content=None,
            tool_calls=[{"id": "x", "type": "function", "function": {"name": "answer", "arguments": "{"}}],
        )
    ),
    "an error inside 200": _body(encode({"error": {"message": "out of memory", "code": 500}})),
    "UTF-16": _body("{}".encode("utf-16")),
    "lone surrogate": _body(_message(content="Tillit").replace(b"Tillit", rb"\ud800")),
    "packed, and huge once unpacked": always(
        Reply((gzip.compress(b" " * 20_000_000),), headers={"Content-Encoding": "gzip"})
    ),
    "a redirect": always(Reply(status=307, headers={"Location": "http://127.0.0.1:9/v1/chat/completions"})),
}

# Streams that are no streams of completions, each ending by itself.
BROKEN_STREAMS: Mapping[str, Script] = {
    "malformed event": always(streamed(opening(), b"data: {not json\n\n", DONE)),
    "events without data": always(streamed(b"event: ping\n\n", b"id: 1\n\n", DONE)),
    "only DONE": always(streamed(DONE)),
    "role only": always(streamed(opening(), closing(), DONE)),
    "no DONE": always(streamed(opening(), token("Tillit"), closing())),
    "no finish_reason": always(streamed(opening(), token("Tillit"), DONE)),
    "usage only": always(streamed(event(encode({"choices": [], "usage": {"total_tokens": 1}})), DONE)),
    "a choice that is null": always(streamed(event(encode({"choices": [None]})), DONE)),
    "delta null": always(streamed(event(encode({"choices": [{"index": 0, "delta": None}]})), DONE)),
    "content a list": always(streamed(chunk({"content": [{"type": "text"}]}), closing(), DONE)),
    "another choice's index": always(
        streamed(event(encode({"choices": [{"index": 7, "delta": {"content": "x"}}]})), DONE)
    ),
    "a tool call nobody offered": always(
        streamed(opening("run"), token('{"cmd": "ls"}', "run"), closing("tool_calls"), DONE)
    ),
    "an error event": always(streamed(opening(), event(encode({"error": {"message": "gone"}})), DONE)),
    "NUL": always(streamed(opening(), b"data: \x00\n\n", token("a\x00b"), closing(), DONE)),
    "not UTF-8": always(streamed(opening(), event(b'{"choices": "\xff\xfe"}'), DONE)),
    "a line of 10 MB": always(streamed(opening(), b"data: " + b"a" * 10_000_000 + b"\n\n", DONE)),
    "two DONE": always(streamed(opening(), token("Tillit"), closing(), DONE, DONE, token("mer"))),
    "whole instead of streamed": always(whole("Tillit")),
}

# Connections that end, or do not, where they should not.
LOST: Mapping[str, Script] = {
    "closed before the head": always(Reply(has_head=False)),
    "FIN after the first token": always(streamed(opening(), token("Tillit"), Cut())),
    "RST after the first token": always(
        streamed(opening(), token("Tillit"), Pause(0.05), Cut(is_reset=True))
    ),
}

SLOW: Mapping[str, Script] = {
    "hangs before the first byte": hanging(),
    "head, then silence": always(streamed(Silence())),
    "a token, then silence": always(streamed(opening(), token("Tillit"), Silence())),
    "comments only": always(streamed(Endless(b": keep-alive\n\n", every=0.05))),
    "a token now and then": always(streamed(opening(), token("Tillit"), Pause(_FAR))),
}

ENDLESS: Mapping[str, Script] = {
    "tokens without end": always(streamed(opening(), Endless(token("tillit ")))),
    "empty tokens without end": always(streamed(opening(), Endless(token("")))),
    "one line without end": always(streamed(opening(), b"data: ", Endless(b"a" * 4096))),
    "blanks without end": always(streamed(opening(), Endless(token(" \n")))),
    "a whole body without end": always(
        replace(streamed(Endless(b" " * 4096)), content_type="application/json")
    ),
}

REFUSALS: Mapping[str, Script] = {
    "401": refusing(401, "invalid api key"),
    "403": refusing(403),
    "404": refusing(404, "no such model"),
    "429": refusing(429),
    "429 at once": refusing(429, retry_after="0"),
    "429 in an hour": refusing(429, retry_after="3600"),
    "429 nonsense": refusing(429, retry_after="soon"),
    "500": refusing(500),
    "502": refusing(502),
    "503": refusing(503),
    "503 in a second": refusing(503, retry_after="1"),
    "529": refusing(529),
}

FAULTS: Mapping[str, Script] = {
    f"{group}: {name}": script
    for group, scripts in (
        ("body", WRONG_BODIES),
        ("stream", BROKEN_STREAMS),
        ("lost", LOST),
        ("refusal", REFUSALS),
        ("slow", SLOW),
        ("endless", ENDLESS),
    )
    for name, script in scripts.items()
}
