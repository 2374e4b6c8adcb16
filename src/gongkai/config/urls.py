"""Root URLs: the portal at the top, the desk below /desk/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
