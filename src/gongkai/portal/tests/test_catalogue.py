"""The catalogue goes through the gate like any text; what is public stands under its matters, and in the directory."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.bodies.viewer import NotAllowed
from gongkai.ledger import triggers
from gongkai.papers.models import Version
from gongkai.portal.catalogue import LONGEST_SUMMARY
from gongkai.portal.tests.released import issued, released
from gongkai.proactive.actions.classify import classify
from gongkai.proactive.actions.write_catalogue import write_catalogue
from gongkai.proactive.alerts import catalogue_behind
from gongkai.proactive.tests.matters import matter
from gongkai.review.actions.release import release
from gongkai.review.actions.withdraw import withdraw
from gongkai.review.models import Release
from gongkai.review.tests.factory import DAY, drafted, reviewed

pytestmark = pytest.mark.django_db

CATALOGUE, DIRECTORY, DOCUMENTS = (f"/organs/SL/{name}/" for name in ("catalogue", "directory", "documents"))


@pytest.fixture
def office() -> Bureau:
    return bureau("SL")


def published(office: Bureau) -> Release:
    """Return the release of the catalogue as it stands."""
    officer = office.disclosure_officer.on(DAY)
    return release(
        viewer=officer, version=reviewed(office, write_catalogue(viewer=officer), on=DAY, by=officer)
    )


def under(office: Bureau, name: str, made: Release) -> Release:
    """Return a release whose document belongs to a matter."""
    classify(viewer=office.disclosure_officer.on(DAY), document=made.document, matter=name)
    return made


# ---- The catalogue as a document ------------------------------------------------------------------------------------


def test_what_the_register_says_is_not_public_before_it_was_reviewed_and_released(
    client: Client, office: Bureau
) -> None:
    matter(office, "示例·甲", content="示例：甲的要点")
    officer = office.disclosure_officer.on(DAY)
    version = reviewed(office, write_catalogue(viewer=officer), on=DAY, by=officer)
    assert "示例·甲" not in client.get(CATALOGUE).text
    made = release(viewer=officer, version=version)
    assert made.address == CATALOGUE
    page = client.get(CATALOGUE).text
    assert "示例：甲的要点" in page
    assert "本网站还没有这一事项的文件" in page
    assert client.get(f"/documents/{made.document.pk}/").status_code == 404, "it has a place of its own"


def test_an_adjustment_is_told_until_it_is_public_and_makes_another_version(
    client: Client, office: Bureau
) -> None:
    viewer = office.disclosure_officer.on(DAY)
    matter(office, "示例·甲")
    assert ["还没有公开" in sentence for sentence, _ in catalogue_behind(viewer.on(DAY))] == [True]
    first = published(office)
    assert catalogue_behind(viewer.on(DAY)) == []
    assert write_catalogue(viewer=viewer) == first.version, "nothing changed"
    matter(office, "示例·乙", since=DAY)
    [(sentence, url)] = catalogue_behind(viewer.on(DAY))
    assert "有调整" in sentence
    assert "示例·乙" in signed_in(office.disclosure_officer).get(url).text
    second = published(office)
    assert (second.document, second.version.number) == (first.document, 2)
    assert catalogue_behind(viewer.on(DAY)) == []
    assert "示例·乙" in client.get(CATALOGUE).text


def test_an_empty_catalogue_is_not_written_and_not_by_everybody(office: Bureau) -> None:
    with pytest.raises(ActionBlocked, match="还没有现行的公开事项"):
        write_catalogue(viewer=office.disclosure_officer.on(DAY))
    matter(office)
    with pytest.raises(NotAllowed):
        write_catalogue(viewer=office.drafter.on(DAY))


def test_altered_in_the_database_it_is_withheld(client: Client, office: Bureau) -> None:
    matter(office, "示例·甲")
    made = published(office)
    triggers.drop_all(connection)
    Version.objects.filter(pk=made.version.pk).update(body=made.version.body.replace("甲", "丙"))
    triggers.install_all(connection)
    assert "示例·丙" not in client.get(CATALOGUE).text


# ---- What is public under a matter ----------------------------------------------------------------------------------


def test_documents_stand_under_their_matter_while_they_are_public(client: Client, office: Bureau) -> None:
    matter(office, "示例·甲")
    matter(office, "示例·乙")
    titles = [f"示例·通知{number}" for number in range(1, 6)]
    made = [under(office, "示例·甲", released(office, title=title)) for title in titles]
    other = under(office, "示例·乙", released(office, title="示例·别的"))
    published(office)
    page = client.get(CATALOGUE).text
    assert [title in page for title in titles] == [False, False, True, True, True], "the newest three"
    assert "全部 5 件" in page
    assert "示例·别的" in page
    sifted = client.get(DOCUMENTS, {"matter": "示例·甲"}).text
    assert all(title in sifted for title in titles)
    assert "示例·别的" not in sifted
    withdraw(viewer=office.disclosure_officer.on(DAY), release=other, reason="示例")
    assert "示例·别的" not in client.get(CATALOGUE).text
    assert made[0].released_on == DAY


def test_a_matter_that_nobody_knows_holds_nothing(client: Client, office: Bureau) -> None:
    released(office)
    page = client.get(DOCUMENTS, {"matter": "<b>示例</b>"}).text
    assert "所选的范围内没有公开的文件" in page
    assert "<b>示例</b>" not in page


# ---- The directory --------------------------------------------------------------------------------------------------


def test_the_directory_tells_of_all_that_is_public_what_article_12_asks(
    client: Client, office: Bureau
) -> None:
    long = "示例正文。" * 40
    notice = released(office, title="示例·通知", body=long)
    official = issued(office, title="示例·公文")
    drafted(office, title="示例·没有公开的")
    page = client.get(DIRECTORY).text
    for made in (notice, official):
        assert f"SL/2023-{made.document.pk:05d}" in page
        assert made.version.title in page
        assert f"SL/2023-{made.document.pk:05d}" in client.get(made.address).text
    assert f"{long[:LONGEST_SUMMARY]}……" in page
    assert long[: LONGEST_SUMMARY + 1] not in page
    assert "2023-05-08" in page
    assert "示例·没有公开的" not in page


def test_the_directory_is_paged(client: Client, office: Bureau) -> None:
    for number in range(31):
        released(office, title=f"示例·通知{number:02}")
    first, second = (client.get(DIRECTORY, {"page": number}).text for number in (1, 2))
    assert "示例·通知30" in first
    assert "示例·通知00" not in first
    assert "示例·通知00" in second
