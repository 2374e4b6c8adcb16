"""救济途径 — what a letter must tell the applicant about challenging it, by the day of the act.

The way follows from the class of the act and never from the row of table 三: a refusal under
条例第十四条至第十六条, whole or in part, must first go to 复议 (复议法第二十三条, 实施条例第三十一条); some
replies cannot be taken to court at all (法释〔2025〕8号第十条第二款); the letters on the way to a reply carry
no remedy. For a day whose rule is not in the values the officer is asked for the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter
from types import MappingProxyType

from gongkai.law.errors import NotModelled, RemedyTextNeeded, UnknownName
from gongkai.law.values import Value, Values

REMEDY_CLASSES: Mapping[str, str] = MappingProxyType(
    {
        "refusal": "全部不予公开",
        "partial_refusal": "部分不予公开",
        "choice": "其他可诉的答复",
        "not_suable": "不可诉的告知",
        "third_party": "不顾第三方反对决定公开",
        "silence": "逾期不予答复",
        "procedural": "补正、延期、收费等程序性告知",
        "consultation": "征求意见",
        "none": "不另行答复",
    }
)
_TEXT_OF_WAY: Mapping[str, str] = MappingProxyType(
    {
        "先行复议": "remedy.text.reconsideration_first",
        "复议或者诉讼": "remedy.text.choice",
        "不可直接起诉": "remedy.text.not_suable",
    }
)
_NUMBERS: Mapping[str, str] = MappingProxyType(
    {
        "reconsideration_apply": "reconsideration.apply",
        "litigation_after_reconsideration": "litigation.after_reconsideration",
        "litigation_direct": "litigation.direct",
    }
)


@dataclass(frozen=True, slots=True)
class Remedy:
    """What to tell: the way, the sentence with its periods filled in, and what it rests on.

    `text` still has the places ``{review_body}``, ``{court}`` and ``{letter}``; it is empty where the letter
    tells nothing.
    `reconsideration_first`: a suit without 复议 before it will not be accepted. `online_channel`: the letter
    was served online, so it must name a way to apply online (复议法第二十二条).
    """

    remedy_class: str
    way: str
    text: str
    reconsideration_first: bool
    online_channel: bool
    basis: tuple[str, ...]
    values: tuple[Value, ...]

    def sentence(self, *, review_body: str, court: str, letter: str = "答复") -> str:
        """Return the sentence for the letter, which calls itself `letter`, with the names of the two bodies."""
        return self.text.format(review_body=review_body, court=court, letter=letter)


def remedy(remedy_class: str, *, acted_on: date, values: Values, served_online: bool = False) -> Remedy:
    """Return the remedy of an act of a class (`REMEDY_CLASSES`) done on `acted_on`.

    Raises `UnknownName` for a class that is not there, `RemedyTextNeeded` for a day whose rule is not known.
    """
    if remedy_class not in REMEDY_CLASSES:
        raise UnknownName.of("救济类别", remedy_class, REMEDY_CLASSES, where="remedy")
    try:
        way = values.on(f"remedy.{remedy_class}", acted_on)
        used = (way, *_text_values(str(way.value), acted_on, values))
    except NotModelled:
        raise RemedyTextNeeded(
            f"{acted_on} 作出的“{REMEDY_CLASSES[remedy_class]}”适用当时的救济规定，系统没有录入；"
            "请经办人按当时的法律写明救济途径，并请司法行政机关核对。",
            where="remedy",
        ) from None
    return Remedy(
        remedy_class=remedy_class,
        way=str(way.value),
        text=_filled(used),
        reconsideration_first=way.value == "先行复议",
        online_channel=served_online and way.value in _TEXT_OF_WAY,
        basis=tuple(dict.fromkeys(each for one in used for each in one.basis)),
        values=used,
    )


def _text_values(way: str, day: date, values: Values) -> tuple[Value, ...]:
    """The text of a way, then each period that the text names, in its order."""
    if way not in _TEXT_OF_WAY:
        return ()
    text = values.on(_TEXT_OF_WAY[way], day)
    return (text, *(values.on(_NUMBERS[name], day) for name in _places(text) if name in _NUMBERS))


def _places(text: Value) -> tuple[str, ...]:
    """The names of the places in a text, in their order, each once."""
    return tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(str(text.value)) if name))


def _filled(used: tuple[Value, ...]) -> str:
    _, *texts = used
    if not texts:
        return ""
    text, *periods = texts
    numbers = {each.key: each.number for each in periods}
    given = {name: numbers[_NUMBERS[name]] if name in _NUMBERS else f"{{{name}}}" for name in _places(text)}
    return str(text.value).format(**given)
