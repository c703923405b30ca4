from django.urls import path

from . import views
from .views import calls, hazards, methods, steps, suggesting

app_name = "matters"
urlpatterns = [
    path("", views.matters, name="matters"),
    path("new/<slug:kind>/", views.matter_new, name="matter-new"),
    path("calls/", calls.calls, name="calls"),
    path("calls/new/", calls.call_new, name="call-new"),
    path("calls/<int:pk>/", calls.call, name="call"),
    path("calls/<int:pk>/change/", calls.call_change, name="call-change"),
    path("calls/<int:pk>/close/", calls.call_close, name="call-close"),
    path("hazards/", hazards.hazards, name="hazards"),
    path("hazards/excel/", hazards.hazards_excel, name="hazards-excel"),
    path("hazards/place/", hazards.hazard_poster, name="hazard-poster"),
    path("methods/", methods.methods, name="methods"),
    path("methods/new/", methods.method_new, name="method-new"),
    path("methods/<int:pk>/", methods.method, name="method"),
    path("methods/<int:pk>/revise/", methods.method_revise, name="method-revise"),
    path("methods/<int:pk>/publish/", methods.method_publish, name="method-publish"),
    path("methods/<int:pk>/consent/", methods.method_consent, name="method-consent"),
    path("methods/<int:pk>/withdraw/", methods.method_withdraw, name="method-withdraw"),
    path("scale/<str:code>/", suggesting.scale, name="scale"),
    path("<int:pk>/share/", suggesting.suggestion_share, name="suggestion-share"),
    path("<int:pk>/score/", suggesting.suggestion_score, name="suggestion-score"),
    path("<int:pk>/benefit/", suggesting.suggestion_benefit, name="suggestion-benefit"),
    path("<int:pk>/", views.matter, name="matter"),
    path("<int:pk>/paper/<slug:form>/", views.paper, name="paper"),
    path("<int:pk>/edit/", views.matter_edit, name="matter-edit"),
    path("<int:pk>/do/<slug:step>/", steps.step, name="step"),
    path("<int:pk>/rate/", steps.rate, name="rate"),
    path("<int:pk>/remark/", steps.remark, name="remark"),
    path("<int:pk>/pause/", steps.pause, name="pause"),
    path("<int:pk>/resume/", steps.resume, name="resume"),
    path("<int:pk>/back/", steps.back, name="back"),
    path("<int:pk>/invite/", steps.invite, name="invite"),
    path("<int:pk>/merge/", steps.merge, name="merge"),
    path("parts/<int:pk>/countersign/", steps.countersign, name="countersign"),
    path("parts/<int:pk>/hand-over/", steps.hand_over, name="hand-over"),
    path("files/<int:pk>/", views.enclosure, name="enclosure"),
]
