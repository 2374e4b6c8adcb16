"""The form kit: every form of every room is drawn by two templates, and every message is Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.forms.renderers import DjangoTemplates

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.ledger.errors import DatabaseRejected

T = TypeVar("T")


class Renderer(DjangoTemplates):
    """Draws `{{ form }}` and `{{ field.as_field_group }}` in the house's way."""

    form_template_name = "shell/form.html"
    field_template_name = "shell/field.html"


class ActionForm(forms.Form):
    """The form of an action: it asks in Chinese, says what stands in the way at the field, and loses nothing typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            put_in_words(field)

    def carry_out(self, action: Callable[[], T]) -> T | None:
        """Return what the action did; None when nothing was sent or it cannot be, which the form then says."""
        if not (self.is_bound and self.is_valid()):
            return None
        try:
            return action()
        except ActionBlocked as blocked:
            self.say(blocked.blockers)
        except DatabaseRejected as refused:
            self.say([self.refused(refused)])
        return None

    def refused(self, refusal: DatabaseRejected) -> Blocker:
        """Return what to say of a row that the database refused."""
        return Blocker(refusal.message)

    def say(self, blockers: Iterable[Blocker]) -> None:
        """Say each at the field it names, above all fields where it names none that the form has."""
        for blocker in blockers:
            self.add_error(blocker.field if blocker.field in self.fields else None, blocker.message)


def put_in_words(field: forms.Field) -> None:
    """Give a field its words for what is empty or unreadable, unless it has its own, and its way of asking."""
    usual = forms.Field.default_error_messages["required"]
    if field.error_messages["required"] == usual:
        field.error_messages["required"] = f"没有填写{field.label}。"
    if isinstance(field, forms.ChoiceField) and not isinstance(field.widget, forms.RadioSelect):
        known: Any = field.choices
        field.choices = [("", "请选择"), *((value, label) for value, label in known if value)]
    if isinstance(field, forms.DateField):
        field.widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        field.error_messages["invalid"] = "不是日期，请写成 2023-05-08。"


class SignInForm(AuthenticationForm):
    """Account and password; a mistake says what it costs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "账号"
        self.fields["password"].label = "密码"
        limit, minutes = settings.AXES_FAILURE_LIMIT, round(settings.AXES_COOLOFF_TIME * 60)
        self.error_messages["invalid_login"] = (
            f"账号或密码不正确（区分大小写）。连续输错 {limit} 次，该账号将锁定 {minutes} 分钟。"
        )
        self.error_messages["inactive"] = "该账号已停用，请联系本单位系统管理员。"


class ChangePasswordForm(PasswordChangeForm):
    """The officer's own password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "原密码"
        self.fields["new_password1"].label = "新密码"
        self.fields["new_password1"].help_text = "至少 10 个字符，不能全是数字，不能是常见密码。"
        self.fields["new_password2"].label = "再输一次新密码"
        self.fields["new_password2"].help_text = ""
