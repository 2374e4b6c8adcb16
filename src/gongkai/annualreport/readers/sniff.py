"""Which format a file is in, by its content; its name is only an address."""

import re

from gongkai.annualreport.readers.errors import EmptyFile, ProtectedFile, TooLarge, UnknownFormat
from gongkai.precheck import OfficeArchive

LARGEST_FILE = 128 * 1024 * 1024
LARGEST_PAGE = 16 * 1024 * 1024  # of HTML, text, JSON

EXCHANGED = "report.json"  # the report as a value in a filing package

_NAMED = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".zip": "package",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
}
_KINDS = {
    "pdf": " PDF",
    "docx": " Word 文档（DOCX）",
    "xlsx": " Excel 工作簿（XLSX）",
    "package": "报送包",
    "html": "网页",
    "json": " JSON 数据",
    "text": "纯文本",
}
_MARKUP = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|meta|table|tbody|tr|td|div|p|span|h[1-6]|section|article|br|center|font|!--|\?xml)\b",
    re.IGNORECASE,
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")


def sniff(data: bytes) -> str:
    """One of pdf, docx, xlsx, package, html, json, text.

    EmptyFile, UnknownFormat, ProtectedFile or TooLarge otherwise.
    """
    if not data.strip(b"\x00 \t\r\n\f\xef\xbb\xbf"):
        raise EmptyFile("文件是空的，没有任何内容；请重新下载或另存。")
    if len(data) > LARGEST_FILE:
        raise TooLarge(f"文件超过 {LARGEST_FILE // 1024 // 1024} MB，远大于一份年度报告；请确认文件来源。")
    head = data[:1024]
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(b"PK"):
        return _office(data)
    if head.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise ProtectedFile("文件设有打开密码，无法读取；请取消密码后重新保存。")
        raise UnknownFormat("这是旧版 Office 或 WPS 格式（.doc、.xls、.wps）；请另存为 DOCX 或 XLSX 再读取。")
    if head.startswith(_PICTURES):
        raise UnknownFormat("这是一张图片，不含可读取的文字；请提供网页、DOCX、PDF（有文字层）或 XLSX。")
    if head.startswith(b"{\\rtf"):
        raise UnknownFormat("这是 RTF 文件；请另存为 DOCX 再读取。")
    return _text(data)


def disguise(data: bytes, name: str) -> str:
    """Return what to say of a file whose content is another format than its name tells; empty where it is not."""
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    named, found = _NAMED.get(suffix), sniff(data)
    if named is None or named == found:
        return ""
    return (
        f"文件名是“{suffix}”，内容却不是{_KINDS[named]}，而是{_KINDS[found]}，其中也没有年度报告的表格；"
        f"请重新下载，或者在能打开它的软件中另存为{_KINDS[named]}。"
    )


def _office(data: bytes) -> str:
    package = OfficeArchive(data)
    for part, kind in (
        ("word/document.xml", "docx"),
        ("xl/workbook.xml", "xlsx"),
        (EXCHANGED, "package"),
    ):
        if part in package:
            return kind
    raise UnknownFormat("这是压缩包或不支持的文档格式；请解压，或另存为 DOCX、XLSX 再读取。")


def _text(data: bytes) -> str:
    if len(data) > LARGEST_PAGE:
        raise TooLarge(f"文本超过 {LARGEST_PAGE // 1024 // 1024} MB，远长于一份年度报告；请确认文件来源。")
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in data[:4096] and not wide:
        raise UnknownFormat("文件内容不是文档（含有二进制数据）；请提供网页、DOCX、PDF 或 XLSX。")
    head = data[:65536].replace(b"\x00", b"") if wide else data[:65536]
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1]
    if start == b"{":
        return "json"
    if start == b"<" or len(_MARKUP.findall(head)) >= 3:
        return "html"
    return "text"
