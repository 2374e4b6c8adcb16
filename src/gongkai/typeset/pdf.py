"""PDF by Typst: a template in this package and data in, an accessible archival file out.

The compiler is kept: starting one costs more than a page. Files are tagged, PDF/A-2a and PDF/UA-1, and the
same data, fonts and day give the same bytes.
"""

import json
import re
import threading
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from gongkai.typeset.characters import printable
from gongkai.typeset.errors import GlyphMissing, TypesettingFailed
from gongkai.typeset.fonts import FACES, chosen_face, typst_fonts

# Templates import one another from the package's root: "/typeset/official.typ".
ROOT = Path(__file__).resolve().parent.parent

# An archival PDF may not hold a character without a glyph; Typst refuses, and the officer should know which.
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]{1,6})\}")

_lock = threading.Lock()


@lru_cache(maxsize=4)
def _compiler(folder: Path | None) -> typst.Compiler:
    return typst.Compiler(root=str(ROOT), font_paths=typst_fonts(folder), ignore_system_fonts=True)


def render_pdf(template: Path, data: Mapping[str, Any], *, made_on: date, fonts: Path | None = None) -> bytes:
    """The PDF of `template` (a .typ file of this package) with `data` in it, dated `made_on`.

    `fonts` is the unit's folder of licensed fonts. The template reads `json(bytes(sys.inputs.data))`, to
    which the chosen faces are added as `faces`. Raises TypesettingFailed with Typst's diagnosis, GlyphMissing
    where an archival file cannot show a character.
    """
    made = _compiled(template, data, made_on, fonts, format="pdf", pdf_standards=["a-2a", "ua-1"])
    assert isinstance(made, bytes)
    return made


def render_pages(
    template: Path, data: Mapping[str, Any], *, made_on: date, fonts: Path | None = None
) -> list[bytes]:
    """The pages of the same document as SVG pictures, to be looked at before there is a file."""
    made = _compiled(template, data, made_on, fonts, format="svg")
    return list(made) if isinstance(made, list) else [made]


def _compiled(
    template: Path, data: Mapping[str, Any], made_on: date, fonts: Path | None, **wanted: Any
) -> Any:
    faces = {name: chosen_face(face, fonts) for name, face in FACES.items()}
    inputs = {"data": json.dumps(_printable({**data, "faces": faces}), ensure_ascii=False)}
    try:
        with _lock:  # a compiler keeps its inputs between calls
            return _compiler(fonts).compile(
                input=str(template),
                sys_inputs=inputs,
                timestamp=datetime.combine(made_on, time(), UTC),
                **wanted,
            )
    except typst.TypstError as error:
        if missing := frozenset(map(_unescaped, _NO_GLYPH.findall(error.message))):
            raise GlyphMissing(missing) from error
        raise TypesettingFailed(f"排版失败（{template.name}）：{error.message}") from error


def _printable(data: Any) -> Any:
    """The data with nothing that no file can hold."""
    match data:
        case str():
            return printable(data)
        case Mapping():
            return {key: _printable(value) for key, value in data.items()}
        case list() | tuple():
            return [_printable(value) for value in data]
        case _:
            return data


def _unescaped(text: str) -> str:
    """A text as it stands in the data; Typst names what cannot be seen by its number."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
