"""Takes what stands in switched-off layers (optional content) of a PDF out of its pages for good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Stream

UNCLEAR = "有按条件显示的图层，不能可靠去掉"

_TEXT = frozenset(("Tj", "TJ", "'", '"'))
_PATH = frozenset(("m", "l", "c", "v", "y", "h", "re", "W", "W*"))
_PAINT = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"))
_OTHER = frozenset(("Do", "sh", "MP", "DP", "INLINE IMAGE"))
_NEXT_LINE: tuple[list[Any], Operator] = ([], Operator("T*"))


class LayersUnclear(Exception):
    """Whether something is shown depends on more than a switch; the message says so."""


def hide_for_good(file: pikepdf.Pdf) -> set[int]:
    """Take out what is not shown, since its layer is off; return the pages, from 0, of which something was.

    Raises LayersUnclear.
    """
    off = _switched_off(file)
    if not off:
        return set()
    layers = _Layers(off)
    pages = {number for number, page in enumerate(file.pages) if layers.clear_page(file, page)}
    for each in file.objects:
        if isinstance(each, Dictionary) and each.objgen in off and "/Name" in each:
            each.Name = pikepdf.String("")
    file.remove_unreferenced_resources()
    return pages


def _switched_off(file: pikepdf.Pdf) -> set[tuple[int, int]]:
    """The layers that are off when the file is opened."""
    properties = file.Root.get("/OCProperties", Dictionary())
    config = properties.get("/D", Dictionary())
    groups = [each for each in properties.get("/OCGs", ()) if isinstance(each, Dictionary)]
    if "/AS" in config and any(_depends(each.get("/Usage", Dictionary())) for each in groups):
        raise LayersUnclear(UNCLEAR)
    off = {each.objgen for each in groups} if config.get("/BaseState") == "/OFF" else set()
    off -= {each.objgen for each in config.get("/ON", ()) if isinstance(each, Dictionary)}
    return off | {each.objgen for each in config.get("/OFF", ()) if isinstance(each, Dictionary)}


def _depends(usage: Any) -> bool:
    states = {
        str(usage[use][state])
        for use, state in (("/View", "/ViewState"), ("/Print", "/PrintState"))
        if use in usage and state in usage[use]
    }
    return len(states) > 1


class _Layers:
    def __init__(self, off: set[tuple[int, int]]) -> None:
        self.off = off
        self.cleared: dict[tuple[int, int], bool] = {}  # of the forms that pages share
        self.met = False  # whether anything that is not shown was met in what was read last

    def is_off(self, content: Any) -> bool:
        """Whether a layer, or what a membership of layers says, is not shown."""
        if not isinstance(content, Dictionary):
            return False
        if content.get("/Type") != "/OCMD":
            return content.objgen in self.off
        if "/VE" in content:
            raise LayersUnclear(UNCLEAR)
        named = content.get("/OCGs", Array())
        groups = [named] if isinstance(named, Dictionary) else [g for g in named if isinstance(g, Dictionary)]
        offs = [group.objgen in self.off for group in groups]
        policy = str(content.get("/P", "/AnyOn"))
        shown = {"/AllOn": not any(offs), "/AnyOff": any(offs), "/AllOff": all(offs)}
        return bool(offs) and not shown.get(policy, not all(offs))

    def clear_page(self, file: pikepdf.Pdf, page: pikepdf.Page) -> bool:
        resources = page.get("/Resources", Dictionary())
        kept = self._kept(page, resources)
        if kept is not None:
            page.Contents = file.make_stream(pikepdf.unparse_content_stream(kept))
        annotations = [each for each in page.get("/Annots", ()) if not self.is_off(each.get("/OC"))]
        if "/Annots" in page:
            page.Annots = Array(annotations)
        appearances = [each.AP for each in annotations if isinstance(each.get("/AP"), Dictionary)]
        forms = self._clear_forms(resources) | self._clear_appearances(appearances)
        return kept is not None or forms

    def _clear_appearances(self, appearances: Iterable[Any]) -> bool:
        streams = [each for shown in appearances for each in shown.values() if isinstance(each, Stream)]
        return max((self._clear_form(each) for each in streams), default=False)

    def _clear_forms(self, resources: Any) -> bool:
        """Clear what a page or a form draws by name."""
        found = False
        for kind in ("/XObject", "/Pattern"):
            for each in resources.get(kind, Dictionary()).values():
                if isinstance(each, Stream):
                    found |= self._clear_form(each)
        return found

    def _clear_form(self, drawn: Any) -> bool:
        if drawn.objgen in self.cleared:
            return self.cleared[drawn.objgen]
        self.cleared[drawn.objgen] = False
        if self.is_off(drawn.get("/OC")):
            for key in list(drawn.keys()):
                if key != "/Length":
                    del drawn[key]
            drawn.Type, drawn.Subtype, drawn.BBox = Name.XObject, Name.Form, Array([0, 0, 0, 0])
            drawn.write(b"")
            self.cleared[drawn.objgen] = True
            return True
        if drawn.get("/Subtype") == "/Image":
            return False
        resources = drawn.get("/Resources", Dictionary())
        kept = self._kept(drawn, resources)
        if kept is not None:
            drawn.write(pikepdf.unparse_content_stream(kept))
        self.cleared[drawn.objgen] = self._clear_forms(resources) or kept is not None
        return self.cleared[drawn.objgen]

    def _kept(self, content: Any, resources: Any) -> list[Any] | None:
        """The instructions of a page or a form without what is not shown; None where all is."""
        properties = resources.get("/Properties", Dictionary())
        if not any(self.is_off(each) for each in properties.values()):
            return None
        self.met = False
        kept = list(self._without_hidden(pikepdf.parse_content_stream(content), properties))
        return kept if self.met else None

    def _without_hidden(self, instructions: Iterable[Any], properties: Any) -> Iterator[Any]:
        """What is not shown still moves the pen: only what would be drawn or said is left out."""
        marks: list[bool] = []
        path: list[Any] = []
        for operands, operator in instructions:
            name, hidden = str(operator), any(marks)
            if name in ("BMC", "BDC"):
                is_layer = name == "BDC" and operands[0] == "/OC" and isinstance(operands[1], Name)
                marks.append(is_layer and self.is_off(properties.get(str(operands[1]))))
                self.met |= marks[-1]
                if not any(marks):
                    yield operands, operator
            elif name == "EMC":
                if marks:
                    marks.pop()
                if not hidden:
                    yield operands, operator
            elif not hidden:
                yield operands, operator
            elif name in _PATH:
                path.append((operands, operator))
            elif name in _PAINT:
                if any(str(each[1]) in ("W", "W*") for each in path):
                    yield from [*path, ([], Operator("n"))]
                path = []
            elif name == '"':
                yield from [([operands[0]], Operator("Tw")), ([operands[1]], Operator("Tc")), _NEXT_LINE]
            elif name == "'":
                yield _NEXT_LINE
            elif name not in _TEXT and name not in _OTHER:
                yield operands, operator
