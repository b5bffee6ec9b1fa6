"""Security headers on every response. Pure ASGI, so that streams are not buffered.

A response gets the strictest policy there is, unless it brings a policy of its own: pages to read have a style,
the chat has scripts, the page with a form may send it, and only `/embed` may be framed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NO_FRAMING = "frame-ancestors 'none'"
_NOTHING_ELSE = ("base-uri 'none'", "object-src 'none'", "frame-src 'none'", "worker-src 'none'")
_TRUSTED_TYPES = ("require-trusted-types-for 'script'", "trusted-types 'none'")
_OWN_FILES = tuple(f"{kind}-src 'self'" for kind in ("script", "style", "connect", "img", "font"))

_LOCKED = (*_NOTHING_ELSE, "form-action 'none'", NO_FRAMING, *_TRUSTED_TYPES)

DATA_POLICY = "; ".join(("default-src 'none'", *_LOCKED))
READING_POLICY = "; ".join(("default-src 'none'", "style-src 'self'", "img-src 'self'", *_LOCKED))
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": DATA_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), "
    "browsing-topics=(), storage-access=()",
    "Cache-Control": "no-store",
}
TRANSPORT_SECURITY = "max-age=31536000"


def page_policy(
    sends_forms: bool = False, ancestors: Sequence[str] | None = None, has_frames: bool = False
) -> str:
    """A page with scripts of ours that loads our own files and nothing else.

    Our own pages and `ancestors` may frame it, or nobody when they are None; `has_frames` is for the page around.
    """
    form_action = "form-action 'self'" if sends_forms else "form-action 'none'"
    framing = NO_FRAMING if ancestors is None else " ".join(("frame-ancestors", "'self'", *ancestors))
    policy = "; ".join(
        ("default-src 'none'", *_OWN_FILES, *_NOTHING_ELSE, form_action, framing, *_TRUSTED_TYPES)
    )
    return policy.replace("frame-src 'none'", "frame-src 'self'") if has_frames else policy


class SecurityHeaders:
    """Nothing is stored by caches unless the response itself says otherwise, as static files do."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if NO_FRAMING in headers["Content-Security-Policy"]:  # the other header cannot hold a list
                    headers["X-Frame-Options"] = "DENY"
                if scope.get("scheme") == "https":
                    headers["Strict-Transport-Security"] = TRANSPORT_SECURITY
            await send(message)

        await self._app(scope, receive, send_secured)
