"""Root URLs: the portal at the top, once more for 长者模式 below /elder/, the desk below /desk/."""

from importlib.util import find_spec

from django.urls import include, path

from gongkai.portal import modes

PLACES = {
    "shell": "desk/",
    "desk": "desk/",
    "inforequests": "desk/requests/",
    "proactive": "desk/proactive/",
    "papers": "desk/papers/",
    "review": "desk/review/",
    "reporting": "desk/reports/",
    "publisher": "desk/channels/",
    "upkeep": "desk/upkeep/",
    "portal": "",
}

urlpatterns = [
    path(place, include(f"gongkai.{room}.urls"))
    for room, place in PLACES.items()
    if find_spec(f"gongkai.{room}.urls") is not None
]
urlpatterns.append(path("elder/", include("gongkai.portal.urls", namespace=modes.LARGE)))
