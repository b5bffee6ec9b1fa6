"""The loader for other sites: a floating address, one for each released version, and their checksums.

Any site may load it, since a script's integrity is checked only where reading it is allowed; where the chat
itself may be shown is decided by `/embed`.
"""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, HTTPException, Request, Response

from app.version import VERSION
from app.web.loader_builds import Build, floating_build, released_builds
from app.web.page_schemas import BuildOut, ManifestOut
from app.web.responses import JsonResponse

READS = ["GET", "HEAD"]
SHARED = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
FOR_AN_HOUR = {"Cache-Control": "public, max-age=3600"}
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}


def loader_router(widget: Path) -> APIRouter:
    """The builds are read once: what is served changes only with an installation."""
    router = APIRouter()
    newest = floating_build(widget)
    released = released_builds(widget)
    manifest = ManifestOut(
        version=VERSION,
        floating=newest.address,
        builds=tuple(
            BuildOut(version=version, path=build.address, integrity=build.integrity, bytes=len(build.content))
            for version, build in released.items()
        ),
    )

    @router.api_route("/widget/v1/tilda.js", methods=READS, response_model=None)
    async def get_loader(request: Request) -> Response:
        return _script(request, newest, FOR_AN_HOUR)

    @router.api_route("/widget/manifest.json", methods=READS, response_model=None)
    async def get_manifest() -> Response:
        response = JsonResponse(manifest)
        response.headers.update(SHARED | FOR_AN_HOUR)
        return response

    @router.api_route("/widget/{version}/tilda.js", methods=READS, response_model=None)
    async def get_released_loader(request: Request, version: str) -> Response:
        if version not in released:
            raise HTTPException(404)
        return _script(request, released[version], FOR_EVER)

    return router


def _script(request: Request, build: Build, keeping: dict[str, str]) -> Response:
    headers = SHARED | keeping | {"ETag": f'"{build.integrity}"'}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(build.content, headers=headers, media_type="text/javascript")
