"""Who may open what: each URL with each role, without an account, and with another organ's records."""

from __future__ import annotations

from collections import deque
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse

from gongkai.bodies.roles import ROLES
from tests.architecture.test_templates import url_names
from tests.permissions.places import Place, places
from tests.permissions.world import House, house

pytestmark = pytest.mark.django_db

FORBIDDEN = 403
# What an officer who may gets: a page, another place to go, or a reason why not now.
ANSWERED = {200, 302, 404, 409, 422}


def open_(client: Client, place: Place) -> HttpResponse:
    """Open a place as a browser would."""
    url = reverse(place.name, args=[*map(str, place.arguments)])
    response: HttpResponse = client.get(url) if place.post is None else client.post(url, place.post)
    return response


def read_through(response: Any) -> None:
    """Read a file that is sent in pieces to its end, which closes it; the test's connection stays open."""
    if response.streaming:
        deque(response.streaming_content, maxlen=0)


def signed_in(home: House, role: str) -> Client:
    """Return the browser of the officer who holds a role."""
    client = Client()
    client.force_login(home.user(role), backend="django.contrib.auth.backends.ModelBackend")
    return client


def _leads_to_sign_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and response["Location"].startswith(reverse("shell:sign_in"))


def test_the_list_names_every_url() -> None:
    assert {place.name for place in places(house("SL"))} == url_names()


def test_the_public_opens_what_is_public_and_is_led_to_sign_in_elsewhere() -> None:
    wrong = []
    for place in places(house("SL")):
        response = open_(Client(), place)
        if place.permission is not None and not _leads_to_sign_in(response):
            wrong.append(f"{place}: {response.status_code}")
        if place.permission is None and response.status_code >= 400 and response.status_code != 404:
            wrong.append(f"{place}: {response.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.long
def test_an_officer_opens_what_the_role_allows_and_nothing_else() -> None:
    home = house("SL")
    browsers = {role: signed_in(home, role) for role in ROLES}
    wrong = []
    for place in places(home):
        may = {role: not place.permission or home.viewer(role).may(place.permission) for role in ROLES}
        for role in sorted(
            ROLES, key=may.__getitem__
        ):  # who may not goes first: then nothing has changed yet
            status = open_(browsers[role], place).status_code
            if (status not in ANSWERED) if may[role] else (status != FORBIDDEN):
                wrong.append(f"{role} {place}: {status}, {'allowed' if may[role] else 'not allowed'}")
        browsers |= {role: signed_in(home, role) for role in ROLES if place.name == "shell:sign_out"}
    assert not wrong, "\n".join(wrong)


def _names_a_record(place: Place) -> bool:
    """Whether a place of the desk names one record of its bureau, and not a year or a register."""
    return place.permission is not None and "pk" in _parameters(place.name)


def _parameters(name: str) -> list[str]:
    """Return the parameters of a URL."""
    namespace, _, own = name.partition(":")
    possible = get_resolver().namespace_dict[namespace][1].reverse_dict.getlist(own)
    return [parameter for pattern in possible for _, parameters in pattern[0] for parameter in parameters]


def test_nothing_of_another_organ_can_be_opened() -> None:
    ours, theirs = house("SL"), house("QT")
    foreign = [place for place in places(theirs) if _names_a_record(place)]
    assert {place.name for place in foreign} >= {"shell:record", "papers:document", "review:version"}
    seen = []
    for role in ROLES:
        client = signed_in(ours, role)
        for place in foreign:
            status = open_(client, place).status_code
            if status not in {FORBIDDEN, 404}:
                seen.append(f"{role} {place}: {status}")
    assert not seen, "\n".join(seen)
