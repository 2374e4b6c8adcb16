"""Attaches the viewer to each request, sends them first to their open duties, and shows errors as pages."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from gongkai import law
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.models import Officer
from gongkai.bodies.viewer import NotAllowed, Viewer, viewer_of
from gongkai.ledger.errors import DatabaseRejected
from gongkai.ledger.kept import head_hash, kept
from gongkai.ledger.keys import KeyMissing
from gongkai.norms.today import today
from gongkai.shell.access import lead_to
from gongkai.shell.duties import ALWAYS_OPEN, CODE, duty_of
from gongkai.shell.queries import with_password_act
from gongkai.shell.second_factor import with_second_factor
from gongkai.shell.sent_once import FIELD, Sending, SentAlready, say_done
from gongkai.typeset import TypesettingError

SAFE = frozenset({"GET", "HEAD"})  # what only looks: who acts reads what is then
BUSY = "系统正在写入大量数据（如导入一册很大的台账），暂时不能保存；请稍后返回上一页重新提交。"


class ViewerMiddleware:
    """Sets `request.viewer`: the officer who is signed in, as of today, or None.

    A refusal that a view does not turn into words itself becomes a page that says it: `NotAllowed` 403; what stands
    in the way, what the database or the law refused, what cannot be set in type 409; and 503 while a large ledger
    is being written and SQLite lets nobody else write.
    """

    def __init__(self, get_response: Callable[[Any], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        # No text holds the NUL character, and PostgreSQL refuses to look for it.
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return render(request, "404.html", status=404)
        request.viewer = _viewer(request)
        request.duty = request.sending = None
        if request.viewer is not None:
            # The lanes in front of Django let this session go before others.
            request.META["gongkai.officer"] = True
            request.duty = duty_of(request.viewer, verified=request.user.is_verified())
        response = self.get_response(request)
        if request.sending is not None:
            request.sending.keep_where_it_led(response)
        return response

    def process_view(self, request: Any, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Lead whoever must do something first to where it is done; nothing else of the desk opens until then.

        A form that did its act before leads to where it led then.
        """
        if request.duty is not None and request.resolver_match.view_name not in {request.duty, *ALWAYS_OPEN}:
            return lead_to(request, request.duty, and_back=request.duty == CODE)
        # A view that settles first where files go reads the form itself.
        reads_itself = getattr(view, "csrf_exempt", False)
        if request.viewer is None or request.method != "POST" or reads_itself or FIELD not in request.POST:
            return None
        request.sending = Sending(request)
        request.viewer = replace(request.viewer, opening=request.sending.take)
        return (before := request.sending.before) and say_done(request, before)

    def process_exception(self, request: Any, error: Exception) -> HttpResponse | None:
        """Return the page for a refusal, or None where something is broken."""
        match error:
            case SentAlready():
                return say_done(request, error.form)
            case NotAllowed():
                return render(request, "403.html", {"exception": str(error)}, status=403)
            case ActionBlocked():
                return render(
                    request,
                    "shell/blocked.html",
                    {"sentences": [each.as_html for each in error.blockers]},
                    status=409,
                )
            case law.LawError():
                return render(request, "shell/blocked.html", {"sentences": [error.message]}, status=409)
            case TypesettingError():
                return render(request, "shell/blocked.html", {"sentences": [str(error)]}, status=409)
            case DatabaseRejected():
                return render(request, "shell/blocked.html", {"sentences": [error.message]}, status=409)
            case KeyMissing():
                return render(request, "shell/blocked.html", {"sentences": [str(error)]}, status=503)
            case OperationalError() if "locked" in str(error):
                return render(request, "shell/blocked.html", {"sentences": [BUSY]}, status=503)
            case _:
                return None


def _viewer(request: Any) -> Viewer | None:
    # A visitor of the portal brings no session: then no session is opened and no query is made.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return None
    account, day = request.user.pk, today()
    head = head_hash() if request.method in SAFE else None
    viewer = kept(head, ("shell.viewer", account, day), lambda: _viewer_of(account, day))
    return viewer and replace(viewer, head=head)


def _viewer_of(account: int, day: datetime.date) -> Viewer | None:
    officers = with_second_factor(with_password_act(Officer.objects.select_related("organ")))
    officer = officers.filter(user=account).first()
    return viewer_of(officer, on=day) if officer else None
