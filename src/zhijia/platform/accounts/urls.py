from django.urls import path

from .views import door, second, security

app_name = "accounts"
urlpatterns = [
    path("sign-in/", door.sign_in, name="sign-in"),
    path("sign-in/code/", second.second_step, name="second-step"),
    path("sign-out/", door.sign_out, name="sign-out"),
    path("password/", door.change_password, name="change-password"),
    path("security/", security.security, name="security"),
    path("security/on/", second.turn_on, name="turn-on"),
    path("security/off/", second.turn_off, name="turn-off"),
    path("security/codes/", second.renew_codes, name="renew-codes"),
    path("visits/<int:pk>/end/", security.end_visit, name="end-visit"),
    path("visits/end/", security.end_others, name="end-others"),
]
