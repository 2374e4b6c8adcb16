"""Write a letter of a case, or another version of one (条例 arts 30, 32–34, 36; 信息处理费管理办法 art 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.events import LetterWritten
from gongkai.inforequests.letters.kinds import (
    LETTER_TYPES,
    LetterType,
    composed,
    context_of,
    permission_of,
    writing_blockers,
)
from gongkai.inforequests.letters.status import change_blockers
from gongkai.inforequests.letters.wording import BLANK
from gongkai.inforequests.models import CaseLetter, InfoRequest
from gongkai.inforequests.status import CaseStatus, case_status
from gongkai.papers.actions.draft import unchanged
from gongkai.papers.actions.write_letter import write_letter
from gongkai.papers.content import Attachment
from gongkai.papers.letters import Letter
from gongkai.papers.models import Document, Version

Given = Mapping[str, Any]


def write(
    *,
    viewer: Viewer,
    request: InfoRequest,
    kind: str,
    given: Given,
    attachments: tuple[Attachment, ...] = (),
) -> Version:
    """Return the first version of a new letter of a case.

    `given` is what was filled in, by the names of `letters/wording.toml`. Raises `NotAllowed`, `ActionBlocked`.
    """
    letter_type = LETTER_TYPES[kind]
    viewer.require(permission_of(kind))
    with viewer.transaction() as tx:
        case = hold(viewer, request)
        if found := writing_blockers(viewer, case, letter_type):
            raise ActionBlocked(found)
        composed_now = _letter(viewer, case, letter_type, given, attachments)
        version = write_letter(viewer=viewer, kind=letter_type.id, letter=composed_now)
        letter = tx.add(CaseLetter(document=version.document, request=request))
        written = LetterWritten(title=letter_type.label, number=version.number)
        tx.record(written, subjects=[request, letter, version])
    return version


def rewrite(
    *, viewer: Viewer, letter: CaseLetter, given: Given, attachments: tuple[Attachment, ...] = ()
) -> Version:
    """Return the next version of a letter that has not left; the newest one where nothing was changed.

    Raises `NotAllowed`, `ActionBlocked`.
    """
    letter_type = LETTER_TYPES[letter.document.kind]
    viewer.require(permission_of(letter_type.id))
    with viewer.transaction() as tx:
        case = hold(viewer, letter.request)
        if found := change_blockers(case.status_of(letter)):
            raise ActionBlocked(found)
        composed_now = _letter(viewer, case, letter_type, given, attachments, letter.document)
        if kept := unchanged(letter.document, composed_now.content):
            return kept
        version = write_letter(
            viewer=viewer, kind=letter_type.id, letter=composed_now, document=letter.document
        )
        written = LetterWritten(title=letter_type.label, number=version.number)
        tx.record(written, subjects=[letter.request, letter, version])
    return version


def _letter(
    viewer: Viewer,
    case: CaseStatus,
    letter_type: LetterType,
    given: Given,
    attachments: tuple[Attachment, ...],
    document: Document | None = None,
) -> Letter:
    letter = composed(letter_type, context_of(viewer, case), given)
    if found := letter_blockers(viewer, letter, document):
        raise ActionBlocked(found)
    return replace(letter, attachments=attachments)


def hold(viewer: Viewer, request: InfoRequest) -> CaseStatus:
    """Return a case while whoever gives out a number, or writes or serves a letter of it, waits."""
    # Not the keys: whoever stores a record of the organ or the case meanwhile reads only those, and does not wait.
    Organ.objects.select_for_update(no_key=True).get(pk=viewer.organ_code)
    InfoRequest.objects.select_for_update(no_key=True).get(pk=request.pk)
    return case_status(request)


def letter_blockers(viewer: Viewer, letter: Letter, document: Document | None = None) -> list[Blocker]:
    """Return why a letter cannot be kept: its number is another's, or something is not filled in."""
    found = number_blockers(viewer, letter, document)
    if any(BLANK in text for text in (letter.addressee, *letter.paragraphs)):
        found.append(Blocker("信函中还有没有填写的内容（下划线处），请填写完整。"))
    return found


def number_blockers(viewer: Viewer, letter: Letter, document: Document | None = None) -> list[Blocker]:
    """Return that another letter has the number, if one does."""
    others = Version.objects.visible_to(viewer).filter(
        document__case_letter__isnull=False, doc_number=letter.doc_number
    )
    if not letter.doc_number or not others.exclude(document=document).exists():
        return []
    sentence = f"{letter.doc_number} 已用于另一件信函，一件一号；请改用下一个编号。"
    return [Blocker(sentence, field="doc_number")]
