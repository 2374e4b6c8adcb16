"""Nobody behind our own wall is asked: by no address, no name, no redirect, no name that answers otherwise later."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from gongkai.publisher import fetching
from gongkai.publisher.fetching import AddressRefused, Interrupted, Unreachable, get, is_public
from gongkai.publisher.tests.servers import LocalServer, dies_halfway, leads_to, local_server


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with local_server() as found:
        yield found


@pytest.fixture
def inside(settings: Any) -> None:
    settings.INSIDE_HOSTS = ["127.0.0.1"]


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:a00:1::"),
        *("::7f00:1", "::ffff:0:7f00:1", "64:ff9b:1::7f00:1", "fec0::1", "5f00::1"),
    ],
)
def test_addresses_behind_the_wall_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_addresses_of_the_open_network_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_this_machine_is_not_asked_however_it_is_written(host: str, server: LocalServer) -> None:
    port = server.address.rpartition(":")[2]
    with pytest.raises(Unreachable):
        get(f"http://{host}:{port}/")
    assert server.asked == []


@pytest.mark.parametrize(
    "address",
    [
        *("ftp://example.cn/", "file:///etc/passwd", "//example.cn/", "http:///x", "http://a@example.cn/"),
        *(
            "http://example.cn/\r\nHost: x",
            "http://example.cn/示例",
            "http://[::1",
            "http://example.cn:99999/",
        ),
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(AddressRefused):
        get(address)


def test_a_host_that_the_installation_names_is_asked(inside: None, server: LocalServer) -> None:
    address = server.show("/t?1", "示例")
    answer = get(address)
    assert (answer.status, answer.data.decode(), answer.address) == (200, "示例", address)


def test_a_redirect_behind_the_wall_is_refused(inside: None, server: LocalServer) -> None:
    port = server.address.rpartition(":")[2]
    server.show("/secret", "示例")
    server.pages["/open"] = leads_to(f"http://localhost:{port}/secret")
    with pytest.raises(AddressRefused, match="内部网络或者本机"):
        get(f"{server.address}/open")
    assert server.asked == ["/open"]


def test_a_name_is_asked_once_and_the_connection_goes_to_what_was_looked_at(
    monkeypatch: pytest.MonkeyPatch, server: LocalServer
) -> None:
    """A name that answers a public address first, and this machine from then on, leads nowhere near it."""
    port = int(server.address.rpartition(":")[2])
    answers = iter(["192.0.2.1", "127.0.0.1", "127.0.0.1"])  # set aside for documents: nobody is there
    asked: list[str] = []
    connected: list[tuple[str, int]] = []

    def resolve(host: str, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    def connect(address: tuple[str, int], *_: Any) -> socket.socket:
        connected.append(address)
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    monkeypatch.setattr(fetching, "is_public", lambda address: address == "192.0.2.1")
    with pytest.raises(Unreachable):
        get(f"http://rebinding.example.cn:{port}/")
    assert asked == ["rebinding.example.cn"]
    assert connected == [("192.0.2.1", port)]
    assert server.asked == []


def test_one_address_behind_the_wall_among_several_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 80)) for each in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    with pytest.raises(AddressRefused):
        get("http://example.cn/")


def test_what_is_too_large_turns_in_circles_or_breaks_off_is_interrupted(
    inside: None, server: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.pages["/circle"] = leads_to("/circle")
    with pytest.raises(Interrupted, match="转来转去"):
        get(f"{server.address}/circle")
    server.pages["/half"] = dies_halfway
    with pytest.raises(Interrupted):
        get(f"{server.address}/half")
    monkeypatch.setattr(fetching, "LARGEST", 10)
    with pytest.raises(Interrupted, match="过大"):
        get(server.show("/large", "示例" * 10))


def test_a_server_that_never_ends_is_cut_off(
    inside: None, server: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = threading.Event()
    monkeypatch.setattr(fetching, "ALL_SECONDS", 0.1)
    monkeypatch.setattr(fetching, "CONNECT_SECONDS", 600)
    server.pages["/silent"] = lambda handler: over.wait() and None
    with pytest.raises(Interrupted, match="时限"):
        get(f"{server.address}/silent")
    over.set()


def test_a_page_without_a_length_that_was_cut_off_is_not_taken_for_the_whole(
    inside: None, server: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drips(handler: Any) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write("示例".encode())
            handler.wfile.flush()
            threading.Event().wait(0.05)

    monkeypatch.setattr(fetching, "ALL_SECONDS", 0.3)
    server.pages["/t"] = drips
    with pytest.raises(Interrupted):
        get(f"{server.address}/t")
