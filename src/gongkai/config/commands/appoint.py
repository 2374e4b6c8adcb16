"""gongkai appoint."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import click

from gongkai.config import startup
from gongkai.config.refusal import CommandRefused

if TYPE_CHECKING:
    from gongkai.bodies.models import Officer, Organ, Role

_BAD_INPUT = 2


@click.command(
    help="在服务器上登记任职。网页上的任职由一人提名、另一人确认；刚启用、还只有一个人的单位，"
    "由能操作服务器的人用本命令登记，台账记为“命令:appoint”。\n\n"
    "示例：gongkai appoint --officer 002 --role 分管领导 --post 副局长"
)
@click.option("--officer", required=True, metavar="编号", help="已登记人员的编号或者登录账号。")
@click.option("--role", required=True, metavar="角色", help="角色名称，如 分管领导。")
@click.option("--post", required=True, metavar="职务", help="职务名称。")
@click.option(
    "--from", "from_on", type=click.DateTime(["%Y-%m-%d"]), metavar="日期", help="任职起，默认为今天。"
)
@click.option("--until", "until_on", type=click.DateTime(["%Y-%m-%d"]), metavar="日期", help="任职止。")
@click.option("--organ", metavar="代码", help="机关代码，只有一个机关时不必写。")
def command(
    officer: str,
    role: str,
    post: str,
    from_on: datetime.datetime | None,
    until_on: datetime.datetime | None,
    organ: str | None,
) -> None:
    """Appoint without a second person: who may run this owns the files, and the ledger says that it was the command."""
    startup.start_django()
    from gongkai.bodies.actions.appoint import appoint  # noqa: PLC0415 - models load after start_django
    from gongkai.bodies.viewer import command_viewer  # noqa: PLC0415
    from gongkai.norms.today import today  # noqa: PLC0415

    of = _organ(organ)
    person, held = _officer(of, officer), _role(of, role)
    first = from_on.date() if from_on else today()
    last = until_on.date() if until_on else None
    if last is not None and last < first:
        raise CommandRefused(
            "任职止早于任职起，请核对这两个日期。", code="days", where="until", exit_code=_BAD_INPUT
        )
    viewer = command_viewer(of, "appoint", on=today())
    appoint(viewer=viewer, officer=person, role=held.code, post=post, from_on=first, until_on=last)
    click.echo(f"已登记：{person.name}任{post}（{held.name}），自 {first} 起。这次登记已记入台账。")


def _organ(code: str | None) -> Organ:
    from gongkai.bodies.models import Organ  # noqa: PLC0415

    found = list(Organ.objects.filter(code=code) if code else Organ.objects.all()[:2])
    if len(found) != 1:
        message = f"没有代码为“{code}”的机关。" if code else "请用 --organ 写明机关代码。"
        raise CommandRefused(message, code="unknown_organ", where="organ", exit_code=_BAD_INPUT)
    return found[0]


def _officer(organ: Organ, name: str) -> Officer:
    from django.db.models import Q  # noqa: PLC0415

    from gongkai.bodies.models import Officer  # noqa: PLC0415

    found = Officer.objects.filter(Q(number=name) | Q(user__username=name), organ=organ).first()
    if found is None:
        message = f"{organ.name}没有编号或者账号为“{name}”的工作人员，请先在“人员与岗位”登记。"
        raise CommandRefused(message, code="unknown_officer", where="officer", exit_code=_BAD_INPUT)
    return found


def _role(organ: Organ, name: str) -> Role:
    from gongkai.bodies.models import Role  # noqa: PLC0415

    roles = list(Role.objects.filter(organ=organ).order_by("pk"))
    found = next((role for role in roles if role.name == name), None)
    if found is None:
        known = "、".join(role.name for role in roles)
        raise CommandRefused(
            f"没有“{name}”这个角色，可选：{known}。", code="unknown_role", where="role", exit_code=_BAD_INPUT
        )
    return found
