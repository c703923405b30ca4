from django.urls import path

from . import views
from .views import calls, steps

app_name = "matters"
urlpatterns = [
    path("", views.matters, name="matters"),
    path("new/<slug:kind>/", views.matter_new, name="matter-new"),
    path("calls/", calls.calls, name="calls"),
    path("calls/new/", calls.call_new, name="call-new"),
    path("calls/<int:pk>/", calls.call, name="call"),
    path("calls/<int:pk>/change/", calls.call_change, name="call-change"),
    path("calls/<int:pk>/close/", calls.call_close, name="call-close"),
    path("<int:pk>/", views.matter, name="matter"),
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
