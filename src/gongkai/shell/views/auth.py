"""Sign in, sign out, change one's password; and what a locked account sees."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

from gongkai.bodies.models import Organ
from gongkai.shell.forms import ChangePasswordForm, SignInForm


class SignIn(LoginView):
    """Account and password; five mistakes lock the account for a while."""

    form_class = SignInForm
    template_name = "shell/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether this installation holds sample data."""
        sample = Organ.objects.filter(is_sample=True).exists()
        return super().get_context_data(sample=sample, **kwargs)


class SignOut(LogoutView):
    """Ends the session and leads back to the sign-in page."""

    next_page = "shell:sign_in"


class ChangePassword(PasswordChangeView):
    """The officer's own password."""

    form_class = ChangePasswordForm
    template_name = "shell/password.html"

    def get_success_url(self) -> str:
        """Return to the home page, saying that it is done."""
        messages.success(self.request, "密码已更改，下次登录请使用新密码。")
        return resolve_url(settings.LOGIN_REDIRECT_URL)


def locked_out(request: HttpRequest, response: object, credentials: object) -> HttpResponse:
    """Return the page of a locked account: for how long, and what to do."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    context = {"limit": settings.AXES_FAILURE_LIMIT, "minutes": minutes}
    return render(request, "shell/locked_out.html", context, status=429)
