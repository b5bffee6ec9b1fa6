"""Sites that show the chat: pages on an origin of their own, served from a thread of the test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass(frozen=True)
class HostPage:
    """`policy` is its content security policy."""

    html: str
    policy: str = ""


@dataclass
class HostSite:
    """`pages` by path may be added to while it serves."""

    url: str
    pages: dict[str, HostPage] = field(default_factory=dict)


@contextmanager
def hosting(address: str = "127.0.0.1") -> Iterator[HostSite]:
    site = HostSite("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = site.pages.get(self.path.partition("?")[0])
            body = page.html.encode() if page else b""
            self.send_response(200 if page else 204)  # no complaint of Chromium about the icon
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            if page and page.policy:
                self.send_header("Content-Security-Policy", page.policy)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer((address, 0), Handler)
    site.url = f"http://{address}:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
