"""Import a ledger: choose a file, see what it would do, then do it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from gongkai import registry
from gongkai.ledger.errors import Refused
from gongkai.norms.today import today
from gongkai.shell.access import OfficerRequest, officer_view
from gongkai.shell.errors import Obstructed
from gongkai.shell.imports import staging
from gongkai.shell.imports.errors import UnreadableFile
from gongkai.shell.imports.planning import Plan, PlannedRow, plan_import
from gongkai.shell.imports.reading import LARGEST_FILE, MEGABYTE
from gongkai.shell.imports.running import run_import
from gongkai.shell.imports.template import write_template
from gongkai.shell.models import ImportRun
from gongkai.shell.registers.table import XLSX

ROWS_SHOWN = 200
ERRORS_SHOWN = 100
RUNS_SHOWN = 5
STAGED = "staged_imports"


class FileForm(forms.Form):
    """The ledger file."""

    file = forms.FileField(
        label="台账文件",
        help_text="XLSX 或 CSV，先检查，不会直接导入。",
        error_messages={"required": "请先选择文件。", "empty": "文件是空的，请重新选择。"},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse a file that is too large before reading it."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(
                f"文件超过 {LARGEST_FILE // MEGABYTE} MB，请按年份或者类别分成几个文件。"
            )
        return file


@require_http_methods(["GET", "POST"])
@officer_view()
def import_ledger(request: OfficerRequest, importer_id: str) -> HttpResponse:
    """Ask for the file; show its dry run; carry it out."""
    importer = _importer(request, importer_id)
    if "token" in request.POST:
        return _carry_out(request, importer)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        name, data = file.name, file.read()
        try:
            plan = plan_import(request.viewer, importer, data, name)
        except UnreadableFile as error:
            form.add_error("file", str(error))
        else:
            token = staging.stage(data) if not plan.header_errors else ""
            request.session[STAGED] = {"token": token, "name": name, "importer": importer.id}
            return _show(request, plan, token)
    return _ask(request, importer, form)


@require_GET
@officer_view()
def import_template(request: OfficerRequest, importer_id: str) -> HttpResponse:
    """The empty ledger to fill in."""
    importer = _importer(request, importer_id)
    disposition = content_disposition_header(True, f"{importer.title}空白台账.xlsx")
    headers = {"Content-Disposition": disposition or "attachment"}
    return HttpResponse(write_template(importer), content_type=XLSX, headers=headers)


def _ask(request: OfficerRequest, importer: registry.Importer, form: FileForm) -> HttpResponse:
    runs = ImportRun.objects.visible_to(request.viewer).filter(kind=importer.id).order_by("-id")[:RUNS_SHOWN]
    context = {
        "importer": importer,
        "form": form,
        "keys": [c.header for c in importer.columns if c.name in importer.key],
        "runs": runs,
        "register": _register_of(importer),
    }
    return render(request, "shell/import.html", context)


def _show(request: OfficerRequest, plan: Plan, token: str) -> HttpResponse:
    """The dry run as a table: what is wrong first, then the rows in the order of the file."""
    rows = sorted(plan.rows, key=lambda row: row.status != "error")
    context: dict[str, Any] = {
        "importer": plan.importer,
        "plan": plan,
        "token": token,
        "rows": rows[:ROWS_SHOWN],
        "hidden": max(0, len(rows) - ROWS_SHOWN),
        "errors": plan.errors[:ERRORS_SHOWN],
        "hidden_errors": max(0, len(plan.errors) - ERRORS_SHOWN),
        "counts": [(label, plan.number_of(status), status) for status, label in PlannedRow.LABELS.items()],
        "differing": plan.number_of("error") if plan.may_correct else 0,
        "nothing": not plan.errors and not plan.to_write(),
        "register": _register_of(plan.importer),
    }
    return render(request, "shell/import_plan.html", context)


def _carry_out(request: OfficerRequest, importer: registry.Importer) -> HttpResponse:
    """Import the file whose dry run was shown."""
    staged = request.session.get(STAGED, {})
    data = None
    if staged.get("token") and (staged["token"], staged["importer"]) == (request.POST["token"], importer.id):
        data = staging.fetch(staged["token"])
    if data is None:
        messages.error(request, "检查过的文件已不在（超过一天，或者另选了文件），请重新选择。")
        return redirect("shell:import", importer.id)
    correct = request.POST.get("correct") == "yes"
    try:
        plan = run_import(request.viewer, importer, data, staged["name"], today(), correct=correct)
    except Refused as error:
        raise Obstructed([f"{error.message}台账没有导入。"]) from error
    if plan.errors:
        messages.error(request, "检查之后，系统中的记录有变化，没有导入任何一行；请按下面的说明处理。")
        return _show(request, plan, staged["token"])
    staging.discard(staged["token"])
    del request.session[STAGED]
    messages.success(
        request, f"已导入：新增 {plan.number_of('new')} 条，更正 {plan.number_of('changed')} 条。"
    )
    register = _register_of(importer)
    return redirect("shell:register", register.id) if register else redirect("shell:import", importer.id)


def _importer(request: OfficerRequest, importer_id: str) -> registry.Importer:
    """Return the importer that an address names, if the viewer may use it."""
    try:
        importer = registry.one(registry.Importer, importer_id)
    except registry.NotDeclared:
        raise Http404 from None
    request.viewer.require(importer.act)
    return importer


def _register_of(importer: registry.Importer) -> registry.Register | None:
    """Return the register that shows what an importer brings in."""
    registers = registry.all_of(registry.Register)
    return next((register for register in registers if register.importer == importer.id), None)
