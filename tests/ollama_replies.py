"""What a scripted model says in Ollama's own protocol: a JSON object a line, the last one `done`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.model_replies import (
    ChatRequest,
    Cut,
    Endless,
    Reply,
    Script,
    Silence,
    Step,
    always,
    encode,
    hanging,
    tokens_of,
)

NDJSON_TYPE = "application/x-ndjson"
_ABOUT = {"model": "scripted", "created_at": "2026-01-01T00:00:00.000000Z"}
_COUNTS = {"total_duration": 1, "load_duration": 1, "prompt_eval_count": 1, "eval_count": 1}


def saying_line_by_line(text: Callable[[ChatRequest], str]) -> Script:
    return lambda request: ndjson(*map(token, tokens_of(text(request))), closing())


def ndjson(*steps: Step) -> Reply:
    """A stream of exactly these steps."""
    return Reply(steps, content_type=NDJSON_TYPE)


def token(text: str) -> bytes:
    return line({**_ABOUT, "message": {"role": "assistant", "content": text}, "done": False})


def closing(reason: str = "stop") -> bytes:
    message = {"role": "assistant", "content": ""}
    return line({**_ABOUT, "message": message, "done": True, "done_reason": reason, **_COUNTS})


def line(value: object) -> bytes:
    return encode(value) + b"\n"


def refusing(status: int, message: str = "refused") -> Script:
    return always(Reply((encode({"error": message}),), status=status))


_THOUGHT = {**_ABOUT, "message": {"role": "assistant", "content": "", "thinking": "hm"}, "done": False}

# What goes wrong, by name, with the kind of failure that it is.
FAULTS: Mapping[str, tuple[Script, str]] = {
    "unknown model": (refusing(404, "model 'scripted' not found"), "not-found"),
    "wrong key": (refusing(401, "unauthorized"), "refused"),
    "a redirect": (always(Reply(status=307, headers={"Location": "http://127.0.0.1:9/api/chat"})), "not-found"),
    "overloaded": (refusing(503, "server busy, please try again"), "busy"),
    "its runner died": (refusing(500, "llama runner process has terminated"), "broken"),
    "an error in the stream": (always(ndjson(line({"error": "out of memory"}))), "broken"),
    "an error after a token": (always(ndjson(token("Tillit"), line({"error": "gone"}))), "cut"),
    "closed before the head": (always(Reply(has_head=False)), "broken"),
    "FIN after a token": (always(ndjson(token("Tillit"), Cut())), "cut"),
    "ends without done": (always(ndjson(token("Tillit"))), "cut"),
    "html": (always(Reply((b"<!doctype html><title>Sign in</title>",), content_type="text/html")), "malformed"),
    "no JSON": (always(ndjson(b"Tillit\n")), "malformed"),
    "a JSON list": (always(ndjson(b"[]\n")), "malformed"),
    "empty": (always(ndjson()), "malformed"),
    "only done": (always(ndjson(closing())), "empty"),
    "only loaded": (always(ndjson(closing("load"))), "malformed"),
    "only thoughts": (always(ndjson(Endless(line(_THOUGHT), every=0.05))), "slow"),
    "hangs": (hanging(), "slow"),
    "a token, then silence": (always(ndjson(token("Tillit"), Silence())), "slow"),
    "tokens without end": (always(ndjson(Endless(token("tillit ")))), "too-long"),
    "a line without end": (always(ndjson(Endless(b"a" * 4096))), "too-long"),
    "a refusal without end": (
        always(Reply((Endless(b"a" * 4096),), status=500)),
        "too-long",
    ),
}  # fmt: skip
