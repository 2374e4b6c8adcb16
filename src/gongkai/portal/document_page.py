"""What the page of a document says beside its text: who signed it and when, and what took its place."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from django.utils.formats import date_format

from gongkai.papers.blocks import flat
from gongkai.papers.models import NormativeRepeal
from gongkai.portal.queries import public_documents
from gongkai.review.models import Release
from gongkai.review.queries import proven

ENDED = ("lapsed", "repealed")
YEAR_AND_NUMBER = re.compile(r"〔\d{4}〕\d+号")
SIGNED_WITHIN = 2  # of the last lines of a text stand organ and day, where it bears them itself


@dataclass(frozen=True)
class Signature:
    """What stands at the end of an official document: the organ that made it, and the day (成文日期)."""

    organ: str
    made_on: datetime.date


def signature_of(release: Release) -> Signature | None:
    """Return organ and day as they end a registered document; None where its text bears them, or it has none.

    A document made with other organs names them all, and they are kept in no order of signing, so its text bears them.
    """
    registration = getattr(release.document, "registration", None)
    if registration is None or registration.dated_by == "joint":
        return None
    lines = flat(release.version.body).split("\n")
    last = "".join(lines[-SIGNED_WITHIN:])
    day = date_format(registration.made_on, "Y年n月j日")
    if day in last or last.endswith(release.organ.name):
        return None
    return Signature(release.organ.name, registration.made_on)


def successor_of(release: Release) -> Release | None:
    """Return the public document on which a repealed or lapsed one ended, as the register of repeals names it.

    What the register says in its own words is nobody's review, and is not shown.
    """
    repeals = NormativeRepeal.objects.standing().filter(organ=release.organ_id)
    repeal = repeals.filter(doc_number=release.document.registration.doc_number).first()
    return _named_in(repeal.basis, release) if repeal is not None else None


def _named_in(basis: str, release: Release) -> Release | None:
    """The public document whose number stands in the words of a repeal."""
    number = YEAR_AND_NUMBER.search(basis)
    if number is None:
        return None
    bears = "approval__version__document__registration"
    others = public_documents(release.organ).exclude(pk=release.pk)
    alike = others.filter(**{f"{bears}__doc_number__endswith": number[0]}).select_related(bears)
    found = [each for each in alike if each.document.registration.doc_number in basis]
    # 信发〔2023〕5号 stands in 示工信发〔2023〕5号: the longest is the one that is meant.
    return max(proven(found), key=lambda each: len(each.document.registration.doc_number), default=None)
