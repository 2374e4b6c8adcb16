"""What is sent is UTF-8, or it is refused before anything reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gongkai.config.charset import Utf8Only


def answered(kind: str) -> tuple[str, str]:
    said: list[str] = []

    def begin(status: str, headers: list[tuple[str, str]]) -> None:
        said.append(status)

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        start_response("200 OK", [])
        return [b"served"]

    body = b"".join(Utf8Only(application)({"CONTENT_TYPE": kind}, begin))
    return said[0], body.decode()


@pytest.mark.parametrize(
    "kind",
    [
        *(
            f"application/x-www-form-urlencoded; charset={name}"
            for name in (
                "hex",
                "rot13",
                "base64",
                "idna",
                "punycode",
                "undefined",
                "utf-7",
                "gb18030",
                "utf-8x",
            )
        ),
        "text/plain;CHARSET = raw_unicode_escape",
        "text/plain; charset",
        "text/plain; charset*=hex''utf-8",
        "text/plain; charset*0=he; charset*1=x",
        "multipart/form-data; boundary*=undefined''x",
        "text/plain; charset=utf-8; charset=hex",
    ],
)
def test_another_encoding_is_refused_in_a_sentence(kind: str) -> None:
    status, said = answered(kind)
    assert status == "400 Bad Request"
    assert said.startswith("本系统只接受 UTF-8 编码的内容")


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=----WebKitFormBoundary1",
        "text/plain; charset=utf-8",
        'application/json;charset="UTF8"',
        "text/plain; Charset = utf-8 ; format=flowed",
    ],
)
def test_what_browsers_send_goes_on(kind: str) -> None:
    assert answered(kind) == ("200 OK", "served")
