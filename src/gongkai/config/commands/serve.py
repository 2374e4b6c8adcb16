"""gongkai serve."""

from __future__ import annotations

import ipaddress
import os
import sys

import click

from gongkai.config import startup


@click.command(help="启动网站。\n\n示例：gongkai serve --port 8000")
@click.option("--host", default="127.0.0.1", show_default="127.0.0.1", metavar="地址", help="监听地址。")
@click.option("--port", default=8000, show_default="8000", metavar="端口", help="监听端口。")
def command(host: str, port: int) -> None:
    """Serve portal and desk. The local profile stays on this machine; production needs its profile set."""
    if os.environ.get("GONGKAI_PROFILE", "local") == "local" and not _loopback(host):
        raise click.UsageError(
            f"本机模式只能在本机访问，不能监听 {host}。对外提供服务请设置 GONGKAI_PROFILE=production（见部署说明）。"
        )
    startup.start_django()
    reasons = startup.reasons_not_to_serve()
    if reasons:
        for reason in reasons:
            click.echo(reason, err=True)
        sys.exit(1)
    run_server(host, port)


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def run_server(host: str, port: int) -> None:
    """Serve until interrupted."""
    from granian import Granian  # noqa: PLC0415 - other commands start without the server
    from granian.constants import Interfaces  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    Granian(
        target="gongkai.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        backpressure=64,
        respawn_failed_workers=True,
        log_access=False,
        log_level="warning",
    ).serve()
