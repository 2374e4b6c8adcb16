"""Review screens, below /desk/review/."""

from django.urls import path

from gongkai.review import views

app_name = "review"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("<int:pk>/", views.version, name="version"),
    path("<int:pk>/form.<str:suffix>", views.printed, name="printed"),
    path("<int:pk>/submit/", views.submit, name="submit"),
    path("<int:pk>/decide/", views.decide, name="decide"),
    path("<int:pk>/release/", views.release, name="release"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
