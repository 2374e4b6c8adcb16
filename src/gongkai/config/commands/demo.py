"""gongkai demo."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import click

import gongkai
from gongkai.config import sample, startup, supervisor

BUILDING = "building"


def _made_by() -> str:
    """What a sample is made by: its tables and its loader. Made by anything else, it is made anew."""
    sources = sorted(Path(gongkai.__file__).parent.glob("*/migrations/*.py"))
    sources += sorted(Path(sample.__file__).parent.rglob("*.*"))
    digest = hashlib.sha256()
    for source in sources:
        if source.suffix != ".pyc":
            digest.update(source.read_bytes())
    return digest.hexdigest()


READY = _made_by()


@click.command(help="打开示例单位：2023 年的台账、年度报告和网站，首次运行时自动建立。\n\n示例：gongkai demo")
@click.option("--no-serve", is_flag=True, help="只建立示例，不启动网站。")
@click.option("--fresh", is_flag=True, help="删除原有示例，重新建立。")
@click.option("--port", default=8000, show_default="8000", metavar="端口", help="监听端口。")
def command(no_serve: bool, fresh: bool, port: int) -> None:
    """Make the sample home if it is absent, show it on this machine only."""
    folder = startup.home()
    _make(folder, fresh=fresh)
    os.environ["GONGKAI_DEMO"] = "1"
    os.environ.pop(
        "DATABASE_URL", None
    )  # the sample lives in its home, whatever database this machine serves
    startup.start_django()
    from gongkai.config.sample.load import ACCOUNTS, PASSWORD, load_sample  # noqa: PLC0415

    if sample.state_of(folder) != READY:
        click.echo("正在建立示例单位（首次运行约需一分钟）……")
        startup.prepare_database()
        load_sample(say=click.echo)
        sample.mark(folder, READY)
    click.echo(f"\n网站      http://127.0.0.1:{port}/")
    click.echo(f"工作台    http://127.0.0.1:{port}/desk/")
    click.echo(f"年度报告  http://127.0.0.1:{port}/desk/reports/2023/\n")
    click.echo("示例账号（密码均为 " + PASSWORD + "）：")
    for login, post in ACCOUNTS:
        click.echo(f"  {login:<10} {post}")
    click.echo("\n全部内容均为示例数据；只在本机可以访问，未启用第二因素登录。按 Ctrl+C 结束。")
    if not no_serve:
        for notice in startup.notices():
            click.echo(notice, err=True)
        supervisor.run("127.0.0.1", port)


def _make(folder: Path, *, fresh: bool) -> None:
    """See that the folder is a sample home or empty; never touch a real one."""
    there = folder.exists() and any(folder.iterdir())
    if there and sample.state_of(folder) is None:
        raise click.UsageError(f"{folder} 中是正式数据，不能用作示例。请设置 GONGKAI_HOME 指向另一个文件夹。")
    if there and sample.state_of(folder) not in {READY, BUILDING}:
        click.echo("原有示例由另一版程序建立，现重新建立。")
    if there and (fresh or sample.state_of(folder) != READY):
        shutil.rmtree(folder)
    startup.make_home(folder)
    if sample.state_of(folder) is None:
        sample.mark(folder, BUILDING)
