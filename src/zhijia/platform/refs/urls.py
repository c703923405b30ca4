from django.urls import path

from . import views

app_name = "refs"
urlpatterns = [
    path("", views.calendar, name="calendar"),
    path("year/", views.enter_year, name="enter-year"),
    path("day/", views.enter_day, name="enter-day"),
    path("day/<int:pk>/", views.edit_day, name="edit-day"),
    path("day/<int:pk>/drop/", views.drop_day, name="drop-day"),
]
