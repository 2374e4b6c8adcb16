"""Files in front of Django: what is there is served with validators, what is not goes on to Django.

Reads the file at each request, so a file that was replaced is served whole, not cut to its old length.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterable, Mapping
from email.utils import formatdate, parsedate_to_datetime
from pathlib import Path
from typing import Any

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

TEXT = ("text/", "application/javascript", "application/json", "image/svg+xml", "application/xml")
LONGEST = 512


class FileLayer:
    """WSGI middleware that serves the files below each root at its prefix."""

    def __init__(self, application: Application, roots: Mapping[str, Path]) -> None:
        self.application = application
        self.roots = {prefix: Path(root).resolve() for prefix, root in roots.items()}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Serve a file, or pass the request on."""
        path = environ.get("PATH_INFO", "")
        if environ["REQUEST_METHOD"] in {"GET", "HEAD"}:
            for prefix, root in self.roots.items():
                if path.startswith(prefix) and (file := _file(root, path.removeprefix(prefix))):
                    return _serve(file, environ, start_response)
        return self.application(environ, start_response)


def _file(root: Path, name: str) -> Path | None:
    """The file of that name below the root, or None: outside it, hidden, or not there."""
    if not name or len(name) > LONGEST or any(part.startswith(".") for part in name.split("/")):
        return None
    try:
        file = (root / name).resolve()
        return file if file.is_relative_to(root) and file.is_file() else None
    except (OSError, ValueError):
        return None


def _serve(file: Path, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    stat = file.stat()
    etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    headers = [
        ("Content-Type", f"{kind}; charset=utf-8" if kind.startswith(TEXT) else kind),
        ("ETag", etag),
        ("Last-Modified", formatdate(stat.st_mtime, usegmt=True)),
        ("Cache-Control", "no-cache"),
        ("X-Content-Type-Options", "nosniff"),
        (
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'",
        ),
    ]
    if _unchanged(environ, etag, stat.st_mtime):
        start_response("304 Not Modified", headers)
        return []
    body = file.read_bytes()
    start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _unchanged(environ: Environ, etag: str, modified: float) -> bool:
    """Whether the client's copy is current: by its ETag, else by its date."""
    if known := environ.get("HTTP_IF_NONE_MATCH"):
        return etag in {part.strip().removeprefix("W/") for part in known.split(",")} or known.strip() == "*"
    if since := environ.get("HTTP_IF_MODIFIED_SINCE"):
        try:
            return int(modified) <= parsedate_to_datetime(since).timestamp()
        except ValueError:
            return False
    return False
