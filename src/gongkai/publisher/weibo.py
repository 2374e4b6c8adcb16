"""The interface by which a post is shared (微博开放平台 statuses/share), and what its answers mean.

Documented at open.weibo.com: POST with `access_token` and `status`; the answer is the post as JSON, or `error_code`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from gongkai.publisher import fetching

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
DECIMALS, LETTERS = 7, 4  # so many digits of a number are so many letters of an address
SERVER_ERRORS = 500
# What it refuses before it posts anything; what it says of a text that it has already is no refusal.
REFUSED = {
    10006: "没有给出应用的密钥",
    10022: "发送过于频繁，请过一会儿再发",
    10023: "发送过于频繁，请过一会儿再发",
    10024: "发送过于频繁，请过一会儿再发",
    20012: "文字超出长度",
    20015: "账号、应用或者地址受限",
    20016: "发送过于频繁，请过一会儿再发",
    20018: "文字中有平台不允许的链接",
    20020: "平台认为内容含有广告",
    20021: "平台认为内容含有不允许的文字",
    20032: "平台审核中，没有发出",
    21314: "授权已用过，请重新授权",
    21315: "授权已过期，请重新授权",
    21316: "授权已被收回，请重新授权",
    21317: "授权不成立，请重新授权",
    21327: "授权已过期，请重新授权",
    21332: "授权不成立，请重新授权",
}
HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Posted:
    """It stands: its address, and its text as the platform gives it."""

    address: str
    text: str


@dataclass(frozen=True)
class NotPosted:
    """It was not posted, for certain."""

    why: str


@dataclass(frozen=True)
class NobodyKnows:
    """Whether it was posted, nobody knows: a person must look."""

    why: str


Shared = Posted | NotPosted | NobodyKnows


def token_of(organ_code: str) -> str:
    """Return the token with which an organ posts; "" where it has none."""
    return str(settings.WEIBO_TOKENS.get(organ_code, ""))


def share(organ_code: str, text: str) -> Shared:
    """Return what became of a post. It is sent once; only what surely was not posted is called so."""
    data = urlencode({"access_token": token_of(organ_code), "status": text}).encode()
    try:
        answer = fetching.post(settings.WEIBO_API, data, HEADERS)
    except fetching.Unreachable as error:
        return NotPosted(f"没有连上微博：{error}")
    except fetching.Interrupted as error:
        return NobodyKnows(f"{error}")
    try:
        said = json.loads(answer.data)
    except ValueError:
        return NobodyKnows("微博答复的不是约定的内容")
    if not isinstance(said, dict):
        return NobodyKnows("微博答复的不是约定的内容")
    if "error_code" in said:
        return _refusal(said)
    return _post(said) if answer.status < SERVER_ERRORS else NobodyKnows("微博答复出错")


def _refusal(said: dict[str, Any]) -> Shared:
    code = said["error_code"]
    if isinstance(code, int) and code in REFUSED:
        return NotPosted(f"微博没有发出：{REFUSED[code]}")
    return NobodyKnows("微博答复了一个没有列明的错误，也可能已经发过同样的内容")


def _post(said: dict[str, Any]) -> Shared:
    number, user = str(said.get("mid") or said.get("idstr") or said.get("id") or ""), said.get("user")
    owner = str(user.get("idstr") or user.get("id") or "") if isinstance(user, dict) else ""
    if not (number.isascii() and number.isdigit() and owner.isascii() and owner.isdigit()):
        return NobodyKnows("微博答复的不是约定的内容")
    return Posted(f"https://weibo.com/{owner}/{short_of(number)}", str(said.get("text", "")))


def short_of(number: str) -> str:
    """Return the number of a post as its address has it: seven digits at a time, from the end, to base 62."""
    parts = []
    while number:
        number, last = number[:-DECIMALS], int(number[-DECIMALS:])
        letters = ""
        while last:
            last, rest = divmod(last, len(DIGITS))
            letters = DIGITS[rest] + letters
        parts.append(letters.rjust(LETTERS, "0") if number else letters)
    return "".join(reversed(parts))
