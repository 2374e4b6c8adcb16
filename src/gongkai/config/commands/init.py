"""gongkai init."""

from __future__ import annotations

import os

import click

from gongkai.config import sample, startup
from gongkai.config.options import IDENTIFIER
from gongkai.config.refusal import CommandRefused


@click.command(
    help="为本单位新建系统：建立机关、标准岗位和第一位工作人员。\n\n"
    "示例：gongkai init --organ 某某市某某局 --code 640500GXJ --officer zhangsan"
)
@click.option("--organ", required=True, metavar="名称", help="机关全称。")
@click.option(
    "--code", type=IDENTIFIER, required=True, metavar="代码", help="机关代码，写入台账，以后不能更改。"
)
@click.option("--officer", type=IDENTIFIER, required=True, metavar="账号", help="第一位工作人员的登录账号。")
@click.option("--region", default="", metavar="地区", help="适用地方节假日的地区，如 宁夏。")
def command(organ: str, code: str, officer: str, region: str) -> None:
    """Make a fresh home for a real organ. The password comes from GONGKAI_PASSWORD or a prompt."""
    password = os.environ.get("GONGKAI_PASSWORD") or click.prompt(
        "密码（至少 10 位）", hide_input=True, confirmation_prompt="再输入一次"
    )
    if sample.state_of(startup.home()) is not None:
        raise CommandRefused(
            f"{startup.home()} 中是示例单位，不能用作正式数据。请设置 GONGKAI_HOME 指向另一个文件夹。",
            code="sample_home",
            exit_code=2,
        )
    startup.make_home(startup.home())
    startup.start_django()
    startup.prepare_database()
    from gongkai.config.begin import CannotBegin, begin_organ  # noqa: PLC0415 - models load after start_django

    try:
        begin_organ(name=organ, code=code, login=officer, password=password, region=region)
    except CannotBegin as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{organ} 已建立。请运行 gongkai serve，用账号 {officer} 登录。")
