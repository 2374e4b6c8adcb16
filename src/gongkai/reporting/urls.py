"""Addresses of the report screens, below /desk/reports/."""

from django.urls import path

from gongkai.reporting import views

app_name = "reporting"
urlpatterns = [
    path("", views.reports, name="reports"),
    path("style.css", views.style, name="style"),
    path("earlier/", views.prior_year, name="prior_year"),
    path("check/", views.check, name="check"),
    path("check/list.xlsx", views.check_list, name="check_list"),
    path("years/", views.years, name="years"),
    path("<year:year>/", views.report, name="report"),
    path("<year:year>/preview/", views.preview, name="preview"),
    path("<year:year>/preview/<key:number>.svg", views.preview_page, name="preview_page"),
    path("<year:year>/build/", views.build, name="build"),
    path("<year:year>/finalize/", views.finalize, name="finalize"),
    path("<year:year>/release/", views.release, name="release"),
    path("<year:year>/unlock/<str:cell_id>/", views.unlock, name="unlock"),
    path("<year:year>/ledger.xlsx", views.ledger, name="ledger"),
    path("<year:year>/package.zip", views.package, name="package"),
    path("<year:year>/handed/<key:pk>/", views.download_task, name="download_task"),
    path("<year:year>/handed/<key:pk>/file", views.download_task_file, name="download_task_file"),
    path("<year:year>/figures/<str:cell_id>/", views.figure, name="figure"),
    path("<year:year>/passages/<str:passage>/", views.passage, name="passage"),
    path("<year:year>/report.<str:suffix>", views.download, name="download"),
]
