"""Write a letter of a case, or another version of one (条例 arts 30, 32–34, 36; 信息处理费管理办法 art 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.events import LetterWritten
from gongkai.inforequests.letters.kinds import KINDS, blockers, composed, setting_of
from gongkai.inforequests.letters.standing import service_of
from gongkai.inforequests.letters.wording import BLANK
from gongkai.inforequests.models import CaseLetter, InfoRequest
from gongkai.papers.actions.write_letter import write_letter
from gongkai.papers.content import Attachment
from gongkai.papers.letters import Letter
from gongkai.papers.models import Document, Version


def write(
    *,
    viewer: Viewer,
    request: InfoRequest,
    kind: str,
    given: Mapping[str, Any],
    attachments: tuple[Attachment, ...] = (),
) -> Version:
    """Return the first version of a new letter of a case.

    `given` is what was filled in, by the names of `letters/wording.toml`. Raises `NotAllowed`, `ActionBlocked`.
    """
    viewer.require(permission_of(kind))
    if found := blockers(request, KINDS[kind], viewer.day):
        raise ActionBlocked(found)
    letter = composed(KINDS[kind], setting_of(request, viewer.day), given)
    with viewer.transaction() as tx:
        hold(viewer, request)
        if found := [*blockers(request, KINDS[kind], viewer.day), *unfit(viewer, letter)]:
            raise ActionBlocked(found)
        version = write_letter(viewer=viewer, kind=kind, letter=replace(letter, attachments=attachments))
        of_case = tx.add(CaseLetter(organ_id=viewer.organ_code, document=version.document, request=request))
        tx.record(
            LetterWritten(title=KINDS[kind].label, number=version.number),
            subjects=[request, of_case, version],
        )
    return version


def rewrite(
    *, viewer: Viewer, letter: CaseLetter, given: Mapping[str, Any], attachments: tuple[Attachment, ...] = ()
) -> Version:
    """Return the next version of a letter that has not left. Raises `NotAllowed`, `ActionBlocked`."""
    kind = KINDS[letter.document.kind]
    viewer.require(permission_of(kind.id))
    composed_letter = composed(kind, setting_of(letter.request, viewer.day), given)
    with viewer.transaction() as tx:
        hold(viewer, letter.request)
        if found := [*unsent(letter), *unfit(viewer, composed_letter, letter.document)]:
            raise ActionBlocked(found)
        version = write_letter(
            viewer=viewer,
            kind=kind.id,
            letter=replace(composed_letter, attachments=attachments),
            document=letter.document,
        )
        tx.record(
            LetterWritten(title=kind.label, number=version.number),
            subjects=[letter.request, letter, version],
        )
    return version


def hold(viewer: Viewer, request: InfoRequest) -> None:
    """Let whoever gives out a number, or writes or serves a letter of this case, wait until this act is done."""
    # Not the keys: whoever stores a record of the organ or the case meanwhile reads only those, and does not wait.
    Organ.objects.select_for_update(no_key=True).get(pk=viewer.organ_code)
    InfoRequest.objects.select_for_update(no_key=True).get(pk=request.pk)


def unfit(viewer: Viewer, letter: Letter, document: Document | None = None) -> list[str]:
    """Return why a letter cannot be kept: its number is another's, or something is not filled in."""
    found = number_taken(viewer, letter, document)
    if any(BLANK in text for text in (letter.addressee, *letter.paragraphs)):
        found.append("信函中还有没有填写的内容（下划线处），请填写完整。")
    return found


def number_taken(viewer: Viewer, letter: Letter, document: Document | None = None) -> list[str]:
    """Return the sentence that says that another letter has the number, if one does."""
    others = Version.objects.visible_to(viewer).filter(
        document__case_letter__isnull=False, doc_number=letter.doc_number
    )
    if not letter.doc_number or not others.exclude(document=document).exists():
        return []
    return [f"文号：{letter.doc_number} 已用于另一件信函，一件一号；请改用下一个编号。"]


def unsent(letter: CaseLetter) -> list[str]:
    """Return why a letter is not changed any more."""
    if service_of(letter) is not None:
        return ["信函已经送达，不能修改；有误请另行答复更正。"]
    return []


def permission_of(kind: str) -> str:
    """Return the act that writes letters of a kind: `inforequests.write_supplement` and its like."""
    return kind.replace("inforequests.", "inforequests.write_")
