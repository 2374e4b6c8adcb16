"""The faces of official documents: their names, what stands in for them, and where a unit adds its own.

GB/T 9704-2012 asks for 仿宋, 小标宋, 黑体, 楷体 and 宋体. Most are proprietary, so none is shipped: a DOCX
names the face and alternatives, and the reader's machine has it; a PDF uses the unit's licensed file from
its fonts folder, and otherwise a free face from the wheels we depend on.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import manimgx_fonts_cjk
import pylopdf_fonts_zh_cn
import typst

_SERIF = "Noto Serif SC"
_SANS = "Noto Sans CJK SC"


@dataclass(frozen=True, slots=True)
class Face:
    """A face of the norm. `names` in order of preference; `substitute` is the free family used without them.

    `stroke` (pt at 1 em of 16 pt) thickens the substitute's outline where the norm's face is heavier than any
    free serif; `weight` is taken from the substitute's own weights.
    """

    names: tuple[str, ...]
    substitute: str
    weight: int = 400
    stroke: float = 0.0


BODY = Face(("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "STFangsong"), _SERIF)
TITLE = Face(
    ("方正小标宋_GBK", "FZXiaoBiaoSong-B05", "方正小标宋简体", "FZXiaoBiaoSong-B05S", "STZhongsong"),
    _SERIF,
    stroke=0.45,
)
HEADING = Face(("黑体", "SimHei", "STHeiti"), _SANS, weight=500)
KAI = Face(("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "STKaiti"), _SERIF, stroke=0.2)
SONG = Face(("宋体", "SimSun", "STSong"), _SERIF)

FACES = {"body": BODY, "title": TITLE, "heading": HEADING, "kai": KAI, "song": SONG}

# For pages and charts, where the reader's machine chooses.
SCREEN_STACK = (
    '"PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif'
)


@lru_cache(maxsize=8)
def typst_fonts(folder: Path | None = None) -> typst.Fonts:
    """The fonts a PDF may use: those of `folder` (the unit's, with its subfolders) and the free ones."""
    free = [Path(str(module.__file__)).parent for module in (pylopdf_fonts_zh_cn, manimgx_fonts_cjk)]
    own = [folder] if folder is not None and folder.is_dir() else []
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(path) for path in [*own, *free]],
    )


def chosen_face(face: Face, folder: Path | None = None) -> dict[str, str | int | float]:
    """What is passed to Typst for `face`: family, weight and stroke, the unit's own file first."""
    families = set(typst_fonts(folder).families())
    for name in face.names:
        if name in families:
            return {"family": name, "weight": 400, "stroke": 0.0}
    return {"family": face.substitute, "weight": face.weight, "stroke": face.stroke}
