"""Addresses of the report screens, below /desk/reports/."""

from django.urls import path

from gongkai.reporting import views

app_name = "reporting"
urlpatterns = [
    path("", views.reports, name="reports"),
    path("style.css", views.style, name="style"),
    path("earlier/", views.prior_year, name="prior_year"),
    path("years/", views.years, name="years"),
    path("<int:year>/", views.report, name="report"),
    path("<int:year>/preview/", views.preview, name="preview"),
    path("<int:year>/preview/<int:number>.svg", views.preview_page, name="preview_page"),
    path("<int:year>/build/", views.build, name="build"),
    path("<int:year>/finalize/", views.finalize, name="finalize"),
    path("<int:year>/release/", views.release, name="release"),
    path("<int:year>/unlock/<str:cell_id>/", views.unlock, name="unlock"),
    path("<int:year>/ledger.xlsx", views.ledger, name="ledger"),
    path("<int:year>/package.zip", views.package, name="package"),
    path("<int:year>/handed/<int:pk>/", views.download_task, name="download_task"),
    path("<int:year>/handed/<int:pk>/file", views.download_task_file, name="download_task_file"),
    path("<int:year>/figures/<str:cell_id>/", views.figure, name="figure"),
    path("<int:year>/passages/<str:passage>/", views.passage, name="passage"),
    path("<int:year>/report.<str:suffix>", views.download, name="download"),
]
