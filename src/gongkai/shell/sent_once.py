"""A form that is sent twice does its act once: a double click, a reload, a page gone back to and sent on unchanged.

Each form drawn for an officer bears a number of its own (`{% sent_once %}`). The first transaction of what it asks for
begins by storing a digest of who sent it and what it said: of two at once, the database lets one through. What was
changed before it was sent again says something else, and is another form.
"""

from __future__ import annotations

import datetime
import json
from contextlib import suppress
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db import OperationalError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac

from gongkai.ledger import clock
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.shell.models import SentForm

FIELD = "sent_once"
KEPT = datetime.timedelta(hours=24 * 7)  # longer than anybody leaves a form open
DONE_ALREADY = "这份表刚才已经提交并办理，没有重复办理。"


class SentAlready(Exception):
    """The same form, saying the same, did its act before."""

    def __init__(self, form: SentForm) -> None:
        super().__init__(form)
        self.form = form


class Sending:
    """One sending of a form: known by what it says, taken by the first transaction that it opens."""

    def __init__(self, request: Any) -> None:
        self.digest, self.attempt = _digest(request), uuid4()
        self.taken_in: object = None

    @property
    def before(self) -> SentForm | None:
        """The same form, where it did its act before."""
        return SentForm.objects.filter(digest=self.digest).first()

    def take(self, tx: LedgerTransaction) -> None:
        """Store that the form was sent, in the transaction of its act. Raises `SentAlready` for all but the first."""
        if self.taken_in == tx.id:
            return
        first, _ = SentForm.objects.get_or_create(
            digest=self.digest, defaults={"attempt": self.attempt, "sent_at": clock.now()}
        )
        if first.attempt != self.attempt:
            raise SentAlready(first)
        self.taken_in = tx.id

    def keep_where_it_led(self, response: HttpResponseBase) -> None:
        """Keep the page that the act led to, for whoever sends it again.

        The act is done. Where nobody may write just now, who sends it again is told so, and led nowhere.
        """
        if self.taken_in is not None and (page := response.headers.get("Location")):
            with suppress(OperationalError):
                SentForm.objects.filter(attempt=self.attempt).update(led_to=page[: SentForm.LONGEST])


def say_done(request: Any, form: SentForm) -> HttpResponse:
    """Lead to where the form led when it was sent first, and say that nothing was done again."""
    if form.led_to:
        messages.info(request, DONE_ALREADY)
        return redirect(form.led_to)
    return render(request, "shell/done_already.html", {"sentence": DONE_ALREADY}, status=409)


def forget_sent_forms() -> None:
    """Forget the forms that nobody will send again."""
    SentForm.objects.filter(sent_at__lt=clock.now() - KEPT).delete()


def _digest(request: Any) -> str:
    """Who sent which form to where, and all it said. Keyed, for a form may hold a password."""
    fields = {name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"}
    said = [request.viewer.actor.number, request.get_full_path(), sorted(fields.items())]
    digest = salted_hmac("gongkai.shell.sent_once", json.dumps(said), algorithm="sha256")
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            digest.update(f"{name}\0{file.name}\0{file.size}\0".encode("utf-8", "surrogatepass"))
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()
