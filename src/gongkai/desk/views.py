"""The screens of the desk."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from gongkai.shell import officer_view
from gongkai.shell.access import OfficerRequest


@officer_view()
def home(request: OfficerRequest) -> HttpResponse:
    """What is due, what waits for me, what is wrong."""
    return render(request, "desk/home.html")
