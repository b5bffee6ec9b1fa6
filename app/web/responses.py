"""A named shape as the JSON body of a response."""

from __future__ import annotations

from starlette.responses import Response

from app.web.schemas import Shown


class JsonResponse(Response):
    def __init__(self, content: Shown, status: int = 200) -> None:
        super().__init__(content.model_dump_json(), status, media_type="application/json")
