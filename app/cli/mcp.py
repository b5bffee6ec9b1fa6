"""`tilda mcp`: Tilda as a tool of other assistants."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.exits import Exit
from app.cli.options import DataOption
from app.settings import load_settings

PORT = 8001


def mcp(
    http: Annotated[bool, typer.Option("--http", help="Serve over HTTP at /mcp instead of stdio.")] = False,
    host: Annotated[
        str | None, typer.Option(help="Address to serve on (TILDA_HOST).", show_default=False)
    ] = None,
    port: Annotated[int, typer.Option(help="Port; 0 takes a free one.")] = PORT,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            help="A host name to be asked under, besides loopback; may be repeated.", show_default=False
        ),
    ] = None,
    links: Annotated[
        str | None,
        typer.Option(
            help="Where `tilda serve` is reached, for links to the passages.",
            show_default=False,
            metavar="URL",
        ),
    ] = None,
    data: DataOption = None,
) -> int:
    """Offer the tools `search` and `answer` over the Model Context Protocol."""
    settings = load_settings(host=host, port=port, data=data)
    if links is not None and not links.startswith(("http://", "https://")):
        raise typer.BadParameter(
            "expected an address that begins with http:// or https://", param_hint="--links"
        )
    from app.mcp_server.server import PATH, build_server, http_app, run_stdio
    from app.mcp_server.tools import read_only_tools
    from app.web.serving import serve, take_address
    from app.web.workers import Workers
    from app.wiring import build_service

    address = take_address(settings) if http else None
    service = build_service(settings)
    workers = Workers(settings.threads)
    base_url = links.rstrip("/") if links else None
    tools = read_only_tools(service.answerer, service.retriever, workers, base_url)
    server = build_server(settings.name, tools, settings.language)
    if address is None:
        run_stdio(server)
        return Exit.DONE
    service.warm()
    serve(http_app(server, allow_host or (), settings.language), settings, address, path=PATH)
    return Exit.DONE
