"""The forms of the report screens."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai import law
from gongkai.annualreport import FORM_2021, REQUEST_COLUMNS, Report, tables_of
from gongkai.annualreport.readers import UnreadableReport, read_report
from gongkai.bodies.viewer import Viewer
from gongkai.ledger import queries as ledger
from gongkai.norms.queries import rules_of
from gongkai.reporting import checking, prose
from gongkai.reporting.actions.unlock import Addition
from gongkai.reporting.blockers import name_of, unit_of
from gongkai.reporting.editing import (
    KEPT_WITH,
    NumberQuestion,
    PassageDraft,
    WrongFigure,
    figure_named,
    figure_run,
    place_after,
)
from gongkai.reporting.models import Passage
from gongkai.reporting.page import compiled_now
from gongkai.review.queries import contact_of
from gongkai.shell import ActionForm, SeveralFiles, SeveralFilesField, needed_sometimes

REPORT_FILES = ".html,.htm,.docx,.pdf,.xlsx,.txt,.md,.json,.zip"


class CheckForm(ActionForm):
    """Published reports to be checked, of whatever organ and kind."""

    reports = SeveralFilesField(
        label="已发布的年度报告",
        help_text="网页、Word、PDF（有文字层）、Excel、文本、数据文件和报送包均可，本单位、其他单位的都可以。"
        f"一次最多 {checking.MOST_FILES} 个，每个不超过 {checking.LARGEST_FILE // 1024 // 1024} MB，"
        f"合计不超过 {checking.MOST_BYTES // 1024 // 1024} MB。",
        allow_empty_file=True,  # told by its name, like any other that cannot be read
        widget=SeveralFiles(attrs={"accept": REPORT_FILES}),
    )

    def clean_reports(self) -> tuple[Any, ...]:
        """No more files, and no more of them together, than are checked at once."""
        files: tuple[Any, ...] = self.cleaned_data["reports"]
        if len(files) > checking.MOST_FILES:
            raise forms.ValidationError(too_many(len(files)))
        size = sum(file.size for file in files if file.size <= checking.LARGEST_FILE)
        if size > checking.MOST_BYTES:
            limit = checking.MOST_BYTES // 1024 // 1024
            raise forms.ValidationError(f"这些文件合计超过 {limit} MB，没有核对，请分几次选择。")
        return files


def too_many(number: int | None = None) -> str:
    """What to say where more files were chosen than are checked at once."""
    chosen = f"选择了 {number} 个文件" if number else "选择的文件太多"
    return f"{chosen}，一次最多核对 {checking.MOST_FILES} 个，没有核对，请分几次选择。"


class FinalizeForm(ActionForm):
    """Why the report is finalized again; nothing the first time."""

    note = needed_sometimes(forms.CharField(label="更正说明", max_length=400, required=False))


class PassageForm(ActionForm):
    """A paragraph in plain words; of each new number it asks which figure it is. `result` is what was made of it."""

    text = needed_sometimes(
        forms.CharField(
            label="段落文字",
            widget=forms.Textarea(attrs={"rows": 8}),
            required=False,
            help_text="照常书写。文中的统计数据随台账变动；新写的数字，保存时会问它是哪项数据。留空则恢复标准文字。",
        )
    )
    draft = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    insert = needed_sometimes(
        forms.CharField(
            label="数据名称",
            required=False,
            max_length=80,
            help_text="输入名称中的几个字，从清单中选；插入时带单位。",
            widget=forms.TextInput(attrs={"list": "figure-names", "autocomplete": "off"}),
        )
    )
    after = forms.CharField(
        label="插在哪几个字后面",
        required=False,
        max_length=80,
        help_text="照抄段落中的几个字；不填则插在段末。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self,
        viewer: Viewer,
        year: int,
        passage: prose.PassageTemplate,
        data: Any = None,
        *,
        result: PassageDraft | None = None,
    ) -> None:
        super().__init__(data)
        self.count = compiled_now(viewer, year, ledger.head().hash).count
        self.organ, self.contact = rules_of(viewer).organ, contact_of(viewer)
        self.names = {cell_id: name_of(cell_id) for cell_id in self.count.figures}
        own = Passage.objects.visible_to(viewer).filter(year=year, passage=passage.id).first()
        self.stored = own.text if own and own.text else passage.standing(self.count)
        self.result = result or self._as_it_reads(self.stored)
        self.given = (
            PassageDraft.from_json(data.get("draft", ""), self.count) if data is not None else self.result
        )
        self.fields["text"].initial, self.fields["draft"].initial = self.result.text, self.result.to_json()
        self.questions = self.given.questions()
        for number, question in enumerate(self.questions):
            self.fields[f"figure_{number}"] = needed_sometimes(
                forms.CharField(
                    label=f"“{question.number}”是哪项统计数据",
                    required=False,
                    max_length=80,
                    widget=forms.TextInput(attrs={"list": "figure-names", "autocomplete": "off"}),
                )
            )
            self.fields[f"reason_{number}"] = needed_sometimes(
                forms.CharField(
                    label="不是统计数据的，写明理由",
                    required=False,
                    max_length=100,
                    help_text="如：引用上级文件。",
                )
            )

    def clean(self) -> dict[str, Any]:
        """Say what the numbers asked about are, carry that over to the text as it is now, and insert a figure."""
        cleaned: dict[str, Any] = super().clean() or {}
        text = cleaned.get("text", "").replace("\r\n", "\n")
        draft = self._answered(cleaned).carried_to(text)
        if not draft.is_plain:
            self.add_error("text", "文字中不能有花括号和双方括号；要放统计数据，请在下面按名称插入。")
            return cleaned
        if words := cleaned.get("insert", ""):
            draft = self._inserted(draft, words, cleaned.get("after", ""))
        elif cleaned.get("after"):
            self.add_error("insert", "没有写要插入哪项统计数据。")
        self.result = self._as_it_reads(draft.stored)
        return cleaned

    def _as_it_reads(self, stored: str) -> PassageDraft:
        return PassageDraft.of(stored, self.count, self.organ, self.contact)

    def _answered(self, cleaned: dict[str, Any]) -> PassageDraft:
        draft = self.given
        for number, place in reversed(list(enumerate(self.given.open_places))):
            words = self.questions[number].number
            named, reason = (cleaned.get(f"{kind}_{number}", "") for kind in ("figure", "reason"))
            if named and reason:
                self.add_error(f"reason_{number}", "已写明是哪项统计数据的，不再写理由；两处只填一处。")
            elif KEPT_WITH.search(reason) or "|" in reason or "]" in reason:
                self.add_error(f"reason_{number}", "理由中不能有括号 { } [ ] 和竖线，请用文字写。")
            elif reason:
                draft = draft.bound(place, prose.Run(words, reason=reason))
            elif named and (cell_id := self._named(f"figure_{number}", named)):
                if self.questions[number].is_rounded:
                    self.add_error(f"figure_{number}", "数字后面带有十、百、千、万、亿的，请改写成完整的数。")
                draft = draft.bound(
                    place, prose.Run(words, cell_id=cell_id)
                )  # as typed, until it is read again
        return draft

    def _inserted(self, draft: PassageDraft, words: str, after: str) -> PassageDraft:
        cell_id = self._named("insert", words)
        if not cell_id:
            return draft
        try:
            place = place_after(draft.text, after)
            return draft.inserted(place, figure_run(cell_id, self.count), unit_of(cell_id))
        except WrongFigure as wrong:
            self.add_error("after", str(wrong))
            return draft

    def _named(self, field: str, words: str) -> str:
        try:
            return figure_named(words, self.names)
        except WrongFigure as wrong:
            self.add_error(field, str(wrong))
            return ""

    @property
    def is_unchanged(self) -> bool:
        """Whether saving would change nothing."""
        return self.result.stored == self.stored

    def asked(self) -> list[tuple[NumberQuestion, forms.BoundField, forms.BoundField]]:
        """What is asked of each number, with its two fields."""
        return [
            (question, self[f"figure_{number}"], self[f"reason_{number}"])
            for number, question in enumerate(self.questions)
        ]

    def figures(self) -> list[tuple[str, str]]:
        """What can be inserted, by name, with the figure now and its unit."""
        return [
            (name, f"{self.count.figures[cell_id].value} {unit_of(cell_id)}")
            for cell_id, name in self.names.items()
        ]

    def figures_in_text(self) -> list[tuple[str, str, int | str]]:
        """What stands in the text: cell, name, the figure now."""
        return [
            (cell_id, self.names[cell_id], self.count.figures[cell_id].value)
            for cell_id in self.result.cell_ids
        ]


class UnlockForm(ActionForm):
    """Which facts may be corrected, how many more of one day may be added, and why."""

    SHOWN = 200

    counted_on = needed_sometimes(
        forms.DateField(
            label="补登日期",
            required=False,
            help_text="漏登的记录按哪一天统计；不补登的不填。",
        )
    )
    number = needed_sometimes(
        forms.IntegerField(label="补登条数", required=False, min_value=1, max_value=1000)
    )
    reason = forms.CharField(
        label="解锁理由", max_length=400, widget=forms.Textarea(attrs={"rows": 3}), help_text="将记入台账。"
    )

    def __init__(self, year: int, query: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year, self.query = year, query
        choices = [(fact.pk, str(fact)) for fact in query.with_names().order_by("pk")[: self.SHOWN]]
        if choices:
            self.fields["chosen"] = needed_sometimes(
                forms.TypedMultipleChoiceField(
                    label="准予更正的记录",
                    choices=choices,
                    coerce=int,
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                )
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

    year = forms.IntegerField(label="年度", min_value=2008, max_value=law.YEARS[-1])
    file = needed_sometimes(
        forms.FileField(
            label="已发布的报告文件", required=False, help_text="网页、Word、PDF、Excel 均可，由系统读取。"
        )
    )

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        for column in REQUEST_COLUMNS:
            self.fields[column.id] = needed_sometimes(
                forms.IntegerField(label=f"结转下年度继续办理：{column.name}", min_value=0, required=False)
            )

    def clean(self) -> dict[str, Any]:
        """Read the file, or take the typed row; one of them is needed, and it must be of the year named."""
        data = super().clean() or {}
        year, file = data.get("year"), data.get("file")
        if year is None:
            return data
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
        if file.size > checking.LARGEST_FILE:
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
