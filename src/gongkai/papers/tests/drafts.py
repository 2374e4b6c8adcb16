"""Documents as they are drafted, for tests of this room. All marked 示例."""

from __future__ import annotations

import datetime
import io
from typing import Any

from PIL import Image

from gongkai.bodies.tests.factory import Bureau
from gongkai.papers.actions.draft import draft_document
from gongkai.papers.content import Content
from gongkai.papers.models import Version

DAY = datetime.date(2023, 5, 8)


def content(**changes: Any) -> Content:
    """Return a content that may be drafted."""
    return Content(**({"title": "示例·通知", "body": "示例正文。"} | changes))


def drafted(office: Bureau, **changes: Any) -> Version:
    """Return the first version of a new notice."""
    return draft_document(viewer=office.drafter.on(DAY), kind="notice", content=content(**changes))


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    """Return a picture."""
    out = io.BytesIO()
    Image.new("RGB", size, (20, 60, 140)).save(out, kind)
    return out.getvalue()
