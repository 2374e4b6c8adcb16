"""Screens of this room: the channels of a document, and a delivery with what is to be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.queries import history_of
from gongkai.papers import files
from gongkai.papers import queries as papers
from gongkai.papers.comparing import changes
from gongkai.papers.models import Document
from gongkai.papers.reading import text_of
from gongkai.proactive.models import Medium
from gongkai.proactive.queries import publications
from gongkai.publisher import queries
from gongkai.publisher.actions import record_result
from gongkai.publisher.actions.choose import choose as choose_channels
from gongkai.publisher.actions.correct_result import correct_result, correction_blockers
from gongkai.publisher.actions.look import look, look_blockers
from gongkai.publisher.actions.send import send_blockers, takes_posts
from gongkai.publisher.forms import ChannelsForm, DeliveryReasonForm, ReopenForm, RightResultForm, SuccessForm
from gongkai.publisher.looking import reviewed_lines
from gongkai.publisher.models import Delivery, DeliveryResult, PageFinding, PageLook, Purpose
from gongkai.publisher.package import package_of
from gongkai.publisher.permissions import choose_blockers
from gongkai.publisher.tasks import request_sending, sending
from gongkai.publisher.texts import lacking
from gongkai.registry import DocumentKind
from gongkai.shell import ActionForm, OfficerRequest, as_download, officer_view


@require_http_methods(["GET", "POST"])
@officer_view("publisher.choose")
def choose(request: OfficerRequest, pk: int) -> HttpResponse:
    """The channels of a document."""
    document = get_object_or_404(papers.documents(request.viewer), pk=pk)
    if blockers := choose_blockers(request.viewer, document):
        raise ActionBlocked(blockers)
    return _choose(request, document.declared_kind, document)


@require_http_methods(["GET", "POST"])
@officer_view("proactive.manage_channels")
def defaults(request: OfficerRequest, kind: str) -> HttpResponse:
    """The channels to which the documents of a kind go unless it is said of one."""
    kinds = _kinds()
    found = next((each for each in kinds if each.id == kind), None)
    if found is None:
        raise Http404
    return _choose(request, found, None, kinds)


def _kinds() -> list[DocumentKind]:
    return [each for each in registry.all_of(DocumentKind) if each.release and not each.fields]


def _choose(
    request: OfficerRequest,
    kind: DocumentKind,
    document: Document | None,
    kinds: list[DocumentKind] | None = None,
) -> HttpResponse:
    viewer = request.viewer
    offered = queries.other_channels(viewer)
    chosen = queries.chosen(viewer, kind.id, document)
    form = ChannelsForm(offered, chosen, data=request.POST if request.method == "POST" else None)
    made = form.carry_out(
        lambda: choose_channels(viewer=viewer, kind=kind.id, document=document, channels=form.chosen)
    )
    if made is not None:
        messages.success(request, "已保存发布渠道。" if made else "发布渠道没有改动。")
        return redirect("papers:document", document.pk) if document else redirect(request.path)
    version = document.newest if document else None
    context = {
        "document": document,
        "version": version,
        "kind": kind,
        "kinds": kinds,
        "form": form,
        "outlets": papers.outlets_of(viewer, version) if version else [],
        "lacking": [said for channel in offered for said in lacking(viewer, version, channel)]
        if version
        else [],
    }
    return render(request, "publisher/choose.html", context, status=422 if form.is_bound else 200)


@require_GET
@officer_view("publisher.view")
def delivery(request: OfficerRequest, pk: int) -> HttpResponse:
    """A delivery: what is said on the channel, what is to be done, what came of it."""
    return _page(request, _delivery(request, pk))


@require_GET
@officer_view("publisher.view")
def package(request: OfficerRequest, pk: int) -> HttpResponse:
    """What is handed to who puts it on a channel: text, attachments and the slip of its approval, as one file."""
    found = _delivery(request, pk)
    try:
        data = package_of(request.viewer, found)
    except files.FileDamaged as damaged:
        raise ActionBlocked([Blocker(str(damaged))]) from damaged
    return as_download(data, name=f"{found.release.version.title}.zip", content_type="application/zip")


@require_POST
@officer_view("publisher.deliver")
def done(request: OfficerRequest, pk: int) -> HttpResponse:
    """Record that a delivery stands on its channel, or was taken down."""
    found = _delivery(request, pk)
    form = SuccessForm(found, data=request.POST)
    made = form.carry_out(
        lambda: record_result.record_success(
            viewer=request.viewer, delivery=found, result=form.result, posted=form.cleaned_data.get("posted")
        )
    )
    if made is None:
        return _page(request, found, success=form)
    recorded = publications(request.viewer).filter(release=found.release.opening, channel=found.channel)
    is_new = found.purpose == Purpose.PUBLISH and recorded.exists()
    counted = "，已记入信息发布台账" if is_new else ""
    messages.success(request, f"已登记{found.get_purpose_display()}{counted}。")
    return redirect("publisher:delivery", pk)


@require_POST
@officer_view("publisher.deliver")
def send(request: OfficerRequest, pk: int) -> HttpResponse:
    """Ask the worker to send a post."""
    task = request_sending(viewer=request.viewer, delivery=_delivery(request, pk))
    return redirect("shell:task", task.pk)


@require_POST
@officer_view("publisher.deliver")
def compare(request: OfficerRequest, pk: int) -> HttpResponse:
    """Look at the page on the channel."""
    seen = look(viewer=request.viewer, delivery=_delivery(request, pk))
    said = f"已核对：{seen.get_finding_display()}。"
    (messages.success if seen.finding == PageFinding.SAME else messages.warning)(request, said)
    return redirect("publisher:delivery", pk)


@require_POST
@officer_view("publisher.deliver")
def failed(request: OfficerRequest, pk: int) -> HttpResponse:
    """Record that a delivery did not come about; after an unknown result, that it does not stand there."""
    return _ended(request, pk, "failure", record_result.record_failure, "已登记没有成功。")


@require_POST
@officer_view("publisher.deliver")
def drop(request: OfficerRequest, pk: int) -> HttpResponse:
    """Record that a delivery is not to be done."""
    return _ended(request, pk, "dropping", record_result.drop, "已登记不再办理。")


def _ended(
    request: OfficerRequest, pk: int, name: str, record: Callable[..., DeliveryResult], said: str
) -> HttpResponse:
    """Record how a delivery ended without success, for a reason."""
    found = _delivery(request, pk)
    form = DeliveryReasonForm(request.POST, prefix=name)
    ended = form.carry_out(
        lambda: record(viewer=request.viewer, delivery=found, why=form.cleaned_data["note"])
    )
    if ended is None:
        return _page(request, found, **{name: form})
    messages.success(request, said)
    return redirect("publisher:delivery", pk)


@require_POST
@officer_view("publisher.deliver")
def correct(request: OfficerRequest, pk: int) -> HttpResponse:
    """Say where a delivery really stands."""
    found = _delivery(request, pk)
    form = RightResultForm(found, data=request.POST, prefix="right")
    made = form.carry_out(
        lambda: correct_result(
            viewer=request.viewer,
            delivery=found,
            reason=form.cleaned_data["reason"],
            right=form.result,
            posted=form.cleaned_data.get("posted"),
        )
    )
    if made is None:
        return _page(request, found, right=form)
    messages.success(request, "已更正登记的结果。")
    return redirect("publisher:delivery", pk)


@require_POST
@officer_view("publisher.deliver")
def reopen(request: OfficerRequest, pk: int) -> HttpResponse:
    """Say that a delivery did not end, though that was recorded."""
    found = _delivery(request, pk)
    form = ReopenForm(request.POST, prefix="reopen")
    made = form.carry_out(
        lambda: correct_result(viewer=request.viewer, delivery=found, reason=form.cleaned_data["reason"])
    )
    if made is None:
        return _page(request, found, reopening=form)
    messages.success(request, f"原来登记的结果不作数，现在：{queries.state_of(_delivery(request, pk))}。")
    return redirect("publisher:delivery", pk)


def _delivery(request: OfficerRequest, pk: int) -> Delivery:
    found: Delivery = get_object_or_404(queries.deliveries(request.viewer), pk=pk)
    return found


def _page(request: OfficerRequest, found: Delivery, **refused: ActionForm) -> HttpResponse:
    """The page of a delivery, with the form that was refused as it was sent."""
    viewer, version = request.viewer, found.release.version
    over, done = queries.is_over(found), queries.success_of(found)
    may = viewer.may("publisher.deliver")
    seen: PageLook | None = getattr(found, "look", None)
    context: dict[str, Any] = {
        "delivery": found,
        "version": version,
        "state": queries.state_of(found),
        "done": done,
        "before": queries.success_of(queries.deliveries(viewer).get(pk=found.of_id)) if found.of_id else None,
        "unclear": queries.unclear_attempt(found),
        "plain": text_of(version),
        "takes_package": found.channel.medium == Medium.WEBSITE and found.purpose != Purpose.WITHDRAW,
        "may_deliver": may and not over,
        "may_correct": may and over,
        "why_not_corrected": correction_blockers(viewer, found) if may and over else [],
        "right": RightResultForm(found, prefix="right", initial=RightResultForm.initial_of(done))
        if done
        else None,
        "reopening": ReopenForm(prefix="reopen"),
        "success": SuccessForm(found, initial={"done_on": viewer.day}),
        "failure": DeliveryReasonForm(prefix="failure"),
        "dropping": DeliveryReasonForm(prefix="dropping"),
        "sending": sending(viewer, found) if takes_posts(found) and not over else None,
        "send_blockers": send_blockers(viewer, found) if takes_posts(found) and not over else None,
        "may_look": may and not look_blockers(found),
        "seen": seen,
        "changes": changes("\n".join(reviewed_lines(version)), seen.text)
        if seen and seen.finding in {PageFinding.DIFFERS, PageFinding.UNSEEN} and seen.text
        else [],
        "results": sorted(found.results.all(), key=lambda result: -result.pk),
        "history": history_of(found),
        **refused,
    }
    return render(request, "publisher/delivery.html", context, status=422 if refused else 200)
