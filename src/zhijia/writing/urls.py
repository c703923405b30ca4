from django.urls import path

from . import views

app_name = "writing"
urlpatterns = [
    path("", views.reports, name="reports"),
    path("new/", views.report_new, name="report-new"),
    path("outlines/", views.outlines, name="outlines"),
    path("outlines/<int:unit_id>/<str:form>/", views.outline_edit, name="outline-edit"),
    path("<int:report_id>/", views.report, name="report"),
    path("<int:report_id>/file/", views.report_file, name="report-file"),
    path("<int:report_id>/title/", views.report_title, name="report-title"),
    path("<int:report_id>/redraw/", views.report_redraw, name="report-redraw"),
    path("<int:report_id>/seen/", views.report_seen, name="report-seen"),
    path("<int:report_id>/sign/", views.report_sign, name="report-sign"),
    path("<int:report_id>/ask/", views.report_ask, name="report-ask"),
    path("<int:report_id>/recall/", views.report_recall, name="report-recall"),
    path("<int:report_id>/drop/", views.report_drop, name="report-drop"),
    path("<int:report_id>/hand-back/", views.report_hand_back, name="report-hand-back"),
    path("<int:report_id>/history/", views.report_history, name="report-history"),
    path("<int:report_id>/history/<int:number>/undo/", views.change_undo, name="change-undo"),
    path("<int:report_id>/numbers/<int:place>/", views.report_number, name="report-number"),
    path("<int:report_id>/add/", views.passage_first, name="passage-first"),
    path("passages/<int:pk>/", views.passage, name="passage"),
    path("passages/<int:pk>/edit/", views.passage_edit, name="passage-edit"),
    path("passages/<int:pk>/add/", views.passage_add, name="passage-add"),
    path("passages/<int:pk>/move/", views.passage_move, name="passage-move"),
    path("passages/<int:pk>/drop/", views.passage_drop, name="passage-drop"),
    path("passages/<int:pk>/settle/", views.passage_settle, name="passage-settle"),
]
