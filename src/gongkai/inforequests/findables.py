"""What search finds of this room: cases, answers and letters, each on the page of its case, and the fees."""

from __future__ import annotations

from dataclasses import replace

from django.urls import reverse

from gongkai.inforequests import queries
from gongkai.inforequests.document_kinds import DOCUMENT_KINDS
from gongkai.inforequests.ledgers import NOTICES, PAYMENTS, REQUESTS
from gongkai.papers.findables import findable_of_kind
from gongkai.registry import Findable
from gongkai.shell.ledgers.findables import findable_of, findables_of

FINDABLES = (
    replace(
        findable_of(REQUESTS),
        label="政府信息公开申请",
        url=lambda request: reverse("inforequests:request", args=[request.pk]),
        day=lambda request: request.arrived_on,
    ),
    Findable(
        id="inforequests.replies",
        label="答复",
        permission="inforequests.view",
        query=queries.replies,
        title=lambda reply: f"{reply.request.number} {reply.law_ground.outcome.label}",
        texts=lambda reply: [reply.doc_number],
        url=lambda reply: reverse("inforequests:request", args=[reply.request_id]),
        day=lambda reply: reply.decided_on,
    ),
    *(findable_of_kind(kind) for kind in DOCUMENT_KINDS),
    *findables_of((NOTICES, PAYMENTS)),
)
