"""No machine text before a person's eye: every page as every role, every form sent empty, and every file."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pdfplumber
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from docx import Document as WordFile
from openpyxl import load_workbook

from gongkai import registry
from gongkai.bodies.roles import ROLES
from gongkai.ledger.models import Entry
from gongkai.papers.actions.open_series import change_series
from gongkai.review.actions.abandon import abandon
from gongkai.review.actions.decide import decide
from gongkai.review.actions.release import release
from gongkai.review.actions.withdraw import withdraw
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.shell.ledgers.entry import correct, void
from tests.permissions.places import Place, places
from tests.permissions.test_every_url import open_, signed_in
from tests.permissions.world import YEAR, House, house

LATER = datetime.date(2024, 1, 8)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="a walk over pages, long on PostgreSQL; walked on SQLite"
    ),
]

# Whatever is written in Latin letters is suspect: an identifier, a choice's code, a column's name, Python's own words.
# So is a path, and a record that is called by its key.
SUSPECT = re.compile(
    r"[A-Za-z][A-Za-z0-9_.]*|[0-9a-f]{32,}|[{}]|\d{4}-\d\d-\d\dT|(?<![\w/])/\d+/|(?:记录|文稿|版本) \d+(?!\s?[件条项])"
)
# Addresses are for copying, not for reading.
ADDRESS = re.compile(r"https?://\S+|\b[\w.-]+@[\w.-]+")
# What people of an office call by these letters.
KNOWN = {
    *("XLSX", "CSV", "PDF", "DOCX", "Word", "Excel", "WPS"),  # formats of files and what writes them
    "MB",  # the size of a file
    "TOTP",  # what authenticators call their codes
    "SM3",  # the digest's name in GB/T 32905
    *("A", "B", "C"),  # grades of the handling of proposals
    "A4",  # the sheet of the fee rule
    "ID",  # 账号ID, as the filing form of new media writes it
    "QQ",  # a work group's platform
}
# What stands in the bureau of these tests, typed as an officer would.
TYPED = {
    *("SL", "SL001", "SL2023", "shili", "csv", "testserver"),
    "示例复函.pdf",  # the scan of an answer by letter
    *(f"SL-{role}" for role in ROLES),
}
# Places that show machine text, and why.
ALLOWED = {
    "desk:proof": "an auditor computes the chain's digests from it with tools of their own",
    "shell:second_factor": "an authenticator takes the secret as it is typed",
    "publisher:package": "who keeps another site compares the files with the digests on the slip",
    "review:printed": "the paper form carries the digest of the text that it speaks of",
}
COMMANDS = re.compile(r"gongkai [a-z]+( --[a-z]+)*")  # what a system administrator is told to type
OPENED, WRONG = 200, b"field-wrong"
TEXT_ATTRIBUTES = ("title", "aria-label", "placeholder", "alt", "data-label")


class PageText(HTMLParser):
    """What a page lets people read or hear."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._silent = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in {"script", "style"}
        self.pieces += [value for name, value in attrs if name in TEXT_ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.pieces.append(data.strip())


def texts_of(answer: Any) -> Iterator[str]:
    """Yield the pieces of text of a page or a file; nothing of what only programs read."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    yield from _texts(answer["Content-Type"], content)


def _texts(kind: str, content: bytes) -> Iterator[str]:
    if "html" in kind:
        yield from PageText(content.decode()).pieces
    elif "spreadsheet" in kind or kind.endswith(".xlsx"):
        for sheet in load_workbook(io.BytesIO(content), read_only=True):
            yield sheet.title
            yield from (
                str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None
            )
    elif "wordprocessing" in kind or kind.endswith(".docx"):
        file = WordFile(io.BytesIO(content))
        yield from (paragraph.text for paragraph in file.paragraphs)
        yield from (cell.text for table in file.tables for row in table.rows for cell in row.cells)
    elif "pdf" in kind:
        with pdfplumber.open(io.BytesIO(content)) as file:
            yield from (line for page in file.pages for line in page.extract_text().splitlines())
    elif "zip" in kind:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                yield from _texts(name, package.read(name))


def machine_words(text: str) -> set[str]:
    """Return what in a text is written for machines."""
    rest = COMMANDS.sub("", ADDRESS.sub("", text))
    for typed in sorted(TYPED, key=len, reverse=True):
        rest = re.sub(rf"(?<![A-Za-z]){typed}(?![A-Za-z])", "", rest)
    return set(SUSPECT.findall(rest)) - KNOWN


def moved_on(home: House) -> list[Place]:
    """Do in the bureau what leaves other words behind: release, withdraw, set aside, correct, void.

    Return the pages of the documents that it was done to.
    """
    office = home.bureau
    officer = office.disclosure_officer.on(DAY)
    public = release(viewer=officer, version=factory.approved(office).version)
    gone = release(viewer=officer, version=factory.approved(office).version)
    withdraw(viewer=officer, release=gone, reason="示例")
    draft = factory.drafted(office)
    abandon(viewer=office.drafter.on(DAY), version=draft, reason="示例")
    returned = factory.submitted(office)
    decide(viewer=office.section_head.on(DAY), version=returned, agree=False, opinion="示例")
    change_series(viewer=officer, series=home.draw.series, at_once=True)
    opinions = registry.one(registry.Register, "oversight.opinions")
    record = home.records(opinions).get()
    record = correct(
        viewer=officer.on(LATER),
        ledger=opinions.ledger,
        record=record,
        row={"content": "示例·改"},
        reason="示例",
    )
    work_groups = registry.one(registry.Register, "oversight.trainings")
    void(
        viewer=officer.on(LATER),
        ledger=work_groups.ledger,
        record=home.records(work_groups).get(),
        reason="示例",
    )
    versions = (public.version, gone.version, draft, returned)
    return [
        *(Place("review:version", "review.view", (version.pk,)) for version in versions),
        *(Place("papers:document", "papers.view", (version.document_id,)) for version in versions),
        Place("shell:record", opinions.permission, (opinions.id, record.pk)),
    ]


def visits(home: House) -> Iterator[tuple[str, Client, Place]]:
    """Yield each place with each role that may open it, and with one role the pages of each kind of event."""
    more = moved_on(home)
    for role in ROLES:
        client = signed_in(home, role)
        for place in (*places(home), *more):
            if place.post is None and (not place.permission or home.viewer(role).may(place.permission)):
                yield role, client, place
    events: dict[str, int] = {}
    for entry in Entry.objects.filter(organ_code=home.bureau.organ.code):
        events.setdefault(entry.event, entry.pk)
    auditor = signed_in(home, "auditor")
    for seq in events.values():
        yield "auditor", auditor, Place("shell:record", "", ("desk.ledger", seq))


def files(home: House) -> Iterator[tuple[str, str]]:
    """Yield a role and the address of each file that is not a place of its own: exports, and the report's formats."""
    for register in registry.all_of(registry.Register):
        role = next(role for role in ROLES if home.viewer(role).may(register.permission))
        yield role, reverse("shell:register", args=[register.id]) + "?export=xlsx"
    for suffix in ("docx", "pdf", "html", "xlsx"):
        yield "disclosure_officer", reverse("reporting:download", args=[YEAR, suffix])
    letter = home.request.letters.get()
    yield "disclosure_officer", reverse("inforequests:letter_printed", args=[letter.pk, "docx"])


@pytest.mark.long
def test_nobody_meets_machine_text() -> None:
    home = house("SL")
    found: dict[str, set[str]] = defaultdict(set)

    def look(where: str, answer: Any) -> None:
        for text in texts_of(answer):
            for word in machine_words(text):
                found[f"{word!r} in {text[:120]!r}"].add(where)

    asked = set()
    for role, client, place in visits(home):
        if place.name in ALLOWED:
            continue
        opened = open_(client, place)
        look(f"{role} {place.name} {place.arguments}", opened)
        if opened.status_code == OPENED and not opened.streaming and WRONG in opened.content:
            found["a form that opens with an error"].add(f"{role} {place.name} {place.arguments}")
        if place not in asked:  # a form sent empty says what it lacks
            asked.add(place)
            look(f"{role} {place.name} {place.arguments}, sent empty", client.post(_address(place), {}))
    for role, address in files(home):
        look(f"{role} {address}", signed_in(home, role).get(address))
    assert not found, "\n".join(f"{what}: {sorted(places)[:2]}" for what, places in sorted(found.items()))


def test_no_event_says_a_key() -> None:
    shown = {
        event.id: set(re.findall(r"\{(\w+)\}", event.message)) for event in registry.all_of(registry.Event)
    }
    keys = {"pk", "id", "right", "wrong", "hash", "sm3", "digest", "address"}
    assert {event: names & keys for event, names in shown.items() if names & keys} == {}


def _address(place: Place) -> str:
    return reverse(place.name, args=[*map(str, place.arguments)])
