"""The forms of the report screens."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms

from gongkai.annualreport import FORM_2021, REQUEST_COLUMNS, Report, tables_of
from gongkai.annualreport.readers import UnreadableReport, read_report
from gongkai.bodies.viewer import Viewer
from gongkai.ledger import queries as ledger
from gongkai.norms.queries import rules_of
from gongkai.reporting import prose
from gongkai.reporting.actions.unlock import Addition
from gongkai.reporting.blockers import name_of
from gongkai.reporting.models import Passage
from gongkai.reporting.page import compiled_now
from gongkai.shell import ActionForm

LIMIT = 20 * 1024 * 1024


class FinalizeForm(ActionForm):
    """Why the report is finalized again; nothing the first time."""

    note = forms.CharField(label="更正说明", max_length=400, required=False)


class PassageForm(ActionForm):
    """A paragraph as text with figures in braces."""

    text = forms.CharField(label="段落文字", widget=forms.Textarea(attrs={"rows": 10}), required=False)

    def __init__(
        self, viewer: Viewer, year: int, passage: prose.PassageTemplate, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.count = compiled_now(viewer, year, ledger.head().hash).count
        own = Passage.objects.visible_to(viewer).filter(year=year, passage=passage.id).first()
        self.fields["text"].initial = own.text if own and own.text else passage.standing(self.count)

    def clean_text(self) -> str:
        """Every figure named must be counted, and nothing may be left of braces that name none."""
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        if unknown := prose.not_counted(text, self.count):
            raise forms.ValidationError(
                f"{'、'.join(unknown)}：不是可以引用的统计数据，请从下面的清单中选用；"
                "确非统计数字的写成 [[数字|理由]]。"
            )
        return text

    def figures(self) -> list[tuple[str, str, int | str]]:
        """What the text may name: the code in braces, its name, the figure now; those that it names stand first."""
        named = self["text"].value() or ""
        listed = [(f"{{{p}}}", name_of(p), figure.value) for p, figure in self.count.figures.items()]
        return sorted(listed, key=lambda one: one[0] not in named)


class UnlockForm(ActionForm):
    """Which facts may be corrected, how many more of one day may be added, and why."""

    SHOWN = 200

    counted_on = forms.DateField(
        label="补登日期",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="漏登的记录按哪一天统计；不补登的不填。",
    )
    number = forms.IntegerField(label="补登条数", required=False, min_value=1, max_value=1000)
    reason = forms.CharField(
        label="解锁理由", max_length=400, widget=forms.Textarea(attrs={"rows": 3}), help_text="将记入台账。"
    )

    def __init__(self, year: int, query: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year, self.query = year, query
        choices = [(fact.pk, str(fact)) for fact in query.order_by("pk")[: self.SHOWN]]
        if choices:
            self.fields["chosen"] = forms.TypedMultipleChoiceField(
                label="准予更正的记录",
                choices=choices,
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
            self.order_fields(["chosen"])

    def clean(self) -> dict[str, Any]:
        """Day and number of an addition belong together, and the day to the year."""
        data = super().clean() or {}
        on, number = data.get("counted_on"), data.get("number")
        if bool(on) != bool(number):
            raise forms.ValidationError("补登日期和补登条数应同时填写，不补登的都不填。")
        if on and on.year != self.year:
            self.add_error("counted_on", f"应在 {self.year} 年内。")
        self.facts = list(self.query.filter(pk__in=data.get("chosen") or []))
        table = self.query.model._meta.db_table
        self.additions = [Addition(table, on, number)] if on and number else []
        return data


class PriorYearForm(ActionForm):
    """A report of an earlier year: a published file, or only the row that was carried over."""

    year = forms.IntegerField(label="年度", min_value=2008)
    file = forms.FileField(
        label="已发布的报告文件", required=False, help_text="网页、Word、PDF、Excel 均可，由系统读取。"
    )

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        for column in REQUEST_COLUMNS:
            self.fields[column.id] = forms.IntegerField(
                label=f"结转下年度继续办理：{column.name}", min_value=0, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Read the file, or take the typed row; one of them is needed, and it must be of the year named."""
        data = super().clean() or {}
        year, file = data.get("year"), data.get("file")
        if year is None:
            return data
        if year >= datetime.date.max.year:
            raise forms.ValidationError({"year": "请填写四位年份。"})
        if file:
            self.report, self.source = self._read(file), f"文件 {file.name}"
            if self.report.year not in {None, year}:
                raise forms.ValidationError(
                    {"year": f"文件是 {self.report.year} 年度报告，与所填 {year} 不一致，请核对。"}
                )
        else:
            self.report, self.source = self._typed(year, data), "手工录入"
        return data

    def _read(self, file: Any) -> Report:
        if file.size > LIMIT:
            raise forms.ValidationError({"file": "超过 20 MB，请改用网页或 Word 版本。"})
        try:
            return read_report(file.read(), name=file.name)
        except UnreadableReport as error:
            raise forms.ValidationError({"file": str(error)}) from error

    def _typed(self, year: int, data: dict[str, Any]) -> Report:
        row = {column.id: data.get(column.id) for column in REQUEST_COLUMNS}
        if all(value is None for value in row.values()):
            raise forms.ValidationError(
                "请上传已发布的报告文件，或填写“结转下年度继续办理”一行（没有的填 0）。"
            )
        figures = {f"requests.carried_over.{column}": value for column, value in row.items()}
        return Report(
            organ=rules_of(self.viewer).organ.name,
            year=year,
            tables=tables_of(FORM_2021, figures, default=None),
        )
