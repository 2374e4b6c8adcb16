"""Who works here, in which post, with which role; who stands in; what each role may do."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.bodies.actions.appoint import appoint, record_stand_in
from gongkai.bodies.actions.end_appointment import end_appointment
from gongkai.bodies.actions.enrol import enrol_officer
from gongkai.bodies.models import Appointment, Officer
from gongkai.desk import queries
from gongkai.desk.forms.people import AppointmentForm, EndForm, OfficerForm, StandInForm
from gongkai.ledger.queries import history_of
from gongkai.shell import OfficerRequest, officer_view


@require_GET
@officer_view("desk.view_people")
def people(request: OfficerRequest) -> HttpResponse:
    """Officers with their posts of today, and stand-ins."""
    viewer, day = request.viewer, request.viewer.day
    context = {
        "officers": queries.officers(viewer),
        "stand_ins": queries.stand_ins(viewer),
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
def officer(request: OfficerRequest, number: str) -> HttpResponse:
    """One officer: posts held, now and before, and what was recorded about them."""
    found = _officer(request, number)
    context = {
        "person": found,
        "appointments": found.appointments.select_related("role", "section").order_by("-from_on", "-pk"),
        "history": history_of(found),
        "today": request.viewer.day,
        "may_administer": request.viewer.may("bodies.administer"),
    }
    return render(request, "desk/officer.html", context)


@require_http_methods(["GET", "POST"])
@officer_view("bodies.administer")
def enrol(request: OfficerRequest) -> HttpResponse:
    """Add an officer, then appoint."""
    form = OfficerForm(request.viewer, request.POST or None)
    if added := form.carry_out(lambda: enrol_officer(viewer=request.viewer, **form.cleaned_data)):
        messages.success(request, f"已登记 {added.name}，请接着登记任职。")
        return redirect("desk:appoint", added.number)
    context = {"form": form, "title": "登记工作人员", "button": "登记", "back": None}
    return render(request, "desk/people_form.html", context)


@require_http_methods(["GET", "POST"])
@officer_view("bodies.administer")
def appoint_officer(request: OfficerRequest, number: str) -> HttpResponse:
    """Give an officer a post with a role."""
    found, day = _officer(request, number), request.viewer.day
    form = AppointmentForm(request.viewer, request.POST or None, initial={"from_on": day})
    if form.carry_out(lambda: appoint(viewer=request.viewer, officer=found, **form.cleaned_data)):
        messages.success(request, f"已登记 {found.name} 的任职。")
        return redirect("desk:officer", found.number)
    context = {"form": form, "title": f"登记任职：{found.name}", "button": "登记任职", "back": found}
    return render(request, "desk/people_form.html", context)


@require_http_methods(["GET", "POST"])
@officer_view("bodies.administer")
def end(request: OfficerRequest, pk: int) -> HttpResponse:
    """End an appointment; what was done in it stays."""
    ours = Appointment.objects.filter(organ=request.viewer.organ_code).select_related("officer")
    found, day = get_object_or_404(ours, pk=pk), request.viewer.day
    form = EndForm(found.from_on, request.POST or None, initial={"until_on": day})
    if form.carry_out(lambda: end_appointment(viewer=request.viewer, appointment=found, **form.cleaned_data)):
        messages.success(request, f"{found.officer.name}任{found.post}至 {found.until_on} 止。")
        return redirect("desk:officer", found.officer.number)
    title = f"终止任职：{found.officer.name}，{found.post}"
    context = {"form": form, "title": title, "button": "终止任职", "back": found.officer}
    return render(request, "desk/people_form.html", context)


@require_http_methods(["GET", "POST"])
@officer_view("bodies.administer")
def stand_in(request: OfficerRequest) -> HttpResponse:
    """Record that an officer may take a step beside another of theirs."""
    form = StandInForm(request.viewer, request.POST or None, initial={"from_on": request.viewer.day})
    if recorded := form.carry_out(lambda: record_stand_in(viewer=request.viewer, **form.cleaned_data)):
        messages.success(request, f"已登记：{recorded.officer.name} 代行第 {recorded.step} 环节。")
        return redirect("desk:people")
    context = {"form": form, "title": "登记代行", "button": "登记代行", "back": None}
    return render(request, "desk/people_form.html", context)


def _officer(request: OfficerRequest, number: str) -> Officer:
    return get_object_or_404(Officer, organ=request.viewer.organ_code, number=number)
