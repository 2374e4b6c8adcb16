"""Review screens, below /desk/review/."""

from django.urls import path

from gongkai.review import views

app_name = "review"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("<key:pk>/", views.version, name="version"),
    path("<key:pk>/form.<str:suffix>", views.printed, name="printed"),
    path("<key:pk>/submit/", views.submit, name="submit"),
    path("<key:pk>/abandon/", views.abandon, name="abandon"),
    path("<key:pk>/decide/", views.decide, name="decide"),
    path("<key:pk>/register/", views.register, name="register"),
    path("<key:pk>/register/correct/", views.correct_registration, name="correct_registration"),
    path("<key:pk>/release/", views.release, name="release"),
    path("<key:pk>/withdraw/", views.withdraw, name="withdraw"),
]
