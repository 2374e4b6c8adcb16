"""The calendar and its notices, the values of the law and who confirmed them, a deadline explained."""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from gongkai import law
from gongkai.desk.forms.norms import DeadlineForm, NoticeForm, SettleForm, layers
from gongkai.norms.actions.enter_notice import enter_notice
from gongkai.norms.actions.settle_value import confirm_value, enter_value
from gongkai.norms.models import Confirmation, UnitValue
from gongkai.norms.queries import rules_of
from gongkai.shell import OfficerRequest, officer_view


@require_GET
@officer_view("norms.view")
def calendar(request: OfficerRequest) -> HttpResponse:
    """Which notices the organ counts by, newest first, and which are still missing."""
    counted_by = rules_of(request.viewer).calendar
    day = request.viewer.day
    ahead = [datetime.date(day.year + n, 12, 31) for n in (0, 1)]
    context = {
        "layers": counted_by.layers,
        "notices": [
            (notice, dict(layers()).get(notice.layer, notice.layer), sorted(notice.working))
            for notice in sorted(counted_by.notices(), key=lambda n: (-n.year, n.layer))
        ],
        "missing": list(dict.fromkeys(title for last in ahead for title in counted_by.day(last).missing)),
        "may_maintain": request.viewer.may("norms.maintain"),
    }
    return render(request, "desk/calendar.html", context)


@require_http_methods(["GET", "POST"])
@officer_view("norms.maintain")
def notice(request: OfficerRequest) -> HttpResponse:
    """Paste a notice, see what was read, save it."""
    form = NoticeForm(request.POST or None)
    read = None
    if request.method == "POST" and form.is_valid():
        read = form.read
        if "save" in request.POST:
            enter_notice(viewer=request.viewer, notice=read.notice)
            messages.success(request, f"已录入“{read.notice.citation}”，期限今后按它计算。")
            return redirect("desk:calendar")
    return render(request, "desk/notice.html", {"form": form, "read": read})


@require_GET
@officer_view("norms.view")
def values(request: OfficerRequest) -> HttpResponse:
    """Every value of the law: what it is, since when, on what basis, how sure, who confirmed it."""
    known = rules_of(request.viewer).values
    only_open = request.GET.get("show") != "all"
    shown = [v for v in known if v.needs_confirmation] if only_open else list(known)
    context = {
        "values": shown,
        "open_count": len(known.unconfirmed()),
        "only_open": only_open,
        "marks": law.MARK_LABELS,
        "may_maintain": request.viewer.may("norms.maintain"),
    }
    return render(request, "desk/values.html", context)


@require_http_methods(["GET", "POST"])
@officer_view("norms.maintain")
def settle(request: OfficerRequest, key: str, since: str) -> HttpResponse:
    """Confirm one value, or enter the unit's own."""
    settled = _value(request, key, since)
    form = SettleForm(settled, request.POST or None)
    if form.carry_out(lambda: _settle(request, form)):
        done = "确认" if form.cleaned_data["value"] is None else "录入本单位取值"
        messages.success(request, f"已{done}：{settled.label}。")
        return redirect("desk:values")
    return render(request, "desk/settle.html", {"form": form, "value": settled, "marks": law.MARK_LABELS})


def _settle(request: OfficerRequest, form: SettleForm) -> Confirmation | UnitValue:
    viewer, data, settled = request.viewer, form.cleaned_data, form.settled
    if data["value"] is None:
        return confirm_value(
            viewer=viewer, key=settled.key, in_force_from=settled.in_force_from, basis=data["basis"]
        )
    return enter_value(
        viewer=viewer,
        key=settled.key,
        value=data["value"],
        in_force_from=data["in_force_from"],
        basis=data["basis"],
    )


def _value(request: OfficerRequest, key: str, since: str) -> law.Value:
    try:
        series = rules_of(request.viewer).values.series(key)
    except law.LawError:
        raise Http404 from None
    for value in series:
        if value.in_force_from.isoformat() == since:
            return value
    raise Http404


@require_GET
@officer_view("norms.view")
def deadline(request: OfficerRequest) -> HttpResponse:
    """Why a period ends on a day: every day of it."""
    form = DeadlineForm(request.GET or None)
    explained = None
    if request.GET and form.is_valid():
        rules = rules_of(request.viewer)
        try:
            explained = form.explain(rules.calendar, rules.values)
        except law.LawError as error:
            form.add_error(None, error.message)
    return render(request, "desk/deadline.html", {"form": form, "explained": explained})
