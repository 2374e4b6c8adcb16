"""Drafting screens, below /desk/papers/."""

from django.urls import path

from gongkai.papers import views

app_name = "papers"
urlpatterns = [
    path("", views.documents, name="documents"),
    path("pages/", views.pages, name="pages"),
    path("pages/<str:kind>/", views.page, name="page"),
    path("draft/", views.draft, name="draft"),
    path("<key:pk>/", views.document, name="document"),
    path("<key:pk>/revise/", views.revise, name="revise"),
    path("versions/<key:pk>/scan/", views.scan, name="scan"),
    path("versions/<key:pk>/<str:suffix>/", views.printed, name="printed"),
    path("numbers/", views.numbers, name="numbers"),
    path("numbers/<key:pk>/", views.series, name="series"),
    path("numbers/draws/<key:pk>/give-up/", views.give_up, name="give_up"),
    path("versions/<key:pk>/files/<key:index>/", views.attachment, name="attachment"),
]
