"""Forms of sign-in and accounts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, UsernameField
from django.utils import timezone
from django_otp import match_token
from django_otp.models import Device
from django_otp.plugins.otp_totp.models import TOTPDevice

from gongkai.bodies.models import Officer, User
from gongkai.bodies.viewer import Viewer
from gongkai.shell.client_address import client_address
from gongkai.shell.forms import ActionForm
from gongkai.shell.models import SignInAttempt
from gongkai.shell.queries import without_account
from gongkai.shell.sign_in import FREE_MISTAKES, MustWait, begin_attempt


class SignInForm(ActionForm, AuthenticationForm):
    """Account and password. Every mistake counts; after some, one must wait, and is told until when."""

    username = UsernameField(label="账号", widget=forms.TextInput(attrs={"autofocus": True}))
    password = forms.CharField(
        label="密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attempt: SignInAttempt | None = None
        self.wait: MustWait | None = None
        self.error_messages["invalid_login"] = (
            f"账号或密码不正确（区分大小写），或者账号已停用。连续输错 {FREE_MISTAKES} 次后须等待，等待时间逐次加倍。"
        )

    def clean(self) -> dict[str, Any]:
        """Count the attempt, then check it."""
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if name and password and self.request is not None:
            try:
                self.attempt = begin_attempt(name, client_address(self.request.META))
            except MustWait as wait:
                self.wait = wait
                raise forms.ValidationError(said(wait)) from wait
        return super().clean()


def said(wait: MustWait) -> str:
    """Return when one may try again, and what to do until then."""
    return (
        f"从您这里用这个账号连续输错次数过多，请在 {timezone.localtime(wait.until):%H:%M:%S} 以后再试，"
        "在此之前输入正确的密码也不能登录。忘记密码的，请联系本单位系统管理员重置；"
        "不是您本人操作的，请立即告知系统管理员。"
    )


class CodeForm(ActionForm):
    """The second step of signing in. Its mistakes are counted with those of the password."""

    code = forms.CharField(
        label="动态码",
        max_length=20,
        help_text="验证器显示的六位数字，或者一个恢复码。",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "autocapitalize": "none"}
        ),
    )

    def __init__(self, account: User, meta: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account, self.meta = account, meta
        self.attempt: SignInAttempt | None = None
        self.wait: MustWait | None = None
        self.device: Device | None = None

    def clean_code(self) -> str:
        """Count the attempt, then check it."""
        try:
            self.attempt = begin_attempt(self.account.username, client_address(self.meta))
        except MustWait as wait:
            self.wait = wait
            raise forms.ValidationError(said(wait)) from wait
        code = plain(self.cleaned_data["code"])
        self.device = match_token(self.account, code)
        if self.device is None:
            raise forms.ValidationError("动态码不正确，或者已经用过。请输入验证器现在显示的六位数字。")
        return code


class OwnPasswordForm(ActionForm):
    """One's own password, asked for again before what whoever found a session open must not do.

    Its mistakes are counted with those of the sign-in, so that nobody guesses here without limit.
    """

    password = forms.CharField(
        label="密码",
        strip=False,
        help_text="为确认是您本人操作，请再输入一次登录密码。",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, account: User, meta: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account, self.meta = account, meta
        self.wait: MustWait | None = None

    def clean_password(self) -> str:
        """Count the attempt, then check it."""
        password: str = self.cleaned_data["password"]
        self.wait = prove(self.account, self.meta, password)
        if self.wait is not None:
            raise forms.ValidationError(said(self.wait))
        return password


def prove(account: User, meta: Mapping[str, Any], password: str) -> MustWait | None:
    """Return until when to wait, or None where the password is right: only a mistake is kept.

    Raises `ValidationError` where it is wrong.
    """
    try:
        attempt = begin_attempt(account.username, client_address(meta))
    except MustWait as wait:
        return wait
    if not account.check_password(password):
        raise forms.ValidationError("密码不正确（区分大小写），请重新输入。")
    attempt.delete()
    return None


class NewDeviceForm(OwnPasswordForm):
    """The first code of a device, which proves that it has the key; the password where it replaces another."""

    field_order = ("password", "code")
    code = forms.CharField(
        label="动态码",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, device: TOTPDevice, *args: Any, replaces: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.device = device
        if not replaces:
            del self.fields["password"]

    def clean_code(self) -> str:
        """A code that the offered device shows now."""
        code = plain(self.cleaned_data["code"])
        if "password" in self.errors:
            return code  # which stays good for the next time
        if not self.device.verify_token(code):
            raise forms.ValidationError("动态码不正确。请核对手机的时间是否准确，再输入现在显示的六位数字。")
        return code


def plain(code: str) -> str:
    """Return a code as it is checked: half-width, without blanks and hyphens, in small letters."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", code)).lower()


class ChangePasswordForm(ActionForm, PasswordChangeForm):
    """The officer's own password. Mistakes in the old one are counted with those of the sign-in."""

    def __init__(self, account: User, meta: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(account, *args, **kwargs)
        self.meta = meta
        self.wait: MustWait | None = None
        self.fields["old_password"].label = "原密码"
        self.fields["new_password1"].label = "新密码"
        self.fields["new_password1"].help_text = "至少 10 个字符，不能全是数字，不能是常见密码。"
        self.fields["new_password2"].label = "再输一次新密码"
        self.fields["new_password2"].help_text = ""

    def clean_old_password(self) -> str:
        """Count the attempt, then check it."""
        old: str = self.cleaned_data["old_password"]
        self.wait = prove(self.user, self.meta, old)
        if self.wait is not None:
            raise forms.ValidationError(said(self.wait))
        return old

    def clean_new_password1(self) -> str:
        """A new password is another one."""
        new: str = self.cleaned_data["new_password1"]
        if new == self.data.get("old_password"):
            raise forms.ValidationError("新密码与原密码相同，请另拟一个。")
        return new


class AccountForm(ActionForm):
    """An account for an officer who has none."""

    officer = forms.ModelChoiceField(
        label="工作人员",
        queryset=Officer.objects.none(),
        help_text="只列出还没有账号的；新来的人先在“人员与岗位”中登记。",
    )
    login = forms.RegexField(
        label="登录账号",
        regex=r"^[A-Za-z0-9][A-Za-z0-9._-]{1,29}$",
        help_text="2 至 30 个字母、数字，中间可以有点、横线和下划线；区分大小写，以后不能更改。",
        error_messages={"invalid": "登录账号由 2 至 30 个字母、数字组成，中间可以有点、横线和下划线。"},
    )

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = without_account(viewer)  # type: ignore[attr-defined]


class AccountActForm(ActionForm):
    """Why something is done to an account."""

    reason = forms.CharField(
        label="理由", max_length=200, help_text="记入台账，如：本人遗忘密码；调离；长期休假。"
    )
