"""Zip containers (DOCX, XLSX) with fixed times and order, so that the same content gives the same bytes."""

import io
import zipfile
from collections.abc import Callable
from datetime import date


def settled(container: bytes, *, made_on: date, change: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """The same zip with every member dated `made_on` and compressed alike; `change` may rewrite a member.

    A day before 1980 raises ValueError: zip cannot say it.
    """
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(container)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        for name in source.namelist():
            info = zipfile.ZipInfo(name, (made_on.year, made_on.month, made_on.day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = 0
            content = source.read(name)
            target.writestr(info, change(name, content) if change else content)
    return out.getvalue()
