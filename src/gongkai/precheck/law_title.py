"""Titles of laws: known, renamed, repealed, or nearly right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from gongkai.precheck.dictionary import Dictionary, stem_and_kind
from gongkai.precheck.finding import TextFinding
from gongkai.precheck.text import CheckedText

_NATION = "中华人民共和国"
_NATIONAL = re.compile(rf"^{_NATION}.{{1,40}}(?:法|条例|法典|规定|办法|细则)$")
_DECREE = re.compile(r"[（(](?:中华人民共和国)?国(?:务院)?令(?:第)?\s*(\d{1,4})\s*号")
_TAIL = re.compile(r"[（(](?:修订|修正|试行|暂行|草案|征求意见稿|\d{4}年[^）)]*)[）)]$")
_NEAR = 0.82


def check(text: CheckedText, dictionary: Dictionary) -> Iterator[TextFinding]:
    """Wrong titles with the right one, repealed laws, stale decree numbers, unknown national laws."""
    for start, end in text.titles:
        title = _TAIL.sub("", re.sub(r"\s", "", text.folded[start + 1 : end - 1]))
        if title in dictionary.wrong_titles:
            right = dictionary.wrong_titles[title]
            yield text.finding(
                start,
                end,
                "law_title",
                "answer",
                f"没有名为《{title}》的法规，应为《{right}》。",
                f"《{right}》",
            )
            continue
        law = dictionary.laws.get(title) or dictionary.laws.get(title.removeprefix(_NATION))
        if law is None:
            yield from _unknown(text, start, end, title, dictionary)
            continue
        if law.repealed_on:
            successor = f"，现行的是《{law.replaced_by}》" if law.replaced_by else ""
            yield text.finding(
                start,
                end,
                "law_title",
                "answer",
                f"《{title}》已于{law.repealed_on}废止{successor}。请确认引用的是当时有效的规定。",
                f"《{law.replaced_by}》" if law.replaced_by else None,
            )
        decree = _DECREE.match(text.folded, end)
        if decree and decree.group(1) in law.old_decrees:
            yield text.finding(
                *decree.span(1),
                "law_title",
                "answer",
                f"《{title}》现行文本的公布令号不是第{decree.group(1)}号，应为第{law.decree}号。",
                law.decree,
            )


def _unknown(
    text: CheckedText, start: int, end: int, title: str, dictionary: Dictionary
) -> Iterator[TextFinding]:
    """A title that claims to be national law and is not on the list; others are not ours to judge."""
    stem, kind = stem_and_kind(title)
    is_national = _NATIONAL.match(title) is not None
    # Without the name of the state only 法 can be judged: 条例 and 办法 are made by bodies of any rank.
    if not is_national and kind not in ("法", "法典"):
        return
    of_stem = dictionary.laws_by_stem.get(stem)
    right = (of_stem.replaced_by or of_stem.title) if of_stem else ""
    if not right and is_national:
        near = get_close_matches(title.removeprefix(_NATION), dictionary.short_titles, n=1, cutoff=_NEAR)
        right = dictionary.laws[near[0]].title if near else ""
    if right:
        yield text.finding(
            start,
            end,
            "law_title",
            "answer",
            f"法规名称《{title}》像是写错了，是否应为《{right}》？",
            f"《{right}》",
        )
    elif is_national:
        yield text.finding(
            start, end, "law_title", "info", f"《{title}》不在本单位的法规名称表里，请核对全称。"
        )
