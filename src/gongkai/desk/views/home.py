"""Home: what is due and when, what waits for me, what is wrong."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gongkai.desk import queries
from gongkai.shell import OfficerRequest, officer_view


@require_GET
@officer_view("desk.open")
def home(request: OfficerRequest) -> HttpResponse:
    """One list across all clocks, soonest first; what waits; what is wrong."""
    viewer, day = request.viewer, request.viewer.day
    due = queries.due(viewer)
    context = {
        "today": day,
        "overdue": [line for line in due if line.due_on < day],
        "due": [line for line in due if line.due_on >= day],
        "waiting": queries.waiting(viewer),
        "wrong": queries.wrong(viewer),
        "charts": queries.charts(viewer),
    }
    return render(request, "desk/home.html", context)
