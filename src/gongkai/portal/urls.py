"""Public addresses."""

from django.urls import path

from gongkai.papers.document_kinds import GUIDE, LEADERS, RULES, STAFFING
from gongkai.portal import feeds, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("organs/<str:code>/", views.organ, name="organ"),
    path("organs/<str:code>/guide/", views.own_page, {"kind": GUIDE}, name="guide"),
    path("organs/<str:code>/rules/", views.own_page, {"kind": RULES}, name="rules"),
    path("organs/<str:code>/leaders/", views.own_page, {"kind": LEADERS}, name="leaders"),
    path("organs/<str:code>/staffing/", views.own_page, {"kind": STAFFING}, name="staffing"),
    path("reports/", views.all_reports, name="all_reports"),
    path("reports/<str:code>/", views.reports, name="reports"),
    path("reports/<str:code>/<year:year>/", views.report, name="report"),
    path("reports/<str:code>/<year:year>/report.<str:suffix>", views.download, name="download"),
    path("reports/<str:code>/<year:year>/<key:number>/", views.report, name="edition"),
    path(
        "reports/<str:code>/<year:year>/<key:number>/report.<str:suffix>",
        views.download,
        name="edition_download",
    ),
    path("organs/<str:code>/catalogue/", views.catalogue, name="catalogue"),
    path("organs/<str:code>/directory/", views.directory, name="directory"),
    path("organs/<str:code>/documents/", views.documents, name="documents"),
    path("organs/<str:code>/feed.xml", feeds.NewestDocuments(), name="feed"),
    path("sitemap.xml", feeds.map_index, name="maps"),
    path("sitemap-<str:section>.xml", feeds.map_page, name="map"),
    path("robots.txt", feeds.robots, name="robots"),
    path("documents/<key:pk>/", views.document, name="document"),
    path("documents/<key:pk>/files/<key:index>/", views.attachment, name="attachment"),
]
