from django.urls import path

from . import views

app_name = "org"
urlpatterns = [
    path("", views.units, name="units"),
    path("units/<int:pk>/", views.unit, name="unit"),
    path("units/<int:pk>/edit/", views.unit_edit, name="unit-edit"),
    path("units/<int:pk>/found/", views.unit_found, name="unit-found"),
    path("units/<int:pk>/below/", views.unit_below, name="unit-below"),
    path("units/<int:pk>/rename/", views.unit_rename, name="unit-rename"),
    path("units/<int:pk>/move/", views.unit_move, name="unit-move"),
    path("units/<int:pk>/dissolve/", views.unit_dissolve, name="unit-dissolve"),
    path("units/<int:pk>/appoint/", views.unit_appoint, name="unit-appoint"),
    path("units/<int:pk>/law/", views.unit_law, name="unit-law"),
    path("units/<int:pk>/law/<str:key>/", views.unit_law_choose, name="unit-law-choose"),
    path("units/<int:pk>/term/", views.unit_term, name="unit-term"),
    path("posts/<int:pk>/relieve/", views.post_relieve, name="post-relieve"),
    path("members/", views.members, name="members"),
    path("members/import/", views.member_import, name="member-import"),
    path("members/enrol/", views.member_enrol, name="member-enrol"),
    path("members/<int:pk>/", views.member, name="member"),
    path("members/<int:pk>/edit/", views.member_edit, name="member-edit"),
    path("members/<int:pk>/look/", views.member_look, name="member-look"),
    path("members/<int:pk>/looks/", views.member_looks, name="member-looks"),
    path("me/", views.me, name="me"),
    path("me/correct/", views.me_correct, name="me-correct"),
    path("corrections/", views.corrections, name="corrections"),
    path("corrections/<int:pk>/", views.correction, name="correction"),
    path("members/<int:pk>/leave/", views.member_leave, name="member-leave"),
    path("members/<int:pk>/account/", views.member_account, name="member-account"),
    path("members/<int:pk>/unlock/", views.member_unlock, name="member-unlock"),
    path("members/<int:pk>/second-step/", views.member_second_step, name="member-second-step"),
]
