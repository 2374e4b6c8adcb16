"""A file in, findings out: what is printed is checked whole, what is hidden is told and checked for persons.

The format is told by content, not by name. Each format is one module that returns a `CheckedDocument`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from gongkai.precheck.checks import check_text
from gongkai.precheck.dictionary import Dictionary
from gongkai.precheck.errors import UncheckableFile
from gongkai.precheck.files import image, pdf, plain, spreadsheet, word
from gongkai.precheck.files.archive import OfficeArchive
from gongkai.precheck.files.document import CheckedDocument
from gongkai.precheck.files.stripping import OLD_OFFICE
from gongkai.precheck.finding import Category, TextFinding

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"RIFF", b"GIF8")
_PERSONAL: frozenset[Category] = frozenset({"identity", "phone", "bank_card", "secrecy"})


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """The text of a file, hidden parts behind what is printed, and the findings on it."""

    text: str
    findings: list[TextFinding]


def check_file(
    data: bytes, *, dictionary: Dictionary | None = None, categories: Collection[Category] | None = None
) -> CheckedFile:
    """Every finding on a file (text, DOCX, XLSX, PDF, picture); offsets are code points of the text returned.

    Raises UncheckableFile with a sentence where the file cannot be read.
    """
    document = _reader(data)(data)
    found = check_text(document.text, dictionary=dictionary, categories=categories)
    text = document.text
    for trace in document.traces:
        text += "\n\n" if text else ""
        start = len(text)
        text += trace.text
        if categories is None or "metadata" in categories:
            found.append(TextFinding(start, len(text), trace.text, "metadata", trace.severity, trace.message))
        wanted = _PERSONAL if categories is None else _PERSONAL & frozenset(categories)
        found.extend(
            replace(finding, start=finding.start + start, end=finding.end + start)
            for finding in check_text(trace.text, dictionary=dictionary, categories=wanted)
        )
    return CheckedFile(text, found)


def word_archive(data: bytes) -> OfficeArchive:
    """The parts of a DOCX. Raises UncheckableFile for anything else: what it is, and what to do."""
    if _reader(data) is not word.read:
        raise UncheckableFile("这不是 Word 文件，请用 WPS 或 Word 另存为 DOCX")
    archive = OfficeArchive(data)
    if archive.names(r"word/vbaProject"):
        raise UncheckableFile("文件里有宏，请另存为不含宏的 DOCX（不选 DOCM）")
    return archive


def _reader(data: bytes) -> Callable[[bytes], CheckedDocument]:
    if b"%PDF-" in data[:1024]:
        return pdf.read
    if data.startswith(b"PK"):
        package = OfficeArchive(data)
        if "word/document.xml" in package:
            return word.read
        if "xl/workbook.xml" in package:
            return spreadsheet.read
        raise UncheckableFile("这是压缩包或不支持的文档格式，请解压，或另存为 DOCX、XLSX")
    if data.startswith(OLD_OFFICE):
        raise UncheckableFile("这是旧版 Office、WPS 格式或设有打开密码的文件，请另存为不加密的 DOCX 或 XLSX")
    if data.startswith(_PICTURES):
        return image.read
    return plain.read
