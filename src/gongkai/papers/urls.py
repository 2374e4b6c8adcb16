"""Drafting screens, below /desk/papers/."""

from django.urls import path

from gongkai.papers import views

app_name = "papers"
urlpatterns = [
    path("", views.documents, name="documents"),
    path("draft/", views.draft, name="draft"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/revise/", views.revise, name="revise"),
    path("<int:pk>/register/", views.register, name="register"),
    path("versions/<int:pk>/files/<int:place>/", views.attachment, name="attachment"),
]
