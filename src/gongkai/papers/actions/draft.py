"""Draft what can be released: the first version of a document, and each later one."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.papers import files, queries
from gongkai.papers.actions.scan_files import keep_scans
from gongkai.papers.blocks import pictures_of
from gongkai.papers.content import ATTRIBUTES, NEEDS_REASON, Content, NewAttachment
from gongkai.papers.document_number import fault_of
from gongkai.papers.events import VersionAdded
from gongkai.papers.models import ORDER, Document, Version

NOT_ASKED: Mapping[str, Any] = MappingProxyType({})


def draft_document(
    *, viewer: Viewer, kind: str, content: Content, answers: Mapping[str, Any] = NOT_ASKED
) -> Version:
    """Return the first version of a new document of a `registry.DocumentKind` that leaves by release.

    `answers` are those to what rooms above ask beside it (`registry.DraftQuestion`), by field. Letters and structured
    pages have actions of their own (`write_letter`, `write_page`). Raises `NotAllowed`, or `ActionBlocked` with what
    the content lacks.
    """
    viewer.require("papers.draft")
    with viewer.transaction() as tx:
        version = store_version(tx, viewer=viewer, of=_by_release(kind), content=content.in_one_form)
        _keep_answers(tx, viewer, version.document, answers)
    return version


def add_version(*, viewer: Viewer, document: Document, content: Content) -> Version:
    """Return the next version, which has no approval until it is reviewed itself.

    What is released stays so until this one is, or until it is withdrawn.

    Raises `NotAllowed`, `Document.DoesNotExist` for another organ's document, or `ActionBlocked`.
    """
    viewer.require("papers.revise")
    _by_release(document.kind)
    with viewer.transaction() as tx:
        return store_version(tx, viewer=viewer, of=document, content=content.in_one_form)


def revise_document(
    *,
    viewer: Viewer,
    document: Document,
    content: Content,
    based_on: int | None = None,
    answers: Mapping[str, Any] = NOT_ASKED,
) -> Version:
    """Return the next version; the newest one where nothing was changed: then nothing is stored and its review goes on.

    Where it is said on which version the content is `based_on`, by number, and another was made since, it is refused:
    what was changed there would be lost unseen. Raises as `add_version`.
    """
    viewer.require("papers.revise")
    _by_release(document.kind)
    with viewer.transaction() as tx:
        held = queries.documents(viewer).select_for_update().get(pk=document.pk)
        said, newest = content.in_one_form, held.newest
        if newest and based_on is not None and newest.number != based_on:
            raise ActionBlocked([overtaken(newest)])
        version = unchanged(held, said) or store_version(tx, viewer=viewer, of=held, content=said)
        _keep_answers(tx, viewer, held, answers)
    return version


def _keep_answers(
    tx: LedgerTransaction, viewer: Viewer, document: Document, answers: Mapping[str, Any]
) -> None:
    for each in registry.all_of(registry.DraftQuestion) if answers else ():
        each.keep(tx, viewer, document, answers)


def overtaken(newest: Version) -> Blocker:
    """Return that another version was made while this one was written."""
    by = newest.drafted_by.name if newest.drafted_by else "他人"
    return Blocker(
        f"您打开之后，{by}已形成第 {newest.number} 版，现在保存会覆盖其中的修改。您写的都还在下面，"
        f"与第 {newest.number} 版的差别已列出：请核对，需要的改过来，再保存。"
    )


UNCHANGED = "内容没有变化，没有另存新版；在审的照常审查，退回的请修改后再送审。"


def unchanged(document: Document, content: Content) -> Version | None:
    """Return the newest version of a document where it says just this; None where something was changed.

    One that was set aside is taken up again by a new version, which may say the same.
    """
    state = registry.one(registry.RecordState, Version._meta.label)
    newest: Version | None = state.kept_up(document.versions.order_by("-number")).first()
    return newest if newest and newest.is_newest and newest.hash == content.hash(document.organ_id) else None


def _by_release(kind: str) -> registry.DocumentKind:
    declared = registry.one(registry.DocumentKind, kind)
    if declared.release is None or declared.fields:
        raise ActionBlocked([Blocker(f"{declared.label}在其专门页面生成和修改。")])
    return declared


def content_blockers(content: Content, *, day: datetime.date) -> list[Blocker]:
    """Return what keeps a content from being kept as a version on a day."""
    found = []
    if not content.title.strip():
        found.append(Blocker("标题不能为空。", field="title"))
    if not content.body.strip() and not content.attachments:
        found.append(Blocker("正文和附件不能都为空。", field="body"))
    if content.body_type == "text/plain":
        found += _picture_blockers(content)
    if content.attribute not in ATTRIBUTES:
        found.append(Blocker("公开属性应为：主动公开、依申请公开、不予公开。", field="attribute"))
    if content.attribute in NEEDS_REASON and not content.attribute_reason.strip():
        sentence = f"公开属性为“{ATTRIBUTES[content.attribute]}”的，应当写明理由。"
        found.append(Blocker(sentence, field="attribute_reason"))
    if content.made_on and content.made_on > day:
        sentence = (
            f"成文日期 {content.made_on} 晚于今天 {day}：应为会议通过或者负责人签发之日，尚未签发的不填。"
        )
        found.append(Blocker(sentence, field="made_on"))
    if content.series and (content.doc_number or content.made_on):
        sentence = "从系列取号的，发文字号和成文日期由签发、登记产生，此处不填；已在纸上签发的，请不选系列。"
        found.append(Blocker(sentence, field="doc_number" if content.doc_number else "made_on"))
    if content.doc_number:
        genre = content.genre or (ORDER if "令第" in f"令{content.doc_number}" else "")
        if fault := fault_of(content.doc_number, genre):
            found.append(Blocker(fault, field="doc_number"))
    return found


def _picture_blockers(content: Content) -> list[Blocker]:
    found = []
    files_by_name = Counter(file.name for file in content.attachments)
    pictures = {file.name for file in content.attachments if file.media_type.startswith("image/")}
    for picture in pictures_of(content.body):
        if not picture.alt:
            sentence = (
                f"图片“{picture.name}”没有替代文字：请写成 ![图中是什么]({picture.name})，看不见图的人靠它。"
            )
            found.append(Blocker(sentence, field="body"))
        if picture.name not in files_by_name:
            sentence = (
                f"正文中的图片“{picture.name}”不在附件里：请把图片文件添加为附件，文件名与正文中的一致。"
            )
            found.append(Blocker(sentence, field="body"))
        elif picture.name not in pictures:
            found.append(Blocker(f"“{picture.name}”不是 PNG 或者 JPEG 图片，不能放在正文里。", field="body"))
        elif files_by_name[picture.name] > 1:
            found.append(Blocker(f"有两个附件都叫“{picture.name}”，请改名后重新选择。", field="attachments"))
    return found


def store_version(
    tx: LedgerTransaction, *, viewer: Viewer, of: registry.DocumentKind | Document, content: Content
) -> Version:
    """Store the first version of a new document of a kind, or the next of one that there is, and record it.

    Raises `ActionBlocked` with what the content lacks, `FileRefused` among it.
    """
    if found := content_blockers(content, day=tx.day):
        raise ActionBlocked(found)
    if isinstance(of, registry.DocumentKind):
        document = tx.add(Document(kind=of.id, begun_on=viewer.day))
    else:
        document = queries.documents(viewer).select_for_update().get(pk=of.pk)
    newest = document.newest
    chosen = [each for each in content.attachments if isinstance(each, NewAttachment)]
    version = tx.add(
        Version(
            document=document,
            number=newest.number + 1 if newest else 1,
            title=content.title,
            body=content.body,
            body_type=content.body_type,
            genre=content.genre,
            series=content.series,
            doc_number=content.doc_number,
            made_on=content.made_on,
            attribute=content.attribute,
            attribute_reason=content.attribute_reason,
            attachments=[attachment.to_json() for attachment in content.attachments],
            hash=content.hash(document.organ_id),
            drafted_by=viewer.officer,
            drafted_on=tx.day,
        )
    )
    for attachment in chosen:
        files.store(attachment)
    scans = keep_scans(tx, {each.digest: each.scan for each in chosen})
    tx.record(VersionAdded(number=version.number, hash=version.hash), subjects=[document, version, *scans])
    return version
