from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("security/", views.security, name="security"),
    path("visits/<int:pk>/end/", views.end_visit, name="end-visit"),
    path("visits/end/", views.end_others, name="end-others"),
    path("password/", views.change_password, name="change-password"),
]
