"""gongkai rotate-key."""

from __future__ import annotations

import click

from gongkai.config import startup
from gongkai.config.refusal import CommandRefused


@click.command(
    help="更换台账密钥：由旧密钥记入台账，此后用新密钥记账；旧密钥保留，用来核验以前的条目。\n\n"
    "示例：gongkai rotate-key"
)
def command() -> None:
    """Take up a new key; exit 1 where the keys come from the environment or are not there."""
    startup.start_django()
    from gongkai.bodies.models import Organ  # noqa: PLC0415 - models load after start_django
    from gongkai.ledger.actions.rotate_key import rotate_key  # noqa: PLC0415
    from gongkai.ledger.keys import KeyMissing  # noqa: PLC0415
    from gongkai.ledger.transactions import Actor  # noqa: PLC0415
    from gongkai.norms.today import today  # noqa: PLC0415

    organ = Organ.objects.order_by("code").first()
    if organ is None:
        raise CommandRefused("还没有机关，没有台账可用密钥。", code="no_organ")
    try:
        key = rotate_key(organ_code=organ.code, actor=Actor("命令:rotate-key", "系统维护"), day=today())
    except KeyMissing as error:
        raise CommandRefused(str(error), code="key_missing") from error
    click.echo(f"台账密钥已更换为 {key.name}，更换已记入台账。请重新备份密钥文件。")
