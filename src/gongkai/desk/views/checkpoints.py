"""The ledger's checkpoint as a page to be printed and kept on paper, and as a file to be kept elsewhere."""

from __future__ import annotations

import segno
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.ledger.checkpoints import SignedCheckpoint, take_checkpoint
from gongkai.ledger.errors import BrokenChain
from gongkai.shell import OfficerRequest, as_download, officer_view

ERROR_CORRECTION = "q"  # a quarter of it may be creased or stained
SCALE = 4


@require_GET
@officer_view("desk.read_ledger")
def checkpoint(request: OfficerRequest) -> HttpResponse:
    """The checkpoint of this instant: in words, and whole in a code that any telephone reads."""
    signed = _taken()
    code = segno.make_qr(signed.text, error=ERROR_CORRECTION)
    context = {
        "checkpoint": signed.checkpoint,
        "code": code.svg_data_uri(scale=SCALE, light="#fff", xmldecl=False, nl=False),
    }
    return render(request, "desk/checkpoint.html", context)


def _taken() -> SignedCheckpoint:
    try:
        return take_checkpoint()
    except BrokenChain as broken:
        raise ActionBlocked([Blocker(f"台账现在不完好，不能留核验点：{broken}")]) from broken


@require_GET
@officer_view("desk.read_ledger")
def checkpoint_file(request: OfficerRequest) -> HttpResponse:
    """The checkpoint of this instant as a file."""
    signed = _taken()
    return as_download(signed.text, name=signed.file_name, content_type="text/plain; charset=utf-8")
