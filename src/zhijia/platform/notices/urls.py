from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:pk>/open/", views.open_notice, name="open-notice"),
    path("read/", views.read_all, name="read-all"),
    path("settings/", views.settings_page, name="settings-page"),
    path("robots/", views.robots, name="robots"),
    path("robots/new/", views.robot_new, name="robot-new"),
    path("robots/<int:pk>/", views.robot_edit, name="robot-edit"),
    path("robots/<int:pk>/try/", views.robot_try, name="robot-try"),
    path("robots/<int:pk>/pause/", views.robot_pause, name="robot-pause"),
    path("robots/<int:pk>/remove/", views.robot_remove, name="robot-remove"),
]
