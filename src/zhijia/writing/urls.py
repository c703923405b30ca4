from django.urls import path

from . import views

app_name = "writing"
urlpatterns = [
    path("", views.reports, name="reports"),
    path("new/", views.report_new, name="report-new"),
    path("<int:report_id>/", views.report, name="report"),
    path("<int:report_id>/file/", views.report_file, name="report-file"),
]
