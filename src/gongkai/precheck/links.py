"""Addresses of the web: their form, and that they lead where the public can go.

Whether an address answers is asked by a job with a network, not here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address
from string import ascii_letters
from urllib.parse import urlsplit

from gongkai.precheck.dictionary import Dictionary
from gongkai.precheck.finding import TextFinding
from gongkai.precheck.text import CheckedText

_MALFORMED = re.compile(
    r"(?:hh?ttt?|tt)ps?(?:[:：]?/(?!/)|[:：](?!//)(?=[A-Za-z/]|www)|：//|;//|//)[A-Za-z0-9./：_-]{3,}"
)
_LETTERS = frozenset(ascii_letters)
_LOCAL_NAMES = ("localhost", ".local", ".lan", ".internal", ".intranet")
_EMPTY = re.compile(r"\[[^\]\n]{1,80}\]\(\s*(?:#|javascript:[^)]*)?\s*\)")


def check(text: CheckedText, dictionary: Dictionary) -> Iterator[TextFinding]:
    """Broken addresses, addresses inside the office network, addresses that carry a password."""
    for match in _MALFORMED.finditer(text.folded):
        if text.folded[match.start() - 1 : match.start()] in _LETTERS:
            continue
        yield text.finding(*match.span(), "link", "answer", "网址写法不对，点开会出错，请核对。")
    for match in _EMPTY.finditer(text.raw):
        yield text.finding(*match.span(), "link", "answer", "链接是空的，请补上网址或去掉链接。")
    for start, end in text.urls:
        yield from _address(text, start, end)


def _address(text: CheckedText, start: int, end: int) -> Iterator[TextFinding]:
    address = text.folded[start:end]
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        host, password = parts.hostname or "", parts.password
    except ValueError:
        host, password = "", None
    if password:
        yield text.finding(start, end, "link", "block", "网址里带有用户名和密码，不得公开。")
    elif _is_inside(host):
        yield text.finding(start, end, "link", "answer", "这是内部网络的地址，公众打不开，也会暴露内网结构。")
    elif "." not in host:
        yield text.finding(start, end, "link", "answer", "网址不完整，请核对。")


def _is_inside(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host.endswith(_LOCAL_NAMES)
