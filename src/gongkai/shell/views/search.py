"""The search over everything that the viewer may see."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from gongkai import registry
from gongkai.search import indexing, queries
from gongkai.search.words import words_of
from gongkai.shell.access import OfficerRequest, officer_view
from gongkai.shell.addresses import whole_number

LONGEST_QUESTION = 200


@require_GET
@officer_view()
def search(request: OfficerRequest) -> HttpResponse:
    """The newest hits of every kind; with `kind`, all of that kind, page by page."""
    text = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    viewer, asked = request.viewer, request.GET.get("kind", "")
    kind = _kind(asked) if asked else None
    before = whole_number(request.GET.get("before", ""))
    found = [queries.find_of_kind(viewer, kind, text, before=before)] if kind else queries.find(viewer, text)
    context = {
        "text": text,
        "words": words_of(text),
        "kind": kind,
        "is_first": before is None,
        "all_url": f"?{urlencode({'q': text})}",
        "found": [(each, _page_url(text, each, beyond=bool(kind))) for each in found if each.hits],
        "behind": indexing.behind(),
    }
    return render(request, "shell/search.html", context)


def _page_url(text: str, found: queries.HitsOfKind, *, beyond: bool) -> str | None:
    """Return where the hits that are not shown stand: on the next page, or all of them on the page of the kind."""
    if found.after is None:
        return None
    asked = {"q": text, "kind": found.findable.id}
    return f"?{urlencode(asked | ({'before': str(found.after)} if beyond else {}))}"


def _kind(asked: str) -> registry.Findable:
    try:
        return registry.one(registry.Findable, asked)
    except registry.NotDeclared:
        raise Http404 from None
