"""Matters of the catalogue, for tests of this room and of those above. All marked 示例."""

from __future__ import annotations

import datetime
from typing import Any

from gongkai.bodies.tests.factory import Bureau
from gongkai.proactive.ledgers import CATALOGUE
from gongkai.proactive.models import Matter
from gongkai.proactive.tests.things import put

SINCE = datetime.date(2023, 1, 10)


def matter(office: Bureau, name: str = "示例·规范性文件", **more: Any) -> Matter:
    """Return a matter of the catalogue."""
    row: dict[str, Any] = {
        "name": name,
        "content": "示例：全文、有效性",
        "item": "20-01",
        "basis": "《政府信息公开条例》",
        "time_limit": "formed",
        "section": "示例科室",
        "update_rule": "on_change",
        "way": "proactive",
        "since": SINCE,
        **more,
    }
    made: Matter = put(office, CATALOGUE, **row)
    return made
