"""PDF: the text layer page by page; properties, comments and attachments as traces."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from gongkai.precheck.errors import UncheckableFile
from gongkai.precheck.files.document import CheckedDocument, Trace, property_traces

_PROPERTIES = {"Author": "作者", "Subject": "主题", "Keywords": "关键词"}
_NO_COMMENTS = frozenset((raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_POPUP))
_SCANNED = "这些页没有文字层（扫描件或图片），程序读不到，没有检查。请另行核对，或改用带文字的 PDF。"


def read(data: bytes) -> CheckedDocument:
    """The text of all pages; what cannot be read is told as a trace."""
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        reason = (
            "设有打开密码，请取消密码后重新保存" if "password" in str(error).lower() else "已损坏，请重新导出"
        )
        raise UncheckableFile(f"PDF 文件{reason}") from None
    with file:
        pages: list[str] = []
        comments: list[str] = []
        for page in file:
            pages.append(page.get_textpage().get_text_bounded().replace("\r\n", "\n").strip())
            comments.extend(_comments(page))
        traces = property_traces({label: file.get_metadata_value(key) for key, label in _PROPERTIES.items()})
        if comments:
            told = f"文件里有 {len(comments)} 条批注，公众能看到。请删除批注。"
            traces.append(Trace("\n".join(comments), "answer", told))
        attached = [file.get_attachment(place).get_name() for place in range(file.count_attachments())]
        if attached:
            told = f"文件里附有 {len(attached)} 个其他文件，公众可以打开。请确认可以公开，或去掉附件。"
            traces.append(Trace("\n".join(attached), "answer", told))
    blank = [f"第 {number} 页" for number, text in enumerate(pages, start=1) if not text]
    if blank:
        traces.append(Trace("、".join(blank), "answer", _SCANNED))
    return CheckedDocument("\n".join(text for text in pages if text), tuple(traces))


def _comments(page: pypdfium2.PdfPage) -> Iterator[str]:
    """What the annotations of a page say, with their author."""
    for place in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, place)
        if not annotation:
            continue
        try:
            if raw.FPDFAnnot_GetSubtype(annotation) not in _NO_COMMENTS:
                said = [_string(annotation, key) for key in (b"T", b"Contents")]
                if any(said):
                    yield "：".join(text for text in said if text)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _string(annotation: object, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", errors="replace") if size > 1 else ""
