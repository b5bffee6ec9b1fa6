"""The module uvicorn names: `uvicorn --factory app.main:create`."""

from __future__ import annotations

from fastapi import FastAPI

from app.settings import load_settings
from app.web.server import create_app
from app.wiring import build_conversations, build_service


def create() -> FastAPI:
    settings = load_settings()
    service = build_service(settings)
    service.warm()
    conversations = build_conversations(settings)
    return create_app(
        service.answerer,
        service.retriever,
        service.library,
        conversations,
        settings,
        service.is_ready,
        service.starters.of,
    )
