from django.urls import path

from . import views

app_name = "sheets"
urlpatterns = [
    path("", views.sheets, name="sheets"),
    path("imports/<int:pk>/", views.import_page, name="import-page"),
    path("imports/<int:pk>/anew/", views.import_anew, name="import-anew"),
    path("imports/<int:pk>/confirm/", views.import_confirm, name="import-confirm"),
    path("imports/<int:pk>/cancel/", views.import_cancel, name="import-cancel"),
    path("imports/<int:pk>/undo/", views.import_undo, name="import-undo"),
    path("imports/<int:pk>/file/", views.returned_file, name="returned-file"),
    path("exports/<int:pk>/", views.export_page, name="export-page"),
    path("exports/<int:pk>/file/", views.export_file, name="export-file"),
    path("<str:name>/template/", views.template_file, name="template-file"),
    path("<str:name>/import/", views.bring, name="bring"),
    path("<str:name>/export/", views.take, name="take"),
]
