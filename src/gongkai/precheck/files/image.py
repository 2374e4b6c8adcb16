"""Pictures: where and by whom they were taken, as the camera or the program wrote into them."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

from PIL import ExifTags, Image, UnidentifiedImageError

from gongkai.precheck.errors import UncheckableFile
from gongkai.precheck.files.document import CheckedDocument, Trace

_AUTHORS = {
    ExifTags.Base.Artist: "作者",
    ExifTags.Base.XPAuthor: "作者",
    ExifTags.Base.Copyright: "版权",
    ExifTags.Base.ImageDescription: "说明",
    ExifTags.Base.XPComment: "备注",
}
_CAMERA = {ExifTags.Base.Make: "相机", ExifTags.Base.Model: "型号", ExifTags.Base.DateTime: "时间"}
_DETAILS = {ExifTags.Base.DateTimeOriginal: "拍摄时间", ExifTags.Base.BodySerialNumber: "机身编号"}
_OWNER = {ExifTags.Base.CameraOwnerName: "机主"}
_WRITTEN = {
    "Author": "作者",
    "Comment": "备注",
    "comment": "备注",
    "Description": "说明",
    "Copyright": "版权",
}


def read(data: bytes) -> CheckedDocument:
    """A picture has no text that is read here; only its traces."""
    return CheckedDocument("", tuple(_traces(data, "图片")))


def traces(data: bytes, name: str) -> Iterator[Trace]:
    """The traces of a picture that stands in another file; none where it cannot be opened."""
    try:
        yield from _traces(data, name)
    except UncheckableFile:
        return


def _traces(data: bytes, name: str) -> Iterator[Trace]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # broken or huge: only the head is read
            with Image.open(io.BytesIO(data)) as picture:
                exif = picture.getexif()
                place = exif.get_ifd(ExifTags.IFD.GPSInfo)
                details = exif.get_ifd(ExifTags.IFD.Exif)
                written = {
                    str(key): value for key, value in picture.info.items() if isinstance(value, (str, bytes))
                }
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise UncheckableFile("图片已损坏或格式认不出来，请重新导出") from None
    located = _located(place)
    if located:
        yield Trace(located, "answer", f"{name}里记有拍摄位置。请清除位置信息后再公开。")
    persons = _lines(exif, _AUTHORS) | _lines(details, _OWNER) | _lines(written, _WRITTEN)
    if persons:
        yield Trace("\n".join(persons), "answer", f"{name}里记有作者或说明。请确认可以公开，或清除图片信息。")
    camera = _lines(exif, _CAMERA) | _lines(details, _DETAILS)
    if camera:
        yield Trace(
            "\n".join(camera), "info", f"{name}里记有拍摄设备和时间。请确认可以公开，或清除图片信息。"
        )


def _located(place: dict[int, object]) -> str:
    """Latitude and longitude as they are written into the picture; empty where there are none."""
    said = []
    for label, reference, value in (("纬度", 1, 2), ("经度", 3, 4)):
        if place.get(value):
            parts = " ".join(str(part) for part in place[value])  # type: ignore[attr-defined]
            said.append(f"{label}：{parts} {place.get(reference, '')}".strip())
    return "\n".join(said)


def _lines(values: object, labels: dict) -> dict[str, None]:  # type: ignore[type-arg]
    """Lines `label：value` of what is filled in, each once, in order."""
    found: dict[str, None] = {}
    for key, label in labels.items():
        text = _text(values.get(key))  # type: ignore[attr-defined]
        if text:
            found[f"{label}：{text}"] = None
    return found


def _text(value: object) -> str:
    """What was written, whatever encoding the camera took it for: Pillow gives bytes, or bytes read as Latin-1."""
    text = str(value or "")
    if isinstance(value, bytes):
        text = value.decode("utf-16-le", errors="ignore")  # the XP tags of Windows
    elif text and max(text) <= "\xff":
        text = _decoded(text.encode("latin-1"))
    return text.strip("\0 \t\r\n")


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")
