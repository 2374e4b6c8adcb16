"""Takes out of a PDF what nobody means to give away with it, and nothing of what its pages say or look like.

Properties and XMP, comments, switched-off layers, embedded files, scripts, form fields, and earlier savings. What a
form or a stamp shows is made part of its page. Every page of which something shown was touched is drawn before and
after: where it does not look the same, the file is left as it was, and so is one with a digital signature.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Stream
from PIL import ImageChops

from gongkai.precheck.errors import ProtectedArchive
from gongkai.precheck.files.pdf_layers import LayersUnclear, hide_for_good
from gongkai.precheck.files.pdf_size import is_too_large

SIGNED = "有数字签名或者电子签章，改动会使它失效"
OTHERWISE = "去掉以后页面会变样"
UNREADABLE = "打不开或者已损坏，请重新导出"
TOO_LARGE = "解开以后过大，没有打开检查，请重新导出或者拆开"
PORTFOLIO = "是 PDF 包，请拆成单个文件"
REDACTIONS = "有标记而没有执行的密文，下面的文字还在，请执行以后重新导出"

_TOLD = {"/Author": "作者", "/Subject": "主题", "/Keywords": "关键词", "/Company": "单位"}
_KEPT_PROPERTIES = frozenset(
    ("/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped", "/GTS_PDFXVersion")
)
_KEPT_XMP = (
    *("dc:title", "dc:format", "dc:language", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"),
    *("xmp:CreatorTool", "pdf:Producer", "pdf:PDFVersion", "pdf:Trapped"),
    *("pdfaid:part", "pdfaid:conformance", "pdfaid:rev", "pdfuaid:part", "pdfuaid:rev"),
)
# Notes of who read it, and what plays or opens: shown beside the page, and not on the paper.
_BESIDE = frozenset(
    ("/Text", "/Popup", "/FileAttachment", "/Sound", "/Movie", "/Screen", "/3D", "/RichMedia")
)
ACTIONS = "脚本和动作"
# What any object may carry besides what it is: where it is of a file embedded, that is told of the file.
_CARRIED = {
    "/Metadata": "XMP 元数据",
    "/PieceInfo": "编辑软件留下的数据",
    "/AA": ACTIONS,
    "/Thumb": "页面缩略图",
    "/AF": "",
}
_HIDDEN = 2 | 32  # Hidden, NoView
_HARMLESS = frozenset(("/URI", "/GoTo", "/Named"))  # actions that show something, and tell of no computer
_UNIT = {"批注": "条", "附带的文件": "个", "图章、批画": "处", "表单项": "个"}
_LARGEST_PICTURE = 16_000_000  # of pixels in which a page is drawn; a larger page is drawn smaller
_DIFFERENT = 48  # of 255 in a channel: an edge drawn elsewhere by a part of a pixel is less
_MOST_PIXELS = 40


@dataclass
class _Found:
    """What was taken out, and how often."""

    removed: dict[str, int] = field(default_factory=dict)

    def add(self, what: str, times: int = 1) -> None:
        if times:
            self.removed[what] = self.removed.get(what, 0) + times

    @property
    def told(self) -> list[str]:
        return [f"{n} {_UNIT[what]}{what}" if what in _UNIT else what for what, n in self.removed.items()]

    @property
    def in_words(self) -> str:
        return "、".join(self.told)


def strip(data: bytes) -> tuple[bytes, tuple[str, ...], tuple[str, ...]]:
    """The PDF without what it hides; what that was, in words; and why something was left in it.

    Raises ProtectedArchive where a password is asked for.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as file:
            return _stripped(file, data)
    except pikepdf.PasswordError:
        raise ProtectedArchive("PDF 设有打开密码，请取消密码后重新保存") from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError):
        return data, (), (UNREADABLE,)


def _stripped(file: pikepdf.Pdf, data: bytes) -> tuple[bytes, tuple[str, ...], tuple[str, ...]]:
    if is_too_large(file):
        return data, (), (TOO_LARGE,)
    if "/Collection" in file.Root:
        return data, (), (PORTFOLIO,)
    signed, found = _is_signed(file, data), _Found()
    left = (REDACTIONS,) if _redactions(file) else ()
    if file.is_encrypted:
        found.add("编辑、打印的限制")
    if _savings(data) > (2 if file.is_linearized else 1):
        found.add("以前各次保存的内容")
    _strip_document(file, found)
    _take_off(file, [each for each in _annotations(file) if _is_beside(each, found)])
    shown_before = _saved(file)
    try:
        pages = hide_for_good(file)
    except LayersUnclear as unclear:
        return data, (), (*left, str(unclear))
    found.add("看不见的图层", bool(pages))
    pages |= _flatten(file, found)
    if not found.removed:
        return data, (), left
    if signed:
        return data, (), (*left, f"{SIGNED}；其中有{found.in_words}")
    stripped = _saved(file)
    if not _look_alike(shown_before, stripped, sorted(pages)):
        return data, (), (*left, f"{OTHERWISE}；其中有{found.in_words}")
    return stripped, tuple(found.told), left


def _saved(file: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    file.save(out, deterministic_id=True, encryption=False)
    return out.getvalue()


def _savings(data: bytes) -> int:
    return data.count(b"startxref")


def _is_signed(file: pikepdf.Pdf, data: bytes) -> bool:
    """Whether a signature covers the bytes: what it covers is written beside it, and never packed."""
    return "/Perms" in file.Root or b"/ByteRange" in data


def _annotations(file: pikepdf.Pdf) -> list[Any]:
    """All of them, each an object of its own from now on."""
    for page in file.pages:
        if "/Annots" in page.obj:
            found = [each for each in page.obj.Annots if isinstance(each, Dictionary)]
            page.obj.Annots = Array(
                [each if each.is_indirect else file.make_indirect(each) for each in found]
            )
    return [each for page in file.pages for each in page.obj.get("/Annots", ())]


def _redactions(file: pikepdf.Pdf) -> bool:
    return any(each.get("/Subtype") == "/Redact" for each in _annotations(file))


# ---- The document --------------------------------------------------------------------------------------------------


def _strip_document(file: pikepdf.Pdf, found: _Found) -> None:
    root: Any = file.Root
    properties: Any = file.docinfo if "/Info" in file.trailer else Dictionary()
    for key in [key for key in properties if key not in _KEPT_PROPERTIES]:
        if str(properties[key]).strip():
            found.add(_TOLD.get(key, "其他属性"))
        del properties[key]
    _strip_xmp(file, found)
    for each in file.objects:
        if isinstance(each, Dictionary | Stream):
            _strip_object(each, found)
    if _is_telling(root.get("/OpenAction")):
        del root["/OpenAction"]
        found.add(ACTIONS)
    names = root.get("/Names", Dictionary())
    for name, what in (("/JavaScript", ACTIONS), ("/EmbeddedFiles", "")):
        if name in names:
            del names[name]
            found.add(what, bool(what))


def _strip_object(each: Any, found: _Found) -> None:
    for key, what in _CARRIED.items():
        if key in each and not (key == "/Metadata" and each.get("/Type") == "/Catalog"):
            del each[key]
            found.add(what, bool(what))
    if "/EF" in each:
        del each["/EF"]
        found.add("附带的文件")
    if _is_telling(each.get("/A")):
        del each["/A"]
        found.add(ACTIONS)
    if each.get("/Subtype") == "/Link" and "/T" in each:
        del each["/T"]


def _is_telling(action: Any) -> bool:
    """Whether an action does something, or names a place on somebody's computer."""
    if not isinstance(action, Dictionary) or "/S" not in action:
        return False
    address = str(action.get("/URI", "")).strip().lower()
    return (
        str(action["/S"]) not in _HARMLESS
        or address.startswith(("file:", "javascript:"))
        or _is_telling(action.get("/Next"))
        or isinstance(action.get("/Next"), pikepdf.Array)
    )


def _strip_xmp(file: pikepdf.Pdf, found: _Found) -> None:
    """Write the XMP packet anew with what says the same as a cover: title, dates, the standard it keeps to."""
    if "/Metadata" not in file.Root:
        return
    packet = bytes(file.Root.Metadata.read_bytes())
    with file.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as old:
        kept = {short: old[short] for short in _KEPT_XMP if short in old}
        others = len(list(old)) - len(kept)
    if not others and b"<!--" not in packet:
        return
    del file.Root["/Metadata"]
    with file.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as new:
        for short, value in kept.items():
            new[short] = value
    found.add("XMP 元数据")


# ---- Pages ---------------------------------------------------------------------------------------------------------


def _is_beside(annotation: Any, found: _Found) -> bool:
    """Whether an annotation is not shown on the page: a note of a reader, or one that is switched off."""
    kind = str(annotation.get("/Subtype"))
    is_hidden = bool(int(annotation.get("/F", 0)) & _HIDDEN)
    if kind in _BESIDE or is_hidden:
        found.add("批注", kind not in ("/Popup", "/Widget"))
        found.add("表单项", kind == "/Widget")
        return True
    return False


def _take_off(file: pikepdf.Pdf, annotations: list[Any]) -> None:
    """Take annotations off their pages and empty them: the structure of a page may name them still."""
    gone = {each.objgen for each in annotations}
    for page in file.pages:
        if "/Annots" in page.obj:
            page.obj.Annots = Array([each for each in page.obj.Annots if each.objgen not in gone])
    for each in annotations:
        for key in list(each.keys()):
            del each[key]


def _flatten(file: pikepdf.Pdf, found: _Found) -> set[int]:
    """Make what stamps and form fields show a part of their pages; return the pages, from 0."""
    form = file.Root.get("/AcroForm")
    shown: dict[int, list[Any]] = {}
    for number, page in enumerate(file.pages):
        for each in page.obj.get("/Annots", ()):
            if each.get("/Subtype") not in ("/Link", "/Redact"):
                shown.setdefault(number, []).append(each)
                found.add("表单项" if each.get("/Subtype") == "/Widget" else "图章、批画")
    if form is not None:
        found.add("表单数据", "/XFA" in form or not shown)
        if form.get("/NeedAppearances", False):
            file.generate_appearance_streams()
    if shown:
        file.flatten_annotations("screen")
        _take_off(file, [each for several in shown.values() for each in several])
    if "/AcroForm" in file.Root:
        del file.Root["/AcroForm"]
    return set(shown)


def _look_alike(before: bytes, after: bytes, pages: list[int]) -> bool:
    """Whether these pages are drawn alike, and all others by the same words, in both files."""
    if not pages:
        return True
    with pypdfium2.PdfDocument(before) as old, pypdfium2.PdfDocument(after) as new:
        old.init_forms()
        return len(old) == len(new) and all(_page_alike(old[number], new[number]) for number in pages)


def _page_alike(old: pypdfium2.PdfPage, new: pypdfium2.PdfPage) -> bool:
    width, height = old.get_size()
    scale = min(1.0, math.sqrt(_LARGEST_PICTURE / max(1.0, width * height)))
    if new.get_size() != (width, height):
        return False
    drawn = [page.render(scale=scale).to_pil().convert("L") for page in (old, new)]
    if drawn[0].size != drawn[1].size:
        return False
    difference = ImageChops.difference(*drawn)
    return sum(difference.histogram()[_DIFFERENT:]) <= _MOST_PIXELS
