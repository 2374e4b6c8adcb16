"""Screens that every room shares, below /desk/."""

from django.contrib.auth.decorators import login_required
from django.urls import path

from gongkai.shell.views import auth, entry, imports, registers, tasks

app_name = "shell"
urlpatterns = [
    path("sign-in/", auth.SignIn.as_view(), name="sign_in"),
    path("sign-out/", auth.SignOut.as_view(), name="sign_out"),
    path("password/", login_required(auth.ChangePassword.as_view()), name="password"),
    path("search/", registers.search, name="search"),
    path("registers/", registers.all_registers, name="registers"),
    path("registers/<str:register_id>/", registers.register, name="register"),
    path("registers/<str:register_id>/saved-filters/", registers.save_filter, name="save_filter"),
    path("registers/<str:register_id>/new/", entry.enter, name="enter"),
    path("registers/<str:register_id>/<str:pk>/", registers.record, name="record"),
    path("registers/<str:register_id>/<str:pk>/correct/", entry.correct, name="correct"),
    path("registers/<str:register_id>/<str:pk>/void/", entry.void, name="void"),
    path("import/<str:importer_id>/", imports.import_ledger, name="import"),
    path("import/<str:importer_id>/template.xlsx", imports.import_template, name="import_template"),
    path("import/<str:importer_id>/<key:pk>/", imports.import_plan, name="import_plan"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<key:pk>/", tasks.task, name="task"),
    path("tasks/<key:pk>/cancel/", tasks.cancel, name="cancel_task"),
]
