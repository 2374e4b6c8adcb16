"""gongkai reset-account."""

from __future__ import annotations

import click

from gongkai.config import startup
from gongkai.config.refusal import CommandRefused


@click.command(
    help="重置账号的密码：没有别的系统管理员可以在网页上办理时，在服务器上使用。\n\n"
    "新的初始密码只显示一次，登录后必须更改；重置记入台账。\n\n"
    "示例：gongkai reset-account zhangsan --second-factor"
)
@click.argument("login")
@click.option("--second-factor", is_flag=True, help="同时取消第二因素（手机和恢复码都丢失时）。")
def command(login: str, second_factor: bool) -> None:
    """Print a first password for an account; exit 2 where nobody has it."""
    startup.start_django()
    from gongkai.bodies.blockers import ActionBlocked  # noqa: PLC0415 - models load after start_django
    from gongkai.bodies.models import Officer  # noqa: PLC0415
    from gongkai.bodies.viewer import command_viewer  # noqa: PLC0415
    from gongkai.norms.today import today  # noqa: PLC0415
    from gongkai.shell import reset_password, reset_second_factor  # noqa: PLC0415

    officer = Officer.objects.select_related("organ").filter(user__username=login).first()
    if officer is None:
        raise CommandRefused(f"没有登录账号“{login}”。", code="no_account", where="login", exit_code=2)
    viewer = command_viewer(officer.organ, "reset-account", on=today())
    reason = "在服务器上重置"
    try:
        with viewer.transaction():
            if second_factor:
                reset_second_factor(viewer=viewer, officer=officer, reason=reason)
            password = reset_password(viewer=viewer, officer=officer, reason=reason)
    except ActionBlocked as blocked:
        raise CommandRefused(str(blocked), code="blocked") from blocked
    click.echo(f"{officer.name}（{login}）的初始密码：{password}\n只显示这一次，首次登录必须更改。")
