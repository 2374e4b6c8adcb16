"""Review screens: what waits, one version as it will be published with its review, and what is done with it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.papers import queries as papers
from gongkai.papers.models import Version
from gongkai.papers.reading import page_of, text_of
from gongkai.review import printing, queries, reading
from gongkai.review.actions.decide import approval_blockers
from gongkai.review.actions.decide import decide as decide_version
from gongkai.review.actions.release import release as release_version
from gongkai.review.actions.release import release_blockers
from gongkai.review.actions.submit import submit as submit_version
from gongkai.review.actions.submit import submit_blockers
from gongkai.review.actions.withdraw import withdraw as withdraw_release
from gongkai.review.forms import DecisionForm, SecrecyReviewForm, WithdrawalForm
from gongkai.review.models import STEPS
from gongkai.shell import OfficerRequest, officer_view
from gongkai.typeset import TypesettingError


@require_GET
@officer_view("review.view")
def queue(request: OfficerRequest) -> HttpResponse:
    """What waits for me first, then what is on its way and with whom."""
    viewer = request.viewer
    waiting = queries.waiting_for(viewer)
    mine = {progress.version.pk for progress in waiting}
    lines = queries.progress_of_all(queries.under_review(viewer))
    context = {
        "waiting": waiting,
        "returned": queries.progress_of_all(queries.returned_to(viewer)),
        "ready": queries.ready_to_release(viewer) if viewer.may("review.release") else [],
        "others": [line for line in lines if line.version.pk not in mine],
    }
    return render(request, "review/queue.html", context)


@require_GET
@officer_view("review.view")
def version(request: OfficerRequest, pk: int) -> HttpResponse:
    """A version as it will be published, with findings, secrecy form, changes, and the decision at the end."""
    return _page(request, _version(request, pk))


@require_GET
@officer_view("review.view")
def printed(request: OfficerRequest, pk: int, suffix: str) -> HttpResponse:
    """The secrecy form of a version, to print and file."""
    found = _version(request, pk)
    if suffix not in printing.FORMATS:
        raise Http404
    try:
        data = printing.write_form(found, suffix)
    except TypesettingError as error:
        raise ActionBlocked([Blocker(str(error))]) from error
    name = quote(f"{printing.TITLE} {found.title}.{suffix}")
    headers = {"Content-Disposition": f"attachment; filename=\"form.{suffix}\"; filename*=UTF-8''{name}"}
    return HttpResponse(data, content_type=printing.FORMATS[suffix], headers=headers)


@require_http_methods(["GET", "POST"])
@officer_view("review.submit")
def submit(request: OfficerRequest, pk: int) -> HttpResponse:
    """The secrecy form of a version."""
    found = _version(request, pk)
    if blockers := submit_blockers(request.viewer, queries.shown_progress(request.viewer, found)):
        raise ActionBlocked(blockers)
    hits = reading.hits_of(found)
    form = SecrecyReviewForm(
        request.POST or None, hits=hits, initial=SecrecyReviewForm.initial_of(request.viewer, found)
    )
    step = form.carry_out(
        lambda: submit_version(viewer=request.viewer, version=found, form=form.secrecy, answers=form.answers)
    )
    if step is not None:
        messages.success(request, "已送审，等待科室负责人审核。")
        return redirect("review:version", found.pk)
    context = {
        "version": found,
        "form": form,
        "paragraphs": reading.paragraphs(text_of(found), hits),
        "page": page_of(found),
        "blocked": [hit for hit in hits if hit.finding.severity == "block"],
    }
    return render(request, "review/submit.html", context, status=422 if form.is_bound else 200)


@require_POST
@officer_view("review.view")
def decide(request: OfficerRequest, pk: int) -> HttpResponse:
    """Agree or return."""
    found = _version(request, pk)
    form = DecisionForm(request.POST)
    approval = form.carry_out(
        lambda: decide_version(
            viewer=request.viewer,
            version=found,
            agree=form.agrees,
            opinion=form.cleaned_data["opinion"],
            proofread=form.cleaned_data["proofread"],
        )
    )
    if form.errors:
        return _page(request, found, decision=form, status=422)
    final = found.document.declared_kind.leaves.final_words
    said = final if approval else "已同意，转下一环节。" if form.agrees else "已退回拟稿人。"
    messages.success(request, said)
    return redirect("review:version", found.pk)


@require_POST
@officer_view("review.release")
def release(request: OfficerRequest, pk: int) -> HttpResponse:
    """Release an approved version."""
    made = release_version(viewer=request.viewer, version=_version(request, pk))
    messages.success(request, f"已公开，地址 {made.address}。")
    return redirect("review:version", pk)


@require_POST
@officer_view("review.withdraw")
def withdraw(request: OfficerRequest, pk: int) -> HttpResponse:
    """Withdraw what is released of this document."""
    found = _version(request, pk)
    live = queries.live_release(found.document)
    if live is None:
        raise ActionBlocked([Blocker("本文稿没有正在公开的版本。")])
    form = WithdrawalForm(request.POST)
    taken_back = form.carry_out(
        lambda: withdraw_release(viewer=request.viewer, release=live, reason=form.cleaned_data["reason"])
    )
    if taken_back is None:
        return _page(request, found, withdrawal=form, status=422)
    messages.success(request, "已撤回。")
    return redirect("review:version", pk)


def _version(request: OfficerRequest, pk: int) -> Version:
    return get_object_or_404(papers.versions(request.viewer), pk=pk)


def _page(
    request: OfficerRequest,
    found: Version,
    *,
    decision: DecisionForm | None = None,
    withdrawal: WithdrawalForm | None = None,
    status: int = 200,
) -> HttpResponse:
    viewer = request.viewer
    progress = queries.shown_progress(viewer, found)
    text = text_of(found)
    hits = reading.kept_hits(progress.form.findings) if progress.form else reading.hits_of(found)
    seen = queries.last_seen(viewer, found)
    live = queries.live_release(found.document)
    service = found.document.declared_kind.service
    context: dict[str, Any] = {
        "version": found,
        "service": service,
        "home": service.home(found) if service else "",
        "used_values": papers.used_values(found),
        "approval_blockers": approval_blockers(viewer, progress) if service and progress.next_number else [],
        "progress": progress,
        "path": _path(progress),
        "paragraphs": reading.paragraphs(text, hits),
        "page": page_of(found),
        "hits": hits,
        "seen": seen,
        "changes": reading.changes(text_of(seen), text) if seen else [],
        "may_decide": queries.may_take(viewer, progress),
        "step_blockers": queries.step_blockers(viewer, progress),
        "decision": decision or DecisionForm(),
        "live": live,
        "may_submit": viewer.may("review.submit") and not submit_blockers(viewer, progress),
        "may_release": viewer.may("review.release") and progress.approval is not None and service is None,
        "release_blockers": release_blockers(viewer, found),
        "withdrawal": withdrawal or WithdrawalForm(),
        "may_withdraw": viewer.may("review.withdraw") and live is not None,
    }
    return render(request, "review/version.html", context, status=status)


def _path(progress: queries.ReviewProgress) -> list[dict[str, Any]]:
    """The three steps as a path: who took each, or that it comes next."""
    taken = {step.number: step for step in progress.steps}
    return [
        {"number": number, "label": label, "step": taken.get(number), "next": number == progress.next_number}
        for number, label in STEPS.items()
    ]
