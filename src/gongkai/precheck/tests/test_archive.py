"""Office files are opened without trust: limits, passwords, declarations and damage are each told apart."""

from __future__ import annotations

import io
import zipfile

import pytest

from gongkai.precheck import (
    DamagedArchive,
    ForbiddenArchive,
    OfficeArchive,
    OversizedArchive,
    ProtectedArchive,
    UncheckableFile,
)
from gongkai.precheck.files import archive


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def with_flag(data: bytes) -> bytes:
    """The same file, its directory saying that the parts are encrypted."""
    place = data.index(b"PK\x01\x02") + 8
    return data[:place] + bytes([data[place] | 1]) + data[place + 1 :]


SOUND = packed({"a.xml": b"<a/>"})
WIDE = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16")


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (SOUND[:-30], DamagedArchive),
        (packed({"b.xml": b"<a/>"}), DamagedArchive),
        (packed({"a.xml": b"<a"}), DamagedArchive),
        (with_flag(SOUND), ProtectedArchive),
        (packed({"a.xml": bytes(archive.LARGEST_PART + 1)}), OversizedArchive),
        (packed({f"{n}.xml": b"" for n in range(archive.MOST_PARTS + 1)}), OversizedArchive),
        (packed({"a.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), ForbiddenArchive),
        (packed({"a.xml": WIDE}), ForbiddenArchive),
    ],
    ids=["cut", "no such part", "no XML", "password", "part", "parts", "entity", "entity in UTF-16"],
)
def test_each_danger_has_its_name_and_its_sentence(data: bytes, refusal: type[UncheckableFile]) -> None:
    with pytest.raises(refusal, match="请"):
        OfficeArchive(data).xml("a.xml")


def test_many_parts_together_are_no_way_around_the_limit() -> None:
    part = bytes(archive.LARGEST_PART)
    opened = OfficeArchive(packed({f"{n}.bin": part for n in range(5)}))
    for number in range(4):
        assert len(opened.read(f"{number}.bin")) == len(part)
    with pytest.raises(OversizedArchive):
        opened.read("4.bin")


def test_what_the_directory_claims_is_not_believed() -> None:
    data = bytearray(packed({"a.xml": bytes(archive.LARGEST_PART + 1)}))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = (10).to_bytes(4, "little")
    with pytest.raises((OversizedArchive, DamagedArchive)):
        OfficeArchive(bytes(data)).xml("a.xml")


def test_strict_names_become_the_usual_ones() -> None:
    main, office = (
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://purl.oclc.org/ooxml/officeDocument",
    )
    text = (
        f'<w:p xmlns:w="{main}" xmlns:r="{office}/relationships" w:id="1" r:id="2" id="3"><w:t>x</w:t></w:p>'
    )
    root = OfficeArchive(packed({"a.xml": text.encode()})).xml("a.xml")
    usual = "http://schemas.openxmlformats.org"
    assert [element.tag for element in root.iter()] == [
        f"{{{usual}/wordprocessingml/2006/main}}{name}" for name in ("p", "t")
    ]
    assert dict(root.attrib) == {
        f"{{{usual}/wordprocessingml/2006/main}}id": "1",
        f"{{{usual}/officeDocument/2006/relationships}}id": "2",
        "id": "3",
    }
