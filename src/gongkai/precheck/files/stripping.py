"""Takes out of a file what nobody means to give away with it: properties, tracked changes, comments, hidden text.

What is printed stays as it is: a DOCX reads as with every change accepted. A format that is not known here, or a file
that cannot be opened, comes back as it was.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree
from PIL import Image, ImageOps

from gongkai.precheck.errors import ProtectedArchive, UncheckableFile
from gongkai.precheck.files import pdf_stripping
from gongkai.precheck.files.archive import OfficeArchive

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_FORMAT = "旧版 Office、WPS 格式不改动，请另存为 DOCX、XLSX，或者自行清除属性、修订和批注"
BROKEN = "有损坏、过大或者不合规范的部分，没有检查，请用办公软件打开后重新保存"
STRICT = "是“严格”Open XML 格式，没有改动，请另存为普通的 DOCX、XLSX"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_STRICT = b"purl.oclc.org/ooxml"
_PRINTED = r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$"
_TOLD = {
    "creator": "作者",
    "lastModifiedBy": "最后保存者",
    "Company": "单位",
    "Manager": "主管",
    "keywords": "关键词",
}
_TOLD |= {"description": "备注", "category": "类别", "subject": "主题"}
_KEPT_PROPERTIES = frozenset(
    ("title", "language", "Application", "AppVersion", "created", "modified", "revision")
)
_GONE = tuple(_W + name for name in ("del", "moveFrom"))
_UNWRAPPED = tuple(_W + name for name in ("ins", "moveTo"))
_MARKS = tuple(
    _W + name
    for name in (
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *(
            "rPrChange",
            "pPrChange",
            "tblPrChange",
            "trPrChange",
            "tcPrChange",
            "sectPrChange",
            "tblGridChange",
        ),
        *("commentRangeStart", "commentRangeEnd"),
    )
)
_COMMENTS = re.compile(r"word/(?:comments\w*|people)\.xml|xl/(?:comments|threadedComments|persons)")
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_SAID = {
    b"tEXt": "文字说明",
    b"zTXt": "文字说明",
    b"iTXt": "文字说明",
    b"eXIf": "拍摄信息",
    b"tIME": "修改时间",
}
_MADE_OF_PARTS = (b"PK\x03\x04", _PNG, b"\xff\xd8\xff")
_JPEG_SAID = {0xE1: "拍摄信息", 0xED: "图片说明", 0xFE: "备注"}
_NO_LENGTH = frozenset((0x01, *range(0xD0, 0xD9)))


@dataclass(frozen=True, slots=True)
class StrippedFile:
    """A file without what was taken out of it, what that was, and why something was left in it, in words."""

    data: bytes
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def stripped_file(data: bytes) -> StrippedFile:
    """The same file without properties, tracked changes, comments and hidden text (DOCX, XLSX, PDF, PNG, JPEG).

    Raises ProtectedArchive for what nobody can open without a password.
    """
    if b"%PDF-" in data[:1024]:
        return StrippedFile(*pdf_stripping.strip(data))
    if data.startswith(OLD_OFFICE):
        return StrippedFile(data, left=(OLD_FORMAT,))
    try:
        if data.startswith(b"PK"):
            return _office(data)
        if data.startswith(_PNG):
            return _png(data)
        if data.startswith(b"\xff\xd8\xff"):
            return _jpeg(data)
    except ProtectedArchive:
        raise
    except (UncheckableFile, OSError, ValueError, IndexError, struct.error, etree.LxmlError):
        return StrippedFile(data, left=(BROKEN,) if data.startswith(_MADE_OF_PARTS) else ())
    return StrippedFile(data)


# ---- Office --------------------------------------------------------------------------------------------------------


def _office(data: bytes) -> StrippedFile:
    archive = OfficeArchive(data)
    main = next((name for name in ("word/document.xml", "xl/workbook.xml") if name in archive), None)
    if main is None:
        return StrippedFile(data)
    if _STRICT in archive.read(main)[:4096]:
        return StrippedFile(data, left=(STRICT,))
    removed: dict[str, int] = {}
    changed: dict[str, bytes] = {}
    for name in archive.names(r"docProps/(?:core|app|custom)\.xml$"):
        changed |= _rewritten(archive, name, _without_properties, removed)
    for name in archive.names(_PRINTED) if main.startswith("word") else ():
        changed |= _rewritten(archive, name, _accepted, removed)
    gone = {name for name in archive.names() if _COMMENTS.match(name)}
    if gone:
        removed["批注"] = sum(_comments(archive, name) for name in gone)
        changed |= _unlinked(archive, gone, changed)
    if not removed:
        return StrippedFile(data)
    out, whole = io.BytesIO(), OfficeArchive(data)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in archive.names():
            if name not in gone and not name.endswith("/"):
                info = zipfile.ZipInfo(name, _EARLIEST)
                info.compress_type = zipfile.ZIP_DEFLATED
                package.writestr(info, changed.get(name) or whole.read(name))
    return StrippedFile(out.getvalue(), tuple(_in_words(removed)))


def _in_words(removed: dict[str, int]) -> Iterator[str]:
    for what, times in removed.items():
        unit = {"修订": "处", "批注": "条", "隐藏文字": "处"}.get(what)
        yield f"{times} {unit}{what}" if unit else what


def _rewritten(
    archive: OfficeArchive,
    name: str,
    strip: Callable[[etree._Element], list[str]],
    removed: dict[str, int],
) -> dict[str, bytes]:
    """The part without what was stripped; nothing where nothing was."""
    root = archive.xml(name)
    found = strip(root)
    for what in found:
        removed[what] = removed.get(what, 0) + 1
    return (
        {name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)} if found else {}
    )


def _without_properties(root: etree._Element) -> list[str]:
    found = []
    for element in list(root):
        name = etree.QName(element).localname
        own = element.get("name")  # of custom.xml
        if name in _KEPT_PROPERTIES and not own:
            continue
        if "".join(map(str, element.itertext())).strip() and (own or name in _TOLD):
            found.append(own or _TOLD[name])
            root.remove(element)
    return found


def _accepted(root: etree._Element) -> list[str]:
    found = []
    for row in [row for row in root.iter(_W + "tr") if row.find(f"{_W}trPr/{_W}del") is not None]:
        _remove(row)
        found.append("修订")
    for element in list(root.iter(*_GONE, *_UNWRAPPED)):
        if element.getparent() is None:
            continue
        if element.tag in _UNWRAPPED:
            for child in list(element):
                element.addprevious(child)
        _remove(element)
        found.append("修订")
    for element in list(root.iter(*_MARKS)):
        if not str(element.tag).startswith(_W + "comment"):
            found.append("修订")
        _remove(element)
    for reference in list(root.iter(_W + "commentReference")):
        _remove(reference.getparent())
    for run in list(root.iter(_W + "r")):
        vanish = run.find(f"{_W}rPr/{_W}vanish")
        if vanish is not None and vanish.get(_W + "val") not in ("0", "false", "off"):
            _remove(run)
            found.append("隐藏文字")
    return found


def _remove(element: etree._Element | None) -> None:
    parent = None if element is None else element.getparent()
    if element is not None and parent is not None:
        parent.remove(element)


def _comments(archive: OfficeArchive, name: str) -> int:
    return sum(1 for _ in archive.xml(name).iter("{*}comment", "{*}threadedComment"))


def _unlinked(archive: OfficeArchive, gone: set[str], changed: dict[str, bytes]) -> dict[str, bytes]:
    """The parts that name comments, without naming them."""
    parts: dict[str, bytes] = {}
    for name in archive.names(r".*\.rels$|\[Content_Types\]\.xml$"):
        root, cut = archive.xml(name), False
        for element in list(root):
            target = (element.get("Target") or element.get("PartName") or "").rpartition("/")[2]
            if element.get("TargetMode") != "External" and target in {
                each.rpartition("/")[2] for each in gone
            }:
                root.remove(element)
                cut = True
        if cut:
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return parts


# ---- Pictures ------------------------------------------------------------------------------------------------------


def _png(data: bytes) -> StrippedFile:
    kept, at = [_PNG], len(_PNG)
    removed: dict[str, None] = {}
    while at + 8 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind = data[at + 4 : at + 8]
        if said := _PNG_SAID.get(kind):
            removed[said] = None
        else:
            kept.append(data[at : at + 12 + length])
        at += 12 + length
        if kind == b"IEND":
            if data[at:]:
                removed["图片之后附带的数据"] = None
            return StrippedFile(b"".join(kept) if removed else data, tuple(removed))
    return StrippedFile(data)


def _jpeg(data: bytes) -> StrippedFile:
    with Image.open(io.BytesIO(data)) as picture:
        if picture.getexif().get(0x0112, 1) != 1:  # turned by its camera: turn it for good
            out = io.BytesIO()
            ImageOps.exif_transpose(picture).save(out, "JPEG", quality=95)
            return StrippedFile(out.getvalue(), ("拍摄信息",))
    kept, at = [data[:2]], 2
    removed: dict[str, None] = {}
    while data[at] == 0xFF and data[at + 1] != 0xDA:
        mark = data[at + 1]
        length = 0 if mark in _NO_LENGTH else struct.unpack(">H", data[at + 2 : at + 4])[0]
        if said := _JPEG_SAID.get(mark):
            removed[said] = None
        else:
            kept.append(data[at : at + 2 + length])
        at += 2 + length
    return StrippedFile(b"".join([*kept, data[at:]]), tuple(removed)) if removed else StrippedFile(data)
