"""DOCX: paragraphs as they are printed; comments, tracked changes and hidden text as traces."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from gongkai.precheck.files.archive import OfficeArchive, local_name
from gongkai.precheck.files.document import CheckedDocument, Trace
from gongkai.precheck.files.traces import office_traces

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PRINTED = r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$"
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_CHANGES = {"del": "删除", "moveFrom": "移走", "ins": "插入", "moveTo": "移入"}
# not printed: taken out, or what older programs show in place of a text box
_NOT_PRINTED = frozenset((_W + "del", _W + "moveFrom", _MC + "Fallback"))


def read(data: bytes) -> CheckedDocument:
    """The paragraphs of the body, headers, footers and notes."""
    package = OfficeArchive(data)
    printed: list[str] = []
    hidden: list[str] = []
    changes: list[tuple[str, str, str]] = []
    for name in package.names(_PRINTED):
        root = package.xml(name)
        for paragraph in root.iter(_W + "p"):
            shown, unseen = _runs(paragraph)
            printed.append(shown)
            hidden.append(unseen)
        changes.extend(_changes(root))
    traces = [
        *_change_traces(changes),
        *_comment_traces(package),
        *_hidden_traces([text for text in hidden if text.strip()]),
        *office_traces(package),
    ]
    return CheckedDocument("\n\n".join(text for text in printed if text.strip()), tuple(traces))


def _runs(paragraph: etree._Element) -> tuple[str, str]:
    """The printed and the hidden text of a paragraph; that of paragraphs within it (text boxes) is theirs."""
    printed: list[str] = []
    hidden: list[str] = []
    for run in paragraph.iter(_W + "r"):
        holder = next(run.iterancestors(_W + "p"))
        if holder is not paragraph or _NOT_PRINTED & {element.tag for element in run.iterancestors()}:
            continue
        text = "".join(
            child.text or "" if local_name(child) == "t" else _BREAKS.get(local_name(child), "")
            for child in run
        )
        vanish = run.find(f"{_W}rPr/{_W}vanish")
        is_hidden = vanish is not None and vanish.get(_W + "val") not in ("0", "false", "off")
        (hidden if is_hidden else printed).append(text)
    return "".join(printed), "".join(hidden)


def _changes(root: etree._Element) -> Iterator[tuple[str, str, str]]:
    """Tracked changes as (kind, author, text)."""
    for element in root.iter(*(_W + name for name in _CHANGES)):
        text = "".join(part.text or "" for part in element.iter(_W + "t", _W + "delText"))
        if text:
            yield _CHANGES[local_name(element)], element.get(_W + "author", ""), text


def _change_traces(changes: list[tuple[str, str, str]]) -> Iterator[Trace]:
    if changes:
        text = "\n".join(f"{author}{kind}：{passage}" for kind, author, passage in changes)
        yield Trace(
            text,
            "answer",
            f"文件里有 {len(changes)} 处修订，公众能看到改前的文字。请接受或拒绝全部修订。",
        )


def _comment_traces(package: OfficeArchive) -> Iterator[Trace]:
    comments = [
        comment.get(_W + "author", "") + "：" + "".join(map(str, comment.itertext(_W + "t")))
        for name in package.names(r"word/comments\.xml$")
        for comment in package.xml(name).iter(_W + "comment")
    ]
    if comments:
        yield Trace(
            "\n".join(comments), "answer", f"文件里有 {len(comments)} 条批注，公众能看到。请删除批注。"
        )


def _hidden_traces(hidden: list[str]) -> Iterator[Trace]:
    if hidden:
        yield Trace("\n".join(hidden), "answer", "文件里有设为隐藏的文字，公众可以显示出来。请删去。")
