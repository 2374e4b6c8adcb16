"""gongkai serve."""

from __future__ import annotations

import ipaddress
import os
import sys

import click

from gongkai.config import startup, supervisor


@click.command(help="启动网站和后台工作。\n\n示例：gongkai serve --port 8000")
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
    for notice in startup.notices():
        click.echo(notice, err=True)
    supervisor.run(host, port)


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
