"""Begin a real organ: the organ, its first officer, and a sign-in."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q

from gongkai.bodies.actions.appoint import appoint
from gongkai.bodies.actions.enrol import enrol_officer
from gongkai.bodies.actions.open_organ import open_organ
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.models import Organ, User
from gongkai.bodies.viewer import command_viewer
from gongkai.ledger.transactions import Actor
from gongkai.norms.today import today


class CannotBegin(Exception):
    """The organ or its first officer cannot be made; the message says why, in Chinese."""


def begin_organ(*, name: str, code: str, login: str, password: str, region: str) -> Organ:
    """Return the new organ; its first officer administers it and is its disclosure officer."""
    begun = Organ.objects.filter(
        code=code, name=name, officers=None
    ).first()  # and cut off before its first officer
    if begun is None and Organ.objects.filter(Q(code=code) | Q(name=name)).exists():
        raise CannotBegin(f"机关“{name}”或代码“{code}”已经存在。")
    if User.objects.filter(username=login).exists():
        raise CannotBegin(f"账号“{login}”已经存在，请换一个。")
    try:
        validate_password(password, User(username=login))
    except ValidationError as error:
        raise CannotBegin("密码不合要求：" + "".join(error.messages)) from error
    day = today()
    try:
        organ = begun or open_organ(
            organ=Organ(code=code, name=name, region=region), actor=Actor("命令:init", "系统维护"), day=day
        )
    except ActionBlocked as blocked:
        raise CannotBegin("".join(blocked.sentences)) from blocked
    system = command_viewer(organ, "init", on=day)
    with system.transaction():
        user = User.objects.create_user(username=login, password=password)
        officer = enrol_officer(viewer=system, number="001", name=login, user=user)
        for role, post in (("administrator", "系统管理员"), ("disclosure_officer", "公开工作机构专人")):
            appoint(viewer=system, officer=officer, role=role, post=post, from_on=day)
    return organ
