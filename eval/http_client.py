"""One request to a running service, and everything that can be wrong with its reply."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self, TypeVar
from urllib.parse import urlsplit

import httpx
from pydantic import BaseModel, JsonValue, ValidationError

from app.domain.errors import TildaError

_TIMEOUT = httpx.Timeout(60.0, connect=5.0)
_BUSY = (429, 503)
_PATIENCE = 5  # times that a busy service is asked again
_LONGEST_WAIT = 30.0  # seconds

Shape = TypeVar("Shape", bound=BaseModel)


class NoUsableReply(TildaError):
    """The service could not be reached, or replied with something else than its API describes."""


def _is_http_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number
        return False


def _client() -> httpx.Client:
    return httpx.Client(timeout=_TIMEOUT, trust_env=False)  # no proxy: questions go nowhere else


@dataclass(frozen=True, slots=True)
class HttpClient:
    """Raises `ValueError` unless `base_url` is an http address. `sleep` waits, in seconds."""

    base_url: str
    sleep: Callable[[float], None] = time.sleep
    client: httpx.Client = field(default_factory=_client)

    def __post_init__(self) -> None:
        if not _is_http_address(self.base_url):
            raise ValueError("expected an address such as http://127.0.0.1:8000")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.client.close()

    @property
    def address(self) -> str:
        """The base URL without a password it may hold."""
        parts = urlsplit(self.base_url)
        return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()

    def get(self, shape: type[Shape], path: str, **parameters: str | int) -> Shape:
        """Raises `NoUsableReply`."""
        return self._read(shape, self._send("GET", path, params=parameters))

    def post(self, shape: type[Shape], path: str, body: JsonValue) -> Shape:
        """Raises `NoUsableReply`."""
        return self._read(shape, self._send("POST", path, json=body))

    def _send(
        self,
        method: str,
        path: str,
        params: dict[str, str | int] | None = None,
        json: JsonValue = None,
    ) -> httpx.Response:
        """A service that says it is busy, and for how long, is asked again; every other reply is final."""
        url = self.base_url.rstrip("/") + path
        for patience in range(_PATIENCE, -1, -1):
            try:
                response = self.client.request(method, url, params=params, json=json)
            except httpx.TimeoutException:
                raise NoUsableReply("the service did not reply in time") from None
            except httpx.HTTPError as error:
                raise NoUsableReply(f"the service cannot be reached: {error}") from None
            wait = _seconds_to_wait(response)
            if wait is None or not patience:
                return response
            self.sleep(wait)
        raise AssertionError("the last round returns")

    def _read(self, shape: type[Shape], response: httpx.Response) -> Shape:
        if response.status_code != httpx.codes.OK:
            raise NoUsableReply(f"the service replied with status {response.status_code}")
        try:
            return shape.model_validate_json(response.content)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(map(str, first["loc"])) or "the reply"
            raise NoUsableReply(f"the reply is not what the API describes: {where}: {first['msg']}") from None


def _seconds_to_wait(response: httpx.Response) -> float | None:
    asked = response.headers.get("Retry-After", "")
    if response.status_code not in _BUSY or not asked.isdecimal() or int(asked) > _LONGEST_WAIT:
        return None
    return float(asked)
