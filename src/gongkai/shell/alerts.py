"""Suspicious sign-ins: somebody goes through names, or keeps trying one from many places."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.http import urlencode

from gongkai.bodies.viewer import Viewer
from gongkai.registry import Alert
from gongkai.shell.sign_in import besieged, sprays


def guessing(viewer: Viewer) -> Iterator[tuple[str, str]]:
    """Yield who guesses, with where the attempts are listed."""
    attempts = reverse("shell:register", args=["shell.sign_ins"])
    for source, names in sprays(viewer):
        sentence = (
            f"一日之内，有人从 {source or '无法确定的地址'} 用 {names} 个不同的账号名尝试登录，没有成功；"
        )
        yield f"{sentence}请核实来源，必要时在网络边界封禁。", f"{attempts}?{urlencode({'source': source})}"
    for officer, mistakes, sources in besieged(viewer):
        sentence = f"一日之内，{officer.name}的账号被人从 {sources} 个地址输错 {mistakes} 次；"
        yield f"{sentence}请向本人核实，并提醒更改密码。", reverse("shell:account", args=[officer.pk])


ALERTS = (
    Alert(
        id="shell.guessing",
        label="登录异常",
        sentences=lambda viewer: list(guessing(viewer)),
        permission="shell.administer_accounts",
    ),
)
