"""Opens an office file (a ZIP of XML parts) without trusting it: sizes first, no entities, no network.

Strict Open XML says the same as the usual (Transitional) kind in other namespaces. They are given the usual names here,
so that every reader knows one kind.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from lxml import etree

from gongkai.precheck.errors import DamagedArchive, ForbiddenArchive, OversizedArchive, ProtectedArchive

LARGEST_PART = 64 * 1024 * 1024  # the largest real report unpacks to under 2 MB, a large register to some 40
MOST_UNPACKED = 4 * LARGEST_PART  # of all parts that are read
MOST_PARTS = 5_000

_STRICT = re.compile(r"\{http://purl\.oclc\.org/ooxml/(\w+)/(\w+)\}")
_USUAL = r"{http://schemas.openxmlformats.org/\1/2006/\2}"
_BROKEN = "文件已损坏，读不完整，请重新下载，或用办公软件打开后重新保存"


class OfficeArchive:
    """The parts of an office file by name; what is wrong with it is a subclass of UncheckableFile."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise DamagedArchive(_BROKEN) from None
        parts = self._zip.infolist()
        if len(parts) > MOST_PARTS:
            raise OversizedArchive(f"文件由 {len(parts)} 个部分组成，正常的办公文件不会这样，请确认文件来源")
        self._parts = {info.filename.lstrip("/"): info for info in parts}
        self._left = MOST_UNPACKED

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def names(self, pattern: str = "") -> list[str]:
        """Names of the parts whose beginning matches a pattern, in order."""
        return sorted(name for name in self._parts if re.match(pattern, name))

    def read(self, name: str) -> bytes:
        """The unpacked bytes of a part; never more than the limits, whatever the directory claims."""
        info = self._parts.get(name)
        if info is None:
            raise DamagedArchive(f"文件缺少必要的部分“{name}”，不是完整的文档，请用办公软件打开后重新保存")
        if info.flag_bits & 0x1:
            raise ProtectedArchive("文件设有打开密码，无法读取，请取消密码后重新保存")
        limit = min(LARGEST_PART, self._left)
        if info.file_size > limit:
            raise _oversized(limit)
        try:
            with self._zip.open(info) as part:
                content = part.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
            raise DamagedArchive(_BROKEN) from None
        if len(content) > limit:
            raise _oversized(limit)
        self._left -= len(content)
        return content

    def xml(self, name: str) -> etree._Element:
        """The root element of an XML part, in the usual namespaces."""
        content = self.read(name)
        if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:65536]:
            raise _forbidden()
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
        )
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError:
            raise DamagedArchive(_BROKEN) from None
        if (
            root.getroottree().docinfo.internalDTD is not None
        ):  # in an encoding in which the bytes did not show it
            raise _forbidden()
        return _in_usual_names(root)


def local_name(element: etree._Element | None) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    tag = None if element is None else element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _in_usual_names(root: etree._Element) -> etree._Element:
    """The same tree, Strict names made Transitional."""
    if not any("purl.oclc.org/ooxml" in uri for uri in root.nsmap.values()):
        return root
    for element in root.iter(etree.Element):
        element.tag = _STRICT.sub(_USUAL, str(element.tag))
        for key, value in element.attrib.items():
            if (usual := _STRICT.sub(_USUAL, str(key))) != key:
                del element.attrib[key]
                element.set(usual, value)
    return root


def _oversized(limit: int) -> OversizedArchive:
    return OversizedArchive(f"文件解压后超过 {limit // 1024 // 1024} MB，不予展开，请确认文件来源，或者拆开")


def _forbidden() -> ForbiddenArchive:
    return ForbiddenArchive("文件内部含有文档类型或实体声明，正常的办公文件不会有，不予读取，请确认文件来源")
