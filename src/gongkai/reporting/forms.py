"""The forms of the report screens."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms

from gongkai.annualreport import FORM_2021, REQUEST_COLUMNS, Report, tables_of
from gongkai.annualreport.readers import UnreadableReport, read_report
from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.reporting import prose
from gongkai.reporting.counting import count_year
from gongkai.reporting.models import Passage

LIMIT = 20 * 1024 * 1024


class PassageForm(forms.Form):
    """A paragraph as text with figures in braces."""

    text = forms.CharField(label="段落文字", widget=forms.Textarea(attrs={"rows": 10}), required=False)

    def __init__(self, viewer: Viewer, year: int, passage: prose.Passage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Passage.objects.visible_to(viewer).filter(year=year, passage=passage.id).first()
        standard = passage.standing(count_year(viewer, year))
        self.fields["text"].initial = own.text if own and own.text else standard


class EarlierForm(forms.Form):
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
            raise forms.ValidationError("年度：请填写四位年份。")
        if file:
            self.report, self.source = self._read(file), f"文件 {file.name}"
            if self.report.year not in {None, year}:
                raise forms.ValidationError(
                    f"年度：文件是 {self.report.year} 年度报告，与所填 {year} 不一致，请核对。"
                )
        else:
            self.report, self.source = self._typed(year, data), "手工录入"
        return data

    def _read(self, file: Any) -> Report:
        if file.size > LIMIT:
            raise forms.ValidationError("已发布的报告文件：超过 20 MB，请改用网页或 Word 版本。")
        try:
            return read_report(file.read(), name=file.name)
        except UnreadableReport as error:
            raise forms.ValidationError(f"已发布的报告文件：{error}") from error

    def _typed(self, year: int, data: dict[str, Any]) -> Report:
        row = {column.id: data.get(column.id) for column in REQUEST_COLUMNS}
        if all(value is None for value in row.values()):
            raise forms.ValidationError(
                "请上传已发布的报告文件，或填写“结转下年度继续办理”一行（没有的填 0）。"
            )
        figures = {f"requests.carried_over.{column}": value for column, value in row.items()}
        organ = Organ.objects.get(code=self.viewer.organ_code)
        return Report(organ=organ.name, year=year, tables=tables_of(FORM_2021, figures, default=None))
