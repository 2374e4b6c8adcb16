"""What rooms declare asks for the viewer's own organ: registers, measures, exports, search."""

from __future__ import annotations

import pytest

from gongkai import registry
from tests.permissions.world import YEAR, House, house

pytestmark = pytest.mark.django_db
HOLDER = "disclosure_officer"


def _organ_of(record: object) -> str:
    """The code of the organ of a record, or of an entry of the ledger, which knows the code alone."""
    code: str = getattr(record, "organ_id", None) or record.organ_code  # type: ignore[attr-defined]
    return code


@pytest.fixture
def both() -> tuple[House, House]:
    return house("SL"), house("QT")


def test_a_register_shows_its_own_organ_and_is_never_empty_here(both: tuple[House, House]) -> None:
    for home in both:
        for register in registry.all_of(registry.Register):
            organs = {_organ_of(record) for record in home.records(register)}
            assert organs == {home.bureau.organ.code}, register.id


def test_a_measure_counts_its_own_organ(both: tuple[House, House]) -> None:
    for home in both:
        for measure in registry.all_of(registry.Measure):
            organs = {_organ_of(record) for record in measure.records(home.viewer(HOLDER), YEAR)}
            assert organs <= {home.bureau.organ.code}, measure.id


def test_what_is_due_waits_or_is_wrong_is_the_same_beside_another_organ() -> None:
    """A second bureau changes nothing in what the first one's officers are told."""

    def told(home: House) -> list[object]:
        viewer = home.viewer(HOLDER).on(home.version.drafted_on)
        due = [item.lines(viewer) for item in registry.all_of(registry.DueItem)]
        waiting = [item.lines(viewer) for item in registry.all_of(registry.WaitingItem)]
        alerts = [item.sentences(viewer) for item in registry.all_of(registry.Alert)]
        return [*due, *waiting, *alerts]

    ours = house("SL")
    before = told(ours)
    house("QT")
    assert told(ours) == before
