"""Checkpoints are delivered out of this machine's reach: into a folder that another machine gathers, and by mail.

Sent twice is harmless, so nothing is kept of what was sent: a way that fails fails its job or follower, and Home
tells.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from gongkai.ledger.checkpoints import SignedCheckpoint, take_checkpoint

BODY = """这是台账核验点：截至 {at:%Y-%m-%d %H:%M}，台账共 {length} 条。

请把这封邮件存档，不要改动。日后在服务器上运行 gongkai verify --against 附件（或者另存的这封邮件），
就能证明这以前的台账没有动过，并列出以后每天新增了多少条。

{text}"""


def deliver_checkpoint() -> None:
    """Deliver a checkpoint of the chain as it is now; a chain without entries has none.

    Raises `BrokenChain`, and what the folder or the mail server raises, after both were tried.
    """
    signed = take_checkpoint()
    if not signed.checkpoint.length:
        return
    try:
        _into_folder(signed)
    finally:
        _by_mail(signed)


def _into_folder(signed: SignedCheckpoint) -> None:
    folder: Path = settings.CHECKPOINTS
    folder.mkdir(parents=True, exist_ok=True)
    (folder / signed.file_name).write_text(signed.text)


def _by_mail(signed: SignedCheckpoint) -> None:
    if not settings.CHECKPOINT_MAIL:
        return
    at, length = timezone.localtime(signed.checkpoint.at), signed.checkpoint.length
    message = EmailMessage(
        subject=f"台账核验点 {at:%Y-%m-%d}（{length} 条）",
        body=BODY.format(at=at, length=length, text=signed.text),
        to=settings.CHECKPOINT_MAIL,
    )
    message.attach(signed.file_name, signed.text, "text/plain")
    message.send()
