"""The second factor: give its code, take one up, make recovery codes anew."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login as otp_login

from gongkai.shell import second_factor
from gongkai.shell.access import officer_view
from gongkai.shell.account_forms import CodeForm, NewDeviceForm, OwnPasswordForm
from gongkai.shell.actions.second_factor import renew_recovery_codes, take_up_second_factor
from gongkai.shell.duties import CODE
from gongkai.shell.models import SignInAttempt
from gongkai.shell.sign_in import last_time, succeed
from gongkai.shell.views.auth import WAITING_ATTEMPT, told_to_wait


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@officer_view()
def code(request: Any) -> HttpResponse:
    """The second step of signing in."""
    asked = request.POST.get("next", request.GET.get("next", ""))
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    further = asked if safe else resolve_url(settings.LOGIN_REDIRECT_URL)
    if request.duty != CODE:
        return redirect(further)
    form = CodeForm(request.user, request.META, request.POST or None)
    if form.is_valid():
        assert form.attempt is not None
        SignInAttempt.objects.filter(
            pk=request.session.pop(WAITING_ATTEMPT, None)
        ).delete()  # waits no longer
        sentence = last_time(request.user, form.attempt)
        succeed(form.attempt)
        otp_login(request, form.device)
        messages.info(request, sentence)
        return redirect(further)
    return told_to_wait(render(request, "shell/code.html", {"form": form, "next": further}), form.wait)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@officer_view()
def enrol(request: Any) -> HttpResponse:
    """Take up a second factor, or another device; what was taken up is shown with its recovery codes, this once."""
    there = second_factor.device_of(request.user)
    first = request.duty is not None
    frame = "shell/plain.html" if first else "shell/desk.html"
    if there is not None and "replace" not in request.GET:
        return _standing(request, OwnPasswordForm(request.user, request.META))
    offered = second_factor.offered_device(request.user)
    replaces = there is not None
    form = NewDeviceForm(offered, request.user, request.META, request.POST or None, replaces=replaces)
    if form.is_valid():
        codes = take_up_second_factor(viewer=request.viewer, officer=request.viewer.officer, device=offered)
        otp_login(request, offered)
        return render(request, "shell/recovery_codes.html", {"codes": codes, "frame": frame})
    context = {
        "form": form,
        "first": first,
        "frame": frame,
        "picture": second_factor.picture_of(offered),
        "key": second_factor.key_of(offered),
    }
    return told_to_wait(render(request, "shell/second_factor_new.html", context), form.wait)


def _standing(request: Any, form: OwnPasswordForm) -> HttpResponse:
    """The second factor as it stands, with the way to new recovery codes."""
    context = {
        "form": form,
        "left": second_factor.recovery_codes_left(request.user),
        "frame": "shell/desk.html" if request.duty is None else "shell/plain.html",
    }
    return told_to_wait(render(request, "shell/second_factor.html", context), form.wait)


@require_POST
@officer_view()
def recovery_codes(request: Any) -> HttpResponse:
    """New recovery codes for who knows the password, shown this once."""
    form = OwnPasswordForm(request.user, request.META, request.POST)
    if not form.is_valid():
        return _standing(request, form)
    codes = renew_recovery_codes(viewer=request.viewer, officer=request.viewer.officer)
    return render(request, "shell/recovery_codes.html", {"codes": codes, "frame": "shell/desk.html"})
