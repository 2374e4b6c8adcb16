"""Zip containers (DOCX, XLSX) with fixed times and order, so that the same content gives the same bytes."""

import io
import shutil
import zipfile
from collections.abc import Callable, Mapping
from datetime import date


def settled(
    container: bytes, *, made_on: date, change: Mapping[str, Callable[[bytes], bytes]] | None = None
) -> bytes:
    """The same zip with every member dated `made_on` and compressed alike; `change` rewrites members by name.

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
            if change and name in change:
                target.writestr(info, change[name](source.read(name)))
            else:  # in pieces: unpacked, a sheet may be larger than memory
                with source.open(name) as read, target.open(info, "w") as written:
                    shutil.copyfileobj(read, written)
    return out.getvalue()
