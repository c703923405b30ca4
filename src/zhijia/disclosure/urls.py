from django.urls import path

from .views import objecting, showing

app_name = "disclosure"
urlpatterns = [
    path("showings/", showing.showings, name="showings"),
    path("showings/new/", showing.showing_new, name="showing-new"),
    path("showings/<int:pk>/", showing.showing, name="showing"),
    path("showings/<int:pk>/prolong/", showing.showing_prolong, name="showing-prolong"),
    path("showings/<int:pk>/handler/", showing.showing_handler, name="showing-handler"),
    path("showings/<int:pk>/withdraw/", showing.showing_withdraw, name="showing-withdraw"),
    path("showings/<int:pk>/photo/", showing.showing_photo, name="showing-photo"),
    path("showings/<int:pk>/close/", showing.showing_close, name="showing-close"),
    path("showings/<int:pk>/look/", showing.showing_look, name="showing-look"),
    path("showings/<int:pk>/paper/", showing.showing_paper, name="showing-paper"),
    path("showings/<int:pk>/record/", showing.showing_record, name="showing-record"),
    path("showings/<int:pk>/object/", objecting.showing_object, name="showing-object"),
    path("showing-pictures/<int:pk>/", showing.showing_picture, name="showing-picture"),
    path("objections/", objecting.own_objections, name="own-objections"),
    path("objections/<int:pk>/", objecting.objection, name="objection"),
    path("consents/", objecting.consents, name="consents"),
    path("consents/new/", objecting.consent_new, name="consent-new"),
    path("consents/<int:pk>/withdraw/", objecting.consent_withdraw, name="consent-withdraw"),
]
