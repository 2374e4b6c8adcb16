"""What the screens of this room share: the case asked for, a form that is carried out or says why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from gongkai.bodies.blockers import ActionBlocked
from gongkai.inforequests import queries
from gongkai.inforequests.models import InfoRequest
from gongkai.ledger.errors import DatabaseRejected
from gongkai.shell import OfficerRequest


def done(form: Any, store: Callable[[], Any]) -> Any:
    """Return what was stored; None when nothing was sent or it cannot be, which the form then says."""
    if not (form.is_bound and form.is_valid()):
        return None
    try:
        return store()
    except ActionBlocked as blocked:
        form.refuse(blocked.sentences)
    except DatabaseRejected as refused:
        form.refuse([refused.message])
    return None


def asked_again(request: OfficerRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def case_of(request: OfficerRequest, pk: int) -> InfoRequest:
    return get_object_or_404(queries.requests(request.viewer).select_related("organ", "due_day"), pk=pk)


def back_to(case: InfoRequest) -> tuple[str, str]:
    return f"申请 {case.number}", reverse("inforequests:request", args=[case.pk])
