from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:pk>/open/", views.open_notice, name="open-notice"),
    path("read/", views.read_all, name="read-all"),
    path("settings/", views.settings_page, name="settings-page"),
]
