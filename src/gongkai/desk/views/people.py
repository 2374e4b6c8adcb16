"""Who works here, in which post, with which role; who stands in; what each role may do."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.bodies.actions.appoint import record_stand_in
from gongkai.bodies.actions.be_away import end_absence, record_absence
from gongkai.bodies.actions.end_appointment import end_appointment
from gongkai.bodies.actions.enrol import enrol_officer
from gongkai.bodies.actions.nominate import (
    confirm_nomination,
    nominate,
    nomination_blockers,
    refuse_nomination,
)
from gongkai.bodies.models import Absence, Appointment, Nomination, NominationRefusal, Officer
from gongkai.bodies.queries import history_of, nominations_waiting
from gongkai.bodies.viewer import Viewer
from gongkai.desk import queries
from gongkai.desk.forms.people import (
    AbsenceForm,
    AppointmentForm,
    BackForm,
    EndForm,
    NominationForm,
    OfficerForm,
    StandInForm,
)
from gongkai.shell import OfficerRequest, officer_view


@require_GET
@officer_view("desk.view_people")
def people(request: OfficerRequest) -> HttpResponse:
    """Officers with their posts of today, and stand-ins."""
    viewer, day = request.viewer, request.viewer.day
    context = {
        "officers": queries.officers(viewer),
        "stand_ins": queries.stand_ins(viewer),
        "absences": queries.absences(viewer),
        "nominations": nominations_waiting(viewer),
        "may_confirm": viewer.may("bodies.confirm_appointment"),
        "today": day,
        "may_administer": viewer.may("bodies.administer"),
    }
    return render(request, "desk/people.html", context)


@require_GET
@officer_view("desk.view_people")
def permissions(request: OfficerRequest) -> HttpResponse:
    """Acts × roles."""
    return render(request, "desk/permissions.html", {"matrix": queries.permissions(request.viewer)})


@require_GET
@officer_view("desk.view_people")
def officer(request: OfficerRequest, pk: int) -> HttpResponse:
    """One officer: posts held, now and before, and what was recorded about them."""
    found = _officer(request, pk)
    context = {
        "person": found,
        "appointments": found.appointments.select_related("role", "section").order_by("-from_on", "-pk"),
        "proposals": found.nominations.filter(appointment=None)
        .select_related("role", "proposed_by", "refusal__refused_by")
        .order_by("-pk"),
        "history": history_of(found),
        "today": request.viewer.day,
        "may_administer": request.viewer.may("bodies.administer"),
        "may_administer_accounts": request.viewer.may("shell.administer_accounts"),
    }
    return render(request, "desk/officer.html", context)


@require_http_methods(["GET", "POST"])
@officer_view("bodies.administer")
def enrol(request: OfficerRequest) -> HttpResponse:
    """Add an officer, then appoint."""
    form = OfficerForm(request.POST or None)
    if added := form.carry_out(lambda: enrol_officer(viewer=request.viewer, **form.cleaned_data)):
        messages.success(request, f"已登记 {added.name}，请接着提名任职。")
        return redirect("desk:appoint", added.pk)
    context = {"form": form, "title": "登记工作人员", "button": "登记", "back": None}
    return form_page(request, context)


@require_http_methods(["GET", "POST"])
@officer_view("bodies.administer")
def appoint_officer(request: OfficerRequest, pk: int) -> HttpResponse:
    """Propose an officer for a post with a role; a second person confirms."""
    found, day = _officer(request, pk), request.viewer.day
    form = AppointmentForm(request.viewer, request.POST or None, initial={"from_on": day})
    if form.carry_out(lambda: nominate(viewer=request.viewer, officer=found, **form.cleaned_data)):
        messages.success(request, f"已提名 {found.name}，由另一人确认以后生效。")
        return redirect("desk:officer", found.pk)
    context = {"form": form, "title": f"提名任职：{found.name}", "button": "提名", "back": found}
    return form_page(request, context)


@require_http_methods(["GET", "POST"])
@officer_view("bodies.confirm_appointment")
def nomination(request: OfficerRequest, pk: int) -> HttpResponse:
    """Confirm or refuse an appointment that another proposed."""
    viewer = request.viewer
    ours = Nomination.objects.filter(organ=viewer.organ_code)
    found = get_object_or_404(ours.select_related("officer", "role", "section", "proposed_by"), pk=pk)
    form = NominationForm(request.POST or None)
    if form.carry_out(lambda: _decide(viewer, found, **form.cleaned_data)):
        agreed = form.cleaned_data["verdict"] == "confirm"
        messages.success(request, f"{'已确认' if agreed else '没有同意'}{found.officer.name}任{found.post}。")
        return redirect("desk:people")
    context = {"nomination": found, "form": form, "blockers": nomination_blockers(viewer, found)}
    return render(request, "desk/nomination.html", context)


def _decide(
    viewer: Viewer, found: Nomination, *, verdict: str, reason: str
) -> Appointment | NominationRefusal:
    if verdict == "confirm":
        return confirm_nomination(viewer=viewer, nomination=found)
    return refuse_nomination(viewer=viewer, nomination=found, reason=reason)


@require_http_methods(["GET", "POST"])
@officer_view("bodies.administer")
def end(request: OfficerRequest, pk: int) -> HttpResponse:
    """End an appointment; what was done in it stays."""
    ours = Appointment.objects.filter(organ=request.viewer.organ_code).select_related("officer")
    found, day = get_object_or_404(ours, pk=pk), request.viewer.day
    form = EndForm(found.from_on, request.POST or None, initial={"until_on": day})
    if form.carry_out(lambda: end_appointment(viewer=request.viewer, appointment=found, **form.cleaned_data)):
        messages.success(request, f"{found.officer.name}任{found.post}至 {found.until_on} 止。")
        return redirect("desk:officer", found.officer_id)
    title = f"终止任职：{found.officer.name}，{found.post}"
    context = {"form": form, "title": title, "button": "终止任职", "back": found.officer}
    return form_page(request, context)


@require_http_methods(["GET", "POST"])
@officer_view("bodies.administer")
def stand_in(request: OfficerRequest) -> HttpResponse:
    """Record that an officer may take a step beside another of theirs."""
    form = StandInForm(request.viewer, request.POST or None, initial={"from_on": request.viewer.day})
    if recorded := form.carry_out(lambda: record_stand_in(viewer=request.viewer, **form.cleaned_data)):
        messages.success(request, f"已登记：{recorded.officer.name} 代行第 {recorded.step} 审。")
        return redirect("desk:people")
    context = {"form": form, "title": "登记代行", "button": "登记代行", "back": None}
    return form_page(request, context)


@require_http_methods(["GET", "POST"])
@officer_view("bodies.administer")
def absence(request: OfficerRequest) -> HttpResponse:
    """Record that an officer is away, and who acts meanwhile."""
    form = AbsenceForm(request.viewer, request.POST or None, initial={"from_on": request.viewer.day})
    if recorded := form.carry_out(lambda: record_absence(viewer=request.viewer, **form.cleaned_data)):
        acting = f"由{recorded.stand_in.name}代行" if recorded.stand_in else "没有代行"
        messages.success(request, f"已登记：{recorded.officer.name}离岗至 {recorded.until_on}，{acting}。")
        return redirect("desk:people")
    context = {"form": form, "title": "登记离岗", "button": "登记离岗", "back": None}
    return form_page(request, context)


@require_http_methods(["GET", "POST"])
@officer_view("bodies.administer")
def back(request: OfficerRequest, pk: int) -> HttpResponse:
    """End an absence earlier: whoever was away is back."""
    ours = Absence.objects.filter(organ=request.viewer.organ_code).select_related("officer")
    found = get_object_or_404(ours, pk=pk)
    form = BackForm(request.POST or None, initial={"until_on": request.viewer.day})
    ended = form.carry_out(lambda: end_absence(viewer=request.viewer, absence=found, **form.cleaned_data))
    if ended is not None:
        messages.success(request, f"{found.officer.name}离岗至 {found.until_on} 止。")
        return redirect("desk:people")
    title = f"提前返岗：{found.officer.name}"
    context = {"form": form, "title": title, "button": "结束离岗", "back": found.officer}
    return form_page(request, context)


def form_page(request: OfficerRequest, context: dict[str, Any]) -> HttpResponse:
    """Return a form, or what was sent with what stands against it."""
    return render(request, "desk/people_form.html", context, status=422 if request.method == "POST" else 200)


def _officer(request: OfficerRequest, pk: int) -> Officer:
    return get_object_or_404(queries.officers(request.viewer), pk=pk)
