"""Small servers on this machine, for tests: one that shows pages, one that speaks the interface of Weibo."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

HTML = "text/html; charset=utf-8"


@dataclass
class LocalServer:
    """A server that answers by path; what was posted to it is kept."""

    address: str
    pages: dict[str, Callable[[Any], None]] = field(default_factory=dict)
    posted: list[dict[str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def show(self, path: str, html: str | bytes, *, status: int = 200, media_type: str = HTML) -> str:
        """Show a page under a path from now on; return its address."""
        data = html if isinstance(html, bytes) else html.encode()

        def answer(handler: Any) -> None:
            say(handler, status, data, {"Content-Type": media_type})

        self.pages[path] = answer
        return f"{self.address}{path}"


def say(handler: Any, status: int, data: bytes, headers: dict[str, str]) -> None:
    """Answer with data."""
    handler.send_response(status)
    for name, value in {**headers, "Content-Length": str(len(data))}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(data)


def says_post(handler: Any) -> None:
    """Answer as the platform does: the post as it stands."""
    text = handler.server.local.posted[-1]["status"]
    said = {"id": 3562648573, "mid": "3501756485200075", "text": text, "user": {"id": 1404376560}}
    say(handler, 200, json.dumps(said).encode(), {"Content-Type": "application/json"})


def says_error(code: int) -> Callable[[Any], None]:
    """Return how the platform says that something is wrong."""

    def answer(handler: Any) -> None:
        data = json.dumps({"error": "示例", "error_code": code, "request": "/2/statuses/share.json"})
        say(handler, 403, data.encode(), {"Content-Type": "application/json"})

    return answer


def dies(handler: Any) -> None:
    """Take the post, and say nothing."""
    handler.connection.close()


def dies_halfway(handler: Any) -> None:
    """Take the post, and break off in the middle of the answer."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"id": 1')
    handler.wfile.flush()
    handler.connection.close()


def says_twice(handler: Any) -> None:
    """Answer, and answer again behind it."""
    says_post(handler)
    says_post(handler)


def says_another_page(handler: Any) -> None:
    """Answer with a page for people."""
    say(handler, 200, "<h1>示例登录</h1>".encode(), {"Content-Type": HTML})


def leads_to(address: str) -> Callable[[Any], None]:
    """Return how a page leads elsewhere."""
    return lambda handler: say(handler, 302, b"", {"Location": address})


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        local: LocalServer = self.server.local  # type: ignore[attr-defined]
        local.asked.append(self.path)
        page = local.pages.get(self.path)
        try:
            page(self) if page else say(self, 404, "<h1>示例：没有这个网页</h1>".encode(), {})
        except OSError:
            self.close_connection = True

    def do_POST(self) -> None:
        local: LocalServer = self.server.local  # type: ignore[attr-defined]
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        local.posted.append({name: values[0] for name, values in parse_qs(sent).items()})
        self.do_GET()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: a test looks at what was answered."""


class _Server(ThreadingHTTPServer):
    local: LocalServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A server that dies on purpose leaves no trace in the test's output."""


@contextmanager
def local_server(host: str = "127.0.0.1") -> Iterator[LocalServer]:
    """Serve until the block is left."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.local = LocalServer(f"http://{host}:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.local
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
