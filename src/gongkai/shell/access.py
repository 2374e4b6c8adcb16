"""Who may open a screen of the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode

from gongkai.bodies.viewer import Viewer


class OfficerRequest(HttpRequest):
    """A request that an officer makes; the middleware sets the viewer."""

    viewer: Viewer


View = Callable[Concatenate[Any, ...], HttpResponseBase]


def officer_view(permission: str | None = None) -> Callable[[View], View]:
    """Return a decorator: only an officer with this permission opens the view (None: any officer).

    Who is not signed in is led to the sign-in page and back. Who may not is told so (`NotAllowed`, 403).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            if request.viewer is None:
                sentence = "您的账号没有对应的工作人员，请联系本单位系统管理员登记。"
                return render(request, "403.html", {"exception": sentence}, status=403)
            if permission is not None:
                request.viewer.require(permission)
            response = view(request, *args, **kwargs)
            add_never_cache_headers(response)
            return response

        return guarded

    return decorate


def lead_to(request: Any, screen: str, *, and_back: bool = False) -> HttpResponse:
    """Lead to a screen, which may lead back; a part of a page asked for by htmx takes the whole page there."""
    url = resolve_url(screen)
    if and_back and request.method == "GET":
        url = f"{url}?{urlencode({'next': request.get_full_path()})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)


def _to_sign_in(request: Any) -> HttpResponse:
    """Lead to the sign-in page, and from there back."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": resolve_url(settings.LOGIN_URL)})
    return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
