"""The words of a report: title, organ, year, and the six parts with their text, the tables left out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from gongkai.annualreport.readers import labels
from gongkai.annualreport.readers.document import ReadDocument
from gongkai.annualreport.readers.lines import prose_lines
from gongkai.annualreport.value import ReportSection

NUMBERS = "一二三四五六"
LONGEST_TITLE = 40

_HEADING = re.compile(r"(?:第)?([一二三四五六])(?:部分)?[、.．,，:：\s]\s*(\S.*)")
_INLINE = re.compile(
    r"([一二三四五六])、("
    r"(?<=一、)(?:总体情况|总体概况|基本情况|概述)"
    r"|(?<=二、)主动公开政府信息(?:的)?(?:情况)?"
    r"|(?<=三、)收到和处理政府信息公开申请(?:的)?(?:情况)?"
    r"|(?<=四、)[^，。；\d]{0,16}?行政(?:复议|诉讼)(?:[、与和及]?(?:被)?(?:提起)?行政(?:诉讼|复议))?(?:的)?(?:情况)?"
    r"|(?<=五、)[^，。；\d]{0,14}?(?:问题|改进)[^，。；\d\[]{0,12}?(?:情况|措施|打算|建议)"
    r"|(?<=六、)[^，。；\d]{0,6}?需要报告的(?:其他)?事项)"
)
_YEAR = r"(?P<year>(?:19|20)\d{2}|二[\u3007\u25cb零O0][一二][\u3007\u25cb零O0一二三四五六七八九])"
_NAME = r"信息公开(?:工作)?(?:的)?(?:年度)?(?:工作)?报告"
_TITLE = re.compile(
    rf"(?P<before>[^，。；]*?)\s*{_YEAR}\s*年(?:度)?\s*(?P<after>[^，。；]*?)(?:政府)?{_NAME}"
)
_UNDATED = re.compile(rf"(?P<before>[^，。；]*?)政府{_NAME}")
_PERIOD = re.compile(
    rf"{_YEAR}\s*年\s*1\s*月\s*1\s*日.{{0,12}}?(?P<end>(?:19|20)\d{{2}})\s*年\s*12\s*月\s*31\s*日"
)
_ANY_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)\s*年")
_CHINESE_DIGITS = dict.fromkeys("\u3007\u25cb零O0", "0") | {
    c: str(n) for n, c in enumerate("一二三四五六七八九", 1)
}
_LABELLED = re.compile(r"^(?:文章)?(?:标题|题名|名称)\s*[:：]\s*")
_SITE = re.compile(r"\s*[_|\uff5c]\s*|\s+[-–—]+\s+|-(?=[^-]*网)")
_ORGAN = re.compile(r"[\u4e00-\u9fff（）()·]{3,40}")
_SENTENCE = re.compile(r"[。；！？]")


@dataclass
class Prose:
    """What the words say; `years` are the years of the title and of the period stated, if they differ."""

    title: str = ""
    organ: str = ""
    year: int | None = None
    intro: str = ""
    sections: tuple[ReportSection, ...] = ()
    contact: str = ""
    years: tuple[int, ...] = ()
    titles: set[tuple[str, int | None]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Heading:
    line: int
    start: int  # within the line
    end: int
    number: str
    title: str

    @property
    def number_index(self) -> int:
        return NUMBERS.index(self.number)


def read_prose(document: ReadDocument, regions: Sequence[tuple[int, int]]) -> Prose:
    """The prose of `document`; `regions` of its text are tables."""
    all_lines = list(prose_lines(document, regions))
    facts = {line.fact: line.text for line in all_lines if line.fact}
    lines = [line.text for line in all_lines if not line.contact and not line.fact]
    contact = [line.text for line in all_lines if line.contact]
    headings = _headings(lines)
    prose = Prose(sections=tuple(_sections(lines, headings)), contact="\n".join(contact))
    if not contact:
        _part_contact(prose)
    _read_title(prose, lines, headings[0].line if headings else len(lines), document)
    _read_year(prose, lines)
    prose.organ = facts.get("机关") or prose.organ
    return prose


def _part_contact(prose: Prose) -> None:
    """Addresses at the end of the last part, from the first paragraph that begins like them, are no part of it."""
    if not prose.sections or prose.sections[-1].number != NUMBERS[-1]:
        return
    last = prose.sections[-1]
    paragraphs = last.text.split("\n")
    begins = (n for n, text in enumerate(paragraphs) if labels.fold(text).startswith(labels.CONTACT_STARTS))
    at = next(begins, len(paragraphs))
    prose.contact = "\n".join(paragraphs[at:])
    prose.sections = (*prose.sections[:-1], replace(last, text="\n".join(paragraphs[:at])))


# --- Parts ---


def _headings(lines: Sequence[str]) -> list[_Heading]:
    return _with_reworded(lines, _chain(_candidates(lines)))


def _candidates(lines: Sequence[str]) -> Iterator[_Heading]:
    """Lines that are a heading, and headings inside lines where a text has lost its line breaks."""
    for number, line in enumerate(lines):
        inside = list(_INLINE.finditer(line))
        match = _HEADING.match(line) if len(line) <= LONGEST_TITLE + 2 and len(inside) < 2 else None
        if match and not _SENTENCE.search(match[2]):
            title = labels.fold(match[2])
            if any(word in title for word in labels.SECTION_WORDS[match[1]]) and not labels.request_row(line):
                yield _Heading(number, 0, len(line), match[1], match[2].strip())
                continue
        for found in inside:
            yield _Heading(number, found.start(), found.end(), found[1], found[2])


def _chain(candidates: Iterator[_Heading]) -> list[_Heading]:
    """The longest rising chain of ordinals; of equal ones the last (a table of contents comes first)."""
    best: list[tuple[int, int]] = []
    found = list(candidates)[:400]
    for n, heading in enumerate(found):
        before = [(best[m][0] + 1, m) for m in range(n) if found[m].number_index < heading.number_index]
        best.append(max(before, default=(1, -1)))
    if not best:
        return []
    at = max(range(len(best)), key=lambda n: (best[n][0], n))
    chain = []
    while at >= 0:
        chain.append(found[at])
        at = best[at][1]
    return chain[::-1]


def _with_reworded(lines: Sequence[str], known: list[_Heading]) -> list[_Heading]:
    """Headings whose words are new: the only short line with the missing ordinal between its neighbours."""
    if len(known) < 3:
        return known
    result = list(known)
    for number in NUMBERS:
        if any(heading.number == number for heading in known):
            continue
        after = max((h.line for h in known if h.number_index < NUMBERS.index(number)), default=-1)
        before = min((h.line for h in known if h.number_index > NUMBERS.index(number)), default=len(lines))
        fitting = [
            _Heading(n, 0, len(lines[n]), number, match[2].strip())
            for n in range(after + 1, before)
            if (match := _HEADING.match(lines[n]))
            and match[1] == number
            and len(lines[n]) <= LONGEST_TITLE
            and not _SENTENCE.search(lines[n])
        ]
        if len(fitting) == 1:
            result.append(fitting[0])
    return sorted(result, key=lambda heading: heading.line)


def _sections(lines: Sequence[str], headings: Sequence[_Heading]) -> Iterator[ReportSection]:
    for heading, following in pairwise([*headings, None]):
        if heading is None:
            continue
        texts = [lines[heading.line][heading.end :]]
        if following is None:
            texts += lines[heading.line + 1 :]
            texts = list(_until_page_ends(texts))
        elif following.line == heading.line:
            texts = [lines[heading.line][heading.end : following.start]]
        else:
            texts += [*lines[heading.line + 1 : following.line], lines[following.line][: following.start]]
        texts = [text.strip() for text in texts if text.strip()]
        yield ReportSection(heading.number, heading.title, "\n".join(texts))


def _until_page_ends(lines: Sequence[str]) -> Iterator[str]:
    """The lines up to what the site prints after the report, or up to where its parts are named again."""
    for line in lines:
        folded = labels.fold(line)
        if len(folded) < 80 and folded.startswith(labels.PAGE_ENDS):
            return
        if any(heading.start == 0 for heading in _candidates([line])):
            return
        yield line


# --- Title, organ, year ---


def _read_title(prose: Prose, lines: Sequence[str], first: int, document: ReadDocument) -> None:
    before = lines[:first] if first else lines[:1]
    found = -1
    for number, line in enumerate(before):
        text = _LABELLED.sub("", line)
        match = _TITLE.search(text) if len(text) < 90 else None
        if match is None and len(text) < 60:
            match = _UNDATED.search(text)
        if match and text.endswith(("报告", "）", ")")):
            found = number
            _take_title(prose, text, match, lines[number - 1] if number else "")
            prose.titles.add((prose.organ, prose.year))
    if found < 0 and document.title:
        text = _SITE.split(document.title)[0]
        if match := _TITLE.search(text) or _UNDATED.search(text):
            _take_title(prose, text, match, "")
    texts = [line for line in before[found + 1 :] if not labels.fold(line).startswith(labels.PAGE_BESIDE)]
    prose.intro = "\n".join(texts) if found >= 0 else ""


def _take_title(prose: Prose, text: str, match: re.Match[str], line_before: str) -> None:
    prose.title = text.strip()
    parts = match.groupdict()
    prose.year = year_of(parts["year"]) if parts.get("year") else None
    organ = (parts["before"] or "").strip() or (parts.get("after") or "").strip()
    organ = re.sub(r"^关于|的$|关于$", "", organ).strip(" 《“\u3000")
    if not organ and _ORGAN.fullmatch(line_before.strip()):
        organ = line_before.strip()
        prose.title = organ + prose.title
    prose.organ = organ


def year_of(text: str) -> int:
    """A year written with digits or as 二〇二三."""
    return int("".join(_CHINESE_DIGITS.get(c, c) for c in text))


def _read_year(prose: Prose, lines: Sequence[str]) -> None:
    """The year of the title, or of the period the report states; if they differ, the one the text speaks of."""
    text = "\n".join(lines)[:100_000]
    period = _PERIOD.search(text)
    stated = year_of(period["end"]) if period and period["year"] == period["end"] else None
    if prose.year is None:
        prose.year = stated
    elif stated is not None and stated != prose.year:
        counts = Counter(int(year) for year in _ANY_YEAR.findall(text))
        prose.years = (prose.year, stated)
        if counts[stated] > counts[prose.year] + 1:
            prose.year = stated
