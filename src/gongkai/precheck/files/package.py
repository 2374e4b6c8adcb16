"""Opens an office file (a ZIP of XML parts) without trusting it: sizes first, no entities, no network."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from gongkai.precheck.errors import UncheckableFile
from gongkai.precheck.files import image
from gongkai.precheck.files.document import Trace, property_traces

_LARGEST_PART = 64 * 1024 * 1024
_MOST_PARTS = 5_000
_BROKEN = "文件已损坏，请用办公软件打开后重新保存"
_LOCAL = re.compile(r"file:|\\\\|[A-Za-z]:[\\/]", re.IGNORECASE)
_PROPERTIES = {
    "creator": "作者",
    "lastModifiedBy": "最后保存者",
    "Manager": "主管",
    "Company": "单位",
    "keywords": "关键词",
    "description": "备注",
    "category": "类别",
}


class OfficeArchive:
    """The parts of an office file by name."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise UncheckableFile(_BROKEN) from None
        self._parts = {info.filename.lstrip("/"): info for info in self._zip.infolist()[:_MOST_PARTS]}

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def names(self, pattern: str = "") -> list[str]:
        """Names of the parts that match a pattern, in order."""
        return sorted(name for name in self._parts if re.match(pattern, name))

    def read(self, name: str) -> bytes:
        """The unpacked bytes of a part, whatever size the directory claims."""
        info = self._parts[name]
        if info.flag_bits & 0x1:
            raise UncheckableFile("文件设有打开密码，请取消密码后重新保存")
        try:
            with self._zip.open(info) as part:
                content = part.read(_LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
            raise UncheckableFile(_BROKEN) from None
        if len(content) > _LARGEST_PART:
            raise UncheckableFile(f"文件解压后超过 {_LARGEST_PART // 1024 // 1024} MB，请拆开后检查")
        return content

    def xml(self, name: str) -> etree._Element:
        """The root element of an XML part."""
        content = self.read(name)
        if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:65536]:
            raise UncheckableFile("文件内部含有文档类型或实体声明，正常的办公文件不会有，不予读取")
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError:
            raise UncheckableFile(_BROKEN) from None

    def traces(self) -> Iterator[Trace]:
        """What every office file may hold: properties, pictures with their own data, embedded files, local links."""
        properties: dict[str, str] = {}
        for name in self.names(r"docProps/(?:core|app|custom)\.xml"):
            for element in self.xml(name).iter():
                label = _PROPERTIES.get(local_name(element))
                if name.endswith("custom.xml") and element.get("name"):
                    properties[element.get("name", "")] = "".join(map(str, element.itertext()))
                elif label and element.text:
                    properties[label] = element.text
        yield from property_traces(properties)
        for name in self.names(r"(?:word|xl)/media/"):
            yield from image.traces(self.read(name), f"图片 {name.rpartition('/')[2]} ")
        embedded = self.names(r"(?:word|xl)/embeddings/")
        if embedded:
            names = "\n".join(name.rpartition("/")[2] for name in embedded)
            yield Trace(
                names,
                "answer",
                f"文件里嵌有 {len(embedded)} 个其他文件，公众可以打开。请删去。",
            )
        targets = {
            relation.get("Target", "")
            for name in self.names(r".*\.rels$")
            for relation in self.xml(name)
            if relation.get("TargetMode") == "External" and _LOCAL.match(relation.get("Target", ""))
        }
        if targets:
            yield Trace(
                "\n".join(sorted(targets)),
                "answer",
                "文件链接到电脑里的路径，会带出内部结构，请断开链接。",
            )


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
