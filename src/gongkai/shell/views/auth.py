"""Sign in and sign out."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponse

from gongkai.bodies.models import Organ
from gongkai.ledger import clock
from gongkai.shell.account_forms import SignInForm
from gongkai.shell.second_factor import device_of
from gongkai.shell.sign_in import MustWait, await_code, last_time, succeed

TOO_MANY_REQUESTS = 429
WAITING_ATTEMPT = "waiting_attempt"  # in the session: the attempt whose password was right


class SignIn(LoginView):
    """Account and password; whoever guesses waits, longer with each mistake."""

    form_class = SignInForm
    template_name = "shell/sign_in.html"
    redirect_authenticated_user = True

    def get_redirect_url(self) -> str:
        """Return where to go on to; never to this page again, which would lead back for ever."""
        asked: str = super().get_redirect_url()
        return "" if urlsplit(asked).path == self.request.path else asked

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether this installation holds sample data."""
        sample = Organ.objects.filter(is_sample=True).exists()
        return super().get_context_data(sample=sample, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Let in, and tell when this account was last used; who has a second factor is asked for its code first."""
        account = form.get_user()
        if device_of(account) is not None:
            await_code(form.attempt)
            response = super().form_valid(form)
            self.request.session[WAITING_ATTEMPT] = form.attempt.pk
            return response
        sentence = last_time(account, form.attempt)
        succeed(form.attempt)
        response = super().form_valid(form)
        messages.info(self.request, sentence)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what is wrong; who must wait is told so in the browser's words, too."""
        return told_to_wait(super().form_invalid(form), form.wait)


def told_to_wait(response: HttpResponse, wait: MustWait | None) -> HttpResponse:
    """Return an answer that tells browsers, too, how long to wait, where one must."""
    if wait is not None:
        response.status_code = TOO_MANY_REQUESTS
        response["Retry-After"] = str(max(1, round((wait.until - clock.now()).total_seconds())))
    return response


class SignOut(LogoutView):
    """Ends the session and leads back to the sign-in page."""

    next_page = "shell:sign_in"
