"""The outermost WSGI layer: refuses a request that declares another charset than UTF-8.

Django would take any codec that Python knows for the address and the form, also one that turns no bytes into text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongkai.config.file_layer import Application, Environ, StartResponse

# A charset other than UTF-8, or a parameter that names an encoding of its own (RFC 2231).
OTHER = re.compile(r'\*\d*\*?\s*=|charset(?!\s*=\s*"?utf-?8"?\s*(?:;|$))', re.IGNORECASE)
SENTENCE = "本系统只接受 UTF-8 编码的内容，请用 UTF-8 编码重新发送。\n".encode()


class Utf8Only:
    """WSGI middleware that refuses a request in any other encoding."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Pass the request on, or refuse it with a sentence."""
        if not OTHER.search(environ.get("CONTENT_TYPE", "")):
            return self.application(environ, start_response)
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(SENTENCE))),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-store"),
        ]
        start_response("400 Bad Request", headers)
        return [SENTENCE]
