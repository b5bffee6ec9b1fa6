"""The tools behind the Model Context Protocol, over stdio or HTTP. The only module that imports `mcp`."""

from __future__ import annotations

from collections.abc import Sequence

import anyio
from mcp.server import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import MCPError
from mcp.types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    ToolAnnotations,
)
from mcp.types import Tool as Described
from starlette.types import ASGIApp

from app.domain.errors import TildaError
from app.domain.sources import Language
from app.mcp_server.tools import INSTRUCTIONS, Told, Tool
from app.version import VERSION
from app.web.languages import read_language
from app.web.last_resort import LastResort, report
from app.web.problems import Problem, problem_of
from app.web.request_edge import MAX_BODY, RequestEdge
from app.web.security import SecurityHeaders

PATH = "/mcp"
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_READ_ONLY = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def build_server(name: str, tools: Sequence[Tool], default_language: Language) -> Server:
    """Faults are told as tool results, in the language that the call names, else `default_language`."""
    by_name = {tool.name: tool for tool in tools}

    async def list_tools(_: ServerRequestContext, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[_describe(tool) for tool in tools])

    async def call_tool(_: ServerRequestContext, params: CallToolRequestParams) -> CallToolResult:
        arguments = params.arguments or {}
        language = read_language(arguments.get("language")) or default_language
        if params.name not in by_name:
            raise MCPError(INVALID_PARAMS, f"the tools are {', '.join(by_name)}")
        try:
            return _told(await by_name[params.name].call(arguments))
        except (Problem, TildaError) as error:
            problem = problem_of(error)
        except Exception as error:
            problem = report(error)
        detail = problem.document(language).detail
        return CallToolResult(content=[TextContent(type="text", text=detail)], is_error=True)

    return Server(
        "tilda",
        version=VERSION,
        title=name,
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def run_stdio(server: Server) -> None:
    """Blocks until stdin ends. Meanwhile whatever else is printed goes to stderr."""

    async def run() -> None:
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    anyio.run(run)


def http_app(server: Server, allowed_hosts: Sequence[str], default_language: Language) -> ASGIApp:
    """Streamable HTTP at `/mcp`, without sessions.

    A page in somebody's browser can make its own name point here; so only requests whose Host is loopback or
    one of `allowed_hosts`, and whose Origin, if they have one, is one of these, are served.
    """
    names = (*_LOOPBACK, *allowed_hosts)
    hosts = [host for name in names for host in (name, f"{name}:*")]
    security = TransportSecuritySettings(
        allowed_hosts=hosts,
        allowed_origins=[f"{scheme}://{host}" for scheme in ("http", "https") for host in hosts],
    )
    app: ASGIApp = server.streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=MAX_BODY,
        transport_security=security,
    )
    return SecurityHeaders(LastResort(RequestEdge(app, default_language), default_language))


def _told(told: Told) -> CallToolResult:
    return CallToolResult(
        content=[TextContent(type="text", text=told.text)],
        structured_content=told.shown.model_dump(mode="json"),
    )


def _describe(tool: Tool) -> Described:
    return Described(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.arguments.model_json_schema(),
        output_schema=tool.result.model_json_schema(mode="serialization"),
        annotations=_READ_ONLY,
    )
