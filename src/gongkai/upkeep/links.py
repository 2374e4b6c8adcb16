"""The links and document numbers of a text, and what stands at the end of a link."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.encoding import iri_to_uri

from gongkai.bodies.models import Organ
from gongkai.papers.blocks import spans_of
from gongkai.papers.models import Version
from gongkai.papers.reading import text_of
from gongkai.portal.queries import public_document, public_editions
from gongkai.publisher import fetching
from gongkai.review.queries import live_at
from gongkai.upkeep.models import LinkFinding

LONGEST, LONGEST_WORDS, LONGEST_SAID = 500, 200, 60
GONE = {404, 410}
REFUSED, BROKEN = 400, 500  # from here on a server says that it will not, that it cannot
PORTAL, LARGE = "portal", "elder"
# An address written out is a link where the page is laid out by its kind: it ends where Chinese begins.
ADDRESS = re.compile(r"https?://[^\s()（）<>\"'\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
NUMBER = re.compile(r"[\u4e00-\u9fff]{1,20}〔\d{4}〕\d{1,5}号")
SENTENCE = re.compile(r"[^。；\n]+")
ENDING = re.compile("废止|失效|停止执行|不再执行")
Seen = tuple[LinkFinding, str]


@dataclass(frozen=True)
class FoundLink:
    """A link of a text: its address, and the words that lead there."""

    address: str
    words: str


def links_of(version: Version) -> list[FoundLink]:
    """Return the links of a version to pages, each address once."""
    kind = version.document.declared_kind
    if kind.is_laid_out or kind.text:
        found = [FoundLink(each, each) for each in ADDRESS.findall(text_of(version))]
    else:
        spans = (span for line in version.body.split("\n") for span in spans_of(line))
        found = [FoundLink(span.href, span.text) for span in spans if span.href.startswith("http")]
    kept = {link.address: link for link in reversed(found) if len(link.address) <= LONGEST}
    return [FoundLink(link.address, link.words[:LONGEST_WORDS]) for link in reversed(kept.values())]


def numbers_in(version: Version) -> set[tuple[str, bool]]:
    """Return the document numbers that a version names, and whether the sentence says that something ends."""
    return {
        (number[-LONGEST_SAID:], ENDING.search(sentence) is not None)
        for sentence in SENTENCE.findall(text_of(version))
        for number in NUMBER.findall(sentence)
    }


def path_inside(address: str, site: str) -> str | None:
    """Return the path that an address names on the organ's own site; None for another site's."""
    parts = urlsplit(address)
    return (parts.path or "/") if site and parts.netloc.lower() == urlsplit(site).netloc.lower() else None


def look_inside(path: str) -> Seen:
    """Return whether the public finds something under a path of this program."""
    try:
        match = resolve(path)
    except Resolver404:
        return LinkFinding.GONE, ""
    if match.namespace not in {PORTAL, LARGE}:
        return LinkFinding.CLOSED, "指向工作平台，公众打不开"
    plain = path.removeprefix(f"/{LARGE}") if match.namespace == LARGE else path
    return (
        (LinkFinding.THERE, "")
        if _stands(match.url_name or "", match.kwargs, plain)
        else (LinkFinding.GONE, "")
    )


def _stands(name: str, named: Mapping[str, object], path: str) -> bool:
    match name:
        case "document":
            return live_at(path) is not None
        case "attachment":
            release = public_document(int(str(named["pk"])))
            return release is not None and 1 <= int(str(named["index"])) <= len(release.version.files)
        case "report" | "edition" | "download" | "edition_download":
            organ = Organ.objects.filter(code=named["code"]).first()
            return organ is not None and bool(public_editions(organ, int(str(named["year"]))))
        case "organ" | "guide" | "catalogue" | "documents" | "directory" | "reports" | "feed":
            return Organ.objects.filter(code=named["code"]).exists()
    return True


def look_outside(address: str) -> Seen:
    """Return what another site answers at an address. Whoever is behind our own wall is not asked."""
    try:
        status = fetching.get(iri_to_uri(address), whole=False).status
    except fetching.AddressRefused as error:
        # A name may lead elsewhere within a government's network than outside; a number leads to one place.
        return LinkFinding.CLOSED if _names_a_number(address) else LinkFinding.UNSURE, f"{error}"
    except (fetching.Unreachable, fetching.Interrupted) as error:
        return LinkFinding.SILENT, f"{error}"
    if status in GONE:
        return LinkFinding.GONE, ""
    if status >= BROKEN:
        return LinkFinding.SILENT, f"网站答复出错（{status}）"
    return (LinkFinding.UNSURE, f"网站答复（{status}）") if status >= REFUSED else (LinkFinding.THERE, "")


def _names_a_number(address: str) -> bool:
    try:
        return not fetching.is_public(urlsplit(address).hostname or "")
    except ValueError:
        return False
