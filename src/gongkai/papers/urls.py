"""Drafting screens, below /desk/papers/."""

from django.urls import path

from gongkai.papers import views

app_name = "papers"
urlpatterns = [
    path("", views.documents, name="documents"),
    path("draft/", views.draft, name="draft"),
    path("<key:pk>/", views.document, name="document"),
    path("<key:pk>/revise/", views.revise, name="revise"),
    path("<key:pk>/register/", views.register, name="register"),
    path("versions/<key:pk>/files/<key:place>/", views.attachment, name="attachment"),
]
