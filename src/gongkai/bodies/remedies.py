"""What to do about what stands in the way, where that is done on another page: the way there, or who can go it."""

from __future__ import annotations

from gongkai import registry
from gongkai.bodies.queries import holders
from gongkai.bodies.viewer import Viewer
from gongkai.registry import Linked


def remedy(viewer: Viewer, permission: str, words: str, url: str) -> Linked:
    """Return what to do, in `words` without a subject (到某处办理): a link for who may, for others who can."""
    if viewer.may(permission):
        return Linked(f"请{words}", url)
    can = holders(viewer, permission)
    return Linked(f"请{can}{words}" if can else f"须有人{words}，现在没有人可以办理，请先登记任职")


def remedy_page(viewer: Viewer, page_id: str, words: str, *args: object) -> Linked:
    """Return the same for a page of a room above (`registry.RemedyPage`), of what `args` name."""
    page = registry.one(registry.RemedyPage, page_id)
    return remedy(viewer, page.permission, words, page.url(*args))
