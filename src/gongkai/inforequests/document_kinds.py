"""The letters of a case as kinds of document: approved like any other, then served, never released."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.remedies import remedy
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.letters.kinds import (
    LETTER_TYPES,
    LetterType,
    case_of,
    composed,
    context_of,
    own_blockers,
    permission_of,
)
from gongkai.inforequests.letters.sheet import sheet_facts, sheet_proposed
from gongkai.inforequests.letters.status import change_blockers
from gongkai.inforequests.models import CaseLetter
from gongkai.inforequests.status import case_status, shown_status
from gongkai.papers.letters import Letter, page_of, text_of
from gongkai.papers.models import Version
from gongkai.registry import ByService, DocumentKind, LetterSheet, Linked


def cases_of(versions: Sequence[Version]) -> dict[int, str]:
    """Return which case the letter of each version is of, and to whom it goes where not to the applicant."""
    numbers = dict(
        CaseLetter.objects.filter(document__in=[version.document_id for version in versions]).values_list(
            "document", "request__number"
        )
    )
    return {
        version.document_id: f"申请 {numbers[version.document_id]}{_recipient(version)}"
        for version in versions
    }


def _recipient(version: Version) -> str:
    name = version.content_json["particulars"].get("consulted_name")
    return f"（致{name}）" if name else ""


def home_of(version: Version) -> Linked:
    """Return the case of a letter."""
    case = case_of(version)
    return Linked(f"申请 {case.number}", reverse("inforequests:request", args=[case.pk]))


def change_url(version: Version) -> str:
    """Return where another version of a letter is written."""
    return reverse("inforequests:letter_change", args=[version.document_id])


def revise_blockers(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return why the viewer does not change a letter: it left, or another keeps the case."""
    letter = next(
        each
        for each in shown_status(viewer, case_of(version)).letters
        if each.version.document_id == version.document_id
    )
    if found := change_blockers(letter):
        return found
    kind = version.document.kind
    if viewer.may(permission_of(kind)):
        return []
    words = f"修改这件{LETTER_TYPES[kind].label}"
    return [Blocker("", remedy=remedy(viewer, permission_of(kind), words, change_url(version)))]


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
        sheet=LetterSheet(facts=sheet_facts, proposed=sheet_proposed),
        leaves=ByService(
            view="inforequests.view",
            compose=compose_again,
            about=cases_of,
        ),
        text=text_of,
        page=page_of,
        home=home_of,
        revise=change_url,
        revise_blockers=revise_blockers,
    )


DOCUMENT_KINDS = tuple(declared(each) for each in LETTER_TYPES.values())
