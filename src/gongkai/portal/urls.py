"""Public addresses."""

from django.urls import path

from gongkai.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("organs/<str:code>/", views.organ, name="organ"),
    path("reports/<str:code>/", views.reports, name="reports"),
    path("reports/<str:code>/<int:year>/", views.report, name="report"),
    path("reports/<str:code>/<int:year>/report.<str:suffix>", views.download, name="download"),
    path("reports/<str:code>/<int:year>/<int:number>/", views.report, name="edition"),
    path(
        "reports/<str:code>/<int:year>/<int:number>/report.<str:suffix>",
        views.download,
        name="edition_download",
    ),
    path("organs/<str:code>/documents/", views.documents, name="documents"),
    path("documents/<int:pk>/", views.document, name="document"),
    path("documents/<int:pk>/files/<int:index>/", views.attachment, name="attachment"),
]
