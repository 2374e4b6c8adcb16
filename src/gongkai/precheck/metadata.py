"""What the making of a text left in it: invisible characters, paths of a computer, notes to oneself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.precheck.dictionary import Dictionary
from gongkai.precheck.finding import Severity, TextFinding
from gongkai.precheck.text import CheckedText

_Residue = tuple[re.Pattern[str], Severity, str]
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffd\ue000-\uf8ff]")
_UNSEEN_KINDS: tuple[_Residue, ...] = (
    (
        re.compile("[\u202a-\u202e\u2066-\u2069]+"),
        "answer",
        "这里有改变文字方向的隐藏字符，看到的与实际的顺序可能不同，请删去。",
    ),
    (
        re.compile("[\u200b-\u200d\u2060\u00ad\ufeff]+"),
        "info",
        "这里有看不见的字符，会使检索不到，请删去。",
    ),
    (re.compile("[\ufffd\ue000-\uf8ff]+"), "answer", "这里有无法显示的字符，请对照原稿补正。"),
)
_RESIDUE: tuple[_Residue, ...] = (
    (
        re.compile(
            r"[A-Za-z]:\\(?<![A-Za-z].:.)(?:[^\\/:*?\"<>|\r\n，。；]{1,60}\\)+[^\\/:*?\"<>|\r\n，。；]{0,60}"
        ),
        "answer",
        "这是一台电脑里的文件路径，可能带出人名和内部结构，请删去。",
    ),
    (
        re.compile(r"file://[^\s<>\"'，。；）]+", re.IGNORECASE),
        "answer",
        "这是本机文件的地址，公众打不开，请删去。",
    ),
    (
        re.compile(r"<!--(?:(?!<!--|-->).){0,2000}-->", re.DOTALL),
        "answer",
        "这里有网页注释，公众看源码能读到，请删去。",
    ),
    (
        re.compile(
            r"错误[!！]\s*(?:未找到引用源|未定义书签|不能识别的开关参数|超链接引用无效)[。.]?"
            r"|Error! (?:Reference source|Bookmark) not \w+\."
        ),
        "answer",
        "这是文字处理软件留下的错误提示，请改正引用。",
    ),
    (
        re.compile(
            r"[（(【\[](?:待补充|待核实|待定|此处填写[^）)】\]]{0,20}|请填写[^）)】\]]{0,20}|批注[^）)】\]]{0,30})[）)】\]]"
        ),
        "answer",
        "这里还留着起草时的提示，请填好或删去。",
    ),
)


_FILL_IN = "这里还空着或留着占位的符号，请填好或删去。"
_X = "XxＸｘ"  # noqa: RUF001
_BLANK = r"[ \t\u3000_\uff3f]"
_PLACEHOLDERS = (
    # fields of templates and of a mail merge
    re.compile(r"\{\{[^{}\n]{0,60}\}\}|\$\{[^{}\n]{0,60}\}|\{%[^%\n]{0,60}%\}|«[^«»\n]{1,40}»"),
    re.compile(rf"[{_X}](?<![A-Za-z0-9*×].)(?:[{_X}]{{2,}}|(?<=[X\uff38])[X\uff38])(?![A-Za-z0-9*×])"),
    re.compile(r"×(?<![0-9A-Za-z*].)×+(?![0-9A-Za-z*])"),
    re.compile(rf"20(?:[{_X}×]{{2}}|\d[{_X}×])(?=[ \t]*[年〕\]])"),
    re.compile(rf"[{_X}×](?<![0-9A-Za-z].)(?=[ \t]*月[ \t]*[{_X}×][ \t]*日)"),
    re.compile(rf"[【〔〖《]{_BLANK}*[】〕〗》]"),
    re.compile(rf"年{_BLANK}+月{_BLANK}*(?:\d{{1,2}}[ \t]*)?日|月{_BLANK}+日"),
)


def check(text: CheckedText, dictionary: Dictionary) -> Iterator[TextFinding]:
    """Residue of drafting; a byte order mark at the very start has been removed before."""
    unseen = _UNSEEN_KINDS if _UNSEEN.search(text.raw) else ()
    for pattern, severity, message in (*unseen, *_RESIDUE):
        for match in pattern.finditer(text.raw):
            yield text.finding(*match.span(), "metadata", severity, message)
    for pattern in _PLACEHOLDERS:
        for match in pattern.finditer(text.raw):
            yield text.finding(*match.span(), "metadata", "answer", _FILL_IN)
