"""Characters typed twice: a dictionary of words decides whether two meet there (工作|作风) or not (期限|限|答复)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache, lru_cache

import rjieba

from gongkai.precheck.dictionary import Dictionary
from gongkai.precheck.text import CheckedText, within

_AROUND = 8  # characters on either side that decide how the words fall
_HAN = re.compile(r"[\u4e00-\u9fff]*")
_NUMERALS = frozenset("\u3007零一二三四五六七八九十百千万")
_DIGIT_BEFORE = re.compile(r"[0-9\u3007零一二三四五六七八九十百千万两几数第][ \t]*$")
_BODIES = frozenset(
    "省市区县旗盟州镇乡村街局厅委院所站办处部科馆校会司署厂队社组"
)  # end a name: 示例镇|镇长, 我局|局长
_ALONE = frozenset(
    "的以为等"
)  # stand by themselves after a word that ends in the same character (目的|的, 可以|以)
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟"
    "汪田任姜范石姚谭廖邹熊陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温"
)
_ALL = 60_101_967  # occurrences of all words in the dictionary of jieba
_DOUBTFUL = 6.5  # natural logarithm of how much likelier the passage must be without one of the two
_CERTAIN = 8.2  # where both are words on their own, as 局机关 is in 水务局局机关


def doubled(text: CheckedText, dictionary: Dictionary) -> Iterator[tuple[int, int]]:
    """Where a character stands twice or more and no two words meet."""
    seen = 0
    for start, unit in text.repeats:
        char = unit[0]
        if start < seen or unit.strip(char):
            continue
        end = start + 2
        while text.raw[end : end + 1] == char:
            end += 1
        seen = end
        if _is_doubled(text.raw, start, end, dictionary):
            yield start, end


def repeated_words(text: CheckedText, dictionary: Dictionary) -> Iterator[tuple[int, int]]:
    """Where words stand twice in a row; 企业创业创新 and 集装箱装箱 are other words, 村的村的 is a turn of speech."""
    seen = 0
    for start, word in text.repeats:
        end = start + 2 * len(word)
        if start < seen or not word.strip(word[0]):
            continue
        seen = end
        if word in dictionary.repeatable or word * 2 in dictionary.repeatable:
            continue
        if word[0] in "一几每" or "的" in word or within(text.titles, start, end):
            continue
        first = _run_start(text.raw, start)
        run = _run(text.raw, first, end)
        if all(_is_border(run, place - first) for place in (start, start + len(word), end)):
            yield start, end


def _is_border(run: str, at: int) -> bool:
    """Whether a word begins there, also where the dictionary takes two for one (认真学习)."""
    place = 0
    for word in _words(run):
        inside = at - place
        if inside < len(word):
            return inside == 0 or (_known(word[:inside]) and _known(word[inside:]))
        place += len(word)
    return True


def _is_doubled(raw: str, start: int, end: int, dictionary: Dictionary) -> bool:
    char = raw[start]
    first = _run_start(raw, start)
    run = _run(raw, first, end)
    at = start - first
    before = raw[start - 1 : start]
    if any(word in run for word in dictionary.repeatable_with.get(char, ())):
        return False
    if char in _NUMERALS and (before in _NUMERALS or raw[end : end + 1] in _NUMERALS):
        return False  # 二十一一 cannot be told from a number with a slip in it
    if end - start > 2:
        return not any(char * 2 in word for word in _words(run) if len(word) > 2)  # 信息|息息相关
    if char in _NUMERALS and len(run) == 2:
        return True
    after_number = _DIGIT_BEFORE.search(raw[max(0, start - 4) : start]) is not None
    left, right = _words_at(run, at)
    if left is right and left.startswith(char * 2) and _known(left[1:]):
        left, right = char, left[1:]  # 局局长 is a word of some dictionaries, and yet 局|局长
    if left is right:  # one word holds both
        return (after_number and len(left) == 2) or _is_doubled_in_word(left, run, at, dictionary)
    if len(left) > 1 and len(right) > 1:
        return _gain(run, at) > _CERTAIN
    if len(left) > 1:
        return char not in _ALONE
    if len(right) > 1:
        return not (after_number or (char in _BODIES and _follows_name(run, at)))
    return not (at == 1 and run[0] in _SURNAMES)


def _is_doubled_in_word(word: str, run: str, at: int, dictionary: Dictionary) -> bool:
    if len(word) == 2:
        return (
            _gain(run, at) > _DOUBTFUL
            if word[0] in dictionary.reduplicated
            else rjieba.tag(word)[0][1] != "nr"
        )
    place = word.find(run[at] * 2)
    return _known(word[:place] + word[place + 1 :])


def _run_start(raw: str, start: int) -> int:
    """Where the characters that stand before `start` without a break begin, at most `_AROUND` of them."""
    first = start
    while first > max(0, start - _AROUND) and "\u4e00" <= raw[first - 1] <= "\u9fff":
        first -= 1
    return first


def _run(raw: str, first: int, end: int) -> str:
    """What stands from `first` to a little behind `end` without a break."""
    return raw[first : _HAN.match(raw, end, end + _AROUND).end()]  # type: ignore[union-attr]


def _words_at(run: str, at: int) -> tuple[str, str]:
    """The word that ends in the first character, the one that begins with the second; one may hold both."""
    place = 0
    left = ""
    for word in _words(run):
        end = place + len(word)
        if place <= at < at + 1 < end:
            return word, word
        if end == at + 1:
            left = word
        elif place == at + 1:
            return left, word
        place = end
    raise AssertionError(run)


def _follows_name(run: str, at: int) -> bool:
    """Whether what stands before can be a name: a noun, or no known word at all."""
    before = _words(run[:at])
    return bool(before) and (len(before[-1]) == 1 or rjieba.tag(before[-1], False)[0][1].startswith("n"))


def _gain(run: str, at: int) -> float:
    """How much likelier the words are with one of the two characters left out."""
    return sum(map(_weight, _words(run[:at] + run[at + 1 :]))) - sum(map(_weight, _words(run)))


@lru_cache(maxsize=4096)
def _words(run: str) -> list[str]:
    return rjieba.cut(run, False)


@cache
def _weight(word: str) -> float:
    return math.log(max(1, rjieba.suggest_freq(word)) / _ALL)


def _known(word: str) -> bool:
    return len(word) > 1 and rjieba.has_word(word)
