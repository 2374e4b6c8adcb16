"""When a version leaves by itself; why a release is taken down; and what is decided on that."""

from __future__ import annotations

from django import forms

from gongkai.shell import ActionForm

MINUTE = "%Y-%m-%dT%H:%M"  # as browsers write it


class TimeForm(ActionForm):
    """At which time a version is to be released."""

    leaves_at = forms.DateTimeField(
        label="公开时间",
        help_text="到时自动公开，可以差一两分钟。",
        input_formats=[MINUTE],
        widget=forms.DateTimeInput(format=MINUTE, attrs={"type": "datetime-local"}),
        error_messages={"invalid": "请写明年月日和时分，如 2026-05-08 09:00。"},
    )


class TakeDownForm(ActionForm):
    """Why a release is taken down at once."""

    reason = forms.CharField(label="下线理由", max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class TakeDownReviewForm(ActionForm):
    """What becomes of what was taken down."""

    opinion = forms.CharField(label="复核意见", max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    verdict = forms.ChoiceField(
        choices=[("restore", "恢复公开"), ("withdraw", "撤回")], widget=forms.HiddenInput
    )

    @property
    def restores(self) -> bool:
        """Whether it is to be public again. The form must be valid."""
        return bool(self.cleaned_data["verdict"] == "restore")
