"""Doors to keep. What strangers open is under `door/`, and there nobody is signed in."""

from django.urls import path

from . import views

app_name = "doorway"
urlpatterns = [
    path("doors/", views.doors, name="doors"),
    path("doors/<int:pk>/", views.poster, name="poster"),
    path("doors/<int:pk>/guard/", views.guard, name="guard"),
    path("doors/<int:pk>/shut/", views.shut, name="shut"),
    path("doors/<int:pk>/close/", views.close, name="close"),
    path("door/receipt/", views.receipt, name="receipt"),
    path("door/receipt/photo/", views.receipt_photo, name="receipt-photo"),
    path("door/<str:token>/", views.door, name="door"),
    path("door/<str:token>/<slug:slug>/", views.write, name="write"),
    path("door/<str:token>/<slug:slug>/photo/", views.photo, name="photo"),
]
