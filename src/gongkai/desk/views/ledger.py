"""The proof of a ledger entry, for who checks it with tools of their own."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from gongkai.desk import registers
from gongkai.shell import OfficerRequest, officer_view


@require_GET
@officer_view("desk.read_ledger")
def proof(request: OfficerRequest, pk: int) -> HttpResponse:
    """The digests and the raw data of an entry."""
    entry = get_object_or_404(registers.entries(request.viewer), pk=pk)
    context = {"entry": entry, "proof": registers.proof(entry), "digests": registers.digests(entry)}
    return render(request, "desk/proof.html", context)
