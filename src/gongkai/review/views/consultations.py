"""Consultations about a version: asking, the page on which a seat answers, and what becomes of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.viewer import Viewer
from gongkai.papers import comparing, files, findings
from gongkai.papers import queries as papers
from gongkai.papers.content import Attachment
from gongkai.papers.hit import Hit
from gongkai.papers.models import Version
from gongkai.papers.reading import page_of
from gongkai.review import letter_out
from gongkai.review.actions.answer_question import answer, answer_blockers, treat, treat_blockers
from gongkai.review.actions.ask_seat import ask, ask_blockers, recall, recall_blockers
from gongkai.review.actions.correct_answer import correct_answer, correct_blockers
from gongkai.review.actions.decide import consultation_blockers
from gongkai.review.consultation import shown_questions, state_of
from gongkai.review.forms.seats import (
    AnswerForm,
    AskForm,
    CorrectAnswerForm,
    LetterAnswerForm,
    RecallForm,
    TreatmentForm,
)
from gongkai.review.models import SeatQuestion
from gongkai.review.progress import ReviewProgress, newest_of, shown_progress
from gongkai.review.queries import contact_of
from gongkai.review.seats import (
    ANSWERING,
    askable_seats,
    corrected,
    is_open,
    permission_for,
    questions,
    required_seats,
    sits_at,
)
from gongkai.shell import OfficerRequest, as_download, officer_view


def consulted(viewer: Viewer, progress: ReviewProgress, hits: Sequence[Hit]) -> dict[str, Any]:
    """Return what the page of a version shows: who was asked, who must be, and what that keeps from being signed."""
    goes_on = not ask_blockers(viewer, progress)
    return {
        "questions": list(shown_questions(viewer, progress)),
        "required": required_seats(viewer, progress, hits) if goes_on else [],
        "consultation_blockers": consultation_blockers(viewer, progress) if goes_on else [],
        "may_consult": goes_on and viewer.may("review.consult"),
    }


@require_http_methods(["GET", "POST"])
@officer_view("review.consult")
def consult(request: OfficerRequest, pk: int) -> HttpResponse:
    """Ask a seat, or anybody else by letter, about a version."""
    viewer = request.viewer
    version: Version = get_object_or_404(papers.versions(viewer), pk=pk)
    progress = shown_progress(viewer, version)
    if blockers := ask_blockers(viewer, progress):
        raise ActionBlocked(blockers)
    seat = request.GET.get("seat", "")
    form = AskForm(askable_seats(viewer, progress), request.POST or None, initial={"seat": seat})
    made = form.carry_out(lambda: ask(viewer=viewer, version=version, **form.cleaned_data))
    if made is not None:
        messages.success(request, f"已征求{made.name}的意见，{made.due_on} 前答复。")
        return redirect("review:question", made.pk)
    context = {
        "version": version,
        "form": form,
        "required": [each for each in required_seats(viewer, progress) if not each.if_said],
    }
    return render(request, "review/consult.html", context, status=422 if form.is_bound else 200)


@require_GET
@officer_view("review.view")
def question(request: OfficerRequest, pk: int) -> HttpResponse:
    """A question with the papers as the reviewer sees them, and what was answered or is to be."""
    return _page(request, _question(request, pk))


@require_POST
@officer_view(ANSWERING)
def give_answer(request: OfficerRequest, pk: int) -> HttpResponse:
    """Answer at a seat inside."""
    return _answered(request, _question(request, pk), AnswerForm(request.POST))


@require_POST
@officer_view("review.consult")
def record_letter(request: OfficerRequest, pk: int) -> HttpResponse:
    """Record the letter in which somebody outside answered."""
    return _answered(request, _question(request, pk), LetterAnswerForm(request.POST, request.FILES))


def _answered(request: OfficerRequest, found: SeatQuestion, form: AnswerForm) -> HttpResponse:
    made = form.carry_out(
        lambda: answer(
            viewer=request.viewer,
            question=found,
            opinion=form.cleaned_data["opinion"],
            text=form.cleaned_data["text"],
            letter=form.letter,
        )
    )
    if made is None:
        return _page(request, found, answering=form, status=422)
    messages.success(request, f"已答复：{made.get_opinion_display()}。")
    return redirect("review:question", found.pk)


@require_POST
@officer_view("review.consult")
def treat_opinion(request: OfficerRequest, pk: int) -> HttpResponse:
    """Say what is done with an opinion."""
    found = _question(request, pk)
    form = TreatmentForm(request.POST)
    made = form.carry_out(lambda: treat(viewer=request.viewer, question=found, **form.cleaned_data))
    if made is None:
        return _page(request, found, treating=form, status=422)
    messages.success(request, "已写明如何处理。")
    return redirect("review:question", pk)


@require_POST
@officer_view("review.consult")
def recall_question(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take a question back that was not answered."""
    found = _question(request, pk)
    form = RecallForm(request.POST)
    made = form.carry_out(lambda: recall(viewer=request.viewer, question=found, **form.cleaned_data))
    if made is None:
        return _page(request, found, recalling=form, status=422)
    messages.success(request, "已撤回。")
    return redirect("review:question", pk)


@require_POST
@officer_view("review.view")
def correct(request: OfficerRequest, pk: int) -> HttpResponse:
    """Say that an answer was recorded wrongly, and answer again."""
    found = _question(request, pk)
    request.viewer.require(permission_for(found))
    form = CorrectAnswerForm(request.POST)
    again = form.carry_out(lambda: correct_answer(viewer=request.viewer, question=found, **form.cleaned_data))
    if again is None:
        return _page(request, found, correcting=form, status=422)
    messages.success(request, "原来登记的答复不作数，请在这里重新答复。")
    return redirect("review:question", again.pk)


@require_GET
@officer_view("review.view")
def scan(request: OfficerRequest, pk: int, place: int) -> HttpResponse:
    """A page of the answer as it was scanned, by its place from 1."""
    said = getattr(_question(request, pk), "answer", None)
    if said is None or not 1 <= place <= len(said.files):
        raise Http404
    found = said.files[place - 1]
    try:
        data = files.read(found)
    except files.FileDamaged as damaged:
        raise Http404(str(damaged)) from damaged
    return as_download(data, name=found.name, content_type=found.media_type)


@require_GET
@officer_view("review.view")
def printed(request: OfficerRequest, pk: int, suffix: str) -> HttpResponse:
    """The letter in which somebody outside is asked, to print and send."""
    found = _question(request, pk)
    if suffix not in letter_out.FORMATS or not found.by_letter:
        raise Http404
    data = letter_out.write(found, suffix, contact=contact_of(request.viewer))
    name = f"征求意见函 {found.name} {found.version.title}.{suffix}"
    return as_download(data, name=name, content_type=letter_out.FORMATS[suffix])


def _question(request: OfficerRequest, pk: int) -> SeatQuestion:
    found: SeatQuestion = get_object_or_404(questions(request.viewer), pk=pk)
    return found


def _page(
    request: OfficerRequest,
    found: SeatQuestion,
    *,
    answering: AnswerForm | None = None,
    treating: TreatmentForm | None = None,
    recalling: RecallForm | None = None,
    correcting: CorrectAnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    viewer = request.viewer
    version: Version = papers.versions(viewer).get(pk=found.version_id)
    progress = shown_progress(viewer, version)
    hits = findings.kept_hits(progress.form.findings) if progress.form else findings.hits_of(version)
    newest = None if progress.is_newest else version.document.newest
    may = viewer.may("review.consult")
    context: dict[str, Any] = {
        "asked": found,
        "said": getattr(found, "answer", None),
        "corrected": corrected(found),
        "corrects": getattr(found, "corrects", None),
        "correcting": correcting or _correct_form(viewer, found, progress),
        "scanned": _scanned(found),
        "state": state_of(found, viewer.day),
        "version": version,
        "progress": progress,
        "service": version.document.declared_kind.service,
        "facts": version.document.declared_kind.sheet.facts(viewer, version),
        "page": page_of(version, hits=hits),
        "newest": newest_of(version) if newest else None,
        "changes": comparing.text_changes(version, newest) if newest else [],
        "field_changes": comparing.field_changes(version, newest) if newest else [],
        "answering": answering or _answer_form(viewer, found),
        "treating": treating or (TreatmentForm() if may and not treat_blockers(viewer, found) else None),
        "recalling": recalling or (RecallForm() if may and not recall_blockers(viewer, found) else None),
        "why_not": answer_blockers(viewer, found) if is_open(found) and sits_at(viewer, found.seat) else [],
    }
    return render(request, "review/question.html", context, status=status)


def _scanned(question: SeatQuestion) -> list[tuple[Attachment, str]]:
    """The files of a letter's answer, each with what the virus scanner did not say of it: that it is clean."""
    said = getattr(question, "answer", None)
    if said is None or not said.files:
        return []
    scans = papers.last_scans(question.organ_id, (file.digest for file in said.files))
    clean = {digest for digest, scan in scans.items() if scan.verdict == "clean"}
    return [(file, "" if file.digest in clean else "未查毒") for file in said.files]


def _answer_form(viewer: Viewer, question: SeatQuestion) -> AnswerForm | None:
    """The form of who may answer, or record the letter; None for anybody else."""
    if answer_blockers(viewer, question):
        return None
    if question.by_letter:
        return LetterAnswerForm() if viewer.may("review.consult") else None
    return AnswerForm() if viewer.may(ANSWERING) and sits_at(viewer, question.seat) else None


def _correct_form(
    viewer: Viewer, question: SeatQuestion, progress: ReviewProgress
) -> CorrectAnswerForm | None:
    """The form of who may correct an answer that can be corrected; None for anybody else."""
    sits = question.by_letter or sits_at(viewer, question.seat)
    if not sits or not viewer.may(permission_for(question)):
        return None
    return None if correct_blockers(viewer, question, progress) else CorrectAnswerForm()
