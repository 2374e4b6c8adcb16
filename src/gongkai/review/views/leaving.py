"""How an approved version gets its number, leaves, now or by itself, and is withdrawn or taken down."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.review import queries
from gongkai.review.actions.correct_registration import correct_registration as put_registration_right
from gongkai.review.actions.register import register as register_version
from gongkai.review.actions.release import release as release_version
from gongkai.review.actions.set_time import set_time, take_back_time
from gongkai.review.actions.take_down import review_take_down, take_down
from gongkai.review.actions.withdraw import remains
from gongkai.review.actions.withdraw import withdraw as withdraw_release
from gongkai.review.forms.timing import TakeDownForm, TakeDownReviewForm, TimeForm
from gongkai.review.forms.versions import CorrectedDatingForm, NumberForm, WithdrawalForm
from gongkai.review.progress import progress_of
from gongkai.review.timing import take_down_of
from gongkai.review.views.versions import shown_page, version_or_404
from gongkai.shell import OfficerRequest, officer_view


@require_POST
@officer_view("review.register")
def register(request: OfficerRequest, pk: int) -> HttpResponse:
    """Register a signed official document."""
    found = version_or_404(request, pk)
    form = NumberForm(request.POST)
    made = form.carry_out(
        lambda: register_version(
            viewer=request.viewer, version=found, number=form.cleaned_data["number"], dating=form.dating
        )
    )
    if made is None:
        return shown_page(request, found, status=422, registration=form)
    messages.success(
        request, f"已登记为 {made.doc_number}，成文日期 {made.made_on:%Y-%m-%d}，已记入公文台账。"
    )
    return redirect("review:version", pk)


@require_POST
@officer_view("review.register")
def correct_registration(request: OfficerRequest, pk: int) -> HttpResponse:
    """Put right the day that an official document was registered with."""
    found = version_or_404(request, pk)
    registration = progress_of(found).registration
    if registration is None:
        raise Http404
    form = CorrectedDatingForm(request.POST)
    right = form.carry_out(
        lambda: put_registration_right(
            viewer=request.viewer,
            registration=registration,
            dating=form.dating,
            reason=form.cleaned_data["reason"],
        )
    )
    if right is None:
        return shown_page(request, found, status=422, corrected=form)
    messages.success(
        request, f"{right.doc_number} 的成文日期已更正为 {right.made_on:%Y-%m-%d}，公文台账随同更正。"
    )
    return redirect("review:version", pk)


@require_POST
@officer_view("review.release")
def release(request: OfficerRequest, pk: int) -> HttpResponse:
    """Release an approved version."""
    made = release_version(viewer=request.viewer, version=version_or_404(request, pk))
    messages.success(request, format_html('已公开，<a href="{}">看公开页面</a>。', made.address))
    return redirect("review:version", pk)


@require_POST
@officer_view("review.withdraw")
def withdraw(request: OfficerRequest, pk: int) -> HttpResponse:
    """Withdraw what is released of this document."""
    found = version_or_404(request, pk)
    live = queries.live_release(found.document)
    if live is None:
        raise ActionBlocked([Blocker("本文稿没有正在公开的版本。")])
    form = WithdrawalForm(request.POST)
    taken_back = form.carry_out(
        lambda: withdraw_release(
            viewer=request.viewer, release=live, reason=form.cleaned_data["reason"], as_live=True
        )
    )
    if taken_back is None:
        return shown_page(request, found, status=422, withdrawal=form)
    messages.success(request, "".join(["已撤回。", *map(str, remains(request.viewer, live))]))
    return redirect("review:version", pk)


@require_POST
@officer_view("review.release")
def set_release_time(request: OfficerRequest, pk: int) -> HttpResponse:
    """Set the time at which a version is to be released."""
    found = version_or_404(request, pk)
    form = TimeForm(request.POST)
    made = form.carry_out(
        lambda: set_time(viewer=request.viewer, version=found, leaves_at=form.cleaned_data["leaves_at"])
    )
    if made is None or made.leaves_at is None:
        return shown_page(request, found, status=422, timing=form)
    messages.success(request, f"已定于 {timezone.localtime(made.leaves_at):%Y-%m-%d %H:%M} 公开。")
    return redirect("review:version", pk)


@require_POST
@officer_view("review.release")
def forget_release_time(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take back the time at which a version was to be released."""
    take_back_time(viewer=request.viewer, version=version_or_404(request, pk))
    messages.success(request, "已取消定时公开。")
    return redirect("review:version", pk)


@require_POST
@officer_view("review.take_down")
def take_down_at_once(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take what is public of a document off the public's pages."""
    found = version_or_404(request, pk)
    live = queries.live_release(found.document)
    if live is None:
        raise ActionBlocked([Blocker("本文稿没有正在公开的版本。")])
    form = TakeDownForm(request.POST, prefix="down")
    made = form.carry_out(
        lambda: take_down(viewer=request.viewer, release=live, reason=form.cleaned_data["reason"])
    )
    if made is None:
        return shown_page(request, found, status=422, taking_down=form)
    said = "已下线，公众看不到了；请由另一人复核，决定恢复还是撤回。"
    messages.success(request, "".join([said, *map(str, remains(request.viewer, live))]))
    return redirect("review:version", pk)


@require_POST
@officer_view("review.confirm_take_down")
def confirm_take_down(request: OfficerRequest, pk: int) -> HttpResponse:
    """Decide on what was taken down of a document."""
    found = version_or_404(request, pk)
    down = take_down_of(found.document)
    if down is None:
        raise Http404
    form = TakeDownReviewForm(request.POST, prefix="confirm")
    made = form.carry_out(
        lambda: review_take_down(
            viewer=request.viewer,
            take_down=down,
            restored=form.restores,
            opinion=form.cleaned_data["opinion"],
        )
    )
    if made is None:
        return shown_page(request, found, status=422, confirming=form)
    messages.success(request, "已恢复公开。" if made.restored else "已撤回。")
    return redirect("review:version", pk)
