"""Charts as SVG made on the server (Vega-Lite), with what they show in words; PNG of the same for DOCX."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import pylopdf_fonts_zh_cn
import vl_convert

from gongkai.typeset.errors import ChartFailed
from gongkai.typeset.fonts import SCREEN_STACK

T = TypeVar("T")

# One main colour and its pale companion for last year: told apart in print and without colour vision.
MAIN = "#1f4e79"
PALE = "#a9bfd6"
INK = "#1d1d1d"
LINE = "#d9d9d9"

_WIDTH, _ROW, _HEIGHT = 560, 26, 150
# On a telephone bars always lie, and the picture is as wide as the page with all that stands beside the bars.
_NARROW = {"width": 340, "autosize": {"type": "fit-x", "contains": "padding"}}
_EVERY_TICK = 5  # up to here each whole number has its line
# The free face comes first, so that every machine measures and draws the labels alike.
_FONTS = f"'Noto Sans SC', {SCREEN_STACK}".replace('"', "'")


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart: `svg` is self-contained, `alt` says in a sentence or two what it shows."""

    title: str
    svg: str
    alt: str
    spec: str
    narrow_spec: str

    @property
    def uri(self) -> str:
        """The picture as an address that stands in a page by itself, for `img-src data:`."""
        return _address(self.svg)

    @property
    def narrow_uri(self) -> str:
        """The same for a telephone: as wide as its screen, so that its letters keep their size."""
        return _address(_svg(self.narrow_spec))

    def png(self, *, scale: float = 3) -> bytes:
        """The same picture for files that cannot hold SVG."""
        return _convert(lambda: vl_convert.vegalite_to_png(self.spec, scale=scale, allowed_base_urls=[]))


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one kind (本年, 上年) in the order of the chart's labels; None is not drawn."""

    name: str
    values: tuple[int | None, ...]


def bar_chart(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    unit: str = "件",
    upright: bool = False,
) -> Chart:
    """Bars, one group a label, each with its number at its end; at most two series. Raises ChartFailed.

    Horizontal, because Chinese labels are long; `upright` for short ones in an order (months, years).
    """
    rows = [
        {"label": label, "series": one.name, "value": value, "text": f"{value}"}
        for one in series
        for label, value in zip(labels, one.values, strict=True)
        if value is not None
    ]
    names = [one.name for one in series]
    drawn = _upright if upright else _lying
    longest = max((value for one in series for value in one.values if value is not None), default=0)
    length = _length(unit, longest)
    page = {**_page(title), "data": {"values": rows}}
    spec = json.dumps({**page, **drawn(list(labels), names, length)}, ensure_ascii=False)
    narrow = json.dumps({**page, **_lying(list(labels), names, length), **_NARROW}, ensure_ascii=False)
    return Chart(title, _svg(spec), _words(title, labels, series, unit), spec, narrow)


@lru_cache(maxsize=64)
def _svg(spec: str) -> str:
    return _convert(lambda: vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))


def _address(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def _lying(labels: list[str], names: list[str], length: dict[str, object]) -> dict[str, object]:
    """Bars that lie, each on a line of its own."""
    return {
        "width": _WIDTH,
        "height": {"step": _ROW * 0.7, "for": "offset"} if len(names) > 1 else {"step": _ROW},
        "encoding": {"y": _place(labels), "yOffset": _offset(names), "x": length},
        "layer": _layers(names, {"type": "text", "align": "left", "dx": 4}),
    }


def _upright(labels: list[str], names: list[str], length: dict[str, object]) -> dict[str, object]:
    """Columns that share the width."""
    return {
        "width": _WIDTH,
        "height": _HEIGHT,
        "encoding": {
            "x": {**_place(labels), "axis": {"labelAngle": 0}},
            "xOffset": _offset(names),
            "y": length,
        },
        "layer": _layers(names, {"type": "text", "align": "center", "baseline": "bottom", "dy": -2}),
    }


def _place(labels: list[str]) -> dict[str, object]:
    return {"field": "label", "type": "nominal", "sort": labels, "title": None}


def _offset(names: list[str]) -> dict[str, object]:
    return {"field": "series", "sort": names}


def _length(unit: str, longest: int) -> dict[str, object]:
    """The scale: whole numbers, since half an item is none."""
    axis = (
        {"values": list(range(longest + 1)), "format": "d"} if longest <= _EVERY_TICK else {"tickMinStep": 1}
    )
    return {"field": "value", "type": "quantitative", "title": f"单位：{unit}", "axis": axis}


def _layers(names: list[str], text: dict[str, object]) -> list[dict[str, object]]:
    """The bars in the colours of their series, and the numbers at their ends."""
    colour = {
        "field": "series",
        "type": "nominal",
        "sort": names,
        "scale": {"domain": names, "range": [MAIN, PALE][: len(names)]},
        "legend": {"title": None, "orient": "top"} if len(names) > 1 else None,
    }
    return [
        {"mark": {"type": "bar"}, "encoding": {"color": colour}},
        {"mark": text, "encoding": {"text": {"field": "text"}}},
    ]


def _page(title: str) -> dict[str, object]:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": title, "anchor": "start"},
        "config": {
            "font": _FONTS,
            "background": "white",
            "view": {"stroke": None},
            "title": {"fontSize": 15, "fontWeight": 600, "color": INK, "offset": 10},
            "axis": {
                "labelFontSize": 12,
                "titleFontSize": 11,
                "titleFontWeight": "normal",
                "labelColor": INK,
                "labelLimit": 260,
                "gridColor": LINE,
                "domainColor": LINE,
                "tickColor": LINE,
            },
            "legend": {"labelFontSize": 12, "labelColor": INK},
            "text": {"fontSize": 11, "color": INK},
        },
    }


def _words(title: str, labels: Sequence[str], series: Sequence[Series], unit: str) -> str:
    """The chart in words: every figure, since a reader without the picture wants no less."""
    parts = []
    for number, label in enumerate(labels):
        figures = [
            f"{one.name if len(series) > 1 else ''}{value} {unit}"
            for one in series
            if (value := one.values[number]) is not None
        ]
        if figures:
            parts.append(f"{label} {'，'.join(figures)}")
    return f"{title}：{'；'.join(parts) or '没有数据'}。"


@lru_cache(maxsize=1)
def _free_fonts() -> None:
    """Lets a machine without Chinese fonts measure and draw labels."""
    vl_convert.register_font_directory(str(Path(pylopdf_fonts_zh_cn.__file__).parent))


def _convert(make: Callable[[], T]) -> T:
    _free_fonts()
    try:
        return make()
    except ValueError as error:
        raise ChartFailed(f"图表无法绘制：{error}") from error
