"""Import a ledger: choose a file, see what it would do, then do it. The work itself is a task."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from gongkai import registry
from gongkai.shell.access import OfficerRequest, officer_view
from gongkai.shell.downloads import as_download
from gongkai.shell.forms import ActionForm
from gongkai.shell.ledgers import staging, tasks
from gongkai.shell.models import ImportRun, Task, TaskState
from gongkai.shell.registers.table import XLSX
from gongkai.shell.spreadsheets.reading import LARGEST_FILE
from gongkai.shell.spreadsheets.template import write_template
from gongkai.shell.spreadsheets.workbook import MEGABYTE
from gongkai.shell.views.tasks import genuine_or_404, own_tasks

RUNS_SHOWN = 5


class FileForm(ActionForm):
    """The ledger file."""

    file = forms.FileField(
        label="台账文件",
        help_text="XLSX 或 CSV，先检查，不会直接导入。",
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
    """Ask for the file, and let it be checked."""
    importer = _importer(request, importer_id)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        task = tasks.check_ledger(request.viewer, importer, file.chunks(), file.name, file.size)
        if task.state != TaskState.FAILED:
            return redirect("shell:task", task.pk)
        form.add_error("file", task.failure)
    runs = ImportRun.objects.visible_to(request.viewer).filter(kind=importer.id).order_by("-id")[:RUNS_SHOWN]
    context = {"importer": importer, "form": form, "runs": runs, "register": _register_of(importer)}
    return render(request, "shell/import.html", context)


@require_http_methods(["GET", "POST"])
@officer_view()
def import_plan(request: OfficerRequest, importer_id: str, pk: int) -> HttpResponse:
    """What a task found in a file; carry it out."""
    importer = _importer(request, importer_id)
    kinds = [tasks.CHECK.id, tasks.IMPORT.id]
    own = own_tasks(request.viewer).filter(kind__in=kinds, parameters__importer=importer.id)
    task = genuine_or_404(own, pk=pk, state=TaskState.DONE)
    if request.method == "POST":
        correct = request.POST.get("correct") == "yes"
        begun = tasks.import_checked(request.viewer, importer, task, correct=correct)
        return redirect("shell:task", begun.pk)
    found = staging.findings_of(task.parameters["token"], task.pk)
    result: Any = task.result
    if found is None and not result["done"]:
        messages.error(request, "检查结果只保留一天，请重新选择文件。")
        return redirect("shell:import", importer.id)
    return render(request, "shell/import_plan.html", _shown(importer, task, found or {}))


@require_GET
@officer_view()
def import_template(request: OfficerRequest, importer_id: str) -> HttpResponse:
    """The empty ledger to fill in."""
    importer = _importer(request, importer_id)
    return as_download(write_template(importer), name=f"{importer.title}空白台账.xlsx", content_type=XLSX)


def _shown(importer: registry.Importer, task: Task, found: dict[str, Any]) -> dict[str, Any]:
    return {
        "importer": importer,
        "register": _register_of(importer),
        "task": task,
        "found": found,
        "imported": task.kind == tasks.IMPORT.id,
    }


def _importer(request: OfficerRequest, importer_id: str) -> registry.Importer:
    """Return the importer that an address names, if the viewer may use it."""
    try:
        importer = registry.one(registry.Importer, importer_id)
    except registry.NotDeclared:
        raise Http404 from None
    request.viewer.require(importer.permission)
    return importer


def _register_of(importer: registry.Importer) -> registry.Register | None:
    """Return the register that shows what an importer brings in."""
    registers = registry.all_of(registry.Register)
    return next((register for register in registers if register.importer == importer.id), None)
