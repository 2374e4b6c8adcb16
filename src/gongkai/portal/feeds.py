"""What is public for programs: the newest documents as a feed, every address as a site map, robots.txt."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemaps
from django.contrib.syndication.views import Feed
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from gongkai.bodies.models import Organ
from gongkai.portal.modes import LARGE
from gongkai.portal.queries import public_documents
from gongkai.review.models import Release
from gongkai.review.queries import proven

IN_A_FEED = 30
IN_A_MAP = 1_000  # each is proven, as its page is


class NewestDocuments(Feed):  # type: ignore[type-arg]
    """The newest documents of an organ, by title and address: what they say is read on their page."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, code: str) -> Organ:
        """Return the organ of an address. Raises `Organ.DoesNotExist`, which is answered 404."""
        return Organ.objects.get(code=code)

    def title(self, organ: Organ) -> str:
        """Whose documents they are."""
        return f"{organ.name}最新公开的文件"

    def link(self, organ: Organ) -> str:
        """Where all of them are listed."""
        return reverse("portal:documents", args=[organ.code])

    def items(self, organ: Organ) -> Sequence[Release]:
        """The newest that the ledger proves, newest first."""
        return proven(public_documents(organ)[:IN_A_FEED])

    def item_title(self, item: Any) -> str:
        """The title of a document."""
        return str(item.version.title)

    def item_link(self, item: Release) -> str:
        """Its address."""
        return item.address

    def item_pubdate(self, item: Release) -> datetime.datetime:
        """When it became public."""
        return item.released_at


class _ProvenPaginator(Paginator):  # type: ignore[type-arg]
    """Pages of releases that the ledger proves."""

    def page(self, number: int | str) -> Page[Release]:
        page = super().page(number)
        page.object_list = proven(page.object_list)
        return page


class PublicMap(Sitemap):  # type: ignore[type-arg]
    """Every document, report and structured page that the public may read."""

    @property
    def paginator(self) -> _ProvenPaginator:
        """Its pages, in the order in which things became public."""
        live = Release.objects.live().select_related("approval__version__document").order_by("pk")
        return _ProvenPaginator(live, IN_A_MAP)

    def location(self, item: Any) -> str:
        """The address of what was released."""
        return str(item.address)

    def lastmod(self, item: Release) -> datetime.datetime:
        """When what stands there was released."""
        return item.released_at

    def get_latest_lastmod(self) -> None:
        """Nothing: the index of a site would read all of it to tell."""


@require_safe
def map_index(request: HttpRequest) -> HttpResponse:
    """The pages of the site map."""
    return sitemaps.index(request, MAPS, sitemap_url_name="portal:map")


@require_safe
def map_page(request: HttpRequest, section: str) -> HttpResponse:
    """A page of the site map."""
    return sitemaps.sitemap(request, MAPS, section=section)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone: the desk, and what stands a second time for 长者模式."""
    home = {mode: reverse("portal:home", current_app=mode) for mode in ("", LARGE)}
    lines = [
        "User-agent: *",
        f"Disallow: {resolve_url(settings.LOGIN_REDIRECT_URL)}",
        f"Disallow: {home[LARGE]}",
        f"Sitemap: {request.build_absolute_uri(reverse('portal:maps'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


MAPS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {"public": PublicMap}
