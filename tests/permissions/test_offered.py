"""Where a field names what is recorded already, its form offers the names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import models
from django.db.models import CharField
from django.urls import reverse

from gongkai import registry
from gongkai.bodies.roles import ROLES
from gongkai.review.tests import factory
from gongkai.shell import SuggestingInput
from gongkai.shell.ledgers.forms import RowForm
from gongkai.shell.ledgers.spec import LedgerSpec
from tests.permissions.test_every_url import signed_in
from tests.permissions.world import House, house

pytestmark = pytest.mark.django_db


def ledgers(home: House) -> Iterator[tuple[LedgerSpec, str]]:
    """Yield each ledger that is kept on the screen, with a role that keeps it."""
    for register in registry.all_of(registry.Register):
        if register.ledger is not None:
            ledger: LedgerSpec = register.ledger
            yield ledger, next(role for role in ROLES if home.viewer(role).may(ledger.permission))


def naming(ledger: LedgerSpec) -> set[str]:
    """Return the cells of a ledger that name a row of another, or a record."""
    named = {own for reference in ledger.refers for own, _ in reference.columns}
    named |= {name for name, _, by in ledger.relations if not by.few}
    return {name for name in named if isinstance(ledger.field_of(name), CharField | models.ForeignKey)}


def test_what_a_row_refers_to_is_offered() -> None:
    home, asked = house("SL"), 0
    for ledger, role in ledgers(home):
        form = RowForm(home.viewer(role), ledger)
        for name in naming(ledger):
            widget = form.fields[name].widget
            assert isinstance(widget, SuggestingInput), (ledger.id, name)
            assert widget.suggestions, (ledger.id, name)
            asked += 1
    assert asked > 10


def test_the_list_stands_beside_the_line_and_holds_what_is_recorded() -> None:
    home = house("SL")
    policy = home.records(registry.one(registry.Register, "outreach.policies")).get()
    url = reverse("shell:enter", args=["outreach.interpretations"])
    page = signed_in(home, "disclosure_officer").get(url).content.decode()
    assert 'list="id_policy_list"' in page
    assert f'<datalist id="id_policy_list"><option value="{policy.title}"></option></datalist>' in page


def test_the_sheet_offers_the_sections_of_the_organ() -> None:
    home = house("SL")
    version = factory.drafted(home.bureau)
    page = signed_in(home, "drafter").get(reverse("review:submit", args=[version.pk])).content.decode()
    assert 'list="id_section_list"' in page
