"""The letters of a case as kinds of document: approved like any other, then served, never released."""

from __future__ import annotations

from django.urls import reverse

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.letters.kinds import (
    LETTER_TYPES,
    LetterType,
    case_of,
    composed,
    context_of,
    own_blockers,
)
from gongkai.inforequests.status import case_status
from gongkai.papers.letters import Letter, page_of, text_of
from gongkai.papers.models import Version
from gongkai.registry import ByService, DocumentKind, SecrecySheet


def declared(letter_type: LetterType) -> DocumentKind:
    """Return the declaration of a type: a version of it is composed again from what was filled in."""

    def compose_again(viewer: Viewer, version: Version) -> Letter:
        context = context_of(viewer, case_status(case_of(version)))
        if found := own_blockers(letter_type, context):
            raise ActionBlocked(found)
        return composed(letter_type, context, version.content_json["particulars"])

    return DocumentKind(
        id=letter_type.id,
        label=letter_type.label,
        sheet=SecrecySheet(carrier="instrument", channel="送达当事人，不向社会公开"),
        leaves=ByService(
            view="inforequests.view",
            compose=compose_again,
            home=lambda version: reverse("inforequests:request", args=[case_of(version).pk]),
        ),
        text=text_of,
        page=page_of,
    )


DOCUMENT_KINDS = tuple(declared(each) for each in LETTER_TYPES.values())
