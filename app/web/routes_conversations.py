"""DELETE /api/v1/conversations/{id} and its export. The id is all it takes, so only its reader has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request, Response

from app.domain.conversations import Conversations
from app.domain.sources import Language
from app.web.conversation_schemas import CONVERSATION_ID, ExchangeOut
from app.web.exporting import as_jsonl, as_markdown, as_text, present_conversation
from app.web.problems import Problem
from app.web.requests import caller_language
from app.web.templating import Pages


def conversations_router(
    conversations: Conversations, waiting: CapacityLimiter, pages: Pages, default_language: Language
) -> APIRouter:
    router = APIRouter()

    @router.delete("/api/v1/conversations/{conversation_id}", response_model=None)
    async def delete_conversation(conversation_id: str) -> Response:
        """Also for a conversation that is not there: afterwards there is none."""
        _require_id(conversation_id)
        await to_thread.run_sync(conversations.delete, conversation_id, limiter=waiting)
        return Response(status_code=204)

    @router.get("/api/v1/conversations/{conversation_id}/export", response_model=None)
    async def export_conversation(request: Request, conversation_id: str) -> Response:
        _require_id(conversation_id)
        write = _writers(pages, caller_language(request, default_language), str(request.base_url))
        wanted = request.query_params.get("format", "jsonl")
        if wanted not in write:
            raise Problem("unknown-format", 422)
        found = await to_thread.run_sync(conversations.find, conversation_id, limiter=waiting)
        if not found.exchanges:
            raise Problem("conversation-not-found", 404)
        ending, media_type, written = write[wanted]
        name = f"tilda-{found.exchanges[0].asked_at:%Y-%m-%d}.{ending}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(written(present_conversation(found)), headers=headers, media_type=media_type)

    return router


Written = Callable[[tuple[ExchangeOut, ...]], str]


def _writers(pages: Pages, language: Language, base_url: str) -> Mapping[str, tuple[str, str, Written]]:
    """For each format: the file's ending, its media type, and how it is written."""
    wording = pages.wording(language, "export")
    base = base_url.rstrip("/")

    def as_html(exchanges: tuple[ExchangeOut, ...]) -> str:
        shown = {"exchanges": exchanges, "base": base, "words": wording.say}
        return pages.text("export.html", language, shown)

    return {
        "jsonl": ("jsonl", "application/x-ndjson", as_jsonl),
        "html": ("html", "text/html", as_html),
        "markdown": ("md", "text/markdown", lambda exchanges: as_markdown(exchanges, wording.say, base)),
        "text": ("txt", "text/plain", lambda exchanges: as_text(exchanges, wording.say, base)),
    }


def _require_id(conversation_id: str) -> None:
    """What cannot be an id is no conversation either."""
    if not CONVERSATION_ID.fullmatch(conversation_id):
        raise Problem("conversation-not-found", 404)
