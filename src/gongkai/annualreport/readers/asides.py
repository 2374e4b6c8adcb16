"""What a tagged PDF itself calls a picture or page furniture: text that stands there is no running text."""

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

Box = tuple[float, float, float, float]  # left, bottom, right, top: points, from the foot of the page

_FIGURE, _FURNITURE = "Figure", "Artifact"
_LONGEST_NAME = 64
_DEEPEST = 40


def asides(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> tuple[list[Box], list[Box]]:
    """The boxes of the page's figures, by their text, and of its running heads and feet; none if it is untagged."""
    if not raw.FPDFCatalog_IsTagged(document.raw):
        return [], []
    figures = [set(contents) for contents in _figures(page)]
    boxes: dict[int, Box] = {}
    furniture: list[Box] = []
    for text in page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,), max_depth=3):
        box = text.get_bounds()
        for name, content in _marks(text):
            if name == _FURNITURE:
                furniture.append(box)
            for number in (n for n, contents in enumerate(figures) if content in contents):
                boxes[number] = _around(boxes.get(number, box), box)
    return list(boxes.values()), furniture


def _around(one: Box, other: Box) -> Box:
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))


def _figures(page: pdfium.PdfPage) -> Iterator[list[int]]:
    """The ids of the marked content of each figure of the page."""
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return
    try:
        for n in range(raw.FPDF_StructTree_CountChildren(tree)):
            yield from _figures_in(raw.FPDF_StructTree_GetChildAtIndex(tree, n), depth=0)
    finally:
        raw.FPDF_StructTree_Close(tree)


def _figures_in(element: raw.FPDF_STRUCTELEMENT, *, depth: int) -> Iterator[list[int]]:
    if not element or depth > _DEEPEST:
        return
    buffer = (ctypes.c_ushort * _LONGEST_NAME)()
    length = raw.FPDF_StructElement_GetType(element, buffer, ctypes.sizeof(buffer))
    if _text(buffer, length) == _FIGURE:
        yield list(_contents(element, depth=depth))
        return
    for n in range(raw.FPDF_StructElement_CountChildren(element)):
        yield from _figures_in(raw.FPDF_StructElement_GetChildAtIndex(element, n), depth=depth + 1)


def _contents(element: raw.FPDF_STRUCTELEMENT, *, depth: int) -> Iterator[int]:
    """The ids of all marked content below an element."""
    if not element or depth > _DEEPEST:
        return
    for n in range(raw.FPDF_StructElement_GetMarkedContentIdCount(element)):
        yield raw.FPDF_StructElement_GetMarkedContentIdAtIndex(element, n)
    for n in range(raw.FPDF_StructElement_CountChildren(element)):
        yield from _contents(raw.FPDF_StructElement_GetChildAtIndex(element, n), depth=depth + 1)


def _marks(item: pdfium.PdfObject) -> Iterator[tuple[str, int]]:
    """The names of an object's marks, with the id of its marked content (-1: none)."""
    content = ctypes.c_int(-1)
    for n in range(raw.FPDFPageObj_CountMarks(item.raw)):
        mark = raw.FPDFPageObj_GetMark(item.raw, n)
        length = ctypes.c_ulong()
        buffer = (ctypes.c_ushort * _LONGEST_NAME)()
        raw.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), length)
        found = raw.FPDFPageObjMark_GetParamIntValue(mark, b"MCID", content)
        yield _text(buffer, length.value), content.value if found else -1


def _text(buffer: ctypes.Array[ctypes.c_ushort], length: int) -> str:
    """What a name's buffer holds: UTF-16 with a closing zero, `length` bytes in all."""
    return bytes(buffer)[: max(0, length - 2)].decode("utf-16-le", "replace")
