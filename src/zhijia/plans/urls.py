from django.urls import path

from . import views
from .views import boards, measures, natures, walls

app_name = "plans"
urlpatterns = [
    path("speeches/", views.speeches, name="speeches"),
    path("speeches/new/", views.speech_new, name="speech-new"),
    path("speeches/<int:pk>/", views.speech, name="speech"),
    path("speeches/<int:pk>/edit/", views.speech_edit, name="speech-edit"),
    path("speeches/<int:pk>/confirm/", views.speech_confirm, name="speech-confirm"),
    path("speeches/<int:pk>/original/", views.speech_original, name="speech-original"),
    path("speeches/pieces/<int:pk>/", views.piece, name="piece"),
    path("speeches/pieces/<int:pk>/edit/", views.piece_edit, name="piece-edit"),
    path("speeches/pieces/<int:pk>/split/", views.piece_split, name="piece-split"),
    path("speeches/pieces/<int:pk>/merge/", views.piece_merge, name="piece-merge"),
    path("speeches/pieces/<int:pk>/promote/", views.piece_promote, name="piece-promote"),
    path("speeches/pieces/<int:pk>/demote/", views.piece_demote, name="piece-demote"),
    path("speeches/pieces/<int:pk>/file/", views.piece_file, name="piece-file"),
    path("speeches/pieces/<int:pk>/nature/", natures.piece_nature, name="piece-nature"),
    path(
        "speeches/pieces/<int:pk>/figure/<str:figure>/", natures.piece_figure, name="piece-figure"
    ),
    path("speeches/pieces/<int:pk>/no-figure/", natures.piece_no_figure, name="piece-no-figure"),
    path("desk/", views.desk, name="desk"),
    path("boards/", boards.board_speeches, name="board-speeches"),
    path("boards/speeches/<int:pk>/", boards.board_speech, name="board-speech"),
    path("boards/units/", boards.board_units, name="board-units"),
    path("boards/months/", boards.board_months, name="board-months"),
    path("boards/gantt/", boards.board_gantt, name="board-gantt"),
    path("boards/list/", boards.board_list, name="board-list"),
    path("boards/list/word/", boards.board_word, name="board-word"),
    path("boards/wall/", walls.board_wall, name="board-wall"),
    path("boards/views/<int:pk>/drop/", boards.view_drop, name="view-drop"),
    path("boards/views/<str:board>/", boards.view_save, name="view-save"),
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/lights/", views.lights, name="lights"),
    path("tasks/excel/", views.tasks_excel, name="tasks-excel"),
    path("tasks/word/", views.tasks_word, name="tasks-word"),
    path("tasks/<int:pk>/", views.task, name="task"),
    path("tasks/<int:pk>/assign/", views.task_assign, name="task-assign"),
    path("tasks/<int:pk>/edit/", views.task_edit, name="task-edit"),
    path("tasks/<int:pk>/drop/", views.task_drop, name="task-drop"),
    path("tasks/given/<int:pk>/", views.assignment, name="assignment"),
    path("tasks/given/<int:pk>/sign/", views.assignment_sign, name="assignment-sign"),
    path("tasks/given/<int:pk>/report/", views.assignment_report, name="assignment-report"),
    path("tasks/given/<int:pk>/extend/", views.assignment_extend, name="assignment-extend"),
    path(
        "tasks/given/<int:pk>/hand-down/", views.assignment_hand_down, name="assignment-hand-down"
    ),
    path("tasks/given/<int:pk>/finish/", views.assignment_finish, name="assignment-finish"),
    path("tasks/given/<int:pk>/accept/", views.assignment_accept, name="assignment-accept"),
    path(
        "tasks/given/<int:pk>/send-back/", views.assignment_send_back, name="assignment-send-back"
    ),
    path("tasks/given/<int:pk>/withdraw/", views.assignment_withdraw, name="assignment-withdraw"),
    path("tasks/given/<int:pk>/reassign/", views.assignment_reassign, name="assignment-reassign"),
    path("tasks/<int:pk>/measure/", measures.task_measure, name="task-measure"),
    path("tasks/<int:pk>/measure/release/", measures.task_release, name="task-release"),
    path("tasks/<int:pk>/nature/", natures.task_nature, name="task-nature"),
    path("tasks/<int:pk>/shares/", measures.task_shares, name="task-shares"),
    path("tasks/<int:pk>/shares/all/", measures.task_share_by, name="task-share-by"),
    path("tasks/given/<int:pk>/measure/", measures.assignment_measure, name="assignment-measure"),
    path(
        "tasks/given/<int:pk>/measure/release/",
        measures.assignment_release,
        name="assignment-release",
    ),
    path("tasks/extensions/<int:pk>/", views.extension_decide, name="extension-decide"),
    path("holes/", views.holes, name="holes"),
    path("holes/look/", views.holes_look, name="holes-look"),
    path("holes/excel/", views.holes_excel, name="holes-excel"),
    path("holes/<int:pk>/", views.hole, name="hole"),
    path("holes/<int:pk>/explain/", views.hole_explain, name="hole-explain"),
    path("holes/<int:pk>/fold/", views.hole_fold, name="hole-fold"),
    path("tasks/files/<int:pk>/", views.step_file, name="step-file"),
]
