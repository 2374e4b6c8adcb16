"""What every office file may hold unseen: properties, pictures with their own data, embedded files, local links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.precheck.files import image
from gongkai.precheck.files.archive import OfficeArchive, local_name
from gongkai.precheck.files.document import Trace, property_traces

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


def office_traces(archive: OfficeArchive) -> Iterator[Trace]:
    """The traces of an office file, whatever its kind."""
    properties: dict[str, str] = {}
    for name in archive.names(r"docProps/(?:core|app|custom)\.xml"):
        for element in archive.xml(name).iter():
            label = _PROPERTIES.get(local_name(element))
            if name.endswith("custom.xml") and element.get("name"):
                properties[element.get("name", "")] = "".join(map(str, element.itertext()))
            elif label and element.text:
                properties[label] = element.text
    yield from property_traces(properties)
    for name in archive.names(r"(?:word|xl)/media/"):
        yield from image.traces(archive.read(name), f"图片 {name.rpartition('/')[2]} ")
    embedded = archive.names(r"(?:word|xl)/embeddings/")
    if embedded:
        names = "\n".join(name.rpartition("/")[2] for name in embedded)
        yield Trace(names, "answer", f"文件里嵌有 {len(embedded)} 个其他文件，公众可以打开。请删去。")
    targets = {
        relation.get("Target", "")
        for name in archive.names(r".*\.rels$")
        for relation in archive.xml(name)
        if relation.get("TargetMode") == "External" and _LOCAL.match(relation.get("Target", ""))
    }
    if targets:
        yield Trace(
            "\n".join(sorted(targets)), "answer", "文件链接到电脑里的路径，会带出内部结构，请断开链接。"
        )
