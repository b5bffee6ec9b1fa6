"""`tilda serve`: the HTTP service and the page."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.exits import Exit
from app.cli.options import DataOption
from app.settings import load_settings


def serve(
    host: Annotated[
        str | None, typer.Option(help="Address to serve on (TILDA_HOST).", show_default=False)
    ] = None,
    port: Annotated[
        int | None, typer.Option(help="Port; 0 takes a free one (TILDA_PORT).", show_default=False)
    ] = None,
    data: DataOption = None,
) -> int:
    """Serve answers until stopped."""
    settings = load_settings(host=host, port=port, data=data)
    from app.web.server import create_app
    from app.web.serving import serve as run
    from app.web.serving import take_address
    from app.wiring import build_conversations, build_service

    address = take_address(settings)
    service = build_service(settings)
    service.warm()
    conversations = build_conversations(settings)
    app = create_app(
        service.answerer,
        service.retriever,
        service.library,
        conversations,
        settings,
        service.is_ready,
        service.starters.of,
    )
    run(app, settings, address)
    return Exit.DONE
