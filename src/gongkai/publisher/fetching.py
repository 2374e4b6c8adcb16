"""Ask another server, and nobody behind our own wall: every address is looked at before it is connected to.

A name is resolved once and the connection goes to that address, so a name that answers otherwise the second time leads
nowhere; each redirect is a new question and looked at anew. Nothing is asked through a proxy.

Unreachable            no connection came about: nothing was sent
  AddressRefused       the address is none that may be asked: private, of this machine, no http
Interrupted            the server was reached, and what it answered is not known
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

CONNECT_SECONDS, ALL_SECONDS = 5.0, 20.0
LARGEST = 4 * 1024 * 1024
REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
MOVED = {301, 302, 303, 307, 308}
PIECE = 65536
# Of the new kind nothing else is given out to the open network (RFC 4291), but for what stands for the old (RFC 6052).
GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


class Unreachable(Exception):
    """No connection came about; the message says why."""


class AddressRefused(Unreachable):
    """The address is none that may be asked; the message says why."""


class Interrupted(Exception):
    """The server was reached, and what it answered is not known; the message says why."""


@dataclass(frozen=True)
class Fetched:
    """What a server answered, and at which address at last."""

    status: int
    data: bytes
    address: str
    headers: Mapping[str, str] = field(default_factory=dict)


def get(address: str, *, whole: bool = True) -> Fetched:
    """Return what stands at an address, following redirects. Raises `Unreachable` or `Interrupted`.

    Unless the `whole` is asked for, nothing is read but whether it is there: a large file costs no more than a page.
    """
    for _ in range(REDIRECTS + 1):
        answer = _ask("GET", address, None, {}, whole=whole)
        leads_to = answer.headers.get("location", "")
        if answer.status not in MOVED or not leads_to:
            return answer
        try:
            address = urljoin(address, leads_to)
        except ValueError:
            raise AddressRefused("网页转到一个不完整的网址") from None
    raise Interrupted("网页转来转去，没有到头")


def post(address: str, data: bytes, headers: Mapping[str, str]) -> Fetched:
    """Return what a server answers to data; a redirect is not followed. Raises `Unreachable` or `Interrupted`."""
    return _ask("POST", address, data, headers)


def _ask(
    method: str, address: str, data: bytes | None, headers: Mapping[str, str], *, whole: bool = True
) -> Fetched:
    parts = _parts_of(address)
    connection = _connected(parts)
    until = monotonic() + ALL_SECONDS
    cut_off = threading.Timer(
        ALL_SECONDS, _shut, [connection.sock]
    )  # a server that drips answers byte by byte
    cut_off.daemon = True
    cut_off.start()
    try:
        path = parts.path or "/"
        said = {"User-Agent": "gongkai", "Accept-Encoding": "identity", **headers}
        connection.request(method, f"{path}?{parts.query}" if parts.query else path, data, said)
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Fetched(response.status, _read(response, until) if whole else b"", address, found)
    except (OSError, http.client.HTTPException) as error:
        raise Interrupted("对方没有答完就断开了，或者超过了时限") from error
    finally:
        cut_off.cancel()
        connection.close()


def _parts_of(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise AddressRefused("网址不完整") from None
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
        raise AddressRefused("只打开 http:// 和 https:// 开头、不带用户名的网址")
    if any(ord(char) < 33 or ord(char) > 126 for char in address):
        raise AddressRefused("网址中有空格或者汉字，请从浏览器的地址栏复制")
    assert port is None or port >= 0
    return parts


def _connected(parts: SplitResult) -> http.client.HTTPConnection:
    """Return a connection to the address that was looked at; its name is only said, never asked again."""
    host = parts.hostname or ""
    port = parts.port or PORTS[parts.scheme]
    sock = _socket_to(host, port)
    made: http.client.HTTPConnection
    if parts.scheme == "https":
        try:
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
        except OSError as error:
            sock.close()
            raise Unreachable("对方的证书不可信，或者没有建立加密连接") from error
        made = http.client.HTTPSConnection(host, port, timeout=CONNECT_SECONDS)
    else:
        made = http.client.HTTPConnection(host, port, timeout=CONNECT_SECONDS)
    made.sock = sock
    return made


def _socket_to(host: str, port: int) -> socket.socket:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable("找不到这个网站，请核对网址") from error
    addresses = [str(each[4][0]) for each in found]
    if host not in settings.INSIDE_HOSTS and not all(map(is_public, addresses)):
        raise AddressRefused("网址指向内部网络或者本机，不打开")
    for address in addresses:
        try:
            return socket.create_connection((address, port), CONNECT_SECONDS)
        except OSError:
            continue
    raise Unreachable("网站没有回应")


def is_public(address: str) -> bool:
    """Return whether an address is one of the open network: not private, of this machine, link-local, multicast."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        # What an address of the new kind carries of the old one is looked at, too.
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is not None:
            return inner.is_global and not inner.is_multicast
        if found in TRANSLATED:
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
        if found not in GLOBAL_UNICAST:
            return False
    return found.is_global and not found.is_multicast


def _shut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it was closed meanwhile


def _read(response: http.client.HTTPResponse, until: float) -> bytes:
    pieces, size = [], 0
    while piece := response.read(PIECE):
        size += len(piece)
        if size > LARGEST:
            raise Interrupted("网页过大，没有读完")
        if monotonic() > until:
            raise Interrupted("超过了时限")
        pieces.append(piece)
    # One that said no length is over where it breaks off: cut off by us, it is not the whole.
    if response.length or monotonic() > until:
        raise Interrupted("对方没有答完就断开了")
    return b"".join(pieces)
