"""Screens of this room, below /desk/upkeep/."""

from django.urls import path

from gongkai.upkeep import views

app_name = "upkeep"
urlpatterns = [
    path("", views.inspection, name="inspection"),
    path("inspection.xlsx", views.inspection_file, name="inspection_file"),
    path("report/", views.latest_report, name="latest_report"),
    path("report/<year:year>/", views.site_report, name="site_report"),
    path("report/<year:year>/figures/<str:line>/", views.figure, name="figure"),
    path("report/<year:year>/report.<str:suffix>", views.report_file, name="report_file"),
    path("gathered/", views.gathered, name="gathered"),
    path("indicators/<str:slug>/", views.indicator, name="indicator"),
]
