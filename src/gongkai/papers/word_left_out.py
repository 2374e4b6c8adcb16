"""What stands in a DOCX and is not taken into a text: told to the drafter, with what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gongkai.papers.word_numbering import W
from gongkai.precheck import OfficeArchive

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_COMPOSED = re.compile(r"\s*EQ\s", re.I)


@dataclass(frozen=True)
class LeftOut:
    """Something of a file that is not taken into the text: what it is, and what it says."""

    sentence: str
    said: tuple[str, ...] = ()


@dataclass
class SeenInWord:
    """What a reader of a file came across and left out."""

    head: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    objects: int = 0
    strange: list[str] = field(default_factory=list)  # pictures of a format that no page shows
    no_alt: int = 0
    nested: int = 0
    contents: bool = False
    unnumbered: list[str] = field(default_factory=list)
    formulas: int = 0
    symbols: int = 0
    drawn: int = 0  # charts, SmartArt, WordArt
    parts: int = 0  # other files that it takes in

    def find_unread(self, root: etree._Element) -> None:
        """Count what a text has no words for, wherever it stands in the file."""
        composed = (each.text or "" for each in root.iter(W + "instrText"))
        self.formulas = len(list(root.iter(_M + "oMath"))) + sum(
            bool(_COMPOSED.match(said)) for said in composed
        )
        self.symbols = len(list(root.iter(W + "sym")))
        self.drawn = sum(
            each.get("uri", "").endswith(("/chart", "/diagram")) for each in root.iter(_A + "graphicData")
        ) + len(list(root.iter(_V + "textpath")))
        self.parts = len(list(root.iter(W + "altChunk", W + "subDoc")))

    def told(self, archive: OfficeArchive) -> Iterator[LeftOut]:
        """Yield what is left out of a text, with what only the file itself says."""
        if self.head:
            yield LeftOut("版头和发文字号没有带入：它们由系统按登记生成。", tuple(self.head))
        if self.changed:
            yield LeftOut(
                f"有 {len(self.changed)} 处修订：按全部接受后的文字带入，痕迹没有带入。",
                tuple(self.changed),
            )
        if comments := list(_comments(archive)):
            yield LeftOut(f"有 {len(comments)} 条批注，没有带入。", tuple(comments))
        if self.hidden:
            yield LeftOut(f"有 {len(self.hidden)} 处隐藏文字，没有带入。", tuple(self.hidden))
        if self.notes:
            yield LeftOut(
                f"有 {len(self.notes)} 条脚注或者尾注，没有带入；需要的请写进正文。", tuple(self.notes)
            )
        if around := list(_around(archive)):
            yield LeftOut("页眉页脚没有带入。", tuple(around))
        if self.contents:
            yield LeftOut("自动生成的目录没有带入。")
        if properties := list(_properties(archive)):
            yield LeftOut("文件属性没有带入。", tuple(properties))
        embedded = archive.names(r"word/embeddings/")
        if embedded or self.objects:
            yield LeftOut(f"嵌入的 {max(len(embedded), self.objects)} 个对象（表格、公式、文件等）没有带入。")
        if self.formulas:
            yield LeftOut(f"有 {self.formulas} 个公式或者带圈字符没有带入；请写成文字，或者截成图片。")
        if self.symbols:
            yield LeftOut(f"有 {self.symbols} 个符号（方框、勾选等）按 □、☑ 带入；请核对。")
        if self.drawn:
            yield LeftOut(f"有 {self.drawn} 个图表或者艺术字没有带入；需要的请截成图片。")
        if self.parts:
            yield LeftOut(f"插入的 {self.parts} 个其他文件没有带入；请把内容写进正文。")
        if self.strange:
            yield LeftOut(
                f"有 {len(self.strange)} 张图片网页上不能显示，没有带入；请另存为 PNG。",
                tuple(self.strange),
            )
        if self.no_alt:
            yield LeftOut(f"有 {self.no_alt} 张图片没有替代文字：请在正文的 ![ ] 中写明图中是什么。")
        if self.nested:
            yield LeftOut(f"有 {self.nested} 个表格套在格子里，按文字带入；请核对。")
        if self.unnumbered:
            yield LeftOut(
                f"有 {len(self.unnumbered)} 个标题没有编号，按段落带入；请写成“一、”“（一）”“1.”的样子。",
                tuple(self.unnumbered),
            )


def _comments(archive: OfficeArchive) -> Iterator[str]:
    for name in archive.names(r"word/comments\.xml$"):
        for comment in archive.xml(name).iter(W + "comment"):
            yield f"{comment.get(W + 'author', '')}：{''.join(map(str, comment.itertext(W + 't')))}"


def _around(archive: OfficeArchive) -> Iterator[str]:
    for name in archive.names(r"word/(?:header|footer)\d*\.xml$"):
        said = "".join(map(str, archive.xml(name).itertext(W + "t"))).strip()
        if re.search(r"[^\W\d_]", said):
            yield said


def _properties(archive: OfficeArchive) -> Iterator[str]:
    labels = {"creator": "作者", "lastModifiedBy": "最后保存者", "Company": "单位", "Manager": "主管"}
    for name in archive.names(r"docProps/(?:core|app)\.xml$"):
        for element in archive.xml(name).iter(etree.Element):
            label = labels.get(str(element.tag).rpartition("}")[2])
            if label and (element.text or "").strip():
                yield f"{label}：{element.text}"
