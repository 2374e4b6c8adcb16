"""Forms of the people screens. What they say is said in Chinese, with the remedy."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.identifiers import IdentifierInput
from gongkai.bodies.models import Officer, Role, Section
from gongkai.bodies.viewer import Viewer
from gongkai.shell import ActionForm, needed_sometimes

STEPS = tuple(enumerate(("一审", "二审", "三审", "四审", "五审", "六审", "七审"), start=1))


class OfficerForm(ActionForm):
    """A new officer. The account is opened apart from it."""

    number = IdentifierInput(
        label="编号", max_length=20, help_text="字母、数字或者汉字；在台账中代表本人，一人一号，不重复使用。"
    )
    name = forms.CharField(label="姓名", max_length=40)


class AppointmentForm(ActionForm):
    """A post with its role, from a day."""

    post = forms.CharField(label="职务", max_length=60)
    role = forms.ChoiceField(label="角色", help_text="角色决定可以办理的事项，见“权限一览”。")
    section = forms.ModelChoiceField(label="科室", queryset=Section.objects.none(), required=False)
    from_on = forms.DateField(label="任职起")
    until_on = forms.DateField(label="任职止", required=False, help_text="长期任职的不填。")

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = Role.objects.filter(organ=viewer.organ_code).order_by("pk")
        self.fields["role"].choices = [(role.code, role.name) for role in roles]  # type: ignore[attr-defined]
        self.fields["section"].queryset = Section.objects.filter(organ=viewer.organ_code)  # type: ignore[attr-defined]
        self.fields["section"].empty_label = "不属于某个科室"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        return in_order(self, "任职止早于任职起，请核对这两个日期。")


class NominationForm(ActionForm):
    """The word of the second person on an appointment that another proposed."""

    verdict = forms.ChoiceField(
        label="意见", choices=(("confirm", "确认"), ("refuse", "不同意")), widget=forms.RadioSelect
    )
    reason = needed_sometimes(
        forms.CharField(label="理由", max_length=200, required=False, help_text="不同意的必填。")
    )


class EndForm(ActionForm):
    """The last day of an appointment; where work is left that nobody else can go on with, whether to end it so."""

    until_on = forms.DateField(label="任职止")

    def __init__(self, from_on: datetime.date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.from_on = from_on
        if "unattended" in self.data:
            self._ask()

    def say(self, blockers: Iterable[Blocker]) -> None:
        """Ask whether to leave work unattended where some would be."""
        found = list(blockers)
        if any(blocker.field == "unattended" for blocker in found):
            self._ask()
        super().say(found)

    def _ask(self) -> None:
        self.fields["unattended"] = forms.BooleanField(label="没有继任者，仍然终止", required=False)

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
    from_on = forms.DateField(label="代行起")
    until_on = forms.DateField(label="代行止")

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Officer.objects.filter(organ=viewer.organ_code).order_by("number")
        self.fields["officer"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        return in_order(self, "截止日期早于开始日期，请核对。")


class AbsenceForm(ActionForm):
    """Who is away, from when until when, and who acts meanwhile."""

    officer = forms.ModelChoiceField(label="离岗人", queryset=Officer.objects.none(), empty_label="请选择")
    stand_in = forms.ModelChoiceField(
        label="代行人",
        queryset=Officer.objects.none(),
        required=False,
        empty_label="没有人代行",
        help_text="离岗期间办理离岗人的审查环节，审查表上写明“代”。拟过稿、办过其他环节的，不能再代。",
    )
    reason = forms.CharField(label="离岗理由", max_length=200, help_text="如：年休假、出差、学习。")
    from_on = forms.DateField(label="离岗起")
    until_on = forms.DateField(label="离岗止")

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Officer.objects.filter(organ=viewer.organ_code).order_by("number")
        for name in ("officer", "stand_in"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        return in_order(self, "截止日期早于开始日期，请核对。")


class BackForm(ActionForm):
    """The earlier last day of an absence."""

    until_on = forms.DateField(label="离岗止")


def in_order(form: forms.Form, sentence: str) -> dict[str, Any]:
    """Return the cleaned data; say the sentence where `until_on` comes before `from_on`."""
    data = form.cleaned_data
    first, last = data.get("from_on"), data.get("until_on")
    if first and last and last < first:
        form.add_error("until_on", sentence)
    return data
