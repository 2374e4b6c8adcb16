"""Review screens: what waits, one version as it will be published with its review, and what is done with it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.queries import section_names
from gongkai.bodies.viewer import Viewer
from gongkai.papers import comparing, findings
from gongkai.papers import queries as papers
from gongkai.papers.actions.scan_files import may_scan
from gongkai.papers.models import Version
from gongkai.papers.numbers import series_year
from gongkai.papers.permissions import revise_blockers, revise_url
from gongkai.papers.reading import page_of
from gongkai.review import printing, queries
from gongkai.review.actions.abandon import abandon as abandon_draft
from gongkai.review.actions.abandon import abandon_blockers
from gongkai.review.actions.correct_registration import correct_registration_blockers
from gongkai.review.actions.decide import decide as decide_version
from gongkai.review.actions.decide import service_blockers
from gongkai.review.actions.register import numbering_blockers, register_blockers
from gongkai.review.actions.release import (
    foreseen_blockers,
    release_blockers,
    release_notices,
    released_before,
)
from gongkai.review.actions.submit import submit as submit_version
from gongkai.review.actions.submit import submit_blockers
from gongkai.review.actions.withdraw import remains
from gongkai.review.chains import foreseen, route_for
from gongkai.review.forms.timing import TakeDownForm, TakeDownReviewForm, TimeForm
from gongkai.review.forms.versions import (
    AbandonmentForm,
    CorrectedDatingForm,
    DecisionForm,
    LetterSheetForm,
    NumberForm,
    SecrecyReviewForm,
    WithdrawalForm,
)
from gongkai.review.models import CHECKS, STAGES
from gongkai.review.permissions import mending_page
from gongkai.review.progress import ReviewProgress, abandoned_with, newest_of, progress_of, shown_progress
from gongkai.review.seats import required_seats
from gongkai.review.takers import may_take, next_holder, step_blockers
from gongkai.review.timing import take_down_of, time_of
from gongkai.review.views.consultations import consulted
from gongkai.shell import ActionForm, OfficerRequest, as_download, officer_view

OFFICE_OPENS = datetime.time(9)


@require_GET
@officer_view("review.view")
def queue(request: OfficerRequest) -> HttpResponse:
    """What waits for me first, then what is on its way and with whom."""
    viewer = request.viewer
    waiting = queries.waiting_for(viewer)
    returned = queries.returned_to(viewer)
    ready = queries.ready_to_release(viewer)
    unnumbered = queries.to_register(viewer)
    drafts = queries.drafts_of(viewer)
    mine = {progress.version.pk for progress in waiting}
    others = [line for line in queries.under_review(viewer) if line.version.pk not in mine]
    names = queries.names_of(
        [*(line.version for line in (*waiting, *returned, *others)), *drafts, *ready, *unnumbered]
    )
    context = {
        "waiting": [(names[line.version.pk], line) for line in waiting],
        "returned": [(names[line.version.pk], line, mending_page(viewer, line.version)) for line in returned],
        "drafts": [(names[version.pk], version) for version in drafts],
        "unnumbered": [(names[version.pk], version) for version in unnumbered],
        "ready": [(names[version.pk], version) for version in ready],
        "others": [(names[line.version.pk], line) for line in others],
    }
    return render(request, "review/queue.html", context)


@require_GET
@officer_view("review.view")
def version(request: OfficerRequest, pk: int) -> HttpResponse:
    """A version as it will be published, with findings, secrecy form, changes, and the decision at the end."""
    return shown_page(request, version_or_404(request, pk))


@require_GET
@officer_view("review.view")
def printed(request: OfficerRequest, pk: int, suffix: str) -> HttpResponse:
    """The secrecy form of a version, to print and file."""
    found = version_or_404(request, pk)
    if suffix not in printing.FORMATS:
        raise Http404
    data = printing.write_form(found, suffix, found.document.declared_kind.sheet.facts(request.viewer, found))
    name = f"{printing.title_of(found)} {found.title}.{suffix}"
    return as_download(data, name=name, content_type=printing.FORMATS[suffix])


@require_http_methods(["GET", "POST"])
@officer_view("review.submit")
def submit(request: OfficerRequest, pk: int) -> HttpResponse:
    """The secrecy form of a version."""
    found = version_or_404(request, pk)
    if blockers := submit_blockers(request.viewer, shown_progress(request.viewer, found)):
        raise ActionBlocked(blockers)
    hits = findings.hits_of(found)
    sheet = LetterSheetForm if found.document.declared_kind.service else SecrecyReviewForm
    form = sheet(
        request.POST or None,
        hits=hits,
        sections=section_names(request.viewer),
        initial=sheet.initial_of(request.viewer, found, hits),
    )
    step = form.carry_out(
        lambda: submit_version(
            viewer=request.viewer,
            version=found,
            form=form.said,
            proofread=form.cleaned_data["proofread"],
            answers=form.answers,
        )
    )
    if step is not None:
        messages.success(request, f"已送审，等待{progress_of(found).next_label}审核。")
        return redirect("review:version", found.pk)
    route = route_for(request.viewer, found)
    context = {
        "version": found,
        "form": form,
        "page": page_of(found, hits=hits),
        "attached": papers.scanned_files(found),
        "may_scan": may_scan(request.viewer, found),
        "steps": foreseen(request.viewer, route, shown_progress(request.viewer, found).drafters),
        "hits": hits,
        "blocked": [hit for hit in hits if hit.finding.severity == "block"],
        "revise": revise_url(found),
        "approval_blockers": service_blockers(request.viewer, found),
        "facts": found.document.declared_kind.sheet.facts(request.viewer, found),
        "lacking": numbering_blockers(request.viewer, found),
        "leaves": "送达" if found.document.declared_kind.service else "公开",
        "release_blockers": foreseen_blockers(request.viewer, found),
        "notices": release_notices(request.viewer, found),
        "required": required_seats(request.viewer, shown_progress(request.viewer, found), hits),
        "outlets": papers.outlets_of(request.viewer, found),
    }
    return render(request, "review/submit.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@officer_view("review.abandon")
def abandon(request: OfficerRequest, pk: int) -> HttpResponse:
    """Set a draft aside that was never sent for review."""
    found = version_or_404(request, pk)
    if blockers := abandon_blockers(request.viewer, shown_progress(request.viewer, found)):
        raise ActionBlocked(blockers)
    form = AbandonmentForm(request.POST or None)
    made = form.carry_out(
        lambda: abandon_draft(viewer=request.viewer, version=found, reason=form.cleaned_data["reason"])
    )
    if made is not None:
        messages.success(request, f"《{found.title}》第 {found.number} 版已弃稿。")
        return redirect("papers:document", found.document_id)
    context = {"version": found, "form": form}
    return render(request, "review/abandon.html", context, status=422 if form.is_bound else 200)


@require_POST
@officer_view("review.view")
def decide(request: OfficerRequest, pk: int) -> HttpResponse:
    """Agree or return."""
    found = version_or_404(request, pk)
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
        return shown_page(request, found, decision=form, status=422)
    final = _final_words(found) if approval else ""
    said = final if approval else "已同意，转下一环节。" if form.agrees else "已退回拟稿人。"
    messages.success(request, said)
    return redirect("review:version", found.pk)


def _final_words(version: Version) -> str:
    kind = version.document.declared_kind
    if not kind.registered:
        return kind.leaves.final_words
    number = progress_of(version).registration
    return f"已签发，登记为 {number.doc_number}。" if number else "已签发，转办公室登记取号。"


def version_or_404(request: OfficerRequest, pk: int) -> Version:
    """Return a version that the viewer may see."""
    found: Version = get_object_or_404(papers.versions(request.viewer), pk=pk)
    return found


def shown_page(
    request: OfficerRequest, found: Version, *, status: int = 200, **refused: ActionForm
) -> HttpResponse:
    """The page of a version, with the form that was refused as it was sent."""
    viewer = request.viewer
    progress = shown_progress(viewer, found)
    hits = findings.kept_hits(progress.form.findings) if progress.form else findings.hits_of(found)
    seen = queries.last_seen(viewer, found)
    live = queries.shown_live(viewer, found.document)
    releases = queries.shown_releases(viewer, found.document_id)
    released = next((each for each in reversed(releases) if each.approval_id == found.pk), None)
    service, home = found.document.declared_kind.service, found.document.declared_kind.home
    context: dict[str, Any] = {
        "version": found,
        "facts": found.document.declared_kind.sheet.facts(viewer, found),
        "service": service,
        "home": home(found) if home else None,
        "newest": None if progress.is_newest else newest_of(found),
        "used_values": papers.used_values(found),
        "approval_blockers": service_blockers(viewer, found) if progress.next_number else [],
        **consulted(viewer, progress, hits),
        "progress": progress,
        "path": _path(progress),
        "page": page_of(found, hits=hits),
        "attached": papers.scanned_files(found),
        "may_scan": may_scan(viewer, found),
        "hits": hits,
        "seen": seen,
        "changes": comparing.text_changes(seen, found) if seen else [],
        "field_changes": comparing.field_changes(seen, found) if seen else [],
        "next_holder": next_holder(viewer, progress),
        "may_decide": may_take(viewer, progress),
        "abandoned": abandoned_with(progress),
        "step_blockers": step_blockers(viewer, progress),
        "decision": DecisionForm(),
        "live": live,
        "withdrawn": getattr(released, "withdrawal", None) if live is None else None,
        "revise": _revise(viewer, progress),
        "may_submit": viewer.may("review.submit") and not submit_blockers(viewer, progress),
        "may_register": viewer.may("review.register") and progress.awaits_registration,
        "register_blockers": register_blockers(viewer, progress) if progress.awaits_registration else [],
        "next_number": _next_number(viewer, progress),
        "registration": NumberForm(),
        "corrected": _corrected(progress),
        "may_correct": viewer.may("review.register")
        and progress.registration is not None
        and not correct_registration_blockers(viewer, progress.registration),
        "may_release": viewer.may("review.release") and progress.approval is not None and service is None,
        "release_blockers": _release_blockers(viewer, progress, released),
        "outlets": papers.outlets_of(viewer, found),
        "notices": [] if live and live.approval_id == found.pk else release_notices(viewer, found),
        "withdrawal": WithdrawalForm(),
        "may_withdraw": viewer.may("review.withdraw") and live is not None,
        "remains": remains(viewer, live) if live and viewer.may("review.withdraw") else [],
        **_timing(viewer, progress, releases),
        **refused,
    }
    return render(request, "review/version.html", context, status=status)


def _release_blockers(viewer: Viewer, progress: ReviewProgress, released: Any) -> list[Blocker]:
    """What stands against a release for who may release; that it was released before, as the page has read it."""
    if not viewer.may("review.release"):
        return []
    return [released_before(released)] if released else release_blockers(viewer, progress.version)


def _timing(viewer: Viewer, progress: ReviewProgress, releases: Sequence[Any]) -> dict[str, Any]:
    """When the version leaves by itself, and what was taken down of its document."""
    planned = getattr(progress.form, "planned_on", None)
    opening = datetime.datetime.combine(planned, OFFICE_OPENS) if planned and planned > viewer.day else None
    down = take_down_of(progress.version.document) if any(each.is_down for each in releases) else None
    is_unreleased = progress.approval is not None and all(
        each.approval_id != progress.version.pk for each in releases
    )
    return {
        "may_time": is_unreleased and progress.is_newest and progress.version.attribute == "proactive",
        "time": time_of(progress.version) if is_unreleased else None,
        "timing": TimeForm(initial={"leaves_at": opening}),
        "down": down,
        "may_take_down": viewer.may("review.take_down"),
        "taking_down": TakeDownForm(prefix="down"),
        "may_confirm": down is not None
        and viewer.may("review.confirm_take_down")
        and down.taken_down_by != viewer.officer,
        "confirming": TakeDownReviewForm(prefix="confirm"),
    }


def _corrected(progress: ReviewProgress) -> CorrectedDatingForm:
    """The form that puts a registration right, as it is registered."""
    registered = progress.registration
    return CorrectedDatingForm(initial=CorrectedDatingForm.initial_of(registered) if registered else None)


def _next_number(viewer: Viewer, progress: ReviewProgress) -> str:
    """The document number that comes next, or that the paper has, for what waits to be registered; "" for others."""
    version = progress.version
    if not progress.awaits_registration or progress.approval is None:
        return ""
    series = papers.number_series(viewer).filter(prefix=version.series).first()
    year = progress.approval.approved_on.year
    return series_year(viewer, series, year).next_in_words if series else version.doc_number


def _revise(viewer: Viewer, progress: ReviewProgress) -> str:
    """Return where who drafted a version writes the next while it is in their hands: not sent, returned, set aside."""
    version = progress.version
    in_hand = progress.is_newest and (progress.returned or not progress.form)
    if not in_hand or version.drafted_by != viewer.officer or revise_blockers(viewer, version):
        return ""
    return revise_url(version)


def _path(progress: ReviewProgress) -> list[dict[str, Any]]:
    """The steps as a path: who took each, or that it comes next."""
    taken = {step.number: step for step in progress.steps}
    return [
        {
            "number": number,
            "stage": STAGES[number],
            "check": CHECKS[number],
            "label": progress.route.title(number),
            "step": taken.get(number),
            "next": number == progress.next_number,
        }
        for number in progress.route.numbers
    ]
