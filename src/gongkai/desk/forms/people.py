"""Forms of the people screens. What they say is said in Chinese, with the remedy."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from gongkai.bodies.models import Officer, Role, Section, User
from gongkai.bodies.viewer import Viewer
from gongkai.shell import ActionForm

STEPS = ((1, "第一环节（拟稿人）"), (2, "第二环节（科室负责人）"), (3, "第三环节（分管领导）"))


def day_field(label: str, **kwargs: Any) -> forms.DateField:
    """Return a day's field."""
    messages = {"invalid": "不是日期，请写成 2023-05-08。"}
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, error_messages=messages, **kwargs)


class OfficerForm(ActionForm):
    """A new officer; with an account, a password to begin with."""

    number = forms.CharField(
        label="编号", max_length=20, help_text="在台账中代表本人，一人一号，不重复使用。"
    )
    name = forms.CharField(label="姓名", max_length=40)
    login = forms.CharField(
        label="登录账号", max_length=150, required=False, help_text="不登录系统的人员可以不填。"
    )
    password = forms.CharField(
        label="初始密码",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="至少 10 个字符，不能全是数字；请本人登录后立即更改。",
    )

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_number(self) -> str:
        """One number, one person."""
        number: str = self.cleaned_data["number"]
        if Officer.objects.filter(organ=self.viewer.organ_code, number=number).exists():
            raise forms.ValidationError(f"编号 {number} 已有人使用，请另编一号。")
        return number

    def clean_login(self) -> str:
        """One account, one person."""
        login: str = self.cleaned_data["login"]
        if login and User.objects.filter(username=login).exists():
            raise forms.ValidationError(f"账号 {login} 已存在，请换一个。")
        return login

    def clean(self) -> dict[str, Any]:
        """An account needs a password, and one that holds."""
        data = super().clean() or {}
        login, password = data.get("login"), data.get("password")
        if login and not password:
            self.add_error("password", "填了登录账号，请同时填写初始密码。")
        elif password:
            try:
                validate_password(password, User(username=login or ""))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data


class AppointmentForm(ActionForm):
    """A post with its role, from a day."""

    post = forms.CharField(label="职务", max_length=60)
    role = forms.ChoiceField(label="角色", help_text="角色决定可以办理的事项，见“权限一览”。")
    section = forms.ModelChoiceField(label="科室", queryset=Section.objects.none(), required=False)
    from_on = day_field("任职起")
    until_on = day_field("任职止", required=False, help_text="长期任职的不填。")

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = Role.objects.filter(organ=viewer.organ_code).order_by("pk")
        self.fields["role"].choices = [(role.code, role.name) for role in roles]  # type: ignore[attr-defined]
        self.fields["section"].queryset = Section.objects.filter(organ=viewer.organ_code)  # type: ignore[attr-defined]
        self.fields["section"].empty_label = "不属于某个科室"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        return in_order(self, "任职止早于任职起，请核对这两个日期。")


class EndForm(ActionForm):
    """The last day of an appointment."""

    until_on = day_field("任职止")

    def __init__(self, from_on: datetime.date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.from_on = from_on

    def clean_until_on(self) -> datetime.date:
        """The last day is not before the first."""
        until_on: datetime.date = self.cleaned_data["until_on"]
        if until_on < self.from_on:
            raise forms.ValidationError(f"任职自 {self.from_on} 起，终止日期不能更早。")
        return until_on


class StandInForm(ActionForm):
    """Who may take which step beside another of theirs, why, and for how long."""

    officer = forms.ModelChoiceField(label="代行人", queryset=Officer.objects.none(), empty_label="请选择")
    step = forms.TypedChoiceField(label="代行环节", coerce=int, choices=STEPS)
    reason = forms.CharField(
        label="理由",
        max_length=200,
        help_text="如：本单位在岗不足四人。拟稿人不得由代行作最后批准。",
    )
    from_on = day_field("自")
    until_on = day_field("至")

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Officer.objects.filter(organ=viewer.organ_code).order_by("number")
        self.fields["officer"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        return in_order(self, "截止日期早于开始日期，请核对。")


def in_order(form: forms.Form, sentence: str) -> dict[str, Any]:
    """Return the cleaned data; say the sentence where `until_on` comes before `from_on`."""
    data = form.cleaned_data
    first, last = data.get("from_on"), data.get("until_on")
    if first and last and last < first:
        form.add_error("until_on", sentence)
    return data
