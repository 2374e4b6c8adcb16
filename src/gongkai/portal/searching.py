"""The public's search as its page shows it: what was asked, what was found, by what it can be sifted.

The index proposes; what is shown was read from the records and proven at the moment of asking.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import DatabaseError
from django.http import QueryDict
from django.utils.http import urlencode

from gongkai import law, registry
from gongkai.papers.models import VALIDITIES
from gongkai.papers.reading import text_of
from gongkai.portal.queries import withheld
from gongkai.registry import PublicFindable
from gongkai.review.events import Released, Withdrawn
from gongkai.review.models import Release
from gongkai.search import indexing, public
from gongkai.search.engine import Part, ProposedText
from gongkai.search.words import Phrase, fold, phrases, words_of
from gongkai.shell import whole_number

LONGEST_QUESTION = 200
HITS_A_PAGE = 15
AROUND = 60  # characters before what was looked for
ORDERS = {"": "按相关程度", "day": "按公开日期"}
CHANGES_WHAT_IS_FOUND = (Released.id, Withdrawn.id)
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class PublicQuestion:
    """What was asked: words, by what they are sifted ("" for all), in which order, which page.

    `organs` are the names, by code, of those that are asked about, or could be.
    """

    text: str
    organs: Mapping[str, str]
    organ: str = ""
    kind: str = ""
    year: str = ""
    validity: str = ""
    order: str = ""
    page: str = ""
    is_cut: bool = False

    @classmethod
    def of(cls, asked: QueryDict, organs: Mapping[str, str]) -> PublicQuestion:
        """Return what an address asks; what nothing can have is not asked."""
        typed = "".join(each if each.isprintable() else " " for each in asked.get("q", "")).strip()
        chosen = {name: asked.get(name, "") for name in ("organ", "kind", "year", "validity", "order")}
        kinds = {each.id for each in registry.all_of(PublicFindable)}
        return cls(
            text=typed[:LONGEST_QUESTION],
            organs=organs,
            organ=chosen["organ"] if chosen["organ"] in organs else "",
            kind=chosen["kind"] if chosen["kind"] in kinds else "",
            year=chosen["year"] if is_year(chosen["year"]) else "",
            validity=chosen["validity"] if chosen["validity"] in VALIDITIES else "",
            order=chosen["order"] if chosen["order"] in ORDERS else "",
            page=asked.get("page", "")[:6],
            is_cut=len(typed) > LONGEST_QUESTION or _is_cut(typed),
        )

    @property
    def words(self) -> list[str]:
        """The words that are looked for."""
        return words_of(self.text)

    @property
    def part(self) -> Part:
        """What the index is asked for."""
        asked = {
            "organ_id": self.organ,
            "kind": self.kind,
            "year": int(self.year) if self.year else None,
            "validity": self.validity,
        }
        return {column: value for column, value in asked.items() if value}

    def url(self, **changed: Any) -> str:
        """Return the address of this question with something changed, from its first page on."""
        asked = replace(self, page="", **changed)
        names = ("organ", "kind", "year", "validity", "order", "page")
        said = {name: value for name in names if (value := getattr(asked, name))}
        return f"?{urlencode({'q': self.text, **said})}"


def is_year(text: str) -> bool:
    """Return whether a text is a year that a day of this program can have."""
    return len(text) == 4 and whole_number(text) in law.YEARS


def _is_cut(typed: str) -> bool:
    said = fold(typed[:LONGEST_QUESTION]).split()
    return list(dict.fromkeys(said)) != words_of(typed[:LONGEST_QUESTION])


@dataclass(frozen=True)
class Sieve:
    """By what hits are sifted: each value with the number of hits and its address; or the one that was chosen."""

    label: str
    choices: Sequence[tuple[str, int, str]]
    chosen: str
    all_url: str


@dataclass(frozen=True)
class PublicHit:
    """Something found: its title and the words around what was asked, with what was asked set apart."""

    release: Release
    title: Sequence[Phrase]
    context: Sequence[Phrase]
    kind: str
    number: str
    ended: str


@dataclass(frozen=True)
class Answer:
    """What a page of the public's search shows. `more`: there are more than are counted and listed."""

    page: Page[Any] | None = None
    hits: Sequence[PublicHit] = ()
    sieves: Sequence[Sieve] = ()
    total: int = 0
    more: bool = False
    near: Sequence[PublicHit] = ()
    waiting: int = 0
    is_missing: bool = False


def answer(question: PublicQuestion) -> Answer:
    """Return what is found; where the index cannot be asked, that it is missing."""
    if not question.words:
        return Answer()
    try:
        return _answered(question)
    except DatabaseError as error:  # its message may say what was asked; its kind says enough
        logger.error("the public's index cannot be asked: %s", type(error).__name__)
        return Answer(is_missing=True)


def _answered(question: PublicQuestion) -> Answer:
    waiting = indexing.waiting(CHANGES_WHAT_IS_FOUND)
    found = _live(public.matching(question.text, question.part))
    if not found:
        if not waiting and public.is_empty() and Release.objects.live().exists():
            return Answer(is_missing=True)
        near = public.nearest(question.text, question.part)
        return Answer(
            near=_hits(near, public.pairs_of(question.text)), sieves=_sieves(question, []), waiting=waiting
        )
    listed = found[: public.LISTED]
    if question.order != "day":
        listed = public.by_relevance(listed)
    page = Paginator(listed, HITS_A_PAGE).get_page(question.page)
    return Answer(
        page=page,
        hits=_hits(list(page.object_list), question.words),
        sieves=_sieves(question, listed),
        total=len(listed),
        more=len(found) > len(listed),
        waiting=waiting,
    )


def _live(proposed: Sequence[ProposedText]) -> list[ProposedText]:
    """Return what is public now: what was withdrawn and is indexed still is not counted either."""
    keys = [each.key for each in proposed]
    documents = Release.objects.live().filter(approval__version__document__in=keys)
    shown = set(documents.values_list("approval__version__document", flat=True))
    return [each for each in proposed if each.key in shown]


def _sieves(question: PublicQuestion, listed: Sequence[Any]) -> list[Sieve]:
    """By what hits can be sifted further, and what was chosen; a sieve with nothing to choose is left out."""
    kinds = {each.id: each.label for each in registry.all_of(PublicFindable)}
    offered = [
        _sieve(question, "organ", "机关", listed, question.organs.get),
        _sieve(question, "kind", "类型", listed, kinds.get),
        _sieve(question, "year", "公开年份", listed, lambda year: f"{year} 年"),
        _sieve(question, "validity", "有效性", listed, VALIDITIES.get),
    ]
    return [sieve for sieve in offered if sieve.chosen or len(sieve.choices) > 1]


def _sieve(
    question: PublicQuestion,
    name: str,
    label: str,
    listed: Sequence[Any],
    said: Callable[[str], str | None],
) -> Sieve:
    if value := getattr(question, name):
        return Sieve(label, [], said(value) or value, question.url(**{name: ""}))
    held = Counter(str(value) for each in listed if (value := getattr(each, name)))
    order = sorted(held, reverse=True) if name == "year" else [value for value, _ in held.most_common()]
    choices = [(said(value) or value, held[value], question.url(**{name: value})) for value in order]
    return Sieve(label, choices, "", question.url())


def _hits(proposed: Sequence[ProposedText], words: list[str]) -> list[PublicHit]:
    """Return the live releases of documents proposed, in that order; what is not as recorded is left out."""
    live = Release.objects.live().filter(approval__version__document__in=[each.key for each in proposed])
    releases = list(live.select_related("approval__version__document__registration", "organ"))
    gone = withheld(releases)
    shown = {each.approval.version.document_id: each for each in releases if each not in gone}
    return [_hit(shown[each.key], words, each.validity) for each in proposed if each.key in shown]


def _hit(release: Release, words: list[str], validity: str) -> PublicHit:
    version = release.version
    registration = getattr(release.document, "registration", None)
    body = text_of(version).partition("\n")[2]
    return PublicHit(
        release=release,
        title=phrases(version.title, words),
        context=phrases(body, words, around=AROUND),
        kind=release.document.kind_label,
        number=registration.doc_number if registration else version.doc_number,
        ended="" if validity in {"", "in_force"} else VALIDITIES[validity],
    )
