"""Opens an office file (a ZIP of XML parts) without trusting it: sizes first, no entities, no network."""

import io
import zipfile
import zlib

from lxml import etree

from gongkai.annualreport.readers.errors import BrokenFile, ForbiddenContent, ProtectedFile, TooLarge

# The largest real report read so far unpacks to under 2 MB; an XML part this size takes about a second.
LARGEST_PART = 32 * 1024 * 1024
MOST_PARTS = 5_000


class Package:
    """The parts of an office file by name."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise BrokenFile("文件已损坏，压缩结构读不完整；请重新下载或由原机关重新导出。") from None
        self._parts = {info.filename.lstrip("/"): info for info in self._zip.infolist()[:MOST_PARTS]}

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def names(self) -> list[str]:
        """Names of all parts."""
        return list(self._parts)

    def read(self, name: str) -> bytes:
        """The unpacked bytes of a part; never more than LARGEST_PART, whatever the directory claims."""
        info = self._parts.get(name)
        if info is None:
            raise BrokenFile(f"文件缺少必要的部分“{name}”，不是完整的文档；请用办公软件重新另存。")
        if info.flag_bits & 0x1:
            raise ProtectedFile("文件设有打开密码，无法读取；请取消密码后重新保存。")
        if info.file_size > LARGEST_PART:
            raise _too_large()
        try:
            with self._zip.open(info) as part:
                content = part.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
            raise BrokenFile(f"文件的“{name}”部分已损坏，无法解压；请重新下载或另存。") from None
        if len(content) > LARGEST_PART:
            raise _too_large()
        return content

    def xml(self, name: str) -> etree._Element:
        """The root element of an XML part."""
        content = self.read(name)
        if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:65536]:
            raise ForbiddenContent(
                "文件内部含有文档类型或实体声明，正常的办公文件不会有；为安全起见不予读取。"
            )
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
        )
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError:
            raise BrokenFile(f"文件的“{name}”部分不是正确的 XML；请用办公软件重新另存。") from None


def _too_large() -> TooLarge:
    limit = LARGEST_PART // 1024 // 1024
    return TooLarge(f"文件解压后超过 {limit} MB，远大于一份年度报告；请确认文件来源，不予展开。")
