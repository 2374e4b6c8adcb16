"""Whatever stores a text: one that no file can hold is refused, by the name of its field."""

from __future__ import annotations

import pytest

from gongkai.bodies.models import Officer
from gongkai.bodies.tests.factory import added, amended, bureau
from gongkai.ledger.errors import UnprintableText

pytestmark = pytest.mark.django_db


def test_no_action_stores_what_no_file_can_hold() -> None:
    office = bureau()
    with pytest.raises(UnprintableText, match="“姓名”含有无法显示的字符"):
        added([Officer(organ=office.organ, number="099", name="示\uffff例")])
    with pytest.raises(UnprintableText, match="姓名"):
        amended(office.drafter.officer, name="示\x01例")  # type: ignore[type-var]
    assert not Officer.objects.filter(number="099").exists()
