"""Plain text, Markdown, the source of a web page: decoded, line ends kept."""

from __future__ import annotations

from gongkai.precheck.errors import UncheckableFile
from gongkai.precheck.files.document import CheckedDocument

_ENCODINGS = ("utf-8-sig", "gb18030")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read(data: bytes) -> CheckedDocument:
    """The text in UTF-8, GB 18030, or UTF-16 with its mark."""
    encodings: tuple[str, ...] = _ENCODINGS
    if data.startswith(_UTF16_MARKS):
        encodings = ("utf-16",)
    elif b"\0" in data:
        raise UncheckableFile("不是文本文件，请另存为 TXT、DOCX、XLSX 或 PDF")
    for encoding in encodings:
        try:
            return CheckedDocument(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise UncheckableFile("编码认不出来，请另存为 UTF-8 编码的文本")
