"""How a file is handed to a browser: under the name that a person knows it by."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def as_download(
    data: bytes | str,
    *,
    name: str,
    content_type: str,
    inline: bool = False,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Return a file to be saved under its name, in any script (RFC 6266); `inline`, one that a browser may show."""
    disposition = content_disposition_header(not inline, name)
    assert disposition is not None, "a file has a name"
    return HttpResponse(
        data, content_type=content_type, headers={"Content-Disposition": disposition, **(headers or {})}
    )
